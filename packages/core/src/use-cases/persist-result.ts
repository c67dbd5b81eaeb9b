import { EarshotError } from '../errors.js';
import type { JobMention } from '../events/inbound-event.js';
import { besideManifest, folderOfManifest } from '../events/layout.js';
import { recordedAt } from '../events/message.js';
import type { Analysis, AnalysisSource, Copies, Transcript } from '../model/analysis.js';
import type { JobId } from '../model/job.js';
import type { CallRecord } from '../model/record.js';
import { standingOf, withRepeatedNews, withResult } from '../model/transitions.js';
import { ObjectUri } from '../model/uri.js';
import type { ResultStore } from '../ports/result-store.js';
import { type JobManifest, type OtherResult, readResultDocument } from '../readers/result-document.js';
import { callOfJob, hasJob, holderOf } from './call-of-job.js';
import { mergeParts, partOf, readPart, type SourcedPart } from './read-parts.js';
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
    const { repository, digests, now, copies = 'original' } = this.#deps;
    const { jobId, sentAtMs: finishedAtMs, manifestUri } = mention;
    const outputUri = folderOfManifest(manifestUri);
    const holder = await holderOf(repository, digests, { ...mention, recording: mention.mediaUri });
    if (holder?.record !== undefined && isKnown(holder.record, { jobId, outputUri, recording: mention.mediaUri })) {
      return { status: 'duplicate', record: await this.#note(holder.record, mention) };
    }
    const manifest = await this.#manifest(manifestUri);
    if (manifest.kind === 'other' || !['AUDIO', 'VIDEO', undefined].includes(manifest.modality)) {
      return { status: 'ignored', reason: `a job on something else: ${manifest.modality}` };
    }
    if (/ERROR|FAIL/i.test(manifest.status ?? '')) {
      const code = manifest.status ?? 'FAILED';
      const mediaUri = inputOf(manifest) ?? mention.mediaUri;
      return this.#recordFailure.execute({ ...mention, mediaUri }, { code, reason: `the job ended with ${code}` });
    }
    const {
      analysis,
      state,
      mediaUri = mention.mediaUri,
    } = await this.#analysis(
      manifestUri,
      manifest,
      holder?.record?.jobs.find((known) => known.jobId === jobId)?.copies === 'redacted' ? 'redacted' : copies,
    );
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
      holder?.record !== undefined && hasJob(holder.record, identity) ? holder : undefined,
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

  async #manifest(uri: ObjectUri): Promise<JobManifest | OtherResult> {
    const document = await readPart(this.#deps.store, uri, (bytes) => readResultDocument(bytes));
    if (document.kind === 'manifest' || document.kind === 'other') return document;
    throw new EarshotError('EARSHOT_UNREADABLE', `${uri}: expected a job manifest, found ${document.kind} output`, {
      details: { uri, path: '', expected: 'a job manifest', found: document.kind },
    });
  }

  async #analysis(
    manifestUri: ObjectUri,
    manifest: JobManifest,
    copies: Copies,
  ): Promise<{ analysis: Analysis; state: 'completed' | 'no_match'; mediaUri: ObjectUri | undefined }> {
    const outputs: ObjectUri[] = [];
    let unmatched = false;
    for (const { segments } of manifest.assets) {
      for (const { standardUri, customUri, customStatus } of segments) {
        unmatched ||= customStatus === 'NO_MATCH';
        const custom = customStatus === 'NO_MATCH' ? undefined : customUri;
        for (const named of [standardUri, custom]) {
          if (named !== undefined) outputs.push(copyOf(besideManifest(manifestUri, manifest.jobId, named), copies));
        }
      }
    }
    const parts = await Promise.all(outputs.map((uri) => this.#part(uri, copies)));
    const mediaUri = inputOf(manifest) ?? parts.find(({ input }) => input !== undefined)?.input;
    if (parts.length === 0) {
      throw new EarshotError('EARSHOT_UNREADABLE', `${manifestUri} names no output`, {
        details: { uri: manifestUri, path: 'output_metadata', expected: 'an output', found: 'none' },
      });
    }
    const matched = parts.some(({ source }) => source.kind === 'custom');
    const analysis = mergeParts(parts);
    if (analysis.transcript !== undefined) shareText(analysis.transcript);
    return { analysis, state: unmatched && !matched ? 'no_match' : 'completed', mediaUri };
  }

  async #part(uri: ObjectUri, copies: Copies): Promise<SourcedPart> {
    const redacted = copies === 'redacted';
    const read = (bytes: Uint8Array) => {
      const document = readResultDocument(bytes);
      if (document.kind === 'standard' || document.kind === 'custom') {
        const source: AnalysisSource = { uri, kind: document.kind, redacted };
        return {
          ...partOf(source, document.analysis),
          input: document.kind === 'standard' ? document.input : undefined,
        };
      }
      throw new EarshotError('EARSHOT_UNREADABLE', `expected standard or custom output, found ${document.kind}`, {
        details: { path: '', expected: 'standard or custom output', found: document.kind },
      });
    };
    return readPart(this.#deps.store, uri, read, redacted ? 'EARSHOT_NOT_REDACTED' : 'EARSHOT_UNAVAILABLE');
  }
}

function copyOf(uri: ObjectUri, copies: Copies): ObjectUri {
  if (copies === 'original') return uri;
  return ObjectUri.parse(uri.replace(/\/(?:redacted\/)?([^/]+)$/, '/redacted/$1'));
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

function inputOf({ assets }: JobManifest): ObjectUri | undefined {
  return assets.find(({ input }) => input !== undefined)?.input;
}

/**
 * Cuts the segments' texts out of the transcript, of which they are the stretches as a rule: engines keep such a piece
 * as a reference, so that what was said is in memory once and not twice.
 */
function shareText({ text, segments }: Transcript): void {
  let at = 0;
  for (const segment of segments) {
    const end = at + segment.text.length;
    if (!text.startsWith(segment.text, at)) return;
    segment.text = text.slice(at, end);
    at = end + 1;
  }
}
