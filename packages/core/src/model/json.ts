import * as z from 'zod/mini';

/** A value that JSON can carry. */
export const JsonValue = z.json();
export type JsonValue = z.infer<typeof JsonValue>;
