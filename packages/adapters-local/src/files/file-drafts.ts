import { randomUUID } from 'node:crypto';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What a file is written from. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Writes a new file into a folder and gives its path: once it does, all of it is on the disk. Leaves nothing on error. */
export async function writeDraft(folder: string, chunks: Chunks): Promise<string> {
  const path = join(folder, randomUUID());
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(chunks);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(path, { force: true });
    throw error;
  }
  await handle.close();
  return path;
}

/** Removes the drafts that nobody has written to since a time: who wrote them is gone. */
export async function removeDrafts(folder: string, untouchedSinceMs: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if ((await stat(path)).mtimeMs < untouchedSinceMs) await rm(path, { force: true });
  }
}
