import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { makeRoot } from '../../src/files/durable-folders.js';
import { temporaryFolder } from './folders.js';

/** Inodes of what is made durable from now on. */
async function syncedInodes(): Promise<readonly number[]> {
  const handle = await open('/');
  await handle.close();
  const inodes: number[] = [];
  const prototype = Object.getPrototypeOf(handle) as typeof handle;
  const { sync } = prototype;
  const spy = vi.spyOn(prototype, 'sync').mockImplementation(async function (this: typeof handle) {
    inodes.push((await this.stat()).ino);
    return sync.call(this);
  });
  onTestFinished(() => spy.mockRestore());
  return inodes;
}

it.skipIf(process.platform === 'win32')('every new folder on the way to a root is durable in its parent', async () => {
  const there = await temporaryFolder();
  const synced = await syncedInodes();
  await makeRoot(join(there, 'a', 'b', 'c'));
  const parents = await Promise.all([there, join(there, 'a'), join(there, 'a', 'b')].map((path) => stat(path)));
  expect([...synced].sort()).toEqual(parents.map(({ ino }) => ino).sort());

  await makeRoot(join(there, 'a', 'b', 'c'));
  expect(synced).toHaveLength(3);
});
