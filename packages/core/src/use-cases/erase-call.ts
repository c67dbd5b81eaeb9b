import { EarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
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
  /** The recording itself, which Earshot did not make and leaves alone. */
  readonly recording?: ObjectUri | undefined;
}

/** Erases a call: its result documents, then its record. Safe to repeat when it was interrupted. */
export class EraseCall {
  readonly #repository: RecordRepository;
  readonly #store: ResultStore;
  readonly #now: () => Date;

  constructor(deps: { repository: RecordRepository; store: ResultStore; now: () => Date }) {
    this.#repository = deps.repository;
    this.#store = deps.store;
    this.#now = deps.now;
  }

  /** @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such call; what the ports throw */
  async execute(hash: CallHash): Promise<ErasureReceipt> {
    const record = await this.#repository.get(hash);
    if (record === undefined) {
      throw new EarshotError('EARSHOT_NOT_FOUND', `no call has hash ${hash}`, {
        details: { field: 'hash', found: hash },
      });
    }
    const documents: ObjectUri[] = [];
    for (const { outputUri } of record.jobs) {
      if (outputUri === undefined) continue;
      for (const uri of await this.#documentsIn(outputUri)) if (await this.#store.delete(uri)) documents.push(uri);
    }
    const recordRemoved = await this.#repository.delete(hash);
    return { hash, erasedAtMs: this.#now().getTime(), documents, recordRemoved, recording: record.media?.uri };
  }

  async #documentsIn(folder: ObjectUri): Promise<ObjectUri[]> {
    const found: ObjectUri[] = [];
    let next: string | undefined;
    do {
      const page = await this.#store.list(folder, next);
      found.push(...page.uris);
      next = page.next;
    } while (next !== undefined);
    return found;
  }
}
