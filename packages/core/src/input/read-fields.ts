import { leaveOut, optionallyUnder, readItems, under, wrong } from './faults.js';
import { isObject, type JsonObject } from './json.js';

/** Reads the field under a key; `undefined` when absent or null. */
export type FieldReader<T> = (object: JsonObject, key: string) => T | undefined;

/** A string, or a number written as one; `undefined` when absent or null. */
export function text(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' ? value : optional(value, key, 'a string', textOf);
}

/** A string that must be there. */
export function requiredText(object: JsonObject, key: string): string {
  return textOf(object[key]) ?? wrong(key, 'a string', object[key]);
}

/** A boolean; false when absent or null. */
export function flag(object: JsonObject, key: string): boolean {
  const value = object[key];
  return typeof value === 'boolean' ? value : (optional(value, key, 'a boolean', () => undefined) ?? false);
}

/** A finite number, or a string that writes one; `undefined` when absent or null. */
export function number(object: JsonObject, key: string): number | undefined {
  return optional(object[key], key, 'a number', numberOf);
}

/** A number of 0 to 1; `undefined` when absent or null. */
export function ratio(object: JsonObject, key: string): number | undefined {
  return optional(object[key], key, 'a number of 0 to 1', ratioOf);
}

/** A finite number that must be there. */
export function requiredNumber(object: JsonObject, key: string): number {
  return numberOf(object[key]) ?? wrong(key, 'a number', object[key]);
}

/** Whether a value is a whole number of at least 0. */
export function isCount(value: unknown): value is number {
  if (typeof value !== 'number') return false;
  // Nearly all of them fit into 31 bits, which is the quicker thing to see.
  return value >= 0 && ((value | 0) === value || Number.isSafeInteger(value));
}

/** A number of at least 0, rounded to a whole one; `undefined` when absent or null. */
export function count(object: JsonObject, key: string): number | undefined {
  return optional(object[key], key, COUNT, countOf);
}

/** A number of at least 0 that must be there. */
export function requiredCount(object: JsonObject, key: string): number {
  return countOf(object[key]) ?? wrong(key, COUNT, object[key]);
}

/** A time in seconds, as whole milliseconds; `undefined` when absent or null. */
export function seconds(object: JsonObject, key: string): number | undefined {
  return optional(object[key], key, COUNT, millisecondsOf);
}

/** A time in seconds that must be there, as whole milliseconds. */
export function requiredSeconds(object: JsonObject, key: string): number {
  return millisecondsOf(object[key]) ?? wrong(key, COUNT, object[key]);
}

/** Reads the object under a key; `undefined` when absent or null. */
export function within<T>(object: JsonObject, key: string, read: (member: JsonObject) => T): T | undefined {
  const value = optional(object[key], key, 'an object', objectOf);
  return value === undefined ? undefined : optionallyUnder(key, () => read(value));
}

/** Like {@link within}, but what is wrong with the object itself, or with what it requires, ends the reading. */
export function strictlyWithin<T>(object: JsonObject, key: string, read: (member: JsonObject) => T): T | undefined {
  const value = object[key] ?? undefined;
  if (value === undefined) return undefined;
  return isObject(value) ? under(key, () => read(value)) : wrong(key, 'an object', value);
}

/**
 * Reads each object of the array under a key, without those that can't be read; empty when absent or null. The reader is
 * given each one's place among those that are kept.
 */
export function each<T>(object: JsonObject, key: string, read: (item: JsonObject, place: number) => T): T[] {
  const array = optional(object[key], key, 'an array', arrayOf);
  return array === undefined || array.length === 0 ? [] : readItems(array, key, true, read);
}

/** Reads every object of the array under a key; empty when absent or null. One that can't be read ends the reading. */
export function every<T>(object: JsonObject, key: string, read: (item: JsonObject, place: number) => T): T[] {
  const array = object[key] ?? [];
  if (!Array.isArray(array)) return wrong(key, 'an array', array);
  return readItems(array, key, false, read);
}

/** The strings of the array under a key, nulls left out, or the one string there; `undefined` when absent or null. */
export function texts(object: JsonObject, key: string): string[] | undefined {
  return itemsOf(object, key, 'a string', textOf);
}

/** The whole numbers of the array under a key, nulls left out, or the one there; `undefined` when absent or null. */
export function counts(object: JsonObject, key: string): number[] | undefined {
  return itemsOf(object, key, COUNT, countOf);
}

const COUNT = 'a number of at least 0';

function optional<T>(value: unknown, key: string, expected: string, of: (value: unknown) => T | undefined) {
  if (value === undefined || value === null) return undefined;
  return of(value) ?? leaveOut(key, expected, value);
}

function itemsOf<T>(object: JsonObject, key: string, expected: string, of: (value: unknown) => T | undefined) {
  const value = object[key];
  const items = Array.isArray(value)
    ? value
    : optional(value, key, 'an array', (one) => (of(one) === undefined ? undefined : [one]));
  return items?.flatMap((item: unknown, index): T[] => {
    if (item === null) return [];
    const found = of(item) ?? under(key, () => leaveOut(index, expected, item));
    return found === undefined ? [] : [found];
  });
}

/** A string, or a finite number written as one. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

function numberOf(value: unknown): number | undefined {
  const found = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

function ratioOf(value: unknown): number | undefined {
  const found = numberOf(value);
  return found !== undefined && found >= 0 && found <= 1 ? found : undefined;
}

function countOf(value: unknown): number | undefined {
  if (isCount(value)) return value;
  const found = numberOf(value);
  return found === undefined || found < 0 || found > Number.MAX_SAFE_INTEGER ? undefined : Math.round(found);
}

function millisecondsOf(value: unknown): number | undefined {
  const found = numberOf(value);
  const ms = found === undefined ? Number.NaN : Math.round(found * 1_000);
  return ms >= 0 && ms <= Number.MAX_SAFE_INTEGER ? ms + 0 : undefined;
}

function objectOf(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

function arrayOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}
