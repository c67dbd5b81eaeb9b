import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asEarshotError, guarded } from '../../src/files/file-errors.js';
import { temporaryFolder } from './folders.js';

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: something, open '/data/a'`), { code, errno: -1, path: '/data/a' });
}

describe('an error of the file system', () => {
  it.each([
    ['EACCES', 'EARSHOT_DENIED', false],
    ['EPERM', 'EARSHOT_DENIED', false],
    ['EROFS', 'EARSHOT_DENIED', false],
    ['ENOTDIR', 'EARSHOT_INVALID_INPUT', false],
    ['EISDIR', 'EARSHOT_INVALID_INPUT', false],
    ['ELOOP', 'EARSHOT_DENIED', false],
    ['ENOENT', 'EARSHOT_NOT_FOUND', false],
    ['ENOSPC', 'EARSHOT_UNAVAILABLE', true],
    ['EDQUOT', 'EARSHOT_UNAVAILABLE', true],
    ['EIO', 'EARSHOT_UNAVAILABLE', true],
    ['EMFILE', 'EARSHOT_UNAVAILABLE', true],
    ['ENAMETOOLONG', 'EARSHOT_NOT_SUPPORTED', false],
    ['EXDEV', 'EARSHOT_NOT_SUPPORTED', false],
    ['ESOMETHINGNEW', 'EARSHOT_UNAVAILABLE', true],
  ])('%s is %s', (systemCode, code, retryable) => {
    const cause = systemError(systemCode);
    expect(asEarshotError(cause, '/elsewhere')).toMatchObject({
      code,
      retryable,
      cause,
      details: { path: '/data/a', systemCode },
    });
  });

  it('is recognised as Node throws it', async () => {
    const folder = await temporaryFolder();
    const code = (work: () => Promise<unknown>) => guarded(folder, work).catch((error: unknown) => error);
    expect(await code(() => readFile(join(folder, 'nothing')))).toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    expect(await code(() => readFile(folder))).toMatchObject({
      code: 'EARSHOT_INVALID_INPUT',
      details: { path: folder },
    });
    expect(await code(() => rename(join(folder, 'a'), join(folder, 'b')))).toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    expect(await code(() => open(join(folder, 'x'.repeat(300))))).toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED' });
    expect(await code(() => readFile('a\0b'))).toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
  });
});

describe('any other error', () => {
  it('passes as it is', async () => {
    const mistake = new TypeError('undefined is not a function');
    expect(asEarshotError(mistake, '/data')).toBe(mistake);
    // Node's own complaint about a wrong argument has a code, too.
    const argument = await readFile(undefined as unknown as string).catch((error: unknown) => error);
    expect(asEarshotError(argument, '/data')).toBe(argument);
  });
});
