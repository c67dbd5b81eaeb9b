import { randomUUID } from 'node:crypto';
import { DeleteVectorsCommand, PutVectorsCommand, type S3VectorsClient } from '@aws-sdk/client-s3vectors';
import {
  areOutdatedMoments,
  byCall,
  type CallHash,
  EarshotError,
  fuse,
  type IndexedRevision,
  type MomentIndex,
  type MomentIndexCapabilities,
  type MomentPage,
  type MomentQuery,
  type MomentsOfCall,
  pageOf,
  type SharedState,
} from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';
import { CallMarkers, type Generation, type Other } from './call-marker.js';
import { DEPTH, type Found, MomentQueries } from './moment-queries.js';
import { type MomentVector, vectorsOf } from './moment-vectors.js';

export interface S3VectorsMomentIndexOptions {
  readonly client: Pick<S3VectorsClient, 'send'>;
  readonly vectorBucketName: string;
  /** An index made as {@link MOMENT_INDEX} says. */
  readonly indexName: string;
  /** How many numbers the index's vectors have. */
  readonly dimensions: number;
  /** Decides which vectors of a call count. */
  readonly state: SharedState;
  /** @defaultValue the clock */
  readonly now?: (() => Date) | undefined;
  /** Names vectors that are written together. @defaultValue random */
  readonly newId?: (() => string) | undefined;
}

/** Of 500 that a request may have: with 1,024 numbers and the most metadata these stay below its 20 MiB. */
const PUT_BATCH = 200;
const DELETE_BATCH = 500;
const TRIES = 8;
/** No process writes the moments of a call for so long: a Lambda function has 15 minutes. */
const WRITES_WITHIN_MS = 3_600_000;

/**
 * Keeps moments in a vector index of Amazon S3 Vectors.
 *
 * S3 Vectors has no conditional writes. So each `put` writes vectors under keys of its own, and then a marker in the shared
 * state says which of a call's vectors count (`call-marker.ts`): a search leaves all others out. Words are found by filters over
 * a list in each vector's metadata (`moment-vectors.ts`) and ranked here (`word-order.ts`).
 *
 * Every method rejects with what `toEarshotError` makes of the SDK's errors, and with what the shared state throws.
 */
export class S3VectorsMomentIndex implements MomentIndex {
  readonly capabilities: MomentIndexCapabilities = { counts: false, prefix: false, phrase: false, pagedHits: DEPTH };
  readonly #options: S3VectorsMomentIndexOptions;
  readonly #markers: CallMarkers;
  readonly #queries: MomentQueries;
  readonly #now: () => Date;
  readonly #newId: () => string;

  constructor(options: S3VectorsMomentIndexOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#newId = options.newId ?? (() => randomUUID().slice(0, 13));
    this.#queries = new MomentQueries(options);
    this.#markers = new CallMarkers(options.state, this.#now);
  }

  /**
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when the vectors have another length than the index's; `EARSHOT_CONFLICT`,
   *   retryable, when the call was changed each time meanwhile
   */
  async put(call: MomentsOfCall): Promise<'indexed' | 'outdated'> {
    const { dimensions } = this.#options;
    const wrong = call.vectors?.vectors.find((vector) => vector !== undefined && vector.length !== dimensions);
    if (wrong !== undefined) {
      throw new EarshotError('EARSHOT_INVALID_INPUT', `vectors must have ${dimensions} numbers (got ${wrong.length})`, {
        details: { field: 'vectors', expected: dimensions, found: wrong.length },
      });
    }
    const vectors = vectorsOf(call, dimensions);
    for (let tries = 1; tries <= TRIES; tries++) {
      const written = { id: this.#newId(), vectors: vectors.length };
      const sinceMs = this.#now().getTime();
      const begun = await this.#markers.change(call.hash, ({ kept, others }) => {
        return kept !== undefined && areOutdatedMoments(call, kept)
          ? undefined
          : { kept, others: [...others, { ...written, sinceMs }] };
      });
      if (begun === undefined) return 'outdated';
      await this.#write(call.hash, written.id, vectors);
      const outcome = await this.#commit(call, written);
      await this.#clear(call.hash, isDone(this.#now()));
      if (outcome !== undefined) return outcome;
    }
    throw new EarshotError('EARSHOT_CONFLICT', `call ${call.hash} was deleted ${TRIES} times while it was indexed`, {
      retryable: true,
    });
  }

  async delete(hash: CallHash): Promise<number> {
    let removed = 0;
    const changed = await this.#markers.change(hash, ({ kept, others }) => {
      removed = kept?.moments ?? 0;
      if (kept === undefined && others.length === 0) return undefined;
      const left = others.map((other) => ({ ...other, isVoid: true }));
      return { others: kept === undefined ? left : [...left, doneWith(kept)] };
    });
    // What another process is still writing stays noted, so that a later deletion finds it.
    if (changed !== undefined) await this.#clear(hash, () => true);
    return removed;
  }

  async revisionOf(hash: CallHash): Promise<IndexedRevision | undefined> {
    const { kept } = await this.#markers.read(hash);
    if (kept === undefined) return undefined;
    const { recordCreatedAtMs, revision, rules, model } = kept;
    return { recordCreatedAtMs, revision, rules, ...(model !== undefined && { model }) };
  }

  async search(query: MomentQuery): Promise<MomentPage> {
    const { words, meaning } = await this.#queries.find(query);
    const found = new Map([...words, ...meaning].map((one) => [one.key, one]));
    const keys = (list: readonly Found[]) => [...new Set(list.map(({ key }) => key))];
    const fused = fuse(keys(words), keys(meaning));
    let ranked = query.isByCall ? byCall(fused, (key) => found.get(key)?.shown.hash ?? '') : fused;
    for (;;) {
      const page = pageOf(ranked, query.limit, query.after);
      const shown = page.ranked.flatMap((one) => found.get(one.key) ?? []);
      const stale = await this.#stale(shown);
      if (stale.size === 0) {
        const hits = page.ranked.flatMap(({ key, matched, score }) => {
          const { hash, callId, revision, recordedAtMs, moment } = found.get(key)?.shown ?? {};
          if (hash === undefined || callId === undefined || moment === undefined) return [];
          return [{ hash, callId, revision: revision ?? 0, recordedAtMs: recordedAtMs ?? 0, moment, matched, score }];
        });
        return { hits, ...(page.next !== undefined && { next: page.next }) };
      }
      ranked = ranked.filter(({ key }) => !stale.has(key));
    }
  }

  /** Puts vectors where nobody else puts any. */
  async #write(hash: CallHash, id: string, vectors: readonly MomentVector[]): Promise<void> {
    const named = vectors.map((vector, at) => ({ key: keyOf(hash, id, at), ...vector }));
    for (let start = 0; start < named.length; start += PUT_BATCH) {
      const batch = named.slice(start, start + PUT_BATCH);
      await this.#send('PutVectors', () => {
        return this.#options.client.send(new PutVectorsCommand({ ...this.#place, vectors: batch }));
      });
    }
  }

  /** Has searches find what was written, unless something newer is kept. @returns `undefined` when some of it may be deleted */
  async #commit(call: MomentsOfCall, written: Generation): Promise<'indexed' | 'outdated' | undefined> {
    const { recordCreatedAtMs, revision, rules, vectors } = call;
    let outcome: 'indexed' | 'outdated' | undefined;
    await this.#markers.change(call.hash, ({ kept, others }) => {
      const own = others.find(({ id }) => id === written.id);
      const rest = others.filter(({ id }) => id !== written.id);
      outcome = kept !== undefined && areOutdatedMoments(call, kept) ? 'outdated' : 'indexed';
      if (own === undefined || own.isVoid === true) outcome = undefined;
      if (outcome !== 'indexed') return { kept, others: [...rest, doneWith(written)] };
      const model = vectors && { model: vectors.model };
      const next = { ...written, recordCreatedAtMs, revision, rules, ...model, moments: call.moments.length };
      return { kept: next, others: kept === undefined ? rest : [...rest, doneWith(kept)] };
    });
    return outcome;
  }

  /** Deletes vectors that aren't searched, and forgets those that nobody can write any more. */
  async #clear(hash: CallHash, isDue: (other: Other) => boolean): Promise<void> {
    const due = (await this.#markers.read(hash)).others.filter(isDue);
    if (due.length === 0) return;
    const keys = due.flatMap(({ id, vectors }) => Array.from({ length: vectors }, (_, at) => keyOf(hash, id, at)));
    for (let start = 0; start < keys.length; start += DELETE_BATCH) {
      const batch = keys.slice(start, start + DELETE_BATCH);
      await this.#send('DeleteVectors', () => {
        return this.#options.client.send(new DeleteVectorsCommand({ ...this.#place, keys: batch }));
      });
    }
    const gone = new Set(due.filter(isDone(this.#now())).map(({ id }) => id));
    if (gone.size === 0) return;
    await this.#markers.change(hash, ({ kept, others }) => ({
      kept,
      others: others.filter(({ id }) => !gone.has(id)),
    }));
  }

  /** Those that their call's marker doesn't name: left of an earlier revision, of a failed write or of an erased call. */
  async #stale(found: readonly Found[]): Promise<ReadonlySet<string>> {
    const hashes = [...new Set(found.map(({ shown }) => shown.hash))];
    const kept = new Map<CallHash, string | undefined>();
    await Promise.all(hashes.map(async (hash) => kept.set(hash, (await this.#markers.read(hash)).kept?.id)));
    return new Set(found.filter((one) => kept.get(one.shown.hash) !== one.generation).map(({ key }) => key));
  }

  get #place() {
    const { vectorBucketName, indexName } = this.#options;
    return { vectorBucketName, indexName };
  }

  async #send<T>(operation: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw toEarshotError(error, `S3Vectors.${operation}`);
    }
  }
}

function keyOf(hash: CallHash, id: string, at: number): string {
  return `${hash}#${id}#${at}`;
}

function doneWith({ id, vectors }: Generation): Other {
  return { id, vectors, sinceMs: 0 };
}

/** Whether the writer of a generation is at work no longer. */
function isDone(now: Date): (other: Other) => boolean {
  return ({ sinceMs }) => sinceMs <= now.getTime() - WRITES_WITHIN_MS;
}
