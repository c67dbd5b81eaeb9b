import { posix, win32 } from 'node:path';
import { MemoryRecordRepository } from '@earshot/adapters-memory';
import { EarshotError, ERROR_CODES } from '@earshot/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { problemResponse } from '../src/index.js';
import { withoutPaths } from '../src/serving/without-paths.js';
import { serve } from './served-app.js';

const name = fc.stringMatching(/^[A-Za-z0-9_.-]{0,8}[a-z0-9]$/);
/** An absolute path of this or another system, whose folders are unlike all that a message says. */
const path = fc
  .tuple(
    fc.constantFrom('/', 'C:\\', 'd:/', '\\\\server\\', 'file:///'),
    fc.array(name, { minLength: 1, maxLength: 4 }),
    name,
  )
  .map(([root, folders, file]) => {
    const { join } = root.includes('\\') ? win32 : posix;
    const secrets = folders.map((folder) => `secret-${folder}`);
    return { path: root + join(...secrets, file), spaced: root + join('secret place', ...secrets, file), file };
  });
const around = fc.constantFrom('', ' ', '"', "'", '(', ': ', '=', '\n');

it('leaves no folder of an absolute path in any problem, whatever throws it', async () => {
  await fc.assert(
    fc.asyncProperty(path, around, fc.constantFrom(...ERROR_CODES), async (made, before, code) => {
      const message = `no${before || ' '}${made.spaced} is readable, ${made.path}`;
      const details = { path: made.spaced, file: made.path, issues: [{ field: 'audioUri', expected: made.path }] };
      const failing = async () => {
        throw new EarshotError(code, message, { details, cause: new Error(message) });
      };
      const repository = Object.assign(new MemoryRecordRepository(), { list: failing, get: failing });
      const { api } = serve({ repository });
      for (const target of ['/analytics', `/analytics/${'0'.repeat(32)}`]) {
        expect(await (await api.request(target)).text()).not.toContain('secret');
      }
      const refused = { kind: 'recording-refused', facts: { detail: made.path } } as const;
      expect(problemResponse(refused, { path: '/calls', requestId: '1' }).body).not.toContain('secret');
    }),
  );
});

it('keeps the name of the file, and everything that is no absolute path', () => {
  fc.assert(
    fc.property(path, (made) => {
      expect(withoutPaths(`${made.path} is empty`)).toBe(`${made.file} is empty`);
      expect(withoutPaths(`${made.spaced} is empty`, { path: made.spaced })).toBe(`${made.file} is empty`);
    }),
  );
  for (const text of [
    'there is no recording at local://recordings/ab/c.wav',
    's3://bucket/a/b.json is gone',
    'expected application/json, and/or 3/4 of ./it or a/b',
    'see https://example.org/docs/x',
  ]) {
    expect(withoutPaths(text)).toBe(text);
  }
});
