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
export class MessageCommits {
  readonly #database: DatabaseSync;
  readonly #file: string;
  #waiting: Write[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
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

  /** Resolves when all that was to be written is, or can't be. */
  async settled(): Promise<void> {
    await this.#last.catch(() => {});
  }

  #commit(writes: readonly Write[]): void {
    try {
      guarded(this.#file, () =>
        transaction(this.#database, () => {
          for (const { work } of writes) work();
        }),
      );
      for (const { resolve } of writes) resolve();
    } catch (error) {
      const isOfAll = writes.length === 1 || (isEarshotError(error) && error.retryable);
      // What can never be written shall not keep the others from it.
      if (!isOfAll) for (const write of writes) this.#commit([write]);
      else for (const { reject } of writes) reject(error);
    }
  }
}
