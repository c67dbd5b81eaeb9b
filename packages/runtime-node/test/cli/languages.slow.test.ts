import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AnalyticsItem } from '@earshot/core';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';
import { earshot, type Run } from './earshot.js';
import { spanishFolder } from './spanish-folder.js';

const CALL = join(import.meta.dirname, '../../../../examples/recordings/gym-charged-twice_20261104T1405Z.mp3');
/** A share of it. */
const SIX_SECONDS = 0.07;

/** An ID3 tag that names Spanish. */
const SPANISH_TAG = Buffer.from('ID3\x03\0\0\0\0\0\x0eTLAN\0\0\0\x04\0\0\0spa', 'latin1');

const itemsOf = ({ stdout }: Run) =>
  stdout.split('\n').flatMap((line) => (line === '' ? [] : [AnalyticsItem.parse(JSON.parse(line))]));

it('a recording is in the language that was asked for, else in the one that its file names, else in English', async () => {
  const [folder, models] = [await temporaryFolder(), await spanishFolder()];
  const mp3 = await readFile(CALL);
  const beginning = mp3.subarray(0, Math.round(mp3.length * SIX_SECONDS));
  await writeFile(join(folder, 'plain.mp3'), beginning);
  await writeFile(join(folder, 'tagged.mp3'), Buffer.concat([SPANISH_TAG, beginning.subarray(0, -2_000)]));
  const settings = { EARSHOT_MODEL: 'tiny', EARSHOT_MODELS_FOLDER: models };
  const [data, other] = [await temporaryFolder(), await temporaryFolder()];
  expect(await earshot(['ingest', folder, '--data', data], settings)).toMatchObject({ code: 0 });
  const item = async (callId: string, from = data) =>
    itemsOf(await earshot(['query', '--json', '--call-id', callId, '--data', from]))[0];
  expect((await item('plain'))?.language?.dominant).toBe('EN');
  const spanish = await item('tagged');
  expect(spanish?.language?.dominant).toBe('ES');
  expect(spanish?.call_summary).toBeUndefined();
  expect(spanish?.findings).toContainEqual(expect.objectContaining({ kind: 'understanding', basis: 'unavailable' }));
  expect((await earshot(['show', 'tagged', '--data', data])).stdout).toMatch(
    /Not summarized: Only calls in English.*Spanish/s,
  );
  const asked = ['ingest', join(folder, 'plain.mp3'), '--language', 'spa', '--data', other];
  expect(await earshot(asked, settings)).toMatchObject({ code: 0 });
  expect((await item('plain', other))?.language?.dominant).toBe('ES');

  const again = ['ingest', join(folder, 'plain.mp3'), '--language', 'es', '--data', data];
  expect((await earshot(again, settings)).stdout).toMatch(/other_language.*English \(en\).*earshot erase "plain"/s);
  expect((await item('plain'))?.language?.dominant).toBe('EN');
  expect(await earshot(['erase', 'plain', '--yes', '--data', data])).toMatchObject({ code: 0 });
  expect(await earshot(again, settings)).toMatchObject({
    code: 0,
    stdout: expect.not.stringContaining('other_language'),
  });
  expect((await item('plain'))?.language?.dominant).toBe('ES');
}, 120_000);
