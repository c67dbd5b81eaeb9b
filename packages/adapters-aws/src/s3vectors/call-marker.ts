import { type CallHash, EarshotError, type SharedState } from '@earshot/core';
import * as z from 'zod/mini';
import { readStored } from '../dynamodb/item.js';

/** Vectors that one `put` wrote, or set out to write: their keys are `{hash}#{id}#{number}`. */
const Generation = z.object({ id: z.string(), vectors: z.int() });
export type Generation = z.infer<typeof Generation>;

/** The generation that is searched, and what it was made from. */
const Kept = z.extend(Generation, {
  recordCreatedAtMs: z.int(),
  revision: z.int(),
  rules: z.string(),
  model: z.optional(z.string()),
  moments: z.int(),
});
export type Kept = z.infer<typeof Kept>;

/** A generation that isn't searched, of which vectors may exist. */
const Other = z.extend(Generation, {
  /** Since when its writer may be at work, epoch ms; 0 when it is done. */
  sinceMs: z.int(),
  /** Some of its vectors may have been deleted: its writer must begin again. */
  isVoid: z.optional(z.boolean()),
});
export type Other = z.infer<typeof Other>;

const Marker = z.object({ kept: z.optional(Kept), others: z.array(Other) });
export type CallMarker = z.infer<typeof Marker>;

const EMPTY: CallMarker = { others: [] };
const TRIES = 16;
const DAY_MS = 86_400_000;

/**
 * A small shared value for each call, that says which of its vectors count. It is changed by compare-and-set, so of any number of
 * writers one decides, which S3 Vectors itself doesn't offer.
 */
export class CallMarkers {
  readonly #state: SharedState;
  readonly #now: () => Date;

  constructor(state: SharedState, now: () => Date) {
    this.#state = state;
    this.#now = now;
  }

  /** Sees every change that was answered. */
  async read(hash: CallHash): Promise<CallMarker> {
    return markerFrom((await this.#state.read(nameOf(hash)))?.value);
  }

  /**
   * Changes a call's marker. One without moments that are kept expires after a day: no writer is at work for so long.
   * @param change gives the next marker, `undefined` to leave it as it is; called again when another writer was faster
   * @returns what it gave at last
   * @throws EarshotError `EARSHOT_CONFLICT`, retryable, when other writers were faster every time
   */
  async change(
    hash: CallHash,
    change: (marker: CallMarker) => CallMarker | undefined,
  ): Promise<CallMarker | undefined> {
    for (let tries = 1; tries <= TRIES; tries++) {
      const stored = await this.#state.read(nameOf(hash));
      const next = change(markerFrom(stored?.value));
      if (next === undefined) return undefined;
      const expiry = next.kept === undefined ? { expiresAtMs: this.#now().getTime() + DAY_MS } : {};
      if (await this.#state.write(nameOf(hash), next, stored?.version ?? 0, expiry)) return next;
    }
    throw new EarshotError('EARSHOT_CONFLICT', `the moments of call ${hash} were changed ${TRIES} times meanwhile`, {
      retryable: true,
    });
  }
}

function nameOf(hash: CallHash): string {
  return `moments#${hash}`;
}

function markerFrom(value: unknown): CallMarker {
  return value === undefined ? EMPTY : readStored(Marker, value, 'what is known of the moments of a call');
}
