const UNITS = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'.split(
  ' ',
);
const TEENS = 'sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...[...UNITS, ...TEENS].map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, index): [string, number] => [word, 20 + 10 * index]),
]);
const MAGNITUDES: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1_000_000],
]);
const ORDINALS: ReadonlyMap<string, string> = new Map(
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth'
    .split(' ')
    .map((word, value) => [`${value}${['th', 'st', 'nd', 'rd'][value] ?? 'th'}`, word]),
);
/** What is said for what is written. */
const SIGNS: readonly [RegExp, string][] = [
  [/#/g, ' pound '],
  [/\*/g, ' star '],
  [/&/g, ' and '],
  [/%/g, ' percent '],
  [/@/g, ' at '],
  [/\$([\d.,]+)/g, ' $1 dollars '],
  [/(\d)\.(\d)/g, '$1 point $2'],
  [/(\d),(\d{3})/g, '$1$2'],
  [/([a-z]{2,})\.(?=[a-z]{2,})/g, '$1 dot '],
  [/\b([ap])\.\s?m\b\.?/g, ' $1m '],
];
const CONTRACTIONS: readonly [RegExp, string][] = [
  [/\bwon't\b/g, 'will not'],
  [/\bcan't\b|\bcannot\b/g, 'can not'],
  [/n't\b/g, ' not'],
  [/\blet's\b/g, 'let us'],
  [/\b(it|that|what|there|here|who|he|she|where|how|when)'s\b/g, '$1 is'],
  [/'m\b/g, ' am'],
  [/'re\b/g, ' are'],
  [/'ve\b/g, ' have'],
  [/'ll\b/g, ' will'],
  [/'d\b/g, ' would'],
];
/** Spellings of the same word, and slips of the pen in the transcripts that Debian packs. */
const SPELLINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ok: 'okay',
    mr: 'mister',
    mrs: 'missus',
    dr: 'doctor',
    thru: 'through',
    cancelled: 'canceled',
    colour: 'color',
    favour: 'favor',
    honour: 'honor',
    centre: 'center',
    behaviour: 'behavior',
    neighbour: 'neighbor',
    represenatives: 'representatives',
    umute: 'unmute',
    indentified: 'identified',
    witheld: 'withheld',
  }),
);
const FILLERS: ReadonlySet<string> = new Set(['uh', 'um', 'er', 'hmm', 'mm']);

/**
 * The words of a text as they are spoken, so that two ways to write the same down are equal: lower case, contractions
 * in full, signs and numbers in words, a number digit by digit, hesitations left out.
 */
export function spokenWords(text: string): string[] {
  let plain = text.toLowerCase().replace(/[’‘]/g, "'");
  for (const [sign, said] of [...SIGNS, ...CONTRACTIONS]) plain = plain.replace(sign, said);
  const words = plain.replace(/'/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  return inDigits(words.map((word) => ORDINALS.get(word) ?? SPELLINGS.get(word) ?? word)).filter(
    (word) => !FILLERS.has(word),
  );
}

/** Numbers in words become their digits, one word each: "eighty five hundred" is 8 5 0 0. */
function inDigits(words: readonly string[]): string[] {
  const digits: string[] = [];
  let number: number | undefined;
  const flush = () => {
    if (number !== undefined) digits.push(...String(number));
    number = undefined;
  };
  for (const [index, word] of words.entries()) {
    const value = NUMBERS.get(word);
    const magnitude = MAGNITUDES.get(word);
    if (value !== undefined) {
      // "twenty one" and "two hundred five" are one number, "two five" and "five twenty" are two.
      const room =
        number === undefined ? 0 : number % 100 === 0 ? 100 : number % 10 === 0 && number % 100 > 10 ? 10 : 0;
      if (number === undefined || number === 0 || value >= room || value === 0) {
        flush();
        number = value;
      } else number += value;
    } else if (magnitude !== undefined && number !== undefined && number > 0) {
      const rest = number % 1000;
      number = magnitude === 100 ? number - rest + rest * 100 : number * magnitude;
    } else if (word === 'oh' && (number !== undefined || NUMBERS.has(words[index + 1] ?? ''))) {
      flush();
      digits.push('0');
    } else {
      flush();
      if (/^\d+$/.test(word)) digits.push(...word);
      else digits.push(word);
    }
  }
  flush();
  return digits;
}
