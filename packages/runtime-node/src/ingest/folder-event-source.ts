import { type Delivery, type EarshotError, type EventSource, locationOf } from '@earshot/core';
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
  /** A message speaks of results, so it waits until those before it are done. */
  #held: FoundItem | undefined;
  readonly #waiting: (() => void)[] = [];
  #inWork = 0;
  #ended = false;

  constructor(paths: readonly string[], store: FolderResultStore, news: WalkNews = {}) {
    this.#walk = findResults(paths);
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
      else if (item.type === 'message' && this.#inWork + taken.length > 0) {
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

  async acknowledge(_delivery: Delivery): Promise<void> {
    this.#settled();
  }

  /** Files don't come to be while one waits: the next try is at once. */
  async retry(delivery: Delivery): Promise<void> {
    this.#settled();
    this.#again.push({ ...delivery, receiveCount: delivery.receiveCount + 1 });
  }

  /** Whoever processes the deliveries is told why: on disk the file stays where a person finds it. */
  async park(_delivery: Delivery): Promise<void> {
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

  #delivery(item: Extract<FoundItem, { type: 'job' | 'message' }>): Delivery {
    const body = item.type === 'message' ? item.body : s3Notification(this.#store.add(item), item.modifiedMs);
    return { id: item.label, body, sentAtMs: item.modifiedMs, receiveCount: 1 };
  }
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
