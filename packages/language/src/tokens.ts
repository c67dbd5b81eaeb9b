/** A word or a mark of a text, and where it is in it. */
export interface Token {
  /** Lower case, with straight apostrophes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN = /[\p{L}\p{N}](?:[\p{L}\p{N}'’-]*[\p{L}\p{N}])?|[.,!?;:]/gu;
const FILLER = /^(?:um+|uh+|er+|erm|hm+|mm+|ah+)$/;
const MARK = /^[.,!?;:]$/;
const SENTENCE_END = /^[.!?]$/;

/** The words and marks of a text in order, without the sounds people make while they think. */
export function tokensOf(text: string): Token[] {
  return allTokensOf(text).filter((token) => !FILLER.test(token.text));
}

function allTokensOf(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), ({ 0: found, index }) => ({
    text: found.toLowerCase().replaceAll('’', "'"),
    start: index,
    end: index + found.length,
  }));
}

/** The part of a text that a sentence of it is. */
export function spanOf(sentence: readonly Token[], text: string): string {
  return text.slice(sentence[0]?.start, sentence.at(-1)?.end);
}

/** The words and marks of a text as {@link Token.text}, a space after each. */
export function wordsOf(text: string): string {
  return allTokensOf(text)
    .map((token) => `${token.text} `)
    .join('');
}

/** Whether the token is a mark and not a word. */
export function isMark(token: Token): boolean {
  return MARK.test(token.text);
}

/** The tokens sentence by sentence, each with its closing mark. A mark inside a word, as in an address, closes none. */
export function sentencesOf(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [[]];
  for (const [nth, token] of tokens.entries()) {
    sentences.at(-1)?.push(token);
    if (SENTENCE_END.test(token.text) && tokens[nth + 1]?.start !== token.end) sentences.push([]);
  }
  return sentences.filter((sentence) => sentence.some((token) => !isMark(token)));
}
