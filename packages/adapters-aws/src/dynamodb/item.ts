import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { EarshotError } from '@earshot/core';
import * as z from 'zod/mini';

/** An item, or part of one, as `@aws-sdk/lib-dynamodb` takes and gives it. */
export type Item = Readonly<Record<string, unknown>>;

/**
 * What DynamoDB keeps of an item, made of plain data and bytes: members that are `undefined` are left out, and texts are
 * {@link wellFormed}.
 */
export function storable(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (value === undefined ? [] : [[name, storableValue(value)]])),
  );
}

/** Text that UTF-8 can carry: lone surrogates become U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function storableValue(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(storableValue);
  if (value instanceof Uint8Array) return value;
  return typeof value === 'object' && value !== null ? storable(value as Item) : value;
}

/** The largest item that DynamoDB keeps, in bytes, names and values together. */
export const LARGEST_ITEM_BYTES = 400 * 1_024;

/** The size of an item by DynamoDB's rules: attribute names and values, in bytes. */
export function itemSize(item: Item): number {
  let size = 0;
  for (const [name, value] of Object.entries(item)) size += Buffer.byteLength(name) + valueSize(value);
  return size;
}

function valueSize(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number' || typeof value === 'bigint') return numberSize(value);
  if (value instanceof Uint8Array) return value.byteLength;
  if (value instanceof Set) return sum([...value].map(valueSize));
  if (Array.isArray(value)) return 3 + value.length + sum(value.map(valueSize));
  if (typeof value === 'object' && value !== null) return 3 + Object.keys(value).length + itemSize(value as Item);
  return 1;
}

/** A byte, one more for every two significant digits, and one more below zero; an odd exponent may take another. */
function numberSize(value: number | bigint): number {
  const [mantissa = ''] = String(value).split('e');
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;
  return 2 + Math.ceil(digits / 2) + (value < 0 ? 1 : 0);
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((one, other) => one + other, 0);
}

/** JSON, compressed: DynamoDB charges by size. {@link packedJson} reads it. */
export function packJson(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value));
}

/** A member kept by {@link packJson}, or as JSON text. */
export function packedJson<T extends z.ZodMiniType>(schema: T) {
  return jsonIn(z.union([z.string(), z.instanceof(Uint8Array)]), schema);
}

/** A member kept as JSON text, because not all JSON fits into DynamoDB's own types. */
export function jsonText<T extends z.ZodMiniType>(schema: T) {
  return jsonIn(z.string(), schema);
}

function jsonIn<T extends z.ZodMiniType>(kept: z.ZodMiniType<string | Uint8Array>, schema: T) {
  const parsed = z.transform((found: string | Uint8Array, context): unknown => {
    try {
      return JSON.parse(typeof found === 'string' ? found : inflateRawSync(found).toString());
    } catch {
      context.issues.push({ code: 'custom', message: 'JSON', input: undefined });
      return z.NEVER;
    }
  });
  return z.pipe(z.pipe(kept, parsed), schema);
}

/** A time kept as ISO 8601 text, read as epoch milliseconds. */
export const instantText = z.pipe(
  z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), 'an ISO 8601 time')),
  z.transform((text: string) => Date.parse(text)),
);

/**
 * Checks what came from a store against a schema.
 * @throws EarshotError `EARSHOT_UNREADABLE`, with `details.path`, when it doesn't fit
 */
export function readStored<T extends z.ZodMiniType>(
  schema: T,
  found: unknown,
  name: string,
  details: Readonly<Record<string, unknown>> = {},
): z.output<T> {
  const result = z.safeParse(schema, found);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = (issue?.path ?? []).map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const named = path.replace(/^\./, '');
  // Types and rules alone: never a value, which may be what a customer said.
  const expected = issue !== undefined && 'expected' in issue ? String(issue.expected) : issue?.message;
  throw new EarshotError('EARSHOT_UNREADABLE', `${name}: ${named}: expected ${expected}`, {
    details: { ...details, path: named, expected },
  });
}
