/** How often people repeat so many words in a row at most. */
const MOST_TIMES: readonly (readonly [words: number, times: number])[] = [
  [1, 5],
  [2, 3],
  [3, 3],
  [4, 2],
  [5, 2],
  [6, 2],
  [7, 2],
  [8, 2],
  [10, 2],
  [12, 2],
];

/** Whether a text repeats the same words more often in a row than people do: then a model got caught in a loop. */
export function hasLoop(text: string): boolean {
  return loopIn(text.split(/\s+/)) !== undefined;
}

/** The text, with what it repeats too often said once. */
export function withoutLoops(text: string): string {
  let words = text.split(/\s+/);
  for (let loop = loopIn(words); loop !== undefined; loop = loopIn(words)) {
    words = [...words.slice(0, loop.start + loop.length), ...words.slice(loop.end)];
  }
  return words.join(' ');
}

interface Loop {
  readonly start: number;
  readonly end: number;
  /** Of what is repeated. */
  readonly length: number;
}

function loopIn(words: readonly string[]): Loop | undefined {
  const plain = words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  for (const [length, most] of MOST_TIMES) {
    for (let start = 0; start + length * (most + 1) <= plain.length; start++) {
      let end = start + length;
      while (end < plain.length && plain[end] === plain[end - length]) end++;
      if (end - start >= length * (most + 1)) return { start, end, length };
    }
  }
  return undefined;
}
