import { AnalyticsItem, CallHash, CallId, NoteItem, ParticipantItem, RecordState } from '@earshot/core';
import * as z from 'zod/mini';
import { SCOPES } from './access/caller.js';
import { PROBLEM_CODES } from './problem-kinds.js';

const Natural = z.int().check(z.nonnegative());

/** Calls, and how to go on. */
export const AnalyticsList = z.object({
  message: z.string(),
  count: Natural.check(z.describe('How many items there are here.')),
  items: z.array(AnalyticsItem),
  pagination: z.object({
    pageSize: z.int().check(z.minimum(1), z.maximum(100)),
    nextToken: z.nullable(z.string()).check(z.describe('Gets the next page; null when nothing follows.')),
    hasMore: z.boolean().check(z.describe('Whether more may follow. A page may be short, even empty, while more do.')),
  }),
  damaged: z
    .optional(z.array(CallHash))
    .check(z.describe('Calls left out because their records are damaged. Absent when there are none.')),
});
export type AnalyticsList = z.infer<typeof AnalyticsList>;

const ValueCounts = z.array(z.object({ value: z.string(), count: Natural }));
const Sums = z.object({
  count: Natural.check(z.describe('How many calls.')),
  duration_ms: Natural.check(z.describe('How long they are together, as far as that is known.')),
  with_duration: Natural.check(z.describe('Of how many of them the length is known.')),
  silence_ms: Natural.check(z.describe('How long nobody speaks in them, as far as that is known.')),
  silence_of_ms: Natural.check(z.describe('How long those are together whose silence is known.')),
});

/** How many calls pass the filters, and what they have. */
export const SummaryItem = z.extend(Sums, {
  facets: z
    .object({
      state: ValueCounts,
      category: ValueCounts,
      topic: ValueCounts,
      agent: ValueCounts,
      sentiment: ValueCounts,
    })
    .check(
      z.describe(
        'How many calls have each value, the 20 most frequent values first. Names that differ in letter case only count as one.',
      ),
    ),
  days: z
    .optional(
      z.array(
        z.extend(Sums, {
          day: z.string().check(z.describe('`YYYY-MM-DD`: the day, or the Monday of the week.')),
          sentiment: ValueCounts,
          category: ValueCounts.check(z.describe('Of the values of the facet.')),
        }),
      ),
    )
    .check(z.describe('The days or weeks that have calls, oldest first. Only with `by`.')),
});
export type SummaryItem = z.infer<typeof SummaryItem>;

/** What became of a request to analyze a call, or of a transcript. */
export const StartReceipt = z.object({
  message: z.string(),
  status: z
    .enum(['started', 'submitted', 'imported', 'known'])
    .check(
      z.describe(
        '`submitted`: the analysis starts by itself when the analyzer has room for it. `imported`: the transcript is the ' +
          'result of the call. `known`: the call was here, and needed nothing.',
      ),
    ),
  hash: CallHash,
  call_id: CallId,
  state: RecordState,
  job_id: z.optional(z.string()),
});
export type StartReceipt = z.infer<typeof StartReceipt>;

/** Who takes part in a call after a correction. */
export const ParticipantsItem = z.object({
  message: z.string(),
  hash: CallHash,
  call_id: CallId,
  participants: z.array(ParticipantItem),
  correction: AnalyticsItem.shape.correction,
});
export type ParticipantsItem = z.infer<typeof ParticipantsItem>;

/** The notes of a call after one was added or deleted. */
export const NotesItem = z.object({
  message: z.string(),
  hash: CallHash,
  call_id: CallId,
  notes: z.array(NoteItem).check(z.describe('Oldest first.')),
});
export type NotesItem = z.infer<typeof NotesItem>;

/** What an erasure removed: the proof of it. */
export const ErasureItem = z.object({
  message: z.string(),
  hash: CallHash,
  erased_at: z.iso.datetime(),
  documents: z.array(z.string()).check(z.describe('The result documents removed, redacted copies included.')),
  record_removed: z.boolean(),
  traces: z
    .array(z.string())
    .check(z.describe('What else kept something of the call, and forgot it: copies of the recording, jobs, messages.')),
  derived: z
    .optional(z.array(z.object({ name: z.string(), removed: z.int() })))
    .check(
      z.describe(
        'How much of what was derived from the call was removed, such as insights. Absent if nothing is derived.',
      ),
    ),
  recording: z.optional(z.string()).check(z.describe('The recording itself, where it is left alone.')),
  unreadable: z
    .optional(z.array(z.enum(['callId', 'jobs'])))
    .check(z.describe('Present when the record was damaged: what of it could not be read to find more traces.')),
});
export type ErasureItem = z.infer<typeof ErasureItem>;

/** Where a recording can be played without credentials. */
export const RecordingUrlItem = z.object({
  url: z.string().check(z.describe('Reads this recording by GET, with ranges. May be relative to this server.')),
  expires_at: z.iso.datetime(),
  content_type: z.string(),
  kind: z
    .enum(['original', 'playable', 'silenced'])
    .check(
      z.describe(
        '`playable`: a copy, because browsers do not play the recording. `silenced`: a copy in which segments with personal ' +
          'data are silent, because only redacted copies of the result are kept.',
      ),
    ),
});
export type RecordingUrlItem = z.infer<typeof RecordingUrlItem>;

/** Who is signed in. */
export const SessionItem = z.object({
  name: z.string().check(z.describe('Names the caller, also in the history of what they change.')),
  scopes: z.array(z.enum(SCOPES)).check(z.describe('`write` includes `read`, and `admin` both.')),
  can_upload: z
    .optional(z.literal(true))
    .check(z.describe('Present if the server takes uploads, and the caller may send them.')),
  expires_at: z
    .optional(z.iso.datetime())
    .check(z.describe('When the session ends. Absent when a token, not a session cookie, identifies the caller.')),
});
export type SessionItem = z.infer<typeof SessionItem>;

/** What a queue holds, about. */
const QueueItem = z.object({
  name: z
    .string()
    .check(
      z.describe(
        '`calls`: calls that wait for their jobs, and those whose job runs. On one machine also `messages` and `analyses`; on AWS ' +
          'the queues whose URLs the server knows, `start` and `results`.',
      ),
    ),
  waiting: z.optional(Natural),
  in_flight: z.optional(Natural),
  oldest_age_ms: z
    .optional(Natural)
    .check(z.describe('How long the oldest one that waits has waited. Absent where it is unknown, as of SQS.')),
  dead_lettered: z.optional(Natural).check(z.describe('Absent where nothing is dead-lettered.')),
  error: z.optional(z.enum(PROBLEM_CODES)).check(z.describe('Why the queue could not be counted.')),
});
export type QueueItem = z.infer<typeof QueueItem>;

/** How the server is. */
export const Health = z.object({
  status: z.literal('ok'),
  version: z.string(),
  uptime_ms: Natural,
  adapters: z.record(z.string(), z.string()).check(z.describe('Which adapter plugs into each port.')),
  queues: z
    .optional(z.array(QueueItem))
    .check(z.describe('Only where `queues` is asked for, and only for callers with the scope `read`.')),
});
export type Health = z.infer<typeof Health>;

/** One wrong field of a request. */
export const FieldError = z.object({ field: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** An error as the API tells it: RFC 9457, and `code`, `error`, `message` and `request_id` beside. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int().check(z.minimum(400), z.maximum(599)),
  detail: z.string(),
  instance: z.string(),
  code: z.enum(PROBLEM_CODES),
  error: z.string(),
  message: z.string(),
  request_id: z.string().check(z.describe('Also in `X-Request-Id`; from status 500 the server logs it.')),
  required_scope: z
    .optional(z.enum(SCOPES))
    .check(z.describe('The scope that the request requires, when the caller lacks it.')),
  missing_parts: z
    .optional(z.array(z.int().check(z.minimum(1))))
    .check(z.describe('The parts that have to be sent before the upload can be completed.')),
  errors: z.optional(z.array(FieldError)),
});
export type Problem = z.infer<typeof Problem>;
