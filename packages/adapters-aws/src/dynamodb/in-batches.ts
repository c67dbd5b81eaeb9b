import { EarshotError } from '@earshot/core';

const MOST_TRIES = 8;
const FIRST_WAIT_MS = 25;

/** How {@link inBatches} sends what it is given. */
export interface Batches<T> {
  /** The request's name, for an error. */
  readonly request: string;
  /** At most so many at a time. */
  readonly size: number;
  /** Sends some, and answers which of them were left undone. */
  readonly send: (batch: T[]) => Promise<T[]>;
  readonly wait: (ms: number) => Promise<void>;
}

/**
 * Sends all, batch by batch, and what a service left undone anew, after ever longer waits.
 * @throws EarshotError `EARSHOT_THROTTLED` when the service leaves some undone every time; what `send` throws
 */
export async function inBatches<T>(all: readonly T[], { request, size, send, wait }: Batches<T>): Promise<void> {
  for (let start = 0; start < all.length; start += size) {
    let left = await send(all.slice(start, start + size));
    for (let tries = 1; left.length > 0; tries++) {
      if (tries === MOST_TRIES) {
        throw new EarshotError('EARSHOT_THROTTLED', `${request}: some items are left undone every time`, {
          details: { left: left.length },
        });
      }
      await wait(FIRST_WAIT_MS * 2 ** (tries - 1));
      left = await send(left);
    }
  }
}
