import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ObjectUri } from '@earshot/core';
import { isFault } from './file-errors.js';
import { namedIn } from './file-paths.js';

/** Which URIs are wanted. */
export interface Wanted {
  readonly prefix: string;
  /** Only what comes later than this, in the order of UTF-8 bytes. */
  readonly after: string | undefined;
}

interface Entry {
  readonly folder: string;
  readonly name: string;
  /** Of a file the URI, of a folder what each URI in it begins with. */
  readonly text: string;
  readonly bytes: Buffer;
  readonly isFile: boolean;
}

/**
 * The URIs of the files in a folder and in those below, in the order of UTF-8 bytes. Only folders that may hold a URI that
 * is wanted are read, when it is their turn. What the store didn't name is passed over, and so are links.
 * @param text what every URI in the folder begins with
 */
export async function* urisIn(path: string, text: string, wanted: Wanted): AsyncGenerator<ObjectUri> {
  const entries = (await entriesIn(path, text)).filter((entry) => mayHold(entry, wanted));
  // No folder's text begins another's, so this is the order of what is in them, too.
  for (const entry of entries.sort((one, other) => Buffer.compare(one.bytes, other.bytes))) {
    if (!entry.isFile) {
      yield* urisIn(join(entry.folder, entry.name), entry.text, wanted);
      continue;
    }
    const uri = ObjectUri.safeParse(entry.text);
    if (uri.success) yield uri.data;
  }
}

async function entriesIn(folder: string, folderText: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const found of await readFolder(folder)) {
    const { name } = found;
    const { text, kind } = namedIn(folderText, name) ?? {};
    const isFile = kind === 'file';
    if (text === undefined || (isFile ? !found.isFile() : !found.isDirectory())) continue;
    // A scheme's buckets and the plain ones, which are next to it, are in one order.
    if (folderText === '' && text.endsWith('://')) entries.push(...(await entriesIn(join(folder, name), text)));
    else entries.push({ folder, name, text, bytes: Buffer.from(text), isFile });
  }
  return entries;
}

function mayHold({ text, bytes, isFile }: Entry, { prefix, after }: Wanted): boolean {
  if (!text.startsWith(prefix) && (isFile || !prefix.startsWith(text))) return false;
  if (after === undefined) return true;
  return Buffer.compare(bytes, Buffer.from(after)) > 0 || (!isFile && after.startsWith(text));
}

async function readFolder(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (isFault(error, 'ENOENT')) return [];
    throw error;
  }
}
