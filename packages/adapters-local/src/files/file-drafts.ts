import { randomUUID } from 'node:crypto';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lifeOf, thisHolder } from '../sqlite/process-holder.js';
import { isFault } from './file-errors.js';
import { PRIVATE_FILE } from './private-modes.js';

export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Writes a new file into a folder and gives its path: once it does, all of it is on the disk. Leaves nothing on error. Its
 * name says which process writes it, and its time, which is set several times in `silentMs`, that this process lives.
 */
export async function writeDraft(folder: string, chunks: Chunks, silentMs: number): Promise<string> {
  const path = join(folder, `${thisHolder()} ${randomUUID()}`.replaceAll(' ', '.'));
  const handle = await open(path, 'wx', PRIVATE_FILE);
  const beat = setInterval(() => void handle.utimes(new Date(), new Date()).catch(() => {}), silentMs / 10);
  try {
    await handle.writeFile(chunks);
    await handle.sync();
  } catch (error) {
    clearInterval(beat);
    await handle.close();
    await rm(path, { force: true });
    throw error;
  }
  clearInterval(beat);
  await handle.close();
  return path;
}

/** The outcome of the drafts in a folder. */
export interface DraftCount {
  readonly removed: number;
  /** Were touched a moment ago by writers that can't be seen from here, and that may be gone all the same. */
  readonly unsure: number;
}

/**
 * Removes the drafts whose writers are gone. Those that can't be seen from here, such as one in another container, are
 * taken for gone when they haven't touched their draft since a time.
 */
export async function removeDrafts(folder: string, silentSinceMs: number): Promise<DraftCount> {
  const count = { removed: 0, unsure: 0 };
  for (const name of await readdir(folder)) {
    const life = lifeOf(name.split('.').slice(0, 3).join(' '));
    if (life === 'alive') continue;
    const path = join(folder, name);
    try {
      if (life === 'dead' || (await stat(path)).mtimeMs < silentSinceMs) {
        await rm(path);
        count.removed++;
      } else count.unsure++;
    } catch (error) {
      // It was complete by now, or somebody else removed it.
      if (!isFault(error, 'ENOENT')) throw error;
    }
  }
  return count;
}
