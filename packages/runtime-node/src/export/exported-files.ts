import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EarshotError, fileFault } from '@earshot/core';

const TRIES = 5;

/** The files of one call in a folder that belongs to the user. */
export class ExportedFiles {
  readonly #folder: string;
  readonly #draftPrefix: string;

  constructor(folder: string, hash: string) {
    this.#folder = folder;
    this.#draftPrefix = `.earshot-${hash}-`;
  }

  /** The bytes of a file; `undefined` when there is none. */
  read(name: string): Promise<Uint8Array | undefined> {
    return this.#unlessMissing(name, (path) => readFile(path));
  }

  async exists(name: string): Promise<boolean> {
    return (await this.#unlessMissing(name, (path) => lstat(path))) !== undefined;
  }

  /** Readers see all of the file or the one before. */
  async write(name: string, bytes: Uint8Array): Promise<void> {
    // Another process may remove the draft, because it takes it for one that was left.
    for (let tries = 1; !(await this.#tryWrite(name, bytes, tries === TRIES)); tries++);
  }

  async #tryWrite(name: string, bytes: Uint8Array, isLast: boolean): Promise<boolean> {
    return this.#guarded(this.#folder, async () => {
      await mkdir(this.#folder, { recursive: true });
      const draft = join(this.#folder, `${this.#draftPrefix}${randomUUID()}`);
      try {
        await writeFile(draft, bytes, { flag: 'wx', flush: true });
        await rename(draft, join(this.#folder, name));
        return true;
      } catch (error) {
        if (codeOf(error) === 'ENOENT' && !isLast) return false;
        throw error;
      } finally {
        await rm(draft, { force: true });
      }
    });
  }

  /** @returns whether there was one */
  async remove(name: string): Promise<boolean> {
    return (await this.#unlessMissing(name, (path) => rm(path).then(() => true))) ?? false;
  }

  /** Removes what a process that died left half-written. A live one that is writing does so again. */
  async removeDrafts(): Promise<void> {
    const names = (await this.#unlessMissing('', (path) => readdir(path))) ?? [];
    const drafts = names.filter((name) => name.startsWith(this.#draftPrefix));
    await Promise.all(drafts.map((name) => this.remove(name)));
  }

  async #unlessMissing<T>(name: string, work: (path: string) => Promise<T>): Promise<T | undefined> {
    const path = join(this.#folder, name);
    return this.#guarded(path, () =>
      work(path).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      }),
    );
  }

  async #guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      const found = codeOf(cause);
      if (found === undefined) throw cause;
      const { code, problem } = fileFault(found);
      throw new EarshotError(code, `${path}: ${problem} (${found})`, { cause, details: { path, found } });
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
