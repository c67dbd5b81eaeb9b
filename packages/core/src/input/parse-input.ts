import * as z from 'zod/mini';
// By their own paths: reached through `z`, bundlers would take along all of zod, in every language it speaks.
import { toDotPath } from 'zod/v4/core';
import en from 'zod/v4/locales/en.js';
import { EarshotError } from '../errors.js';
import { kindOf } from './json.js';

const english = en().localeError;

/**
 * Parses what came from outside.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` that names the first wrong field, what was found and what was expected
 */
export function parseMessage<T>(schema: z.core.$ZodType<T>, raw: unknown, what: string): T {
  return parse(schema, raw, (issues) => {
    const named = issues.map(({ path, ...issue }) => ({ field: path || what, ...issue }));
    const [first] = named;
    return new EarshotError('EARSHOT_INVALID_INPUT', `${what}: ${first?.field}: ${first?.expected}`, {
      details: { ...first, issues: named },
    });
  });
}

/**
 * Parses what a person wrote, and names all that is wrong in it.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` with `details.issues`: each wrong field, what was found and what was expected
 */
export function parseWritten<T>(schema: z.core.$ZodType<T>, raw: unknown, what: string): T {
  return parse(schema, raw, (issues) => {
    const named = issues.map(({ path, ...issue }) => ({ field: path || what, ...issue }));
    const faults = named.map(({ field, expected }) => `${field}: ${expected}`).join('; ');
    return new EarshotError('EARSHOT_INVALID_INPUT', `${what}: ${faults}`, { details: { issues: named } });
  });
}

/**
 * Parses a document that a program wrote.
 * @throws EarshotError `EARSHOT_UNREADABLE` with `details` `{ document, path, expected, found }` of the first wrong field
 */
export function parseDocument<T>(schema: z.core.$ZodType<T>, raw: unknown, document: string): T {
  return parse(schema, raw, ([first]) => {
    const message = `${document}: ${first?.path}: ${first?.expected}`;
    return new EarshotError('EARSHOT_UNREADABLE', message, { details: { document, ...first } });
  });
}

interface Issue {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

function parse<T>(schema: z.core.$ZodType<T>, raw: unknown, refusal: (issues: readonly Issue[]) => EarshotError): T {
  const parsed = z.safeParse(schema, raw, { error: english });
  if (parsed.success) return parsed.data;
  throw refusal(
    parsed.error.issues.map(({ path, message }) => ({
      path: toDotPath(path),
      expected: message,
      found: kindOf(memberAt(raw, path)),
    })),
  );
}

function memberAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (within, key) => (within as { readonly [key: PropertyKey]: unknown } | undefined)?.[key],
    value,
  );
}
