import * as z from 'zod/mini';
import { isEarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import { PagePosition } from '../model/page.js';
import { type CallOverview, dueAtMs, OPEN_STATES, type OpenState } from '../model/record.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { SharedState } from '../ports/shared-state.js';

export interface RelistCallsDeps {
  readonly repository: Pick<RecordRepository, 'get' | 'list' | 'listDue' | 'save'>;
  /** Keeps how far the listing over the open calls has come, for the next one. */
  readonly state: SharedState;
  readonly now: () => Date;
}

/** How far to walk. */
export interface RelistOptions {
  /** No page but the first of each state is read once this time is over. */
  readonly timeLeftMs: number;
  /** Receives the error of a call that could not be saved. The walk comes by again. */
  readonly onError?: (hash: CallHash, error: unknown) => void;
}

const PAGE_SIZE = 100;
/** Of each state, in one go. */
const MAX_PAGES = 10;
const AT_ONCE = 5;
/** Lists lag behind saves, but never for so long. */
const SETTLED_MS = 60 * 60_000;
/** The name that the listing's positions have among the shared values. */
const RELIST = 'relist';
const Positions = z.partialRecord(z.enum(OPEN_STATES), PagePosition);

/**
 * Saves open calls that the list of due calls lacks again, so that they are in it: those that a version without that
 * list saved last. Each go walks on over some of the open calls.
 */
export class RelistCalls {
  readonly #deps: RelistCallsDeps;

  constructor(deps: RelistCallsDeps) {
    this.#deps = deps;
  }

  /** @throws what `list` and the shared state throw */
  async execute({ timeLeftMs, onError }: RelistOptions): Promise<void> {
    const { state } = this.#deps;
    const endMs = this.#nowMs() + timeLeftMs;
    const stored = await state.read(RELIST);
    const before = Positions.safeParse(stored?.value).data ?? {};
    const after: Partial<Record<OpenState, PagePosition>> = {};
    for (const open of OPEN_STATES) {
      const stop = await this.#walk(open, before[open], endMs, onError);
      if (stop !== undefined) after[open] = stop;
    }
    // A listing that was at its beginning before and is there again needs no write. Another that ended meanwhile knows as well.
    if (Object.keys({ ...before, ...after }).length > 0) await state.write(RELIST, after, stored?.version ?? 0);
  }

  async #walk(
    open: OpenState,
    from: PagePosition | undefined,
    endMs: number,
    onError: RelistOptions['onError'],
  ): Promise<PagePosition | undefined> {
    let after = from;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      if (pages > 0 && this.#nowMs() >= endMs) break;
      const page = await this.#deps.repository.list({ filter: { state: open }, limit: PAGE_SIZE, after });
      const settled = page.calls.filter(({ updatedAtMs }) => updatedAtMs <= this.#nowMs() - SETTLED_MS);
      for (let at = 0; at < settled.length; at += AT_ONCE) {
        const some = settled.slice(at, at + AT_ONCE);
        await Promise.all(some.map((call) => this.#relist(open, call).catch((error) => onError?.(call.hash, error))));
      }
      after = page.next;
      if (after === undefined) break;
    }
    return after;
  }

  async #relist(state: OpenState, call: CallOverview): Promise<void> {
    const { repository } = this.#deps;
    const dueMs = dueAtMs(call);
    if (dueMs === undefined) return;
    const after = { dueAtMs: dueMs, hash: hashBefore(call.hash) };
    const { calls } = await repository.listDue({ state, untilMs: dueMs, limit: 1, after });
    if (calls[0]?.hash === call.hash) return;
    const record = await repository.get(call.hash);
    if (record === undefined || record.revision !== call.revision) return;
    try {
      await repository.save({ ...record, revision: record.revision + 1 });
    } catch (error) {
      // A caller that was faster has put it into the list.
      if (!isEarshotError(error, 'EARSHOT_CONFLICT')) throw error;
    }
  }

  #nowMs(): number {
    return this.#deps.now().getTime();
  }
}

function hashBefore(hash: CallHash): CallHash {
  return (BigInt(`0x${hash}`) - 1n).toString(16).padStart(hash.length, '0') as CallHash;
}
