import type { CallHash, CallId, MomentQuery, MomentsOfCall } from '@earshot/core';

export const MODEL = 'test';
const DIMENSIONS = 64;

/** A vector of length 1; those of different numbers have little in common. */
export function vectorOf(number: number): Float32Array {
  const values = Float32Array.from({ length: DIMENSIONS }, (_, at) => Math.sin(number * 7.13 + at * (number + 1.7)));
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

/** The moments of a call at a revision. Each call has words and a vector of its own, and each revision. */
export function momentsOfCall(
  number: number,
  texts: readonly string[],
  { revision = 1, ...changes }: Partial<MomentsOfCall> = {},
): MomentsOfCall {
  return {
    hash: hashOfCall(number),
    callId: `call ${number}` as CallId,
    recordCreatedAtMs: 1_700_000_000_000,
    revision,
    rules: '1',
    recordedAtMs: 1_700_000_000_000 + number,
    categories: [],
    moments: texts.map((text, index) => ({ index, source: 'speech', text, speaker: `spk_${index % 2}` })),
    vectors: { model: MODEL, vectors: texts.map((_, at) => vectorOf(number * 1_000 + revision * 10 + at)) },
    ...changes,
  };
}

export function hashOfCall(number: number): CallHash {
  return number.toString(16).padStart(32, '0') as CallHash;
}

/** A query by words. */
export function byWords(...words: readonly string[]): MomentQuery {
  return { terms: { words, prefixes: [], phrases: [], excluded: [] }, by: 'words', filter: {}, limit: 100 };
}

/** A query for what is nearest to a vector, and nothing that is farther than a right angle. */
export function byMeaning(values: Float32Array): MomentQuery {
  return { ...byWords(), by: 'meaning', vector: { model: MODEL, values } };
}
