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

it.each(['local', 'memory', 'aws'])('serves nothing with --understand and no results (%s)', async (adapters) => {
  const { code, stdout, stderr } = await run('serve', '--port', '0', '--adapters', adapters, '--understand');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^EARSHOT_INVALID_INPUT: .*--understand/);
});
