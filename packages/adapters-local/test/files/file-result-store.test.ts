import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectUri } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FileResultStore } from '../../src/files/file-result-store.js';
import { thisHolder } from '../../src/sqlite/process-holder.js';
import { makeFolder, temporaryFolder } from './folders.js';

vi.mock('node:fs/promises', { spy: true });

const uri = (key: string) => `local://results/${key}` as ObjectUri;
const bytes = (...values: number[]) => Uint8Array.from(values);
const rejection = (code: string) => expect.objectContaining({ code });

async function walk(store: FileResultStore, prefix: string, from?: string): Promise<string[]> {
  const { uris, next } = await store.list(prefix, from);
  return next === undefined ? [...uris] : [...uris, ...(await walk(store, prefix, next))];
}

/** The methods of every open file. */
async function fileHandles() {
  const handle = await open('/');
  await handle.close();
  return Object.getPrototypeOf(handle) as typeof handle;
}

function failing(method: 'sync' | 'writeFile', code: string, handles: Awaited<ReturnType<typeof fileHandles>>) {
  const spy = vi.spyOn(handles, method).mockRejectedValueOnce(Object.assign(new Error(code), { code, errno: -1 }));
  onTestFinished(() => spy.mockRestore());
}

describe('the files of a FileResultStore', () => {
  it('lie where a person looks for them', async () => {
    const folder = await temporaryFolder();
    const store = new FileResultStore({ folder });
    const key = 'transcription-outputs/call-17/9c5b94b1/0/standard_output/0/result.json';
    await store.put(uri(key), bytes(1, 2));
    expect(await readFile(join(folder, 'results', key))).toEqual(Buffer.of(1, 2));
    expect(await store.pathOf(uri(key))).toBe(join(folder, 'results', key));
  });

  it('have no path where nothing lies', async () => {
    const folder = await temporaryFolder();
    const store = new FileResultStore({ folder });
    await store.put(uri('folder/result.json'), bytes(1));
    await mkdir(join(folder, 'results/foreign.json'));
    for (const key of ['folder', 'folder/', 'folder/result', 'folder/result.json/', 'foreign.json']) {
      expect(await store.pathOf(uri(key)), key).toBeUndefined();
    }
  });

  it('may go while somebody reaches for them', async () => {
    const store = new FileResultStore({ folder: await temporaryFolder() });
    await store.put(uri('a.json'), bytes(1));
    const gone = Object.assign(new Error('ENOENT'), { code: 'ENOENT', errno: -2 });
    vi.mocked(open).mockRejectedValueOnce(gone);
    expect(await store.get(uri('a.json'))).toBeUndefined();
    vi.mocked(stat).mockRejectedValueOnce(gone);
    expect(await store.pathOf(uri('a.json'))).toBeUndefined();
    vi.mocked(unlink).mockRejectedValueOnce(gone);
    expect(await store.delete(uri('a.json'))).toBe(false);
    vi.mocked(readdir).mockRejectedValueOnce(gone);
    expect(await store.list(uri(''))).toEqual({ uris: [] });
  });

  it('leave no empty folders when they are deleted', async () => {
    const folder = await temporaryFolder();
    const store = new FileResultStore({ folder });
    await store.put(uri('Miller/job/result.json'), bytes(1));
    await store.put(uri('other/result.json'), bytes(1));
    await store.delete(uri('Miller/job/result.json'));
    expect(await readdir(join(folder, 'results'))).toEqual(['other']);
    await store.delete(uri('other/result.json'));
    expect(await readdir(folder)).toEqual(['.incoming']);
  });

  it('may be put and deleted in one folder at the same time', async () => {
    const store = new FileResultStore({ folder: await temporaryFolder() });
    const keys = Array.from({ length: 6 }, (_, index) => uri(`a/b/${index}.json`));
    const rounds = keys.map(async (key) => {
      for (let round = 0; round < 10; round++) {
        await store.put(key, bytes(round));
        expect(await store.delete(key)).toBe(true);
      }
    });
    await Promise.all(rounds);
    expect(await store.list(uri(''))).toEqual({ uris: [] });
  });

  it('are read up to the limit', async () => {
    const store = new FileResultStore({ folder: await temporaryFolder(), sizeLimitBytes: 3 });
    await store.put(uri('small'), bytes(1, 2, 3));
    await store.put(uri('large'), bytes(1, 2, 3, 4));
    expect(await store.get(uri('small'))).toHaveLength(3);
    await expect(store.get(uri('large'))).rejects.toThrow(rejection('EARSHOT_NOT_SUPPORTED'));
  });

  it('may lie behind a link that a person made to the folder', async () => {
    const [folder, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
    await symlink(elsewhere, join(folder, 'data'));
    const store = new FileResultStore({ folder: join(folder, 'data') });
    await store.put(uri('a.json'), bytes(1));
    expect(await readdir(join(elsewhere, 'results'))).toEqual(['a.json']);
    expect(await store.list('local://')).toEqual({ uris: [uri('a.json')] });
  });
});

describe('put', () => {
  it('has the bytes on the disk before the name, and the name before it resolves', async () => {
    const folder = await temporaryFolder();
    const store = new FileResultStore({ folder });
    await store.put(uri('a/b.json'), bytes(1));
    const steps: string[] = [];
    const handles = await fileHandles();
    const { sync } = handles;
    const spy = vi.spyOn(handles, 'sync').mockImplementation(async function (this: typeof handles) {
      steps.push((await this.stat()).isDirectory() ? 'folder' : 'bytes');
      return sync.call(this);
    });
    onTestFinished(() => spy.mockRestore());
    vi.mocked(rename).mockImplementationOnce(async (from, to) => {
      steps.push('name');
      return (await vi.importActual<typeof import('node:fs/promises')>('node:fs/promises')).rename(from, to);
    });
    await store.put(uri('a/c.json'), bytes(2));
    expect(steps).toEqual(['bytes', 'name', 'folder']);
    await store.put(uri('new/d.json'), bytes(2));
    expect(steps.slice(3)).toEqual(['bytes', 'folder', 'folder']);
    await store.delete(uri('new/d.json'));
    expect(steps.slice(6)).toEqual(['folder', 'folder']);
  });

  it.each(['writeFile', 'sync'] as const)('leaves all as it was when %s finds the disk full', async (method) => {
    const folder = await temporaryFolder();
    const store = new FileResultStore({ folder });
    await store.put(uri('a.json'), bytes(1));
    failing(method, 'ENOSPC', await fileHandles());
    await expect(store.put(uri('a.json'), bytes(2))).rejects.toMatchObject({
      code: 'EARSHOT_UNAVAILABLE',
      retryable: true,
    });
    expect(await store.get(uri('a.json'))).toEqual(bytes(1));
    expect(await readdir(join(folder, '.incoming'))).toEqual([]);
    await store.put(uri('a.json'), bytes(2));
    expect(await store.get(uri('a.json'))).toEqual(bytes(2));
  });

  it.each([
    ['EROFS', 'EARSHOT_DENIED'],
    ['EACCES', 'EARSHOT_DENIED'],
    ['EXDEV', 'EARSHOT_NOT_SUPPORTED'],
  ])('answers %s with %s', async (systemCode, code) => {
    const store = new FileResultStore({ folder: await temporaryFolder() });
    vi.mocked(rename).mockRejectedValueOnce(Object.assign(new Error(systemCode), { code: systemCode, errno: -1 }));
    await expect(store.put(uri('a.json'), bytes(1))).rejects.toThrow(rejection(code));
  });

  it('of a stream that breaks, or finds no location, keeps nothing', async () => {
    const folder = await temporaryFolder();
    const store = new FileResultStore({ folder });
    const breaking = async function* () {
      yield bytes(1);
      throw new TypeError('broken');
    };
    await expect(store.putStream(breaking(), () => uri('a.json'))).rejects.toThrow(TypeError);
    expect(await store.putStream([bytes(1)], () => undefined)).toBeUndefined();
    const refusing = () => {
      throw new RangeError('no');
    };
    await expect(store.putStream([bytes(1)], refusing)).rejects.toThrow(RangeError);
    expect(await store.list('local://')).toEqual({ uris: [] });
    expect(await readdir(join(folder, '.incoming'))).toEqual([]);
  });
});

describe('what a crash left half-written', () => {
  const [pid, ticks, machine] = thisHolder().split(' ');
  const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
  const DRAFTS = {
    'of a process that lives': `${pid}.${ticks}.${machine}.a`,
    'of a process that is dead': `${dead}.${ticks}.${machine}.b`,
    'of a process in another container': `${pid}.${ticks}.elsewhere.c`,
    'of an older Earshot': 'd',
  };

  /** A folder with drafts that were last touched just now, or long ago. */
  async function drafts(names: readonly string[], touched: 'now' | 'long ago' = 'now') {
    const folder = await temporaryFolder();
    await mkdir(join(folder, '.incoming'));
    for (const name of names) {
      await writeFile(join(folder, '.incoming', name), 'half');
      if (touched === 'long ago') await utimes(join(folder, '.incoming', name), 1, 1);
    }
    return { folder, left: async () => (await readdir(join(folder, '.incoming'))).sort() };
  }

  it('is never listed, and removed at the next start when its process is dead, or silent and out of sight', async () => {
    const { folder, left } = await drafts(Object.values(DRAFTS), 'long ago');
    expect(await new FileResultStore({ folder }).list('')).toEqual({ uris: [] });
    expect(await left()).toEqual([DRAFTS['of a process that lives']]);
  });

  it('is left alone while its process may live', async () => {
    const { folder, left } = await drafts(Object.values(DRAFTS));
    expect(await new FileResultStore({ folder }).removeDrafts()).toBe(0);
    const { 'of a process that is dead': removed, ...rest } = DRAFTS;
    expect(await left()).toEqual(Object.values(rest).sort());
  });

  it('is removed for sure by one who waits', async () => {
    const { folder, left } = await drafts(Object.values(DRAFTS));
    const store = new FileResultStore({ folder, silentMs: 40 });
    await store.list('');
    expect(await store.removeDrafts({ wait: true })).toBe(2);
    expect(await left()).toEqual([DRAFTS['of a process that lives']]);
  });

  it('is told apart from what a process writes slowly, wherever it lives', async () => {
    const { folder, left } = await drafts([]);
    const store = new FileResultStore({ folder, silentMs: 100 });
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const slowly = async function* () {
      yield bytes(1);
      await gate;
    };
    const put = store.putStream(slowly(), () => uri('a.json'));
    await vi.waitFor(async () => expect(await left()).toHaveLength(1));
    const [name = ''] = await left();
    const { mtimeMs } = await stat(join(folder, '.incoming', name));
    await vi.waitFor(async () =>
      expect((await stat(join(folder, '.incoming', name))).mtimeMs).toBeGreaterThan(mtimeMs),
    );
    expect(await store.removeDrafts()).toBe(0);
    go();
    await put;
    expect(await store.get(uri('a.json'))).toEqual(bytes(1));
  });

  it('was not, but its process stood still for too long: it may try again', async () => {
    const { folder, left } = await drafts([]);
    const store = new FileResultStore({ folder });
    const locationOf = () => {
      for (const name of readdirSync(join(folder, '.incoming'))) rmSync(join(folder, '.incoming', name));
      return uri('a.json');
    };
    const answer = store.putStream([bytes(1)], locationOf);
    await expect(answer).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
    expect([await left(), await store.get(uri('a.json'))]).toEqual([[], undefined]);
  });
});

describe('list', () => {
  it('reads no folder that can hold nothing of the prefix, or of what follows', async () => {
    const store = new FileResultStore({ folder: await temporaryFolder(), pageSize: 2 });
    const keys = ['a/1/x', 'a/2/x', 'b/1/x', 'b/1/y', 'b/2/x', 'b/3/x', 'c/1/x'];
    for (const key of keys) await store.put(uri(key), bytes(1));
    const foldersRead = async (prefix: string, next?: string) => {
      vi.mocked(readdir).mockClear();
      await store.list(prefix, next);
      return vi.mocked(readdir).mock.calls.map(([path]) => String(path).split('/results')[1]);
    };
    expect(await foldersRead(uri('b/'))).toEqual(['/b', '/b/1', '/b/2']);
    expect(await foldersRead(uri('b/'), uri('b/2/x'))).toEqual(['/b', '/b/2', '/b/3']);
    expect(await foldersRead(uri('b/1/x'))).toEqual(['/b/1']);
    expect(await foldersRead(uri('b/3'))).toEqual(['/b', '/b/3']);
    expect(await foldersRead(uri('z/1/x'))).toEqual([]);
  });

  it('passes over files that the store did not name', async () => {
    const folder = await temporaryFolder();
    const store = new FileResultStore({ folder });
    await store.put(uri('a.json'), bytes(1));
    for (const name of ['.DS_Store', 'Thumbs.db', 'a.json.', 'plain', '%^']) {
      await writeFile(join(folder, 'results', name), 'foreign');
    }
    await writeFile(join(folder, 'earshot.db'), 'foreign');
    await mkdir(join(folder, 'Models'));
    await mkdir(join(folder, 'results/b.json'));
    expect(await store.list('')).toEqual({ uris: [uri('a.json')] });
  });

  it('walks over buckets and schemes in the order of bytes, from any piece of a URI', async () => {
    const store = new FileResultStore({ folder: await temporaryFolder(), pageSize: 2 });
    const uris = [
      'a://b/c',
      'local://A/c',
      'local://b/c',
      'local://results/c',
      'local://é/c',
      's3://a/c',
      's3://b/c/d',
    ];
    for (const each of uris) await store.put(each as ObjectUri, bytes(1));
    for (const prefix of ['', 'l', 'local:', 'local://', 'local://r', 's3://', 's3://b', 's3://b/c/']) {
      expect(await walk(store, prefix), prefix).toEqual(uris.filter((each) => each.startsWith(prefix)));
    }
  });

  it('keeps that order where names are too long for one file, and reads on from anywhere', async () => {
    const part = fc.constantFrom(
      'a',
      'A',
      '/',
      '.',
      ':',
      'é',
      'x'.repeat(178),
      'x'.repeat(180),
      '返'.repeat(20),
      '.json',
    );
    const key = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => uri(parts.join('')));
    const byBytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { maxLength: 10 }), key, fc.nat(), async (keys, another, cut) => {
        const folder = await makeFolder();
        const store = new FileResultStore({ folder, pageSize: 3 });
        for (const each of keys) await store.put(each, bytes(1));
        const prefix = another.slice(0, cut % (another.length + 1));
        const expected = keys.filter((each) => each.startsWith(prefix)).sort(byBytes);
        expect(await walk(store, prefix)).toEqual(expected);
        expect(await walk(store, prefix, another)).toEqual(expected.filter((each) => byBytes(each, another) > 0));
        await rm(folder, { recursive: true, force: true });
      }),
      { numRuns: 30 },
    );
  });
});

describe('a link that somebody planted in the folder', () => {
  it('leads nowhere', async () => {
    const [folder, outside] = [await temporaryFolder(), await temporaryFolder()];
    const store = new FileResultStore({ folder });
    await store.put(uri('a.json'), bytes(1));
    await writeFile(join(outside, 'secret.json'), 'secret');
    await symlink(outside, join(folder, 'results/link'));
    await symlink(join(outside, 'secret.json'), join(folder, 'results/secret.json'));
    for (const key of ['link/secret.json', 'secret.json', 'link/deep/secret.json']) {
      const denied = rejection('EARSHOT_DENIED');
      if (!key.includes('deep')) {
        await expect(store.get(uri(key)), key).rejects.toThrow(denied);
        await expect(store.pathOf(uri(key)), key).rejects.toThrow(denied);
        await expect(store.delete(uri(key)), key).rejects.toThrow(denied);
      }
      if (key !== 'secret.json') await expect(store.put(uri(key), bytes(2)), key).rejects.toThrow(denied);
    }
    await expect(store.list(uri('link/'))).rejects.toThrow(rejection('EARSHOT_DENIED'));
    expect(await store.list('')).toEqual({ uris: [uri('a.json')] });
    await store.put(uri('secret.json'), bytes(2));
    expect(await readdir(outside)).toEqual(['secret.json']);
    expect(await readFile(join(outside, 'secret.json'), 'utf8')).toBe('secret');
  });
});

describe('a folder that is none', () => {
  it('is refused by every method, until it is one', async () => {
    const folder = join(await temporaryFolder(), 'data');
    await writeFile(folder, 'a file');
    const store = new FileResultStore({ folder });
    const invalid = rejection('EARSHOT_INVALID_INPUT');
    await expect(store.get(uri('a'))).rejects.toThrow(invalid);
    await expect(store.put(uri('a'), bytes(1))).rejects.toThrow(invalid);
    await expect(store.list('')).rejects.toThrow(invalid);
    await expect(store.delete(uri('a'))).rejects.toThrow(invalid);
    await rm(folder);
    await store.put(uri('a'), bytes(1));
    expect(await store.get(uri('a'))).toEqual(bytes(1));
  });
});
