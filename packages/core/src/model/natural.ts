import * as z from 'zod/mini';

/** A whole number, 0 or more. */
export const Natural = z.int().check(z.nonnegative());
