import type { CallId } from '../model/call.js';
import type { MomentHit, MomentIndex, MomentQuery } from '../ports/moment-index.js';
import type { Moment, MomentsOfCall, MomentVectors } from '../search/moment.js';
import type { SearchTerms } from '../search/search-terms.js';
import { SAMPLE_MS, sampleHash } from './sample-record.js';

/** The model of sample vectors. */
export const SAMPLE_MODEL = 'sample';

/** Moments of a sample call, one for each text, one after the other. */
export function sampleMoments(
  number: number,
  texts: readonly (string | Partial<Moment>)[],
  changes: Partial<MomentsOfCall> = {},
): MomentsOfCall {
  const moments = texts.map((text, index): Moment => {
    const given = typeof text === 'string' ? { text } : text;
    const span = { startMs: index * 1_000, endMs: index * 1_000 + 900 };
    return { index, source: 'speech', text: '', span, speaker: 'spk_0', ...given };
  });
  return {
    hash: sampleHash(number),
    callId: `call-${number}` as CallId,
    recordCreatedAtMs: SAMPLE_MS,
    revision: 1,
    rules: '1',
    recordedAtMs: SAMPLE_MS + number * 1_000,
    categories: ['billing'],
    moments,
    ...changes,
  };
}

/** Vectors of the sample model. */
export function sampleVectors(...vectors: readonly (Float32Array | undefined)[]): MomentVectors {
  return { model: SAMPLE_MODEL, vectors };
}

/** A vector of length 1 that is about orthogonal to those of other numbers. The same for the same number. */
export function sampleVector(number: number, dimensions: number): Float32Array {
  let state = (number + 1) * 0x9e3779b1;
  return unit(
    Float32Array.from({ length: dimensions }, () => {
      state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5;
      state ^= state >>> 12;
      return (state >>> 0) / 2 ** 31 - 1 || 0.5;
    }),
  );
}

/** A vector along the way from one to another. @param share how far, 0–1 */
export function between(from: Float32Array, to: Float32Array, share: number): Float32Array {
  return unit(from.map((value, at) => value * (1 - share) + (to[at] ?? 0) * share));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** Terms without those that aren't given. */
export function termsOf(...words: readonly string[]): SearchTerms {
  return { words, prefixes: [], phrases: [], excluded: [] };
}

/** A query by words, unless it is changed. */
export function sampleQuery(terms: SearchTerms, changes: Partial<MomentQuery> = {}): MomentQuery {
  return { terms, by: 'words', filter: {}, limit: 100, ...changes };
}

/** What a query finds, as the texts of the moments. */
export async function textsFound(index: MomentIndex, query: MomentQuery): Promise<string[]> {
  return (await index.search(query)).hits.map(({ moment }) => moment.text);
}

/** What a query finds on all pages. At most 2,000 pages are read. */
export async function traverseHits(index: MomentIndex, query: MomentQuery): Promise<MomentHit[]> {
  const hits: MomentHit[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 2_000; pages++) {
    const page = await index.search({ ...query, ...(after !== undefined && { after }) });
    hits.push(...page.hits);
    if (page.next === undefined) break;
    after = page.next;
  }
  return hits;
}

/** Names each hit. */
export function namesOf(hits: readonly MomentHit[]): string[] {
  return hits.map(({ hash, moment }) => `${hash}#${moment.index}`);
}
