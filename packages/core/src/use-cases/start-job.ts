import { type EarshotError, type ErrorCode, isEarshotError } from '../errors.js';
import type { Copies } from '../model/analysis.js';
import type { CallHash, Digests } from '../model/call.js';
import { folderNameOf } from '../model/call-names.js';
import { type Failure, isCancelled, type JobId } from '../model/job.js';
import type { CallRecord } from '../model/record.js';
import { withJobStarted, withRefusal, withStartPutOff } from '../model/transitions.js';
import { ObjectUri } from '../model/uri.js';
import type { AnalysisRequest, AudioAnalyzer, StartedJob } from '../ports/audio-analyzer.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { stopAnalysis } from './cancel-job.js';
import type { Finisher } from './finish-call.js';
import { updateRecord } from './update-record.js';

export interface StartJobDeps {
  readonly analyzer: AudioAnalyzer;
  readonly repository: RecordRepository;
  readonly digests: Digests;
  readonly now: () => Date;
  /** Where results go: bucket and prefix, ending in `/`. */
  readonly outputs: ObjectUri;
  /**
   * Which copies of its result may be kept. With `redacted`, the job says so to whichever process keeps its result.
   * @defaultValue whatever that process keeps
   */
  readonly copies?: Copies | undefined;
  /** Finishes calls that change without a message that would repeat it. @defaultValue nothing is derived */
  readonly finishCall?: Finisher | undefined;
}

export interface StartJobOptions {
  /**
   * Whether to delete a call that this request created when the analyzer refuses its recording: for callers that get the
   * refusal as an answer, and may send the request again with another recording. @defaultValue false, the call is stored as failed
   */
  readonly forgetRefused?: boolean;
}

/**
 * Why the analyzer did not take a job on for now. `quota`: as many jobs run as may. `rate`: too many requests. `denied`: it
 * may not do something that this call takes. `fault`: it is unavailable, or its answer can't be read. For the last two, the
 * record's `startRetry` has the details.
 */
export type StartRefusal = 'quota' | 'rate' | 'denied' | 'fault';

/** The outcome of a request to start. */
export interface StartOutcome {
  /**
   * `started`: this request started a job. `submitted`: a job starts when there is room for it. `duplicate`: the call is
   * known and its job was started before, or by a concurrent request. `failed`: the call can't be analyzed.
   */
  readonly status: 'started' | 'submitted' | 'duplicate' | 'failed';
  readonly record: CallRecord;
  readonly jobId?: JobId | undefined;
  /** Of a submitted call: what the analyzer answered. Absent when it was not asked, because other calls wait. */
  readonly refusal?: StartRefusal | undefined;
  /** A problem with the metadata of the recording, which was ignored. */
  readonly problem?: EarshotError | undefined;
}

const NEVER: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'EARSHOT_INVALID_INPUT',
  'EARSHOT_NOT_FOUND',
  'EARSHOT_NOT_SUPPORTED',
]);

/** How long the first failed start of a call is put off when the reason passes by itself, and otherwise. */
const SOON_MS = 1_000;
const PUT_OFF_MS = 60_000;

/**
 * Starts the job of a submitted record. A record that the analyzer doesn't accept for now stays submitted. The idempotency
 * key derives from the record alone, so every retry names the same job, even after a crash. It includes only the location
 * of the media, since other facts about it may be added later, and the time when the record was created, so that a call that
 * was erased and came back gets a job of its own.
 */
export async function startJob(
  deps: StartJobDeps,
  record: CallRecord,
  { forgetRefused = false }: StartJobOptions = {},
): Promise<StartOutcome> {
  const { callId, hash, media, createdAtMs } = record;
  if (record.state !== 'submitted' || media === undefined) {
    return { status: 'duplicate', record, jobId: record.jobs.at(-1)?.jobId };
  }
  const attempt = record.jobs.length;
  const outputUri = ObjectUri.parse(deps.outputs + folderNameOf(callId, hash));
  const idempotencyKey = deps.digests.sha256Hex(JSON.stringify([callId, media.uri, createdAtMs, attempt]));
  const answer = await begin(deps.analyzer, { callId, media, outputUri, idempotencyKey });
  const atMs = deps.now().getTime();
  if ('later' in answer) {
    const { code, message, retryable, details } = answer.later;
    if (code === 'EARSHOT_THROTTLED') {
      return { status: 'submitted', record, refusal: details['quota'] === true ? 'quota' : 'rate' };
    }
    const kept = await putOffStart(deps, record, { code, reason: message }, retryable ? SOON_MS : PUT_OFF_MS);
    const refusal = code === 'EARSHOT_DENIED' ? 'denied' : 'fault';
    return { status: kept.state === 'submitted' ? 'submitted' : 'duplicate', record: kept, refusal };
  }
  if ('failure' in answer) {
    if (forgetRefused && (await isUntouched(deps.repository, record))) {
      await deps.repository.delete(hash);
      return { status: 'failed', record: withRefusal(record, attempt, answer.failure, atMs) };
    }
    const refuse = async (): Promise<StartOutcome> => {
      const kept = await change(deps, hash, record, (known) => withRefusal(known, attempt, answer.failure, atMs));
      return { status: kept.state === 'failed' ? 'failed' : 'duplicate', record: kept };
    };
    return deps.finishCall === undefined ? refuse() : deps.finishCall.whileChanging(hash, refuse);
  }
  const { jobId } = answer;
  const copies = deps.copies === 'redacted' ? { copies: deps.copies } : {};
  const job = { ...answer, ...copies, state: 'running' as const, startedAtMs: atMs };
  let isOurs = true;
  const kept = await change(deps, hash, record, (known) => {
    const after = withJobStarted(known, attempt, job, atMs);
    isOurs = after !== known;
    return after;
  });
  if (isCancelled(kept.jobs[attempt])) {
    // The person who cancelled it didn't know its name yet.
    await stopAnalysis(deps.analyzer, jobId);
    return { status: 'duplicate', record: kept, jobId };
  }
  // Concurrent starts get the same job. A caller that notes it on the record started it.
  return { status: isOurs ? 'started' : 'duplicate', record: kept, jobId };
}

/** Puts the start of a submitted call off, so that others come first. */
export async function putOffStart(
  deps: Pick<StartJobDeps, 'repository' | 'now'>,
  record: CallRecord,
  failure: Failure,
  firstMs = PUT_OFF_MS,
): Promise<CallRecord> {
  const atMs = deps.now().getTime();
  const attempt = record.jobs.length;
  return change(deps, record.hash, record, (known) => withStartPutOff(known, attempt, failure, firstMs, atMs));
}

/** Whether nobody has anything to say of a call but the request that made it. */
async function isUntouched(
  repository: Pick<RecordRepository, 'get'>,
  { hash, revision }: CallRecord,
): Promise<boolean> {
  return revision === 1 && (await repository.get(hash))?.revision === 1;
}

/** The job that the analyzer takes on, why it never will, or why it doesn't now. */
async function begin(
  analyzer: AudioAnalyzer,
  request: AnalysisRequest,
): Promise<StartedJob | { failure: Failure } | { later: EarshotError }> {
  try {
    const { jobId, reference } = await analyzer.start(request);
    return reference === undefined ? { jobId } : { jobId, reference };
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    if (!NEVER.has(error.code)) return { later: error };
    return { failure: { code: error.code, reason: error.message } };
  }
}

/** Changes the record if it is still there; a call erased meanwhile stays erased. */
async function change(
  { repository }: Pick<StartJobDeps, 'repository'>,
  hash: CallHash,
  record: CallRecord,
  apply: (known: CallRecord) => CallRecord,
): Promise<CallRecord> {
  return (await updateRecord(repository, hash, (known) => known && apply(known), { record })) ?? record;
}
