import {
  DEFAULT_LAYOUT,
  type Delivery,
  type EarshotError,
  type EventSource,
  locationOf,
  type ResultFormat,
} from '@earshot/core';
import { findResults } from './find-results.js';
import type { FolderResultStore } from './folder-result-store.js';
import type { FoundItem } from './found-item.js';

/** What a walk through folders tells besides its deliveries. */
export interface WalkNews {
  /** A file that holds nothing of ours. */
  readonly onIgnored?: (label: string) => void;
  /** A file or folder that can't be read. */
  readonly onProblem?: (label: string, error: EarshotError) => void;
}

/**
 * Delivers what lies in folders as the events that a bucket would have sent: an S3 notification per job, and messages as
 * they are. A delivery's id is the file or folder that it speaks of. Walks on only as deliveries are asked for, and
 * ends with the last one.
 */
export class FolderEventSource implements EventSource {
  readonly #store: FolderResultStore;
  readonly #walk: AsyncGenerator<FoundItem>;
  readonly #news: WalkNews;
  #again: Delivery[] = [];
  /** What has to wait until something before it is done. */
  #held: FoundItem | undefined;
  /** The call's folder of each job that is in work, by its delivery. */
  readonly #folders = new Map<string, string>();
  readonly #waiting: (() => void)[] = [];
  #inWork = 0;
  #ended = false;

  constructor(
    paths: readonly string[],
    store: FolderResultStore,
    formats: readonly ResultFormat[],
    news: WalkNews = {},
  ) {
    this.#walk = findResults(paths, formats);
    this.#store = store;
    this.#news = news;
  }

  async receive(max: number): Promise<readonly Delivery[] | undefined> {
    const taken = this.#again.splice(0, max);
    while (taken.length < max && !this.#ended) {
      const { value: item, done } = this.#held === undefined ? await this.#walk.next() : { value: this.#held };
      if (done) this.#ended = true;
      else if (item.type === 'ignored') this.#news.onIgnored?.(item.label);
      else if (item.type === 'problem') this.#news.onProblem?.(item.label, item.error);
      else if (this.#mustWait(item, this.#inWork + taken.length)) {
        this.#held = item;
        break;
      } else {
        this.#held = undefined;
        taken.push(this.#delivery(item));
      }
    }
    if (taken.length === 0 && this.#inWork === 0) return undefined;
    if (taken.length === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#inWork += taken.length;
    return taken;
  }

  async acknowledge({ id }: Delivery): Promise<void> {
    this.#folders.delete(id);
    this.#settled();
  }

  /** Files don't come to be while one waits: the next try is at once. */
  async retry(delivery: Delivery): Promise<void> {
    this.#settled();
    this.#again.push({ ...delivery, receiveCount: delivery.receiveCount + 1 });
  }

  /** Whoever processes the deliveries is told why: on disk the file stays where a person finds it. */
  async park({ id }: Delivery): Promise<void> {
    this.#folders.delete(id);
    this.#settled();
  }

  async close(): Promise<void> {
    this.#ended = true;
    this.#again = [];
    this.#held = undefined;
  }

  #settled(): void {
    this.#inWork--;
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /**
   * A message is about results, so it waits until those before it are done. Of jobs that share a call's folder, only the
   * first can be that call: they take turns, so it is the same one each time.
   */
  #mustWait(item: FoundItem, inWork: number): boolean {
    if (item.type === 'message') return inWork > 0;
    const folder = item.type === 'job' ? callFolderOf(item) : undefined;
    return folder !== undefined && [...this.#folders.values()].includes(folder);
  }

  #delivery(item: Extract<FoundItem, { type: 'job' | 'message' }>): Delivery {
    const folder = item.type === 'job' ? callFolderOf(item) : undefined;
    if (folder !== undefined) this.#folders.set(item.label, folder);
    const body = item.type === 'message' ? item.body : s3Notification(this.#store.add(item), item.modifiedMs);
    return { id: item.label, body, sentAtMs: item.modifiedMs, receiveCount: 1 };
  }
}

/** The folder that may name the call: a direct child of the outputs prefix. */
function callFolderOf({ root, key }: Extract<FoundItem, { type: 'job' }>): string | undefined {
  const [call, job] = key.slice(DEFAULT_LAYOUT.outputsPrefix.length).split('/');
  return key === `${DEFAULT_LAYOUT.outputsPrefix}${call}/${job}/` ? `${root} ${call}` : undefined;
}

function s3Notification(uri: Parameters<typeof locationOf>[0], modifiedMs: number): string {
  const { bucket, key } = locationOf(uri);
  const encoded = encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
  const object = { key: encoded };
  const record = {
    eventSource: 'aws:s3',
    eventName: 'ObjectCreated:Put',
    eventTime: new Date(modifiedMs).toISOString(),
    s3: { bucket: { name: bucket }, object },
  };
  return JSON.stringify({ Records: [record] });
}
