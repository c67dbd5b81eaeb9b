import { EarshotError } from '../errors.js';
import type { ObjectUri } from '../model/uri.js';

/** How much of one job is read at most, so that a huge one costs its neighbors neither memory nor time. */
export interface ReadBounds {
  /** Documents of one job. @defaultValue 1,000 */
  readonly documents: number;
  /** Bytes of all documents of one job together. @defaultValue 256 MiB */
  readonly bytes: number;
  /** Documents of one job that are read at the same time. @defaultValue 2 */
  readonly concurrency: number;
}

export const DEFAULT_BOUNDS: ReadBounds = { documents: 1_000, bytes: 256 * 1024 * 1024, concurrency: 2 };

/** @throws EarshotError `EARSHOT_UNREADABLE` when a job has more of something than it may */
export function checkBound(found: number, most: number, unit: string, uri: ObjectUri): void {
  if (found <= most) return;
  const expected = `a job of at most ${most} ${unit}`;
  throw new EarshotError('EARSHOT_UNREADABLE', `${uri}: expected ${expected}, found ${found}`, {
    details: { uri, path: '', expected, found },
  });
}

/** Maps items in order, at most `concurrency` at a time. After a failure, starts no more and waits for those running. */
export async function mapBounded<T, U>(
  items: readonly T[],
  concurrency: number,
  map: (item: T) => Promise<U>,
): Promise<U[]> {
  const results: U[] = new Array(items.length);
  const waiting = items.entries();
  let hasFailed = false;
  const work = async () => {
    for (const [index, item] of waiting) {
      try {
        results[index] = await map(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
      if (hasFailed) return;
    }
  };
  const workers = Array.from({ length: Math.min(concurrency, items.length) }, work);
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return results;
}
