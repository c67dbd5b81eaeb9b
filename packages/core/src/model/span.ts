import * as z from 'zod/mini';
import { Natural } from './primitives.js';

/** Milliseconds from the start of the recording, whole. */
export const OffsetMs = Natural;

/** A span of a recording. */
export const TimeSpan = z.object({ startMs: OffsetMs, endMs: OffsetMs });
export type TimeSpan = z.infer<typeof TimeSpan>;
