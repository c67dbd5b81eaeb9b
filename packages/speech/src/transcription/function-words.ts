/** Words that hold sentences together, by language: two fifths and more of what is said consists of them. */
const FUNCTION_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    `the to and of a in is it you that for on i we with this be are have not can if at your or was will as my do but please
    from no so me an there has by been when what which they he she our all one would were had their him her them`.split(
      /\s+/,
    ),
  ),
};

/** How many of the words of a text are function words of a language. `undefined` for a language whose words aren't known. */
export function functionWordsIn(text: string, language: string): { count: number; words: number } | undefined {
  const known = FUNCTION_WORDS[language];
  if (known === undefined) return undefined;
  const words = text.toLowerCase().match(/[\p{L}\p{M}'\u2019]+/gu) ?? [];
  return { count: words.filter((word) => known.has(word)).length, words: words.length };
}
