import { link, mkdir, open, realpath, rename, rmdir, unlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { EarshotError } from '@earshot/core';
import { isFault } from './file-errors.js';
import { PRIVATE_FOLDER } from './private-modes.js';

/** So often a folder may be removed, since it was empty, while something is moved into it. */
const MAX_TRIES = 10;

/** Makes a folder that a person chose, be it behind a link, and gives its real path. It stays after a power cut. */
export async function makeRoot(folder: string): Promise<string> {
  const path = resolve(folder);
  const first = await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
  if (first !== undefined) {
    for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
  }
  return realpath(path);
}

/**
 * Whether something is there. The path is a real one from {@link makeRoot}, and below it.
 * @throws EarshotError `EARSHOT_DENIED` when there is a link along the way, which may lead anywhere
 */
export async function isPlace(path: string): Promise<boolean> {
  try {
    if ((await realpath(path)) === path) return true;
  } catch (error) {
    if (isFault(error, 'ENOENT')) return false;
    throw error;
  }
  throw new EarshotError('EARSHOT_DENIED', `${path} is behind a symbolic link, which isn't followed here`, {
    details: { path },
  });
}

/** Makes a folder, and those that it is in, unless it is there. It stays so after a power cut. */
export async function makeFolder(path: string): Promise<void> {
  if (await isPlace(path)) return;
  await makeFolder(dirname(path));
  try {
    await mkdir(path, PRIVATE_FOLDER);
  } catch (error) {
    if (!isFault(error, 'EEXIST')) throw error;
  }
  await syncFolder(dirname(path));
}

/** Moves a file to a path, in place of what lay there and in one step. It stays there after a power cut. */
export async function moveIn(from: string, path: string): Promise<void> {
  const folder = dirname(path);
  for (let tries = 1; ; tries++) {
    try {
      await makeFolder(folder);
      await rename(from, path);
      break;
    } catch (error) {
      if (!isFault(error, 'ENOENT') || tries === MAX_TRIES) throw error;
    }
  }
  await syncFolder(folder);
}

/**
 * Gives a file a second name, unless something has it: then it answers false. The name stays there after a power cut.
 */
export async function linkIn(file: string, path: string): Promise<boolean> {
  const folder = dirname(path);
  for (let tries = 1; ; tries++) {
    try {
      await makeFolder(folder);
      await link(file, path);
      break;
    } catch (error) {
      if (isFault(error, 'EEXIST')) return false;
      if (!isFault(error, 'ENOENT') || tries === MAX_TRIES) throw error;
    }
  }
  await syncFolder(folder);
  return true;
}

/** Removes a file, and the folders up to a root that are empty without it. It stays gone after a power cut. */
export async function removeFile(path: string, root: string): Promise<void> {
  await unlink(path);
  let folder = dirname(path);
  await syncFolder(folder);
  try {
    for (; folder !== root; folder = dirname(folder)) await rmdir(folder);
  } catch {
    // It isn't empty, or somebody else removed it: either way the file is gone.
  }
  await syncFolder(folder);
}

/** Makes sure that what was named, renamed or removed in a folder stays so after a power cut. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders, and keeps their changes in a journal.
  if (process.platform === 'win32') return;
  try {
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    // A folder that was empty may be removed by somebody else, and then there is nothing to keep.
    if (!isFault(error, 'ENOENT')) throw error;
  }
}
