import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { vocabularyFile } from '../../src/transcription/vocabulary-file.js';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'earshot-tokens-')), 'not', 'there', 'yet');
});
afterEach(() => rmSync(join(folder, '../../..'), { recursive: true }));

it('names every token once, by its bytes', async () => {
  const lines = readFileSync(await vocabularyFile(folder), 'utf8')
    .trimEnd()
    .split('\n');
  const pairs = lines.map((line) => line.split('\t'));
  expect(pairs.map(([, id]) => Number(id))).toEqual(Array.from({ length: 32_768 }, (_, id) => id));
  const tokens = pairs.map(([token = '']) => Buffer.from(token, 'base64'));
  expect(tokens[3 + 0x41]).toEqual(Buffer.from([0x41]));
  expect(tokens[3 + 0xff]).toEqual(Buffer.from([0xff]));
  expect(tokens.some((token) => token.toString() === '▁the')).toBe(true);
});

it.skipIf(process.platform === 'win32')('is for its owner alone, in folders that are too', async () => {
  expect(statSync(await vocabularyFile(folder)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it('is made once, and leaves nothing beside it, however many want it at the same time', async () => {
  const paths = await Promise.all([vocabularyFile(folder), vocabularyFile(folder), vocabularyFile(folder)]);
  expect(new Set(paths).size).toBe(1);
  expect(readdirSync(folder)).toHaveLength(1);
  const { ino } = statSync(paths[0] ?? '');
  await vocabularyFile(folder);
  expect(statSync(paths[0] ?? '').ino).toBe(ino);
});
