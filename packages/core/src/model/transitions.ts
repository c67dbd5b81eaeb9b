import { EarshotError } from '../errors.js';
import type { Analysis } from './analysis.js';
import {
  betterRecordedAt,
  type CallHash,
  type CallId,
  type MediaLocation,
  type RecordedAt,
  type StartRequest,
} from './call.js';
import type { AnalysisJob, Failure, JobId } from './job.js';
import { type CallRecord, currentJob, type RecordState } from './record.js';

/*
 * How a record moves. Each function is pure, gives back the very record it was given when nothing changes, and never moves
 * one backwards; so the same facts in any order, any number of times, end in the same record.
 */

function newRecord(
  hash: CallHash,
  callId: CallId,
  recordedAt: RecordedAt,
  state: RecordState,
  atMs: number,
  jobId?: JobId,
): CallRecord {
  return {
    hash,
    callId,
    revision: 1,
    recordedAt,
    state,
    history: [{ state, atMs, ...(jobId === undefined ? {} : { jobId }) }],
    jobs: [],
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
}

function revised(record: CallRecord, changes: Partial<CallRecord>, atMs: number): CallRecord {
  return { ...record, ...changes, revision: record.revision + 1, updatedAtMs: atMs };
}

function moved(record: CallRecord, state: RecordState, changes: Partial<CallRecord>, atMs: number): CallRecord {
  const jobId = changes.jobs?.at(-1)?.jobId;
  const step = { state, atMs, ...(jobId === undefined ? {} : { jobId }) };
  return revised(record, { ...changes, state, history: [...record.history, step] }, atMs);
}

/** The record with the last job changed, or with a first one when it is not among them yet. */
function withJob(record: CallRecord, job: AnalysisJob): AnalysisJob[] {
  const last = currentJob(record);
  return last?.jobId === job.jobId ? [...record.jobs.slice(0, -1), { ...last, ...job }] : [...record.jobs, job];
}

/**
 * A recording was reported. The first report makes the record; later ones add what it lacked.
 * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the call has another recording already
 */
export function withRecording(
  record: CallRecord | undefined,
  hash: CallHash,
  request: StartRequest,
  atMs: number,
): CallRecord {
  const { callId, media, metadata } = request;
  if (record === undefined) {
    const made = newRecord(hash, callId, request.recordedAt, 'submitted', atMs);
    return { ...made, media, ...(metadata === undefined ? {} : { metadata }) };
  }
  if (record.media !== undefined && !sameRecording(record.media, media)) {
    throw new EarshotError('EARSHOT_CONFLICT', `call ${callId} has another recording already: ${record.media.uri}`, {
      retryable: false,
      details: { field: 'media', expected: record.media.uri, found: media.uri },
    });
  }
  const recordedAt = betterRecordedAt(record.recordedAt, request.recordedAt);
  const known = record.media === undefined ? media : earliestReport(record.media, media);
  const changes: Partial<CallRecord> = {
    ...(recordedAt === record.recordedAt || sameTime(recordedAt, record.recordedAt) ? {} : { recordedAt }),
    ...(known === record.media ? {} : { media: known }),
    ...(record.metadata === undefined && metadata !== undefined ? { metadata } : {}),
  };
  return Object.keys(changes).length === 0 ? record : revised(record, changes, atMs);
}

function sameTime(a: RecordedAt, b: RecordedAt): boolean {
  return a.ms === b.ms && a.source === b.source;
}

/**
 * Whether two reports mean one recording. A copy onto itself changes version and perhaps the tag but not the size; a late
 * report of an earlier write is no news.
 */
function sameRecording(kept: MediaLocation, reported: MediaLocation): boolean {
  if (kept.uri !== reported.uri) return false;
  const differs = <T>(a: T | undefined, b: T | undefined) => a !== undefined && b !== undefined && a !== b;
  if (!differs(kept.eTag, reported.eTag) || !differs(kept.sizeBytes, reported.sizeBytes)) return true;
  return isEarlier(reported.sequencer, kept.sequencer);
}

/**
 * Of two reports of one recording, the one of the earlier write; one that doesn't know its place in the order counts less.
 * Among those, any rule will do that gives the same in each order and takes one with facts for one with none.
 */
function earliestReport(kept: MediaLocation, reported: MediaLocation): MediaLocation {
  if (kept.sequencer === undefined || reported.sequencer === undefined) {
    if (kept.sequencer !== reported.sequencer) return kept.sequencer === undefined ? reported : kept;
    return factsOf(reported) > factsOf(kept) ? reported : kept;
  }
  return isEarlier(reported.sequencer, kept.sequencer) ? reported : kept;
}

function factsOf({ versionId, eTag, sizeBytes }: MediaLocation): string {
  return [versionId, eTag, sizeBytes].join(' ');
}

function isEarlier(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const width = Math.max(a.length, b.length);
  return a.padEnd(width, '0') < b.padEnd(width, '0');
}

/**
 * The analyzer took the recording on, as the job after `attempt` others. A job that ended meanwhile learns how it began;
 * one of an earlier attempt is no news.
 */
export function withJobStarted(record: CallRecord, attempt: number, job: AnalysisJob, atMs: number): CallRecord {
  const at = record.jobs.findIndex((known) => known.jobId === job.jobId);
  const known = record.jobs[at];
  if (known !== undefined) {
    const filled = { ...job, ...known };
    const learnt = Object.keys(filled).length > Object.keys(known).length;
    return learnt ? revised(record, { jobs: record.jobs.with(at, filled) }, atMs) : record;
  }
  if (record.state !== 'submitted' || record.jobs.length !== attempt) return record;
  return moved(record, 'analyzing', { jobs: [...record.jobs, job] }, atMs);
}

/** The analyzer will never take the recording on, as the job after `attempt` others. A later attempt is not meant. */
export function withRefusal(record: CallRecord, attempt: number, failure: Failure, atMs: number): CallRecord {
  if (record.state !== 'submitted' || record.jobs.length !== attempt) return record;
  const job: AnalysisJob = { state: 'refused', finishedAtMs: atMs, failure };
  return moved(record, 'failed', { jobs: [...record.jobs, job], failure }, atMs);
}

/** What an event or a manifest says of a call besides its result. */
export interface CallMention {
  readonly hash: CallHash;
  readonly callId: CallId;
  readonly recordedAt: RecordedAt;
  readonly mediaUri?: MediaLocation['uri'] | undefined;
}

/**
 * How a job's news stands to a record. `news`: it counts. `known`: this job's end is recorded, or was overtaken by a
 * later job or by a result that another job brought.
 * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the record waits for another job
 */
export function standingOf(record: CallRecord | undefined, jobId: JobId): 'news' | 'known' {
  const current = record === undefined ? undefined : currentJob(record);
  if (record === undefined || record.state === 'submitted') {
    return record?.jobs.some((job) => job.jobId === jobId) ? 'known' : 'news';
  }
  if (current?.jobId === jobId) return current.state === 'running' ? 'news' : 'known';
  if (record.jobs.some((job) => job.jobId === jobId)) return 'known';
  if (record.state === 'completed' || record.state === 'no_match') return 'known';
  const awaited = current?.state === 'running' ? `job ${current.jobId}` : 'no job';
  throw new EarshotError(
    'EARSHOT_CONFLICT',
    `call ${record.callId} is ${record.state} and awaits ${awaited}, not ${jobId}`,
    {
      retryable: false,
      details: { field: 'jobId', expected: current?.jobId, found: jobId },
    },
  );
}

type EndedJob = AnalysisJob & { jobId: JobId };

/** A job ended well. */
export function withResult(
  record: CallRecord | undefined,
  mention: CallMention,
  job: EndedJob,
  state: 'completed' | 'no_match',
  analysis: Analysis,
  atMs: number,
): CallRecord {
  return withEnd(record, mention, job, state, { analysis }, atMs);
}

/** A job ended without a result. */
export function withFailure(
  record: CallRecord | undefined,
  mention: CallMention,
  job: EndedJob & { failure: Failure },
  atMs: number,
): CallRecord {
  return withEnd(record, mention, job, 'failed', { failure: job.failure }, atMs);
}

function withEnd(
  record: CallRecord | undefined,
  mention: CallMention,
  job: EndedJob,
  state: RecordState,
  outcome: Pick<CallRecord, 'analysis' | 'failure'>,
  atMs: number,
): CallRecord {
  const media = mention.mediaUri === undefined ? {} : { media: { uri: mention.mediaUri } };
  if (record === undefined) {
    const made = newRecord(mention.hash, mention.callId, mention.recordedAt, state, atMs, job.jobId);
    return { ...made, ...media, jobs: [job], ...outcome };
  }
  if (standingOf(record, job.jobId) === 'known') return withRepeatedNews(record, mention, job, atMs);
  const { failure: _, ...kept } = record;
  const recordedAt = betterRecordedAt(record.recordedAt, mention.recordedAt);
  const learnt = { recordedAt, ...(record.media ? {} : media), jobs: withJob(record, job), ...outcome };
  return moved(kept, state, learnt, atMs);
}

/** News of an end that is known already: what it tells of call or job may be better than what is known. */
export function withRepeatedNews(
  record: CallRecord,
  mention: Pick<CallMention, 'recordedAt' | 'mediaUri'>,
  { jobId, finishedAtMs }: Pick<AnalysisJob, 'jobId' | 'finishedAtMs'>,
  atMs: number,
): CallRecord {
  const better = betterRecordedAt(record.recordedAt, mention.recordedAt);
  const at = record.jobs.findIndex((job) => job.jobId === jobId);
  const job = record.jobs[at];
  const earlier = finishedAtMs !== undefined && job?.finishedAtMs !== undefined && finishedAtMs < job.finishedAtMs;
  const changes: Partial<CallRecord> = {
    ...(sameTime(better, record.recordedAt) ? {} : { recordedAt: better }),
    ...(record.media === undefined && mention.mediaUri !== undefined ? { media: { uri: mention.mediaUri } } : {}),
    ...(earlier ? { jobs: record.jobs.with(at, { ...job, finishedAtMs }) } : {}),
  };
  return Object.keys(changes).length === 0 ? record : revised(record, changes, atMs);
}

/**
 * A person wants a failed call analysed anew. One that is submitted stays so: an earlier command was interrupted before
 * its job began.
 * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, unless it failed; `EARSHOT_INVALID_INPUT` when its recording's place is unknown
 */
export function restarted(record: CallRecord, atMs: number): CallRecord {
  if (record.state === 'submitted') return record;
  if (record.state !== 'failed') {
    throw new EarshotError(
      'EARSHOT_CONFLICT',
      `only a failed call can be started anew: ${record.callId} is ${record.state}`,
      {
        retryable: false,
        details: { field: 'state', expected: 'failed', found: record.state },
      },
    );
  }
  if (record.media === undefined) {
    throw new EarshotError('EARSHOT_INVALID_INPUT', `where the recording of call ${record.callId} lies is not known`, {
      details: { field: 'media', expected: 'a location', found: 'nothing' },
    });
  }
  const { failure: _, ...kept } = record;
  return moved(kept, 'submitted', {}, atMs);
}
