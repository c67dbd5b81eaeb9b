import { EarshotError, isEarshotError } from '../errors.js';
import type { Layout } from '../intake/layout.js';
import { uploadOf } from '../intake/recording-keys.js';
import type { CallHash } from '../model/call.js';
import type { ObjectUri } from '../model/uri.js';
import type { RecordRepository, SalvagedCall } from '../ports/record-repository.js';
import type { RecordingStore } from '../ports/recording-store.js';
import type { ResultStore } from '../ports/result-store.js';
import type { ForgottenPart } from './derive-call.js';
import type { Finisher } from './finish-call.js';

/** Lists what was deleted. Keep it as proof. */
export interface ErasureReceipt {
  readonly hash: CallHash;
  readonly erasedAtMs: number;
  /** The result documents removed, of every job, redacted copies included. */
  readonly documents: readonly ObjectUri[];
  readonly recordRemoved: boolean;
  /** Other deleted data of the call: copies of the recording, jobs, messages. */
  readonly traces: readonly string[];
  /** How much of what was derived from the call was removed, by derivation. Absent where nothing is derived. */
  readonly derived?: readonly ForgottenPart[] | undefined;
  /** The recording itself, where Earshot did not make it and leaves it alone. */
  readonly recording?: ObjectUri | undefined;
  /**
   * Present when the record was damaged: what of it could not be read, besides the record itself. Documents of jobs that
   * nothing else names may be left when `jobs` is among it.
   */
  readonly unreadable?: readonly UnreadablePart[] | undefined;
}

/** Parts of a call that erasing it asks for. */
export type UnreadablePart = (typeof PARTS)[number];
const PARTS = ['callId', 'jobs'] as const;

export interface EraseCallDeps {
  readonly repository: RecordRepository;
  readonly store: ResultStore;
  readonly now: () => Date;
  /**
   * Makes whatever else keeps something of a call forget it, and names what that was, objects by their URI. Called
   * before anything is removed, and again when an erasure is repeated.
   * @defaultValue nothing else does
   */
  readonly forget?: (call: SalvagedCall) => Promise<readonly string[]>;
  /** Deletes recordings that were uploaded. Others were there before, and stay. @defaultValue none are deleted */
  readonly uploads?:
    | { readonly recordings: Pick<RecordingStore, 'delete'>; readonly layout: Pick<Layout, 'uploadsPrefix'> }
    | undefined;
  /** Forgets what was derived from the call. @defaultValue nothing was */
  readonly finishCall?: Pick<Finisher, 'execute' | 'finishLater' | 'forget'> | undefined;
}

/**
 * Erases a call: its traces elsewhere, what was derived from it, its result documents, then its record, even if that is damaged.
 * Safe to repeat after an interruption. A delivery may derive from the call meanwhile: what it leaves is removed at once, or by
 * the next sweep if it dies.
 */
export class EraseCall {
  readonly #deps: EraseCallDeps;

  constructor(deps: EraseCallDeps) {
    this.#deps = deps;
  }

  /** @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such call; what the ports throw */
  async execute(hash: CallHash): Promise<ErasureReceipt> {
    const { repository, store, now, forget, finishCall } = this.#deps;
    const found = await this.#find(hash);
    if (found !== undefined) await finishCall?.finishLater(hash, true);
    const before = (await finishCall?.forget(hash)) ?? [];
    if (found === undefined && before.every(({ removed }) => removed === 0)) {
      throw new EarshotError('EARSHOT_NOT_FOUND', `no call has hash ${hash}`, {
        details: { field: 'hash', found: hash },
      });
    }
    const { call, unreadable } = found ?? { call: { hash } };
    const traces = [...((await forget?.(call)) ?? []), ...(await this.#deleteUpload(call))];
    const documents: ObjectUri[] = [];
    for (const { outputUri } of call.jobs ?? []) {
      if (outputUri === undefined) continue;
      for (const uri of await this.#documentsIn(outputUri)) if (await store.delete(uri)) documents.push(uri);
    }
    const recordRemoved = await repository.delete(hash);
    const derived = withSecond(before, (await finishCall?.forget(hash)) ?? []);
    await this.#finishIfBack(hash);
    const recording = call.media?.uri;
    const left = recording === undefined || traces.includes(recording) ? {} : { recording };
    return { hash, erasedAtMs: now().getTime(), documents, recordRemoved, traces, ...derived, ...left, ...unreadable };
  }

  async #deleteUpload({ media }: SalvagedCall): Promise<readonly ObjectUri[]> {
    const { uploads } = this.#deps;
    if (media === undefined || uploads === undefined || uploadOf(media.uri, uploads.layout) === undefined) return [];
    return (await uploads.recordings.delete(media.uri)) ? [media.uri] : [];
  }

  /** A delivery that brought the call back after it was deleted may have derived from it before that was forgotten. */
  async #finishIfBack(hash: CallHash): Promise<void> {
    const { finishCall, repository } = this.#deps;
    const back = finishCall && (await repository.get(hash));
    if (back !== undefined && (await finishCall?.execute(back)) !== undefined) await finishCall?.finishLater(hash);
  }

  async #find(
    hash: CallHash,
  ): Promise<{ call: SalvagedCall; unreadable?: Pick<ErasureReceipt, 'unreadable'> } | undefined> {
    const { repository } = this.#deps;
    try {
      const call = await repository.get(hash);
      return call && { call };
    } catch (error) {
      if (!isEarshotError(error, 'EARSHOT_UNREADABLE')) throw error;
      const call = (await repository.salvage?.(hash)) ?? { hash };
      return { call, unreadable: { unreadable: PARTS.filter((part) => call[part] === undefined) } };
    }
  }

  async #documentsIn(output: ObjectUri): Promise<ObjectUri[]> {
    if (!output.endsWith('/')) return [output];
    const found: ObjectUri[] = [];
    let next: string | undefined;
    do {
      const page = await this.#deps.store.list(output, next);
      found.push(...page.uris);
      next = page.next;
    } while (next !== undefined);
    return found;
  }
}

/** What was removed before the record was, and what a delivery had derived meanwhile. */
function withSecond(
  before: readonly ForgottenPart[],
  after: readonly ForgottenPart[],
): Pick<ErasureReceipt, 'derived'> {
  if (before.length === 0) return {};
  return { derived: before.map(({ name, removed }, at) => ({ name, removed: removed + (after[at]?.removed ?? 0) })) };
}
