import { copyFile, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallId, ObjectUri } from '@earshot/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLocal } from '../src/index.js';

const EXAMPLE = join(import.meta.dirname, '../../../examples/recordings/gym-charged-twice_20261104T1405Z.mp3');

let root: string;
let umask: number;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'earshot-modes-'));
  umask = process.umask(0o022);
});
afterEach(async () => {
  process.umask(umask);
  await rm(root, { recursive: true });
});

/** The modes of everything under a folder, by path. */
async function modesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true });
  const modes = new Map<string, string>();
  for (const entry of ['.', ...entries]) {
    const stats = await stat(join(folder, entry));
    modes.set(entry, `${stats.isDirectory() ? 'folder' : 'file'} ${(stats.mode & 0o777).toString(8)}`);
  }
  return modes;
}

/** Does what writes each kind of file, and gives the modes while all of it is open. */
async function used(folder: string): Promise<Map<string, string>> {
  const local = await openLocal({ folder });
  try {
    const dropped = join(root, 'call.mp3');
    await copyFile(EXAMPLE, dropped);
    await local.ingest(dropped);
    await local.source.send('{}');
    await local.store.put('s3://results/a/b.json' as ObjectUri, Buffer.from('{}'));
    expect(local.recordings.ofCall('call' as CallId)).toBeDefined();
    // A draft is a file of its own until it is complete.
    let drafts = new Map<string, string>();
    const chunks = async function* () {
      yield Buffer.from('1');
      drafts = await modesIn(join(folder, 'files', '.incoming'));
    };
    await local.store.putStream(chunks(), () => undefined);
    return new Map([
      ...(await modesIn(folder)),
      ...[...drafts].map(([name, mode]) => [`draft ${name}`, mode] as const),
    ]);
  } finally {
    await local.close();
  }
}

it.skipIf(process.platform === 'win32')(
  'gives every new folder 0700 and every new file 0600, but for the inbox',
  async () => {
    const modes = await used(join(root, 'made', 'data'));
    expect(modes.get('inbox')).toBe('folder 755');
    modes.delete('inbox');
    for (const name of ['earshot.db', 'earshot.db-wal', 'earshot.db-shm', 'secret', 'files/.incoming']) {
      expect([...modes.keys()]).toContain(name);
    }
    expect([...modes.keys()].filter((name) => name.startsWith('draft'))).toHaveLength(2);
    expect(new Set(modes.values())).toEqual(new Set(['folder 700', 'file 600']));
    expect((await stat(join(root, 'made'))).mode & 0o777).toBe(0o700);
  },
);

it.skipIf(process.platform === 'win32')('leaves the mode of a folder that is there, and of what is in it', async () => {
  const folder = join(root, 'shared');
  await mkdir(join(folder, 'files'), { recursive: true });
  const modes = await used(folder);
  expect(modes.get('.')).toBe('folder 755');
  expect(modes.get('files')).toBe('folder 755');
  expect(modes.get('earshot.db')).toBe('file 600');
});
