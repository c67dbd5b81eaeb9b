/** What is repeated has so many words at most. */
const LONGEST = 12;

/** How often people repeat so many words in a row at most. */
function mostTimes(words: number): number {
  if (words === 1) return 5;
  return words <= 3 ? 3 : 2;
}

/**
 * Characters that are repeated in a row within a word more often than anybody writes: "Ahhhhh", "lalalalala". Digits are
 * repeated in many numbers.
 */
const LOOPS_IN_WORDS = [/(\p{L})\1{3,}/giu, /(\p{L}{2,12}?)\1{4,}/giu, /([^\p{L}\s]{1,12}?)\1{19,}/gu];

/**
 * Whether a text repeats the same words, or characters of a word, more often in a row than people do: then a model got caught
 * in a loop.
 */
export function hasLoop(text: string): boolean {
  return withoutLoopsInWords(text) !== text || loopIn(text.split(/\s+/)) !== undefined;
}

/** The text, with what it repeats too often said once. */
export function withoutLoops(text: string): string {
  let words = withoutLoopsInWords(text).split(/\s+/);
  for (let loop = loopIn(words); loop !== undefined; loop = loopIn(words)) {
    words = [...words.slice(0, loop.start + loop.length), ...words.slice(loop.end)];
  }
  return words.join(' ');
}

function withoutLoopsInWords(text: string): string {
  const once = LOOPS_IN_WORDS.reduce((cut, loops) => cut.replace(loops, '$1'), text);
  return once === text ? text : withoutLoopsInWords(once);
}

interface Loop {
  readonly start: number;
  readonly end: number;
  /** Of what is repeated. */
  readonly length: number;
}

function loopIn(words: readonly string[]): Loop | undefined {
  const plain = words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  for (let length = 1; length <= LONGEST; length++) {
    const tooLong = length * (mostTimes(length) + 1);
    for (let start = 0; start + tooLong <= plain.length; start++) {
      let end = start + length;
      while (end < plain.length && plain[end] === plain[end - length]) end++;
      if (end - start >= tooLong) return { start, end, length };
    }
  }
  return undefined;
}
