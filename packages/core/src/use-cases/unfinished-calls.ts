import * as z from 'zod/mini';
import { CallHash, EpochMs } from '../model/call.js';
import type { SharedState } from '../ports/shared-state.js';
import { changeState } from './change-state.js';

/** A call that is to be finished. */
export interface UnfinishedCall {
  readonly hash: CallHash;
  /** From when on nobody but a sweep is expected to finish it, epoch ms. Each further note of the call makes it later. */
  readonly atMs: number;
}

/** A note of a call. */
export interface UnfinishedNote extends UnfinishedCall {
  /** Whether nobody else had noted the call: then it may be removed by the one who noted it. */
  readonly isNew: boolean;
}

const Due = z.record(CallHash, EpochMs);
type Due = z.infer<typeof Due>;

/** One shared value for each first digit of a hash, so that processes that note calls at the same time rarely meet. */
/* The name is older than derivations. */
const nameOf = (hash: string) => `notices-due#${hash.charAt(0)}`;
const VALUES = [...'0123456789abcdef'].map(nameOf);
/** In each value: about 100 KB. An item of DynamoDB holds 400 KB. */
const MOST = 2_000;

/** The calls that no message reports again, for a later {@link FinishCall.resume}. */
export class UnfinishedCalls {
  readonly #state: SharedState;

  constructor(state: SharedState) {
    this.#state = state;
  }

  /** The oldest first. @throws what the shared state throws */
  async list(): Promise<UnfinishedCall[]> {
    const values = await Promise.all(VALUES.map((name) => this.#state.read(name)));
    const entries = values.flatMap((stored) => Object.entries(readDue(stored?.value)) as [CallHash, number][]);
    return entries.map(([hash, atMs]) => ({ hash, atMs })).sort((a, b) => a.atMs - b.atMs);
  }

  /**
   * A note that is there already gets another time, so that its owner leaves it.
   * @returns the note; `undefined` when there was no room for it
   * @throws what the shared state throws
   */
  async add({ hash, atMs }: UnfinishedCall): Promise<UnfinishedNote | undefined> {
    let isNew = true;
    const after = await this.#change(hash, (due) => {
      const known = due[hash];
      isNew = known === undefined;
      if (known !== undefined) return { ...due, [hash]: Math.max(known + 1, atMs) };
      return Object.keys(due).length < MOST ? { ...due, [hash]: atMs } : due;
    });
    const noted = after[hash];
    return noted === undefined ? undefined : { hash, atMs: noted, isNew };
  }

  /** Removes a call, if it wasn't noted again since. @throws what the shared state throws */
  async remove({ hash, atMs }: UnfinishedCall): Promise<void> {
    await this.#change(hash, (due) => (due[hash] === atMs ? without(due, hash) : due));
  }

  #change(hash: CallHash, change: (due: Due) => Due): Promise<Due> {
    return changeState(this.#state, nameOf(hash), readDue, change);
  }
}

function readDue(value: unknown): Due {
  return Due.safeParse(value).data ?? {};
}

function without(due: Due, hash: CallHash): Due {
  return Object.fromEntries(Object.entries(due).filter(([known]) => known !== hash));
}
