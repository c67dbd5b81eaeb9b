import {
  DEFAULT_LAYOUT,
  type Delivery,
  type EarshotError,
  type EventSource,
  type Failure,
  FORMATS,
  type JobEvent,
  type ResultFormat,
} from '@earshot/core';
import type { PlacedRecording } from '../sqlite/recordings.js';
import { findResults } from './find-results.js';
import type { FolderResultStore } from './folder-result-store.js';
import type { FoundItem, WhyIgnored } from './found-item.js';

export interface FolderEventSourceOptions {
  /** Files, and folders with all that is below them. */
  readonly paths: readonly string[];
  /** Gets to know the documents of each job that is delivered. */
  readonly store: FolderResultStore;
  /** Of the results to find. @defaultValue all that core reads */
  readonly formats?: readonly ResultFormat[];
  /** Whether a file next to a document of the same name is its recording. @defaultValue no file is */
  readonly isRecording?: ((path: string) => boolean) | undefined;
  /** Where the recording next to a document will be kept; `undefined` if it can't be. @defaultValue it isn't kept */
  readonly placeOfRecording?: ((path: string) => Promise<PlacedRecording | undefined>) | undefined;
  /** Called for a file that holds no result and no message. */
  readonly onIgnored?: (label: string, why: WhyIgnored) => void;
  /** Called for a file or folder that can't be read. */
  readonly onProblem?: (label: string, error: EarshotError) => void;
}

/** A delivered message that is neither acknowledged nor dead-lettered. */
interface Pending {
  delivery: Delivery;
  /** The call's folder of a job. */
  readonly folder: string | undefined;
  isInWork: boolean;
}

/**
 * Delivers what is in folders: a {@link JobEvent} per job, and messages as they are. A delivery's id is the file or folder
 * that it is about. Files are found as deliveries are asked for, and the source ends after the last one. It holds no state
 * on disk: another source over the same paths delivers everything again.
 */
export class FolderEventSource implements EventSource {
  readonly #options: FolderEventSourceOptions;
  readonly #items: AsyncGenerator<FoundItem>;
  /** What has to wait until something before it is done. */
  #held: FoundItem | undefined;
  readonly #pending = new Map<string, Pending>();
  #toRetry: Pending[] = [];
  readonly #deadLettered: { readonly delivery: Delivery; readonly failure: Failure }[] = [];
  readonly #waiting: (() => void)[] = [];
  #receiving: Promise<unknown> = Promise.resolve();
  #found = false;
  #closed = false;

  constructor(options: FolderEventSourceOptions) {
    this.#options = options;
    this.#items = findResults(options.paths, options.formats ?? FORMATS, options.isRecording);
  }

  /** What was dead-lettered, oldest first. On disk the files stay where they are. */
  get deadLettered(): readonly { readonly delivery: Delivery; readonly failure: Failure }[] {
    return this.#deadLettered;
  }

  receive(max: number): Promise<readonly Delivery[] | undefined> {
    // One at a time: of two that look for items at once, the second could pass what the first one holds back.
    const received = this.#receiving.then(() => this.#receive(max));
    this.#receiving = received.catch(() => {});
    return received;
  }

  async acknowledge({ id }: Delivery): Promise<void> {
    this.#pending.delete(id);
    this.#wake();
  }

  /** Retries at once, whatever the delay: no file appears while one waits. */
  async retry({ id }: Delivery): Promise<void> {
    const pending = this.#pending.get(id);
    if (!pending?.isInWork) return;
    pending.isInWork = false;
    this.#toRetry.push(pending);
    this.#wake();
  }

  async deadLetter({ id }: Delivery, { code, reason }: Failure): Promise<void> {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#deadLettered.push({ delivery: pending.delivery, failure: { code, reason } });
    this.#pending.delete(id);
    this.#wake();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
  }

  async #receive(max: number): Promise<readonly Delivery[] | undefined> {
    const taken = await this.#take(max);
    const isAllInWork = this.#pending.size > 0 && this.#toRetry.length === 0;
    if (taken.length === 0 && isAllInWork && !this.#closed) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#closed || (taken.length === 0 && this.#isAtEnd())) return undefined;
    return taken.map((pending) => {
      const { delivery } = pending;
      pending.delivery = { ...delivery, receiveCount: delivery.receiveCount + 1 };
      return { ...pending.delivery };
    });
  }

  #isAtEnd(): boolean {
    return this.#found && this.#held === undefined && this.#pending.size === 0;
  }

  async #take(max: number): Promise<readonly Pending[]> {
    const taken = this.#toRetry.splice(0, max).filter((pending) => this.#pending.get(pending.delivery.id) === pending);
    for (const pending of taken) pending.isInWork = true;
    while (taken.length < max && !this.#found && !this.#closed) {
      const { value: item, done } = this.#held === undefined ? await this.#items.next() : { value: this.#held };
      if (done) this.#found = true;
      else if (item.type === 'ignored') this.#options.onIgnored?.(item.label, item.why);
      else if (item.type === 'problem') this.#options.onProblem?.(item.label, item.error);
      else if (this.#mustWait(item)) {
        this.#held = item;
        break;
      } else {
        this.#held = undefined;
        taken.push(await this.#begin(item));
      }
    }
    return taken;
  }

  /**
   * A message is about results, so it waits until those before it are done. Of jobs that share a call's folder, only the
   * first can be that call: they take turns, so it is the same one each time. So does a file that is given twice.
   */
  #mustWait(item: Extract<FoundItem, { type: 'job' | 'message' }>): boolean {
    if (item.type === 'message') return this.#pending.size > 0;
    const folder = callFolderOf(item);
    const isBusy = folder !== undefined && [...this.#pending.values()].some((pending) => pending.folder === folder);
    return isBusy || this.#pending.has(item.label);
  }

  async #begin(item: Extract<FoundItem, { type: 'job' | 'message' }>): Promise<Pending> {
    const { label: id, modifiedMs: sentAtMs } = item;
    const body = item.type === 'message' ? item.body : await this.#eventOf(item);
    const folder = item.type === 'job' ? callFolderOf(item) : undefined;
    const pending = { delivery: { id, body, sentAtMs, receiveCount: 0 }, folder, isInWork: true };
    this.#pending.set(id, pending);
    return pending;
  }

  async #eventOf(item: Extract<FoundItem, { type: 'job' }>): Promise<string> {
    const { store, placeOfRecording } = this.#options;
    const placed = item.recording === undefined ? undefined : await placeOfRecording?.(item.recording);
    const resultUri = store.add(item);
    const recording = { mediaUri: placed?.uri, callId: placed?.callId };
    return JSON.stringify({ earshotEvent: 'job_finished', resultUri, ...recording } satisfies JobEvent);
  }

  #wake(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }
}

/** The folder that may name the call: a direct child of the outputs prefix. */
function callFolderOf({ root, key }: Extract<FoundItem, { type: 'job' }>): string | undefined {
  const [call, job] = key.slice(DEFAULT_LAYOUT.outputsPrefix.length).split('/');
  return key === `${DEFAULT_LAYOUT.outputsPrefix}${call}/${job}/` ? `${root} ${call}` : undefined;
}
