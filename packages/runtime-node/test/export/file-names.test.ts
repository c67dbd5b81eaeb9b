import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import { CallId, hashOf } from '@earshot/core';
import { callIdArbitrary } from '@earshot/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileNamesOf } from '../../src/export/file-names.js';

const digests = { md5Hex: (text: string) => createHash('md5').update(text).digest('hex') };

function call(id: string) {
  const callId = CallId.parse(id);
  return { call_id: callId, hash: hashOf(callId, digests) };
}

const hostile = fc.constantFrom(
  '..',
  '.',
  '../../x',
  'a/b',
  'a\\b',
  '/etc/x',
  'C:\\x',
  'C:x',
  '\\\\host\\share\\x',
  'x:stream',
  '~',
  '-rf',
  '.hidden',
);

it('gives any calls names that stay in their folder and differ even where case does not count', () => {
  const ids = fc.uniqueArray(fc.oneof(hostile, callIdArbitrary(), fc.constantFrom('Call', 'call', 'CALL')));
  fc.assert(
    fc.property(ids, (callIds) => {
      const names = fileNamesOf(callIds.map(call));
      for (const name of names) {
        expect(posix.resolve('/export', name)).toBe(`/export/${name}`);
        expect(win32.resolve('C:\\export', name)).toBe(`C:\\export\\${name}`);
        expect(name).toMatch(/^[A-Za-z0-9]/);
        expect(name).not.toContain(':');
      }
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(callIds.length);
    }),
  );
});

it('keeps an id that is a safe name, and takes the hash for one that is not', () => {
  const safe = ['call-7', '2026-09-14T09.32 team 1', 'a.wav', 'CONference', 'common'];
  expect(fileNamesOf(safe.map(call))).toEqual(safe);
  const unsafe = ['CON', 'nul.txt', 'com1', 'LPT9 .x', 'Üni', 'a/b', 'x'.repeat(202), call('other').hash].map(call);
  expect(fileNamesOf(unsafe)).toEqual(unsafe.map(({ hash }) => hash));
});
