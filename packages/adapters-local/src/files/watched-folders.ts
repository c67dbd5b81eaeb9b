import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve, sep } from 'node:path';
import { EarshotError } from '@earshot/core';
import { asEarshotError, guarded, isFault } from './file-errors.js';
import { isIgnoredName } from './ignored-names.js';

/** The folders to watch, and what in them to pass over. */
export class WatchedFolders {
  /** Their real paths. */
  readonly roots: readonly string[];
  readonly #dataFolder: string | undefined;

  /**
   * Looks whether all of them can be watched.
   * @param dataFolder is passed over; it need not be there yet
   * @throws EarshotError `EARSHOT_NOT_FOUND` when a folder isn't there, `EARSHOT_INVALID_INPUT` when it is none or is in
   *   the data folder, `EARSHOT_DENIED` when it may not be read
   */
  static async of(folders: readonly string[], dataFolder: string | undefined): Promise<WatchedFolders> {
    const data = dataFolder === undefined ? undefined : await realPathOf(dataFolder);
    return new WatchedFolders(await Promise.all(folders.map((folder) => rootOf(folder, data))), data);
  }

  private constructor(roots: readonly string[], dataFolder: string | undefined) {
    this.roots = roots;
    this.#dataFolder = dataFolder;
  }

  /** The innermost of them that a file is in. */
  rootOf(path: string): string {
    const around = this.roots.filter((root) => isIn(path, root)).sort((one, other) => other.length - one.length);
    return around[0] ?? dirname(path);
  }

  /** Whether a file or folder is Earshot's own. */
  isOwn(path: string): boolean {
    return !this.roots.includes(path) && this.#dataFolder !== undefined && isIn(path, this.#dataFolder);
  }

  /** Whether a file or folder is no recording yet, or never will be, as its name says. */
  isIgnored(path: string): boolean {
    return !this.roots.includes(path) && isIgnoredName(basename(path));
  }
}

async function rootOf(folder: string, dataFolder: string | undefined): Promise<string> {
  return guarded(folder, async () => {
    const root = await realpath(folder);
    if (!(await stat(root)).isDirectory()) throw unwatchable(folder, 'is no folder');
    if (dataFolder !== undefined && isIn(root, dataFolder)) throw unwatchable(folder, "is for Earshot's own files");
    return root;
  });
}

async function realPathOf(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    if (isFault(error, 'ENOENT')) return resolve(folder);
    throw asEarshotError(error, folder);
  }
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function unwatchable(folder: string, problem: string): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `${folder} can't be watched: it ${problem}`, {
    details: { field: 'folders', found: folder, expected: 'a folder of recordings' },
  });
}
