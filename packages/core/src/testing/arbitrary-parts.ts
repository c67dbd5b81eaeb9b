import * as fc from 'fast-check';
import type { JsonValue } from '../model/primitives.js';

/*
 * What the arbitraries of the model are made of. Categories, topics, words and times come from small pools as a rule, so
 * that filters hit and times collide; the rest comes from anywhere in the schemas. Text is well-formed Unicode: no store
 * keeps half a surrogate pair.
 */

export const CATEGORIES = ['billing', 'Billing', 'support / tier 2', 'résumé', '50% off', 'a_b', "o'clock"] as const;
export const TOPICS = ['refund', 'Refund', 'late delivery', '返金', '"quoted"', 'a*b', 'billing'] as const;
export const NAMES = ['Zoe', 'ZOE', 'José', '返 Lin', 'Unknown'] as const;
export const WORDS = [
  'refund',
  'Invoice',
  'ÉCOUTE',
  'straße',
  'İzmir',
  '返金',
  '50%',
  'a_b',
  "o'clock",
  '"well"',
  'OR',
  '-',
  '😀',
] as const;

const EPOCH_MS = [0, 1, -1, 1_700_000_000_000, 1_700_000_000_001, 1_700_000_060_000, 1_800_000_000_000] as const;
export const FIRST_EPOCH_MS = -8_640_000_000_000_000;
export const LAST_EPOCH_MS = 8_640_000_000_000_000;

/** Short lists. */
export const FEW = { maxLength: 3 } as const;

/** Whole epoch milliseconds: often one of a few, so that they collide; now and then an end of the calendar. */
export function epochMsArbitrary(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...EPOCH_MS) },
    { weight: 2, arbitrary: fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(FIRST_EPOCH_MS, LAST_EPOCH_MS) },
  );
}

/** Any text, an empty one included. */
export function text(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }).map((words) => words.join(' ')) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  );
}

/** Text without control characters, not empty, at most so many UTF-16 units: what names are made of. */
export function label(maxLength: number): fc.Arbitrary<string> {
  const longest = fc.constantFrom('x', 'é', '返').map((one) => one.repeat(maxLength));
  const short = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((made) => made.length <= maxLength);
  return fc.oneof({ weight: 4, arbitrary: short }, { weight: 1, arbitrary: longest });
}

/** One of a pool as a rule, else any label. */
export function oftenOf(pool: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...pool) }, { weight: 1, arbitrary: label(60) });
}

/** Objects with every member given. */
export function whole<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record<T>(model, { noNullPrototype: true }) as fc.Arbitrary<T>;
}

/** Objects with some of the members given. The others are absent, not `undefined`. */
export function partial<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record<T, never>(model, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Partial<T>>;
}

/** Objects with the first members given, and some of the second. */
export function mixed<T, U>(
  required: { [K in keyof T]: fc.Arbitrary<T[K]> },
  optional: { [K in keyof U]: fc.Arbitrary<U[K]> },
): fc.Arbitrary<T & Partial<U>> {
  return fc.tuple(whole<T>(required), partial<U>(optional)).map(([given, perhaps]) => ({ ...given, ...perhaps }));
}

/** JSON values as they are when they come out of JSON, without the key `__proto__`, which schemas leave out. */
export function jsonValueArbitrary(): fc.Arbitrary<JsonValue> {
  const texts = fc.json({ maxDepth: 2, stringUnit: 'grapheme' }).filter((json) => !json.includes('__proto__'));
  return texts.map((json) => JSON.parse(json) as JsonValue);
}

/** JSON objects under a few keys, odd ones among them. */
export function jsonObjectArbitrary(): fc.Arbitrary<Record<string, JsonValue>> {
  const key = fc.oneof(
    fc.constantFrom('agent', 'Next step', 'a.b', ''),
    fc.string({ unit: 'grapheme', maxLength: 10 }),
  );
  const named = key.filter((made) => made !== '__proto__');
  return fc.dictionary(named, jsonValueArbitrary(), { maxKeys: 3, noNullPrototype: true });
}
