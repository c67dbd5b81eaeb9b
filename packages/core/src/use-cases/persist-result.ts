import { readJob, readManifest, recordingOf } from '../formats/bda/read-job.js';
import { DEFAULT_BOUNDS, type ReadBounds } from '../formats/read-bounds.js';
import type { JobMention } from '../intake/inbound-event.js';
import { folderOfManifest } from '../intake/layout.js';
import { recordedAt } from '../intake/start-message.js';
import type { Copies } from '../model/analysis.js';
import type { JobId } from '../model/job.js';
import type { CallRecord } from '../model/record.js';
import { standingOf, withRepeatedNews, withResult } from '../model/transitions.js';
import type { ObjectUri } from '../model/uri.js';
import type { ResultStore } from '../ports/result-store.js';
import { callOfJob, hasJob, lookUpJob } from './call-of-job.js';
import { RecordFailure, type RecordFailureDeps } from './record-failure.js';
import { updateFound, updateRecord } from './update-record.js';

/** What persisting a result takes. */
export interface PersistResultDeps extends RecordFailureDeps {
  readonly store: ResultStore;
  /**
   * Which copies become the record. With `redacted`, or where a job says so that was started elsewhere, originals are not
   * even read, and a result that lacks a redacted copy is not persisted.
   * @defaultValue original
   */
  readonly copies?: Copies;
  /** A job beyond these can't be read. @defaultValue 1,000 documents of 256 MiB together, two at a time */
  readonly bounds?: ReadBounds;
}

/** What became of the news that a job finished. */
export type PersistOutcome =
  | { readonly status: 'stored' | 'unmatched' | 'duplicate' | 'failed'; readonly record: CallRecord }
  | { readonly status: 'ignored'; readonly reason: string };

/**
 * Turns a finished job into its call's record. The manifest decides: whichever event came first, all outputs that the
 * manifest names are read, merged and kept in one step, so there is no half result.
 */
export class PersistResult {
  readonly #deps: PersistResultDeps;
  readonly #recordFailure: RecordFailure;

  constructor(deps: PersistResultDeps) {
    this.#deps = deps;
    this.#recordFailure = new RecordFailure(deps);
  }

  /**
   * @throws EarshotError `EARSHOT_UNAVAILABLE` (retryable) while the manifest or an output that it names is not there,
   * `EARSHOT_NOT_REDACTED` (retryable) while the redacted copy of an output isn't,
   * `EARSHOT_UNREADABLE` with `details.uri` and `details.path` when one can't be read, `EARSHOT_CONFLICT` (not retryable) when the
   * record awaits another job; what the ports throw
   */
  async execute(mention: JobMention): Promise<PersistOutcome> {
    const { repository, store, digests, now, copies = 'original', bounds = DEFAULT_BOUNDS } = this.#deps;
    const { jobId, sentAtMs: finishedAtMs, manifestUri } = mention;
    const outputUri = folderOfManifest(manifestUri);
    const { holder, free } = await lookUpJob(repository, digests, { ...mention, recording: mention.mediaUri });
    if (holder?.record !== undefined && isKnown(holder.record, { jobId, outputUri, recording: mention.mediaUri })) {
      return { status: 'duplicate', record: await this.#note(holder.record, mention) };
    }
    const manifest = await readManifest(store, manifestUri, bounds);
    if (manifest.kind === 'other' || !['AUDIO', 'VIDEO', undefined].includes(manifest.modality)) {
      return notARecording(manifest.modality);
    }
    if (/ERROR|FAIL/i.test(manifest.status ?? '')) {
      const code = manifest.status ?? 'FAILED';
      const mediaUri = recordingOf(manifest) ?? mention.mediaUri;
      return this.#recordFailure.execute({ ...mention, mediaUri }, { code, reason: `the job ended with ${code}` });
    }
    const awaited = holder?.record?.jobs.find((known) => known.jobId === jobId)?.copies;
    const read = await readJob(store, manifestUri, manifest, awaited === 'redacted' ? awaited : copies, bounds);
    if ('modality' in read) return notARecording(read.modality);
    const { analysis, state, mediaUri = mention.mediaUri } = read;
    const job = { jobId, state: 'succeeded' as const, finishedAtMs, outputUri };
    const identity = { ...mention, recording: mediaUri };
    const facts = { recordedAt: recordedAt(undefined, mediaUri, finishedAtMs), mediaUri };
    let news = true;
    const record = await updateFound(
      repository,
      () => callOfJob(repository, digests, identity),
      ({ record: latest, hash, callId }) => {
        news = standingOf(latest, jobId, mediaUri) === 'news';
        return withResult(latest, { hash, callId, ...facts }, job, state, analysis, now().getTime());
      },
      holder?.record !== undefined && hasJob(holder.record, identity) ? holder : free,
    );
    return { status: !news ? 'duplicate' : state === 'completed' ? 'stored' : 'unmatched', record };
  }

  /** What repeated news add to a call that is still there. */
  async #note(known: CallRecord, { jobId, sentAtMs, mediaUri, manifestUri }: JobMention): Promise<CallRecord> {
    const { repository, now } = this.#deps;
    const facts = { recordedAt: recordedAt(undefined, mediaUri, sentAtMs), mediaUri };
    const job = { jobId, finishedAtMs: sentAtMs, outputUri: folderOfManifest(manifestUri) };
    const noted = await updateRecord(
      repository,
      known.hash,
      (latest) => latest && withRepeatedNews(latest, facts, job, now().getTime()),
      { record: known },
    );
    return noted ?? known;
  }
}

function notARecording(modality: string | undefined): PersistOutcome {
  return { status: 'ignored', reason: `not an audio or video job: ${modality}` };
}

/**
 * Whether the end of a job is recorded, without a look at its documents. The name of a job that was started elsewhere may
 * be that of any folder: it is the same job if its results are at the same place, or about the same recording.
 */
function isKnown(
  record: CallRecord,
  { jobId, outputUri, recording }: { jobId: JobId; outputUri: ObjectUri; recording: ObjectUri | undefined },
): boolean {
  const job = record.jobs.find((known) => known.jobId === jobId);
  const isAlike = job?.outputUri === outputUri || (recording !== undefined && recording === record.media?.uri);
  return (job?.startedAtMs !== undefined || isAlike) && standingOf(record, jobId, recording) === 'known';
}
