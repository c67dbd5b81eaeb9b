import { EarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { ObjectUri } from '../model/uri.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { ResultStore } from '../ports/result-store.js';

/** What was removed. Keep it: it is the proof. */
export interface ErasureReceipt {
  readonly hash: CallHash;
  readonly erasedAtMs: number;
  /** The result documents removed, of every job, redacted copies included. */
  readonly documents: readonly ObjectUri[];
  readonly recordRemoved: boolean;
  /** What else kept something of the call, and has forgotten it: copies of the recording, jobs, messages. */
  readonly traces: readonly string[];
  /** The recording itself, where Earshot did not make it and leaves it alone. */
  readonly recording?: ObjectUri | undefined;
}

/** What erasing a call takes. */
export interface EraseCallDeps {
  readonly repository: RecordRepository;
  readonly store: ResultStore;
  readonly now: () => Date;
  /**
   * Makes whatever else keeps something of a call forget it, and names what that was, objects by their URI. Called
   * before anything is removed, and again when an erasure is repeated.
   * @defaultValue nothing else does
   */
  readonly forget?: (record: CallRecord) => Promise<readonly string[]>;
}

/** Erases a call: its traces elsewhere, its result documents, then its record. Safe to repeat when it was interrupted. */
export class EraseCall {
  readonly #deps: EraseCallDeps;

  constructor(deps: EraseCallDeps) {
    this.#deps = deps;
  }

  /** @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such call; what the ports throw */
  async execute(hash: CallHash): Promise<ErasureReceipt> {
    const { repository, store, now, forget } = this.#deps;
    const record = await repository.get(hash);
    if (record === undefined) {
      throw new EarshotError('EARSHOT_NOT_FOUND', `no call has hash ${hash}`, {
        details: { field: 'hash', found: hash },
      });
    }
    const traces = (await forget?.(record)) ?? [];
    const documents: ObjectUri[] = [];
    for (const { outputUri } of record.jobs) {
      if (outputUri === undefined) continue;
      for (const uri of await this.#documentsIn(outputUri)) if (await store.delete(uri)) documents.push(uri);
    }
    const recordRemoved = await repository.delete(hash);
    const recording = record.media?.uri;
    const left = recording === undefined || traces.includes(recording) ? {} : { recording };
    return { hash, erasedAtMs: now().getTime(), documents, recordRemoved, traces, ...left };
  }

  async #documentsIn(folder: ObjectUri): Promise<ObjectUri[]> {
    const found: ObjectUri[] = [];
    let next: string | undefined;
    do {
      const page = await this.#deps.store.list(folder, next);
      found.push(...page.uris);
      next = page.next;
    } while (next !== undefined);
    return found;
  }
}
