import { type EarshotError, type ErrorCode, isEarshotError } from '../errors.js';

/** Fails unless a condition holds. The rule is what the failure says. */
export function assertOk(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new Error(rule);
}

/**
 * Fails unless two values are equal: plain data by value, bytes by content. A member that is `undefined` counts as
 * absent, since stores that keep JSON lose it.
 */
export function assertEqual(actual: unknown, expected: unknown, rule: string): void {
  const difference = differenceOf(actual, expected, '');
  if (difference !== undefined) throw new Error(`${rule}: ${difference}`);
}

/** Fails unless a promise rejects with one of the codes. Gives the error. */
export async function assertRejects(
  promise: Promise<unknown>,
  codes: ErrorCode | readonly ErrorCode[],
  rule: string,
): Promise<EarshotError> {
  const wanted = [codes].flat();
  const outcome = await promise.then(
    (value: unknown) => `it resolved with ${shown(value)}`,
    (error: unknown) =>
      isEarshotError(error) && wanted.includes(error.code) ? error : `it rejected with ${String(error)}`,
  );
  if (typeof outcome !== 'string') return outcome;
  throw new Error(`${rule}: expected ${wanted.join(' or ')}, but ${outcome}`);
}

function differenceOf(actual: unknown, expected: unknown, path: string): string | undefined {
  if (actual === expected || Object.is(actual, expected)) return undefined;
  if (Array.isArray(actual) && Array.isArray(expected) && actual.length !== expected.length) {
    return different(actual.length, expected.length, `${path}.length`);
  }
  if (actual instanceof Uint8Array && expected instanceof Uint8Array) {
    const same = actual.length === expected.length && actual.every((byte, index) => byte === expected[index]);
    return same ? undefined : different(actual, expected, path);
  }
  if (!isObject(actual) || !isObject(expected) || kindOf(actual) !== kindOf(expected)) {
    return different(actual, expected, path);
  }
  for (const key of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
    const difference = differenceOf(own(actual, key), own(expected, key), `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function different(actual: unknown, expected: unknown, path: string): string {
  return `at ${path || 'the top'}: expected ${shown(expected)}, found ${shown(actual)}`;
}

function kindOf(value: object): string {
  if (value instanceof Uint8Array) return 'bytes';
  return Array.isArray(value) ? 'array' : 'object';
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

function own(object: { readonly [key: string]: unknown }, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function shown(value: unknown): string {
  const text =
    value instanceof Uint8Array
      ? `${value.length} bytes: ${value.subarray(0, 40).join(' ')}`
      : (JSON.stringify(value) ?? String(value));
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
