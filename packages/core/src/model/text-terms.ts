/** A phrase, perhaps without its closing quotation mark, or a word. */
const TERM = /"(?<phrase>[^"]*)(?:"|$)|(?<word>[^\s"]+)/g;

/** Folds a text for comparisons that ignore case. Accents still matter. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}

/**
 * What a text filter asks for: each word, and each phrase in quotation marks, folded and once. A call must have them all, in any
 * order and perhaps inside longer words. Empty when there is neither.
 */
export function textTerms(text: string): string[] {
  const found = Array.from(text.replace(/[“”„«»]/g, '"').matchAll(TERM), ({ groups: { phrase, word } = {} }) =>
    foldCase(phrase ?? word ?? ''),
  );
  return [...new Set(found.filter((term) => term.trim() !== ''))];
}

/** Names, each once whatever its letter case: as it is written first. */
export function uniqueFolded(names: readonly string[]): string[] {
  if (names.length < 2) return [...names];
  const folded = new Set<string>();
  return names.filter((name) => folded.size < folded.add(foldCase(name)).size);
}
