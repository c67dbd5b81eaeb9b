/**
 * Makes a search for the first of some things, in their order, that ends after a time: in the logarithm of their number, since a
 * document may name as many times as it has things.
 */
export function endingAfter<T extends { readonly endMs?: number | undefined }>(
  things: readonly T[],
): (ms: number) => number {
  let latest: number[] | undefined;
  return (ms) => {
    latest ??= latestEnds(things);
    let [from, to] = [0, latest.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((latest[middle] ?? 0) > ms) to = middle;
      else from = middle + 1;
    }
    return from === latest.length ? -1 : from;
  };
}

/** The latest end among each thing and those before it: the first that is after a time is of a thing that ends after it. */
function latestEnds(things: readonly { readonly endMs?: number | undefined }[]): number[] {
  let latest = Number.NEGATIVE_INFINITY;
  return things.map(({ endMs = Number.NEGATIVE_INFINITY }) => {
    latest = Math.max(latest, endMs);
    return latest;
  });
}

/** Nothing that a text leaves out between two of its words is longer. */
const LONGEST_GAP = 1_000;

/** Where the next word of a text is, or -1. It is not looked for far away: thousands of words may be nowhere in a text. */
export function nextWordAt(text: string, word: string, from: number): number {
  const end = from + word.length + LONGEST_GAP;
  if (end >= text.length) return text.indexOf(word, from);
  const at = text.slice(from, end).indexOf(word);
  return at === -1 ? -1 : from + at;
}
