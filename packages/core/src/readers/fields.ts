import { EarshotError } from '../errors.js';

/** A parsed JSON object whose members are not known yet. */
export type JsonObject = { readonly [key: string]: unknown };

/** A known field of a wrong type. Its path grows while the fault travels up through {@link below}. */
class FieldFault extends Error {
  readonly path: (string | number)[];
  readonly expected: string;
  readonly found: string;

  constructor(path: (string | number)[], expected: string, value: unknown) {
    super();
    this.path = path;
    this.expected = expected;
    this.found = kindOf(value);
  }
}

/** The kind of a JSON value, for messages: never the value itself, which may be customer data. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Runs a reader over a parsed document and turns a field of a wrong type into an error that names its path.
 * @throws EarshotError `EARSHOT_UNREADABLE` with `details` `{ document, path, expected, found }`
 */
export function reading<T>(document: string, read: () => T): T {
  try {
    return read();
  } catch (fault) {
    if (!(fault instanceof FieldFault)) throw fault;
    const path = fault.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
    const { expected, found } = fault;
    const named = path.replace(/^\./, '');
    throw new EarshotError('EARSHOT_UNREADABLE', `${document}: ${named}: expected ${expected}, found ${found}`, {
      details: { document, path: named, expected, found },
    });
  }
}

/** What was thrown below a field, with that field in front of its path. */
function below(fault: unknown, ...keys: (string | number)[]): unknown {
  if (fault instanceof FieldFault) fault.path.unshift(...keys);
  return fault;
}

/** The fault of one field, for rules that go beyond a type. */
export function wrong(key: string | number, expected: string, value: unknown): never {
  throw new FieldFault([key], expected, value);
}

/** A string; `undefined` when absent or null. */
export function text(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? undefined : wrong(key, 'a string', value);
}

/** A string that must be there. */
export function requiredText(object: JsonObject, key: string): string {
  return text(object, key) ?? wrong(key, 'a string', object[key]);
}

/** A string, or a number written as one; `undefined` when absent or null. */
export function label(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'number' ? String(value) : text(object, key);
}

/** A boolean; false when absent or null. */
export function flag(object: JsonObject, key: string): boolean {
  const value = object[key];
  if (typeof value === 'boolean') return value;
  return value === undefined || value === null ? false : wrong(key, 'a boolean', value);
}

/** A finite number; `undefined` when absent or null. */
export function number(object: JsonObject, key: string): number | undefined {
  const value = object[key];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return value === undefined || value === null ? undefined : wrong(key, 'a number', value);
}

/** Whether a value is a whole number of at least 0. */
export function isCount(value: unknown): value is number {
  if (typeof value !== 'number') return false;
  // Nearly all of them fit into 32 bits, which is the quicker thing to see.
  return value >>> 0 === value || (Number.isSafeInteger(value) && value >= 0);
}

/** A number of at least 0, rounded to a whole one; `undefined` when absent or null. */
export function count(object: JsonObject, key: string): number | undefined {
  const whole = object[key];
  if (isCount(whole)) return whole;
  const value = number(object, key);
  if (value === undefined) return undefined;
  if (value < 0 || value > Number.MAX_SAFE_INTEGER) return wrong(key, 'a number of at least 0', value);
  return Math.round(value);
}

/** A number of at least 0 that must be there. */
export function requiredCount(object: JsonObject, key: string): number {
  return count(object, key) ?? wrong(key, 'a number', object[key]);
}

/** Reads the object under a key; `undefined` when absent or null. */
export function within<T>(object: JsonObject, key: string, read: (member: JsonObject) => T): T | undefined {
  const value = object[key];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) return wrong(key, 'an object', value);
  try {
    return read(value);
  } catch (fault) {
    throw below(fault, key);
  }
}

/** Reads each object of the array under a key; empty when absent or null. */
export function each<T>(object: JsonObject, key: string, read: (item: JsonObject, index: number) => T): T[] {
  const array = list(object, key);
  const out: T[] = new Array(array.length);
  let index = 0;
  try {
    for (; index < array.length; index++) {
      const item = array[index];
      if (!isObject(item)) throw new FieldFault([], 'an object', item);
      out[index] = read(item, index);
    }
  } catch (fault) {
    throw below(fault, key, index);
  }
  return out;
}

/** The strings of the array under a key, nulls left out; `undefined` when absent or null. */
export function texts(object: JsonObject, key: string): string[] | undefined {
  if (object[key] === undefined || object[key] === null) return undefined;
  const kept: string[] = [];
  for (const [index, item] of list(object, key).entries()) {
    if (typeof item === 'string') kept.push(item);
    else if (item !== null) throw new FieldFault([key, index], 'a string', item);
  }
  return kept;
}

/** The whole numbers of the array under a key; `undefined` when absent or null. */
export function counts(object: JsonObject, key: string): number[] | undefined {
  if (object[key] === undefined || object[key] === null) return undefined;
  return list(object, key).map((item, index) => {
    if (isCount(item)) return item;
    throw new FieldFault([key, index], 'a whole number of at least 0', item);
  });
}

function list(object: JsonObject, key: string): readonly unknown[] {
  const value = object[key];
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : wrong(key, 'an array', value);
}

/** An object's members, without those that are `undefined`. */
export type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out the members that are `undefined`; `undefined` when none is left. */
export function present<T extends object>(object: T): Present<T> | undefined {
  let kept: Present<T> | undefined;
  for (const key of Object.keys(object) as (keyof T)[]) {
    const value = object[key];
    if (value === undefined) continue;
    kept ??= {};
    kept[key] = value as Exclude<T[typeof key], undefined>;
  }
  return kept;
}
