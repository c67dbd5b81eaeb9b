import * as z from 'zod/mini';

/** ISO 8601 in UTC; years beyond 0–9999 as JavaScript writes them, with a sign and six digits. */
export const Iso = z.union([
  z.iso.datetime(),
  z.string().check(z.regex(/^[+-]\d{6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)),
]);

/** Writes a time, epoch ms. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
