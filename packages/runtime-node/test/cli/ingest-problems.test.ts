import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder, writeFiles } from '../results-on-disk.js';
import { run } from './run-in-process.js';

it('names a file once in the line that says what is wrong with it', async () => {
  const [data, folder] = [await temporaryFolder(), await temporaryFolder()];
  await writeFiles(folder, { 'broken.json': '{', 'empty.wav': '' });
  const missing = join(folder, 'missing.json');
  const { stdout } = await run('ingest', folder, missing, '--data', data);
  for (const name of ['broken.json', 'empty.wav', 'missing.json']) expect(stdout.split(name)).toHaveLength(2);
});
