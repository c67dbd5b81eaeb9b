import * as z from 'zod/mini';
import { Analysis } from './analysis.js';
import { CallHash, CallId, EpochMs, MediaLocation, RecordedAt } from './call.js';
import { CallSentiment } from './call-sentiment.js';
import { AnalysisJob, Failure, JobId } from './job.js';
import { MAX_NOTES, Note } from './note.js';
import { Participants, RoleCorrection } from './participant.js';
import { JsonValue } from './primitives.js';
import { Telephony } from './telephony.js';

/**
 * The state of a call: `submitted` (known, no job yet), `analyzing` (a job runs), `completed`, `no_match` (analyzed, but
 * the blueprint did not fit), `failed`. Only forward, with four exceptions: a failed call may be restarted, another
 * recording corrects one that could never be read, a longer form of the recording starts a call over, and a call whose job
 * failed is `submitted` again if another job may succeed.
 */
export const RECORD_STATES = ['submitted', 'analyzing', 'completed', 'no_match', 'failed'] as const;
export const RecordState = z.enum(RECORD_STATES);
export type RecordState = z.infer<typeof RecordState>;

/** States with work left: a job must be started, or is still running. */
export const OPEN_STATES = ['submitted', 'analyzing'] as const satisfies readonly RecordState[];
export type OpenState = (typeof OPEN_STATES)[number];

/** A postponed start: something prevented it, or the previous job failed. */
export const StartRetry = z.object({
  /** Not before then. */
  atMs: EpochMs,
  /** How often it was put off since the call was submitted. */
  count: z.int().check(z.positive()),
  /** Why the job couldn't be started, or why the previous one failed. */
  failure: Failure,
});
export type StartRetry = z.infer<typeof StartRetry>;

/** One entry in a record's history. */
export const StateChange = z.object({ state: RecordState, atMs: EpochMs, jobId: z.optional(JobId) });
export type StateChange = z.infer<typeof StateChange>;

/** What Earshot keeps of one call. */
export const CallRecord = z.object({
  hash: CallHash,
  callId: CallId,
  /** Other names of the call: those of further files with the same recording. In the order of their characters, each once. */
  aliases: z.optional(z.array(CallId)),
  /** 1 when first saved, one more at each save. */
  revision: z.int().check(z.positive()),
  recordedAt: RecordedAt,
  state: RecordState,
  history: z.array(StateChange).check(z.minLength(1)),
  media: z.optional(MediaLocation),
  /** As the start message has it. Read it with `metadataOf`. */
  metadata: z.optional(z.record(z.string(), JsonValue)),
  telephony: z.optional(Telephony),
  /** Oldest first; the last one counts. */
  jobs: z.array(AnalysisJob),
  failure: z.optional(Failure),
  /** Of a submitted call whose start was put off. */
  startRetry: z.optional(StartRetry),
  analysis: z.optional(Analysis),
  /** Who takes part, as far as the analysis and everything else that is known of the call says. Read it with `participantsOf`. */
  participants: z.optional(Participants),
  /** As `callSentimentOf` gives it when the analysis is stored. */
  sentiment: z.optional(CallSentiment),
  correction: z.optional(RoleCorrection),
  /** People's notes on the call, oldest first. */
  notes: z.optional(z.array(Note).check(z.maxLength(MAX_NOTES))),
  createdAtMs: EpochMs,
  updatedAtMs: EpochMs,
});
export type CallRecord = z.infer<typeof CallRecord>;

/** The parts of an {@link Analysis} that grow with the length of a call, and that lists leave out. */
export const LONG_PARTS = {
  transcript: true,
  topicSummaries: true,
  moderation: true,
  sensitiveData: true,
  findings: true,
  nonTalk: true,
  interruptions: true,
  speakerStatistics: true,
  entities: true,
  shots: true,
  screenTexts: true,
} as const satisfies { readonly [Part in keyof Analysis]?: true };

/** A {@link CallRecord} without its notes and what grows with the length of the call: what lists are made of. */
export const CallOverview = z.extend(z.omit(CallRecord, { notes: true }), {
  analysis: z.optional(z.omit(Analysis, LONG_PARTS)),
});
export type CallOverview = z.infer<typeof CallOverview>;

/** The {@link CallOverview} of a record. */
export function overviewOf(record: CallRecord): CallOverview {
  const { analysis, notes: _, ...rest } = record;
  if (analysis === undefined) return rest;
  const kept = Object.fromEntries(Object.entries(analysis).filter(([part]) => !(part in LONG_PARTS)));
  return { ...rest, analysis: kept as CallOverview['analysis'] };
}

/** The job that counts: the last one. */
export function currentJob(record: Pick<CallRecord, 'jobs'>): AnalysisJob | undefined {
  return record.jobs.at(-1);
}

/** Whether the call has a result, or had one before its recording grew longer: then something may have been derived from it. */
export function hadResult({ history }: Pick<CallRecord, 'history'>): boolean {
  return history.some(({ state }) => state === 'completed' || state === 'no_match');
}

/**
 * Since when something is to be done for a call, epoch ms: since it was submitted, or from when its start was put off to; since
 * its job runs. `undefined` when nothing is to be done.
 */
export function dueAtMs({
  state,
  history,
  startRetry,
}: Pick<CallRecord, 'state' | 'history' | 'startRetry'>): number | undefined {
  if (!OPEN_STATES.some((open) => open === state)) return undefined;
  return startRetry?.atMs ?? history.at(-1)?.atMs;
}
