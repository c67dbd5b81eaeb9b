import * as z from 'zod/mini';

/** A whole number, 0 or more. */
export const Natural = z.int().check(z.nonnegative());

/** Text of one character or more. */
export const NonEmpty = z.string().check(z.minLength(1));

/** How likely something is right, from 0 to 1. */
export const Confidence = z.number().check(z.minimum(0), z.maximum(1));

/** A value that JSON can carry. */
export const JsonValue = z.json();
export type JsonValue = z.infer<typeof JsonValue>;
