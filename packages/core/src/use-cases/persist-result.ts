import { EarshotError } from '../errors.js';
import { findFormat, findJob } from '../formats/find-format.js';
import { FORMATS } from '../formats/formats.js';
import { DEFAULT_BOUNDS, type ReadBounds } from '../formats/read-bounds.js';
import type { ResultFormat } from '../formats/result-format.js';
import type { JobMention } from '../intake/inbound-event.js';
import type { Analysis, Copies } from '../model/analysis.js';
import { type CallId, recordedAt } from '../model/call.js';
import type { JobId } from '../model/job.js';
import type { CallRecord } from '../model/record.js';
import { standingOf, withRepeatedNews, withResult } from '../model/transitions.js';
import type { ObjectUri } from '../model/uri.js';
import type { ResultStore } from '../ports/result-store.js';
import { callOfJob, hasJob, lookUpJob } from './call-of-job.js';
import { RecordFailure, type RecordFailureDeps } from './record-failure.js';
import { updateFound, updateRecord } from './update-record.js';

export interface PersistResultDeps extends RecordFailureDeps {
  readonly store: Pick<ResultStore, 'get'>;
  /**
   * Which copies become the record. With `redacted`, or where a job says so that was started elsewhere, originals are not
   * even read, and a result that lacks a redacted copy is not persisted.
   * @defaultValue original
   */
  readonly copies?: Copies;
  /** Supported formats of results. @defaultValue the built-in ones */
  readonly formats?: readonly ResultFormat[] | undefined;
  /** A job beyond these can't be read. @defaultValue 1,000 documents of 256 MiB together, two at a time */
  readonly bounds?: ReadBounds;
}

/** The outcome of the event that a job finished. */
export type PersistOutcome =
  | { readonly status: 'stored' | 'unmatched' | 'duplicate' | 'failed' | 'submitted'; readonly record: CallRecord }
  | { readonly status: 'ignored'; readonly reason: string };

/**
 * Turns a finished job into its call's record: finds the format of its result, has the whole job read, decides which call it
 * belongs to, and saves the call in one step. There is no half result, whichever event came first.
 */
export class PersistResult {
  readonly #deps: PersistResultDeps;
  readonly #recordFailure: RecordFailure;

  constructor(deps: PersistResultDeps) {
    this.#deps = deps;
    this.#recordFailure = new RecordFailure(deps);
  }

  /**
   * @throws EarshotError what {@link ResultFormat.read} throws; `EARSHOT_NOT_REDACTED` (not retryable) when only redacted copies
   * are kept and the format gave an original; `EARSHOT_NOT_SUPPORTED` when the result is in none of the formats; `EARSHOT_CONFLICT` (not retryable) when the record awaits another job; what the ports throw
   */
  async execute(mention: JobMention): Promise<PersistOutcome> {
    const { repository, digests, now, formats = FORMATS } = this.#deps;
    const { jobId, sentAtMs: finishedAtMs, resultUri } = mention;
    const placed = findFormat(formats, resultUri);
    const outputUri = (placed?.place.output ?? resultUri) as ObjectUri;
    // Files next to a document don't say which call the document belongs to.
    const announced = placed?.format.documentSuffixes === undefined ? mention.mediaUri : undefined;
    // Most jobs are new: what their manifests say is wanted as soon as it is known whose they are.
    const store = placed?.format.hasManifest
      ? withEarly(this.#deps.store, placed.place.result as ObjectUri)
      : this.#deps.store;
    const { holder, free } = await lookUpJob(repository, digests, { ...mention, recording: announced });
    if (holder?.record !== undefined && isKnown(holder.record, { jobId, outputUri, recording: announced })) {
      return { status: 'duplicate', record: await this.#note(holder.record, mention, outputUri, announced) };
    }
    const awaited = holder?.record?.jobs.find((known) => known.jobId === jobId)?.copies;
    const copies = awaited === 'redacted' ? awaited : (this.#deps.copies ?? 'original');
    const { format, store: documents } = await findJob(formats, resultUri, store, mention.format);
    const bounds = this.#deps.bounds ?? DEFAULT_BOUNDS;
    const reading = await format.read(resultUri, { store: documents, copies, bounds });
    if (reading.state === 'ignored') return { status: 'ignored', reason: reading.reason };
    const isDocument = format.documentSuffixes !== undefined;
    const beside = isDocument ? mention.mediaUri : undefined;
    const mediaUri = reading.mediaUri ?? (isDocument ? undefined : mention.mediaUri);
    if (reading.state === 'failed') {
      return this.#recordFailure.execute({ ...mention, mediaUri }, reading.failure, reading.retryable);
    }
    const { analysis, state } = reading;
    if (copies === 'redacted') refuseOriginals(analysis, resultUri);
    const job = { jobId, state: 'succeeded' as const, finishedAtMs, outputUri };
    const ownId = reading.callId?.trim() || undefined;
    const document = isDocument ? { uri: resultUri, ownId, beside } : undefined;
    const identity = { ...mention, recording: mediaUri, document };
    const time = reading.recordedAtMs === undefined ? undefined : new Date(reading.recordedAtMs).toISOString();
    const rank = isDocument
      ? { formats: documentFormatsOf(formats), format: format.name, writtenAtMs: finishedAtMs }
      : undefined;
    const facts = { recordedAt: recordedAt(time, mediaUri, finishedAtMs), mediaUri, document: rank };
    let news = true;
    const record = await updateFound(
      repository,
      () => callOfJob(repository, digests, identity),
      ({ record: latest, hash, callId }) => {
        news = standingOf(latest, jobId, mediaUri, rank) === 'news';
        const mentioned = { hash, callId, ...facts, beside: besideOf(mention, callId, beside) };
        return withResult(latest, mentioned, job, state, analysis, now().getTime());
      },
      holder?.record !== undefined && hasJob(holder.record, identity) ? holder : isDocument ? undefined : free,
    );
    return { status: !news ? 'duplicate' : state === 'completed' ? 'stored' : 'unmatched', record };
  }

  /** What a repeated event adds to a call that still exists. */
  async #note(
    known: CallRecord,
    mention: JobMention,
    outputUri: ObjectUri,
    mediaUri: ObjectUri | undefined,
  ): Promise<CallRecord> {
    const { repository, now } = this.#deps;
    const { jobId, sentAtMs } = mention;
    const beside = mediaUri === undefined ? besideOf(mention, known.callId, mention.mediaUri) : undefined;
    const facts = { recordedAt: recordedAt(undefined, mediaUri, sentAtMs), mediaUri, beside };
    const job = { jobId, finishedAtMs: sentAtMs, outputUri };
    const noted = await updateRecord(
      repository,
      known.hash,
      (latest) => latest && withRepeatedNews(latest, facts, job, now().getTime()),
      { record: known },
    );
    return noted ?? known;
  }
}

/** A store that is getting a document already. */
function withEarly(store: Pick<ResultStore, 'get'>, early: ObjectUri): Pick<ResultStore, 'get'> {
  const coming = store.get(early);
  // A caller that wants the document learns of it.
  coming.catch(() => {});
  return { get: (uri) => (uri === early ? coming : store.get(uri)) };
}

function documentFormatsOf(formats: readonly ResultFormat[]): readonly string[] {
  return formats.filter(({ documentSuffixes }) => documentSuffixes !== undefined).map(({ name }) => name);
}

/** The recording next to a document, unless it is that of another call: two calls can't share one. */
function besideOf(mention: JobMention, callId: CallId, beside: ObjectUri | undefined): ObjectUri | undefined {
  return mention.callId === undefined || mention.callId === callId ? beside : undefined;
}

/** Formats are informed which copies may be kept, but are not trusted to comply. */
function refuseOriginals({ sources }: Analysis, uri: ObjectUri): void {
  const original = sources.find(({ redacted }) => !redacted)?.uri;
  if (original === undefined && sources.length > 0) return;
  const message = `only redacted copies are kept, and ${original ?? uri} is none`;
  throw new EarshotError('EARSHOT_NOT_REDACTED', message, { retryable: false, details: { uri: original ?? uri } });
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
