import type { DatabaseSync } from 'node:sqlite';
import { isEarshotError } from '@earshot/core';
import { transaction } from './open-database.js';
import { guarded } from './sqlite-errors.js';

interface Write {
  readonly work: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Commits what is written in one turn of the event loop together: the disk is waited for once. */
export class GroupedCommits {
  readonly #database: DatabaseSync;
  readonly #file: string;
  #waiting: Write[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
  }

  /** Whether there is something to write. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Resolves with what `work` gives when it is on the disk. @throws EarshotError of any code, when it is not */
  write<T>(work: () => T): Promise<T> {
    const written = new Promise<T>((resolve, reject) => {
      let result: T;
      if (this.#waiting.length === 0) setImmediate(() => this.#commit(this.#waiting.splice(0)));
      this.#waiting.push({
        work: () => {
          result = work();
        },
        resolve: () => resolve(result),
        reject,
      });
    });
    this.#last = written;
    return written;
  }

  /**
   * Does work at once, in one commit with what waits to be written. What can't be written of that does not keep the work
   * from it.
   * @throws EarshotError of any code, when the work is not on the disk
   */
  writeNow<T>(work: () => T): T {
    try {
      const result = this.#transaction(this.#waiting, work);
      for (const { resolve } of this.#waiting.splice(0)) resolve();
      return result;
    } catch (error) {
      if (this.#waiting.length === 0 || isPassing(error)) throw error;
      this.#commit(this.#waiting.splice(0));
      return this.#transaction([], work);
    }
  }

  /** Resolves when all that was to be written is, or can't be. */
  async settled(): Promise<void> {
    await this.#last.catch(() => {});
  }

  #commit(writes: readonly Write[]): void {
    if (writes.length === 0) return;
    try {
      this.#transaction(writes, () => {});
      for (const { resolve } of writes) resolve();
    } catch (error) {
      // A change that can never be written must not block the others.
      if (writes.length > 1 && !isPassing(error)) for (const write of writes) this.#commit([write]);
      else for (const { reject } of writes) reject(error);
    }
  }

  #transaction<T>(writes: readonly Write[], work: () => T): T {
    return guarded(this.#file, () =>
      transaction(this.#database, () => {
        for (const write of writes) write.work();
        return work();
      }),
    );
  }
}

function isPassing(error: unknown): boolean {
  return isEarshotError(error) && error.retryable;
}
