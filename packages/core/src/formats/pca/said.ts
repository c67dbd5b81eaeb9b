import { isObject, type JsonObject } from '../../input/json.js';
import { flag, text } from '../../input/read-fields.js';
import type { JsonValue } from '../../model/primitives.js';

/** A text. Python's `None`, written as one, stands for nothing. */
export function named(raw: JsonObject, key: string): string | undefined {
  const name = text(raw, key);
  return name === '' || name === 'None' ? undefined : name;
}

/** Flags are numbers as a rule, and booleans in the vendor's documentation. */
export function isSet(raw: JsonObject, key: string): boolean {
  const value = raw[key];
  return typeof value === 'number' ? value !== 0 : flag(raw, key);
}

/** Whether a value says something. */
export function isSaid(value: unknown): value is JsonValue {
  if (value === undefined || value === null || value === '' || value === 'None') return false;
  return Array.isArray(value) ? value.length > 0 : !isObject(value) || Object.keys(value).length > 0;
}
