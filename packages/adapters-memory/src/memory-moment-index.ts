import {
  areOutdatedMoments,
  byCall,
  type CallHash,
  EarshotError,
  fuse,
  type IndexedRevision,
  MAX_RANKED,
  MIN_COVERED,
  type Moment,
  type MomentFilter,
  type MomentHit,
  type MomentIndex,
  type MomentIndexCapabilities,
  type MomentPage,
  type MomentQuery,
  type MomentsOfCall,
  pageOf,
  type QueryVector,
  type SearchTerms,
  stemOf,
  weightOfWord,
  wordsIn,
} from '@earshot/core';
import { frozenCopy } from './frozen-copy.js';

interface KeptMoment {
  readonly key: string;
  readonly call: MomentsOfCall;
  readonly moment: Moment;
  /** The stems of its words, in order. */
  readonly stems: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  readonly vector: { readonly model: string; readonly values: Float32Array } | undefined;
}

/** The usual parameters of Okapi BM25, which SQLite's FTS5 uses as well. */
const K1 = 1.2;
const B = 0.75;

/** Looks at every moment for each query: the reference for every {@link MomentIndex}. */
export class MemoryMomentIndex implements MomentIndex {
  readonly capabilities: MomentIndexCapabilities = {
    counts: true,
    prefix: true,
    phrase: true,
    pagedHits: MAX_RANKED,
  };
  readonly #calls = new Map<
    CallHash,
    { readonly revision: IndexedRevision; readonly moments: readonly KeptMoment[] }
  >();

  async put(call: MomentsOfCall): Promise<'indexed' | 'outdated'> {
    const before = this.#calls.get(call.hash);
    if (before !== undefined && areOutdatedMoments(call, before.revision)) return 'outdated';
    const { vectors, ...rest } = call;
    const copy = frozenCopy(rest);
    const moments = copy.moments.map((moment, at) => keptMoment(copy, moment, vectorAt(vectors, at)));
    const { recordCreatedAtMs, revision, rules } = call;
    const kept = { recordCreatedAtMs, revision, rules, ...(vectors && { model: vectors.model }) };
    this.#calls.set(call.hash, { revision: kept, moments });
    return 'indexed';
  }

  async delete(hash: CallHash): Promise<number> {
    const count = this.#calls.get(hash)?.moments.length ?? 0;
    this.#calls.delete(hash);
    return count;
  }

  async revisionOf(hash: CallHash): Promise<IndexedRevision | undefined> {
    const kept = this.#calls.get(hash);
    return kept && { ...kept.revision };
  }

  async search(query: MomentQuery): Promise<MomentPage> {
    const { terms, vector, by, filter, limit, isByCall = false, after } = query;
    if (terms.words.length + terms.prefixes.length + terms.phrases.length === 0) {
      throw new EarshotError('EARSHOT_INVALID_INPUT', 'the query has no words to find', {
        details: { field: 'terms', expected: 'a word, a prefix or a phrase' },
      });
    }
    const all = [...this.#calls.values()].flatMap(({ moments }) => moments);
    const allowed = all.filter((kept) => matchesFilter(kept, filter) && satisfies(kept, terms));
    const words = by === 'meaning' ? [] : byWords(allowed, all, terms);
    const meaning = by === 'words' || vector === undefined ? [] : byMeaning(allowed, vector);
    const fused = fuse(keysOf(words), keysOf(meaning));
    const kept = new Map(allowed.map((each) => [each.key, each]));
    const callOf = (key: string) => kept.get(key)?.call.hash ?? '';
    const { ranked, next } = pageOf(isByCall ? byCall(fused, callOf) : fused, limit, after);
    const hits = ranked.flatMap(({ key, matched, score }): MomentHit[] => {
      const { call, moment } = kept.get(key) ?? {};
      if (call === undefined || moment === undefined) return [];
      const { hash, callId, revision, recordedAtMs } = call;
      return [{ hash, callId, revision, recordedAtMs, moment, matched, score }];
    });
    const counted = { moments: words.length, calls: new Set(words.map(({ call }) => call.hash)).size };
    return { hits, ...(next !== undefined && { next }), ...(by !== 'meaning' && { counted }) };
  }
}

function vectorAt(vectors: MomentsOfCall['vectors'], at: number): KeptMoment['vector'] {
  const values = vectors?.vectors[at];
  return vectors && values && { model: vectors.model, values: values.slice() };
}

function keptMoment(call: MomentsOfCall, moment: Moment, vector: KeptMoment['vector']): KeptMoment {
  const stems = wordsIn(moment.text).map(({ word }) => stemOf(word));
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return { key: `${call.hash}#${moment.index}`, call, moment, stems, counts, vector };
}

function matchesFilter({ call, moment }: KeptMoment, filter: MomentFilter): boolean {
  const { fromMs = -Infinity, toMs = Infinity, category, agentName, speaker, hash } = filter;
  return (
    call.recordedAtMs >= fromMs &&
    call.recordedAtMs < toMs &&
    (category === undefined || call.categories.includes(category)) &&
    (agentName === undefined || call.agentName === agentName) &&
    (speaker === undefined || moment.speaker === speaker || moment.role === speaker) &&
    (hash === undefined || call.hash === hash)
  );
}

/** Whether the moment has all that it must have, and nothing that it must not. */
function satisfies({ stems, counts }: KeptMoment, { phrases, prefixes, excluded }: SearchTerms): boolean {
  const has = (phrase: readonly string[]) => hasPhrase(stems, phrase.map(stemOf));
  const begins = (prefix: string) => [...counts.keys()].some((stem) => stem.startsWith(stemOf(prefix)));
  return phrases.every(has) && prefixes.every(begins) && !excluded.some(has);
}

function hasPhrase(stems: readonly string[], phrase: readonly string[]): boolean {
  return stems.some((_, start) => phrase.every((stem, at) => stems[start + at] === stem));
}

/** Those found by words, the best first. */
function byWords(allowed: readonly KeptMoment[], all: readonly KeptMoment[], terms: SearchTerms): KeptMoment[] {
  const { words, phrases, prefixes } = terms;
  const optional = new Set(words.map(stemOf));
  const isStrict = phrases.length + prefixes.length === 0;
  const ranking = new Set([...optional, ...phrases.flat().map(stemOf)]);
  const having = (stem: string) => all.reduce((count, { counts }) => count + Number(counts.has(stem)), 0);
  const weights = new Map([...ranking].map((stem) => [stem, weightOfWord(all.length, having(stem))]));
  const usual = all.reduce((sum, { stems }) => sum + stems.length, 0) / all.length;
  const weightOf = (stems: Iterable<string>) => [...stems].reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0);
  const needed = isStrict ? MIN_COVERED * weightOf(optional) : 0;
  return allowed
    .filter(({ counts }) => weightOf([...optional].filter((stem) => counts.has(stem))) >= needed)
    .map((kept) => {
      const share = 1 - B + B * (kept.stems.length / usual);
      let score = 0;
      for (const [stem, weight] of weights) {
        const count = kept.counts.get(stem) ?? 0;
        score += (weight * count * (K1 + 1)) / (count + K1 * share);
      }
      const isWhole = [...optional].every((stem) => kept.counts.has(stem));
      return { kept, score, isWhole };
    })
    .toSorted((a, b) => Number(b.isWhole) - Number(a.isWhole) || b.score - a.score || compareMoments(a.kept, b.kept))
    .map(({ kept }) => kept);
}

/** Those found by meaning, the nearest first. */
function byMeaning(allowed: readonly KeptMoment[], { model, values, least = 0 }: QueryVector): KeptMoment[] {
  return allowed
    .flatMap((kept) => {
      const { vector } = kept;
      const cosine = vector?.model === model ? product(vector.values, values) : -1;
      return cosine > 0 && cosine >= least ? [{ kept, cosine }] : [];
    })
    .toSorted((a, b) => b.cosine - a.cosine || compareMoments(a.kept, b.kept))
    .map(({ kept }) => kept);
}

function product(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

/** Newest calls first. */
function compareMoments(a: KeptMoment, b: KeptMoment): number {
  return (
    b.call.recordedAtMs - a.call.recordedAtMs ||
    (a.call.hash < b.call.hash ? -1 : a.call.hash > b.call.hash ? 1 : a.moment.index - b.moment.index)
  );
}

function keysOf(moments: readonly KeptMoment[]): string[] {
  return moments.map(({ key }) => key);
}
