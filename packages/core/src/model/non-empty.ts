import * as z from 'zod/mini';

/** Text of one character or more. */
export const NonEmpty = z.string().check(z.minLength(1));
