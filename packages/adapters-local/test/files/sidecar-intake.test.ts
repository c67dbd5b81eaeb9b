import { truncate } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { isWholeSidecar } from '../../src/files/sidecar-intake.js';
import { intakeWorld } from './intake-world.js';

/** More than Node reads into memory at once. On the disk, it takes no space. */
const SIZE_BYTES = 3 * 1_024 ** 3;

it('a JSON file that is too large for a sidecar is none, and is not read to see that', async () => {
  const { file, intake } = await intakeWorld();
  await file('a.wav', 'a recording');
  const path = await file('a.wav.json', '{');
  await truncate(path, SIZE_BYTES);
  expect(await isWholeSidecar(path)).toBe(true);
  expect(await intake.ingestSidecar(path)).toEqual({ status: 'none' });
});

it('a sidecar is whole once it is JSON to its end', async () => {
  const { file } = await intakeWorld();
  const wholeness = ['{"schema": "earshot.rec', '', '{"schema": "earshot.recording/1"}'].map(async (text, index) =>
    isWholeSidecar(await file(`${index}.wav.json`, text)),
  );
  expect(await Promise.all(wholeness)).toEqual([false, false, true]);
});
