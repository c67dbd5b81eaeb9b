/** Digits that are said one after the other, whatever the way: `555-0142`, `four double two`, `forty seven 19`. */
export interface DigitRun {
  readonly groups: readonly DigitGroup[];
  readonly start: number;
  readonly end: number;
  /** Whether a plus sign, written or said, comes before. */
  readonly international: boolean;
}

/** What is said in one breath of a {@link DigitRun}. */
export interface DigitGroup {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

/** A number as a word of it is said, or digits: what a pattern is made with. */
export const SPOKEN_NUMBER =
  '(?:\\d+|zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|double|triple)';

const UNITS = new Map(
  'zero one two three four five six seven eight nine'.split(' ').map((word, digit) => [word, String(digit)] as const),
);
for (const word of ['oh', 'o', 'nought', 'naught']) UNITS.set(word, '0');

const TEENS = new Map(
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, above) => [word, String(10 + above)] as const),
);
const TENS = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, above) => [word, above + 2] as const),
);
const REPEATS: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
]);

/** Amounts, times, dates, years from one to the next, versions and shares: digits that count something. */
const COUNTING =
  /[$£€]\s?\d[\d,]*(?:\.\d+)?|(?:19|20)\d{2}[-–]\d{2}(?![\d-])|\d{1,2}:\d{2}|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|(?<![\d.])(?!\d{3}\.\d{3}\.\d{4}\b)\d+(?:\.\d+)+|\d+(?:\/\d+)+|\d+(?:\.\d+)?\s?%/;
const TOKEN = new RegExp(
  String.raw`(?<counting>${COUNTING.source})|(?<word>[\p{L}\p{N}]+(?:['’]\p{L}+)?)|(?<mark>[^\s])`,
  'gu',
);
const BETWEEN_WORD = /^(?:um+|uh+|er+|dash|hyphen|space|then|slash)$/;
const BETWEEN_MARK = /^[-–—.,/()]$/;
/** What comes after an `oh` that is no nought. */
const EXCLAIMED =
  /^(?:wait|no|sorry|hang|hold|i|it|it's|that|that's|yes|yeah|well|my|actually|what|god|is|right|dear)$/;

interface Token {
  readonly kind: 'counting' | 'word' | 'mark';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), ({ 0: found, index, groups }) => ({
    kind: groups?.['counting'] !== undefined ? 'counting' : groups?.['word'] !== undefined ? 'word' : 'mark',
    text: found.toLowerCase(),
    start: index,
    end: index + found.length,
  }));
}

interface Read {
  readonly digits: string;
  /** How many tokens it took. */
  readonly took: number;
}

/** The digits that begin at a token, if any do. */
function read(tokens: readonly Token[], at: number): Read | undefined {
  const { kind, text } = tokens[at] ?? {};
  if (kind !== 'word' || text === undefined) return undefined;
  if (/^\d+$/.test(text)) return { digits: text, took: 1 };
  const next = tokens[at + 1]?.text ?? '';
  const unit = UNITS.get(text);
  if (unit !== undefined) {
    if (/^oh?$/.test(text) && EXCLAIMED.test(next)) return undefined;
    if (next !== 'hundred') return { digits: unit, took: 1 };
    return tokens[at + 2]?.text === 'and' ? undefined : { digits: `${unit}00`, took: 2 };
  }
  const teen = TEENS.get(text);
  if (teen !== undefined) return { digits: teen, took: 1 };
  const tens = TENS.get(text);
  if (tens !== undefined) {
    const hyphen = next === '-' ? 1 : 0;
    const below = UNITS.get(tokens[at + 1 + hyphen]?.text ?? '0') ?? '0';
    return below === '0' ? { digits: `${tens}0`, took: 1 } : { digits: `${tens}${below}`, took: 2 + hyphen };
  }
  const times = REPEATS.get(text);
  const repeated = times === undefined || REPEATS.has(next) ? undefined : read(tokens, at + 1);
  if (times === undefined || repeated === undefined || repeated.digits.length > 2) return undefined;
  return { digits: repeated.digits.repeat(times), took: 1 + repeated.took };
}

/** How many tokens after this one may are between two groups of the same digits. */
function gapAt(tokens: readonly Token[], at: number): number {
  let length = 0;
  for (; length < 3; length++) {
    const { kind, text = '' } = tokens[at + length] ?? {};
    if (!(kind === 'mark' ? BETWEEN_MARK : BETWEEN_WORD).test(text)) break;
  }
  return length;
}

/** The runs of digits in a text, in order. */
export function digitRunsIn(text: string): DigitRun[] {
  const tokens = tokensOf(text);
  const runs: DigitRun[] = [];
  for (let at = 0; at < tokens.length; ) {
    const groups: DigitGroup[] = [];
    const before = at;
    let next = at;
    for (let found = read(tokens, next); found !== undefined; found = read(tokens, next)) {
      const { digits, took } = found;
      groups.push({ digits, start: tokens[next]?.start ?? 0, end: tokens[next + took - 1]?.end ?? 0 });
      at = next + took;
      next = at + gapAt(tokens, at);
    }
    const [first] = groups;
    const last = groups.at(-1);
    if (first === undefined || last === undefined) {
      at += 1;
      continue;
    }
    const { text: opening = '', start: opened = 0 } = tokens[before - 1] ?? {};
    const international = opening === '+' || opening === 'plus';
    runs.push({ groups, start: international || opening === '(' ? opened : first.start, end: last.end, international });
  }
  return runs;
}

/** The digits of some groups together. */
export function digitsOf(groups: readonly DigitGroup[]): string {
  return groups.map(({ digits }) => digits).join('');
}
