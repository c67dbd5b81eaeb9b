import type { SensitiveDataFinding } from '../model/analysis.js';

/** Words that must not remain anywhere in a call, and the type that takes their place. */
export interface Secret {
  readonly said: string;
  readonly entityType: string;
}

/** A range of a text. */
export type Hit = Pick<SensitiveDataFinding, 'entityType'> & { startCharacter: number; endCharacter: number };

/** Shorter ones, such as a letter that was spelled, are in too many texts. */
const SHORTEST = 2;
/** Shorter ones are masked as words of their own, and not inside words: Ann, but not in `planning`. */
const SHORTEST_WITHIN_WORDS = 4;
/** These scripts are written without spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const LETTER = /[\p{L}\p{N}]/u;

/** Makes a search for secrets, in any case, in time that grows with the text and hardly with the number of secrets. */
export function searchFor(secrets: readonly Secret[]): (text: string) => Hit[] {
  const byBeginning = new Map<string, Secret[]>();
  for (const { said, entityType } of unique(secrets)) {
    const beginning = said.slice(0, SHORTEST_WITHIN_WORDS);
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), { said, entityType }]);
  }
  for (const group of byBeginning.values()) group.sort((a, b) => b.said.length - a.said.length);
  const lengths = [...new Set([...byBeginning.keys()].map(({ length }) => length))].toSorted((a, b) => b - a);
  return (text) => {
    const folded = fold(text);
    const hitAt = (at: number): Hit | undefined => {
      for (const length of lengths) {
        const group = byBeginning.get(folded.slice(at, at + length));
        const secret = group?.find(({ said }) => folded.startsWith(said, at) && isOfItsOwn(said, folded, at));
        if (secret === undefined) continue;
        return { entityType: secret.entityType, startCharacter: at, endCharacter: at + secret.said.length };
      }
      return undefined;
    };
    const hits: Hit[] = [];
    for (let at = 0; at < folded.length; at++) {
      const hit = hitAt(at);
      if (hit === undefined) continue;
      hits.push(hit);
      at = hit.endCharacter - 1;
    }
    return hits;
  };
}

function unique(secrets: readonly Secret[]): Secret[] {
  const types = new Map<string, string>();
  for (const { said, entityType } of secrets) {
    const folded = fold(said.trim());
    if (folded.length >= SHORTEST && !types.has(folded)) types.set(folded, entityType);
  }
  return [...types].map(([said, entityType]) => ({ said, entityType }));
}

function isOfItsOwn(said: string, text: string, at: number): boolean {
  if (said.length >= SHORTEST_WITHIN_WORDS || UNSPACED.test(said)) return true;
  return !LETTER.test(text[at - 1] ?? '') && !LETTER.test(text[at + said.length] ?? '');
}

/** In lower case, of the same length: a few capital letters become two. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join('');
}
