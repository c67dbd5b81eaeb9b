import { EarshotError } from '@earshot/core';
import * as z from 'zod/mini';

/** A member kept as JSON text, because not all JSON fits into DynamoDB's own types. */
export function jsonText<T extends z.ZodMiniType>(schema: T) {
  const parsed = z.transform((text: string, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.issues.push({ code: 'custom', message: 'JSON', input: undefined });
      return z.NEVER;
    }
  });
  return z.pipe(z.pipe(z.string(), parsed), schema);
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
