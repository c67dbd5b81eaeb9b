import { z } from 'zod';

/** Milliseconds from the start of the recording, whole. */
export const OffsetMs = z.int().nonnegative();

/** A stretch of a recording. */
export const TimeSpan = z.object({ startMs: OffsetMs, endMs: OffsetMs });
export type TimeSpan = z.infer<typeof TimeSpan>;
