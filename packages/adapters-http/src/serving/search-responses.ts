import { CallHash, CallId, Iso, MOMENT_SOURCES, OffsetMs, PARTICIPANT_ROLES, SEARCH_WAYS } from '@earshot/core';
import * as z from 'zod/mini';

const Natural = z.int().check(z.nonnegative());

/** A moment that was found. */
export const MomentItem = z.object({
  hash: CallHash,
  call_id: CallId,
  recorded_at: Iso,
  start_ms: z.optional(OffsetMs).check(z.describe('In the recording. Absent when the text is about the whole call.')),
  end_ms: z.optional(OffsetMs),
  speaker: z.optional(z.string()).check(z.describe("The label of who speaks, as in the call's segments.")),
  role: z.optional(z.enum(PARTICIPANT_ROLES)),
  language: z.optional(z.string()),
  source: z.enum(MOMENT_SOURCES).check(z.describe('Whether it is said, summarized, a topic, or seen in a video.')),
  snippet: z.object({
    text: z.string().check(z.describe('Plain text, not HTML. `…` stands where the text of the moment goes on.')),
    marks: z
      .array(z.object({ start_character: Natural, end_character: Natural }))
      .check(z.describe('The words of the query in it, in UTF-16 units. The end is behind the last one.')),
  }),
  matched: z.array(z.enum(['words', 'meaning'])).check(z.describe('What led to it.')),
  words_only: z
    .optional(z.boolean())
    .check(z.describe('`true`: its language is not understood, so that it can be found by its words only.')),
  call_url: z.string().check(z.describe('Reads the call, relative to the API.')),
  recording_url: z
    .optional(z.string())
    .check(z.describe('Plays the recording from there, relative to the API. Absent without times or recordings.')),
});
export type MomentItem = z.infer<typeof MomentItem>;

/** Moments, the best first. */
export const FoundMomentsItem = z.object({
  count: Natural.check(z.describe('How many moments there are here.')),
  hits: z.array(MomentItem),
  totals: z
    .optional(z.object({ hits: Natural, calls: Natural }))
    .check(z.describe('How many moments are found by words, and in how many calls. Absent where that is not counted.')),
  by: z.enum(SEARCH_WAYS).check(z.describe('`words` in place of `both` while nothing here understands texts.')),
  pagination: z.object({
    pageSize: z.int().check(z.minimum(1), z.maximum(100)),
    nextToken: z.nullable(z.string()).check(z.describe('Gets the next page; null when nothing follows.')),
    hasMore: z.boolean(),
  }),
});
export type FoundMomentsItem = z.infer<typeof FoundMomentsItem>;
