import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';
import { earshot } from './earshot.js';

it('ingest refuses a pattern or a zone that it can not use before it makes anything', async () => {
  const data = join(await temporaryFolder(), 'new');
  const ingest = ['ingest', '.', '--data', data];
  const refused = { code: 2, stderr: expect.stringContaining('EARSHOT_INVALID_INPUT') };
  expect(await earshot([...ingest, '--name-pattern', '(?<agent>(a+)+)'])).toMatchObject(refused);
  expect(await earshot(ingest, { EARSHOT_TIME_ZONE: 'Mars/Base' })).toMatchObject(refused);
  await expect(readdir(data)).rejects.toMatchObject({ code: 'ENOENT' });
});
