import * as z from 'zod/mini';
import { EpochMs } from './call.js';
import { NonEmpty } from './primitives.js';

/** The most notes of a call. */
export const MAX_NOTES = 200;

/** The longest note, in UTF-16 code units. */
export const MAX_NOTE_LENGTH = 4_000;

/**
 * A person's note on a call. It's kept when the call is analyzed again, and erased with the call.
 */
export const Note = z.object({
  /** Unique in its call, and never given to another note of it. */
  id: NonEmpty,
  text: NonEmpty.check(z.maxLength(MAX_NOTE_LENGTH)),
  /** Who wrote it. */
  actor: NonEmpty.check(z.maxLength(256)),
  atMs: EpochMs,
});
export type Note = z.infer<typeof Note>;
