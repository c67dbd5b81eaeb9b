import type { JsonObject } from '../../input/json.js';
import { count, each, ratio, requiredText, within } from '../../input/read-fields.js';
import type { Word } from '../../model/analysis.js';
import type { SpokenWord } from '../spoken/words.js';
import { wordOf } from '../word-of.js';

interface Token {
  readonly text: string;
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  readonly likely: number | undefined;
}

/** Marks of times, and of the beginning and the end: `[_BEG_]`, `[_TT_550]`, `<|endoftext|>`. */
const MARK = /^(?:\[_.*\]|<\|.*\|>)$/;

/** The words that the tokens of a segment of whisper.cpp make. A token that begins with a space begins a word. */
export function wordsInTokens(segment: JsonObject): SpokenWord[] {
  const tokens = each(segment, 'tokens', tokenOf).filter(({ text }) => text !== '' && !MARK.test(text));
  // Tokens may be parts of characters, of which none can be read.
  if (tokens.some(({ text }) => text.includes('\uFFFD'))) return [];
  const words: Token[][] = [];
  for (const token of tokens) {
    if (words.length === 0 || token.text.startsWith(' ')) words.push([token]);
    else words.at(-1)?.push(token);
  }
  return words.map((own) => ({ word: wordOfTokens(own) })).filter(({ word }) => word.text !== '');
}

function tokenOf(raw: JsonObject): Token {
  const time = (key: string) => within(raw, 'offsets', (offsets) => count(offsets, key));
  return { text: requiredText(raw, 'text'), startMs: time('from'), endMs: time('to'), likely: ratio(raw, 'p') };
}

/** The confidence is the mean, as Whisper itself has it. */
function wordOfTokens(tokens: readonly Token[]): Word {
  const text = tokens.map((token) => token.text).join('');
  const likely = tokens.flatMap((token) => token.likely ?? []);
  const confidence = likely.length === 0 ? undefined : likely.reduce((sum, one) => sum + one, 0) / likely.length;
  return wordOf(text.trim(), tokens[0]?.startMs, tokens.at(-1)?.endMs, confidence);
}
