import {
  type Copies,
  EarshotError,
  isEarshotError,
  type JobEvent,
  type ObjectUri,
  peaksUriOf,
  type ResultStore,
} from '@earshot/core';
import type { AnalysisJobs, AnalysisProgress, JobEnd, KeptJob } from '../sqlite/analysis-jobs.js';
import { analysisDocuments, jobFolderOf } from './analysis-documents.js';
import { newsOf, resultUriOf } from './local-audio-analyzer.js';
import { namedByUri } from './named-by-uri.js';
import type { TranscribedCall } from './transcription-messages.js';
import { TranscriptionCrashed, type TranscriptionProcess } from './transcription-process.js';

export interface AnalysisWorkerOptions {
  readonly jobs: AnalysisJobs;
  readonly store: Pick<ResultStore, 'put' | 'delete'>;
  /** Which copies are written: all of them, or the `redacted` ones alone. @defaultValue original, which is all */
  readonly copies?: Copies;
  readonly pathOf: (uri: ObjectUri) => Promise<string | undefined>;
  /** What is spoken in a recording, where it is known. @defaultValue as the transcriber decides */
  readonly languageOf?: (uri: ObjectUri) => string | undefined;
  /**
   * Throws for a language that the transcriber has no model for. Recordings in it are left to other processes; `onError` gets
   * the error once for each language. @defaultValue there is a model for each
   */
  readonly checkLanguage?: (language: string) => void;
  readonly transcriber: Pick<TranscriptionProcess, 'transcribe' | 'close'>;
  /** Sends news into the queue, within the transaction that they are about. */
  readonly announce: (event: JobEvent) => void;
  /** This worker's name among those that share the jobs. */
  readonly owner: string;
  /** How often it looks for jobs of other processes, and tells that it lives. @defaultValue 500 */
  readonly pollMs?: number;
  /** How long it waits after an error that may pass. @defaultValue 5,000 */
  readonly retryPauseMs?: number;
  /** What nobody asked for: a job that couldn't even be noted. */
  readonly onError?: (error: unknown) => void;
}

const MAX_TRIES = 3;

/** Works through the jobs of this machine, one at a time: transcribes, writes the result documents, announces the end. */
export class AnalysisWorker {
  readonly #options: AnalysisWorkerOptions;
  readonly #stopping = new AbortController();
  #wake: () => void = () => {};
  /** Renews the job under way. */
  #beat: () => void = () => {};
  #done: Promise<void> | undefined;
  /** Whether there is a model for a language. */
  readonly #canRecognize = new Map<string, boolean>();

  constructor(options: AnalysisWorkerOptions) {
    this.#options = options;
  }

  /** Begins to work. */
  start(): void {
    this.#done ??= this.#run();
  }

  /** There may be a job, or the one under way may be cancelled: looks at once. */
  wake(): void {
    this.#wake();
    this.#beat();
  }

  /** Stops at once; another worker takes a job that was running. Idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the worker stops'));
    this.#wake();
    await this.#done;
    this.#options.transcriber.close();
  }

  async #run(): Promise<void> {
    const { jobs, owner, onError, pollMs = 500, retryPauseMs = 5_000 } = this.#options;
    while (!this.#stopping.signal.aborted) {
      try {
        const job = jobs.claim(owner, (uri) => this.#canDo(uri));
        if (job === undefined) await this.#pause(pollMs);
        else await this.#work(job);
      } catch (error) {
        onError?.(error);
        await this.#pause(retryPauseMs);
      }
    }
  }

  #canDo(uri: ObjectUri): boolean {
    const { languageOf, checkLanguage, onError } = this.#options;
    const language = languageOf?.(uri);
    if (language === undefined) return true;
    const known = this.#canRecognize.get(language);
    if (known !== undefined) return known;
    this.#canRecognize.set(language, true);
    try {
      checkLanguage?.(language);
      return true;
    } catch (error) {
      this.#canRecognize.set(language, false);
      onError?.(error);
      return false;
    }
  }

  #pause(longestMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, longestMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#stopping.signal.aborted) this.#wake();
    });
  }

  async #work(job: KeptJob): Promise<void> {
    const { jobs, owner, announce, pollMs = 500 } = this.#options;
    let progress: AnalysisProgress = { stage: 'transcribing', doneMs: 0, durationMs: undefined };
    const lost = new AbortController();
    const renew = () => {
      try {
        if (!jobs.renew(job.jobId, owner, progress)) lost.abort(new Error('the job is no longer ours'));
      } catch (error) {
        this.#options.onError?.(error);
      }
    };
    const beat = setInterval(renew, pollMs);
    this.#beat = renew;
    const signal = AbortSignal.any([lost.signal, this.#stopping.signal]);
    let written: readonly ObjectUri[] = [];
    try {
      const call = await this.#transcribe(job, signal, (report) => {
        progress = report;
      });
      written = await this.#write(job, call);
      const ours = jobs.end(job.jobId, owner, { resultUri: resultUriOf(job) }, (ended) => announce(newsOf(ended)));
      if (!ours) await this.#takeBack(job, written);
    } catch (error) {
      if (signal.aborted) jobs.release(job.jobId, owner, { tried: false });
      else this.#fail(job, error);
    } finally {
      clearInterval(beat);
      this.#beat = () => {};
    }
  }

  async #transcribe(
    { mediaUri }: KeptJob,
    signal: AbortSignal,
    onProgress: (progress: AnalysisProgress) => void,
  ): Promise<TranscribedCall> {
    const path = await this.#options.pathOf(mediaUri);
    if (path === undefined) throw new EarshotError('EARSHOT_NOT_FOUND', `the recording at ${mediaUri} is gone`);
    const language = this.#options.languageOf?.(mediaUri);
    return this.#options.transcriber.transcribe(path, onProgress, signal, language).catch((error: unknown) => {
      throw namedByUri(error, path, mediaUri);
    });
  }

  /** Writes the peaks, then the documents, the one that completes the job last. */
  async #write(job: KeptJob, call: TranscribedCall): Promise<readonly ObjectUri[]> {
    const { store, copies } = this.#options;
    const written: ObjectUri[] = [];
    const write = async (uri: ObjectUri, bytes: Uint8Array) => {
      await store.put(uri, bytes);
      written.push(uri);
    };
    const peaks = peaksUriOf({ outputUri: jobFolderOf(job) });
    if (peaks !== undefined) await write(peaks, call.peaks);
    const encoder = new TextEncoder();
    for (const { uri, document } of analysisDocuments(job, call, copies)) {
      await write(uri, encoder.encode(`${JSON.stringify(document, undefined, 1)}\n`));
    }
    return written;
  }

  /** A job that was cancelled or erased meanwhile leaves nothing; one that another worker took has that one's documents. */
  async #takeBack({ jobId }: KeptJob, written: readonly ObjectUri[]): Promise<void> {
    const state = this.#options.jobs.get(jobId)?.state;
    if (state !== undefined && state !== 'failed') return;
    for (const uri of written) await this.#options.store.delete(uri);
  }

  #fail(job: KeptJob, error: unknown): void {
    const { jobs, owner, announce } = this.#options;
    const passing = error instanceof TranscriptionCrashed || (isEarshotError(error) && error.retryable);
    if (passing && job.tries + 1 < MAX_TRIES) {
      jobs.release(job.jobId, owner, { tried: true });
      throw error;
    }
    jobs.end(job.jobId, owner, endOf(error), (ended) => announce(newsOf(ended)));
  }
}

function endOf(error: unknown): JobEnd {
  const reason = error instanceof Error ? error.message : String(error);
  if (isEarshotError(error)) return { failure: { code: error.code, reason } };
  return { failure: { code: error instanceof TranscriptionCrashed ? 'CRASHED' : 'UNEXPECTED', reason } };
}
