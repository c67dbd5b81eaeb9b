import { type EarshotError, isEarshotError } from '../errors.js';
import { folderOf } from '../events/layout.js';
import type { CallHash, Digests } from '../model/call.js';
import type { JobId } from '../model/job.js';
import type { CallRecord } from '../model/record.js';
import { withJobStarted, withRefusal } from '../model/transitions.js';
import { ObjectUri } from '../model/uri.js';
import type { AudioAnalyzer } from '../ports/audio-analyzer.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { updateRecord } from './update-record.js';

/** What starting a job takes. */
export interface StartJobDeps {
  readonly analyzer: AudioAnalyzer;
  readonly repository: RecordRepository;
  readonly digests: Digests;
  readonly now: () => Date;
  /** Where results go: bucket and prefix, ending in `/`. */
  readonly outputs: ObjectUri;
}

/** What became of a request to start. */
export interface StartOutcome {
  /** `started`: a job runs. `duplicate`: the call was known and needed nothing. `failed`: it can't be analysed. */
  readonly status: 'started' | 'duplicate' | 'failed';
  readonly record: CallRecord;
  readonly jobId?: JobId | undefined;
}

const NEVER = ['EARSHOT_INVALID_INPUT', 'EARSHOT_NOT_FOUND', 'EARSHOT_NOT_SUPPORTED', 'EARSHOT_UNREADABLE'] as const;

/**
 * Starts the job of a submitted record. The idempotency key derives from the record alone, so whoever tries again,
 * after whatever crash, names the same job.
 */
export async function startJob(deps: StartJobDeps, record: CallRecord): Promise<StartOutcome> {
  const { callId, hash, media } = record;
  if (record.state !== 'submitted' || media === undefined) {
    return { status: 'duplicate', record, jobId: record.jobs.at(-1)?.jobId };
  }
  const identity = [callId, media.uri, media.versionId ?? media.eTag ?? '', String(record.jobs.length)];
  const outputUri = ObjectUri.parse(deps.outputs + folderOf(callId, hash));
  try {
    const idempotencyKey = deps.digests.sha256Hex(JSON.stringify(identity));
    const { jobId, reference } = await deps.analyzer.start({ callId, media, outputUri, idempotencyKey });
    const startedAtMs = deps.now().getTime();
    const job = { jobId, state: 'running' as const, startedAtMs, ...(reference === undefined ? {} : { reference }) };
    const kept = await change(deps, hash, record, (known) => withJobStarted(known, job, startedAtMs));
    return { status: 'started', record: kept, jobId };
  } catch (error) {
    if (!NEVER.some((code) => isEarshotError(error, code))) throw error;
    const { code, message } = error as EarshotError;
    const failure = { code, reason: message };
    const kept = await change(deps, hash, record, (known) => withRefusal(known, failure, deps.now().getTime()));
    return { status: 'failed', record: kept };
  }
}

/** Changes the record if it is still there; a call erased meanwhile stays erased. */
async function change(
  { repository }: StartJobDeps,
  hash: CallHash,
  record: CallRecord,
  apply: (known: CallRecord) => CallRecord,
): Promise<CallRecord> {
  return (await updateRecord(repository, hash, (known) => known && apply(known))) ?? record;
}
