import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { leftText } from '../../src/cli/transcription-bar.js';
import { personalJob, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { run } from './run-in-process.js';

it('names a file once in the line that says what is wrong with it', async () => {
  const [data, folder] = [await temporaryFolder(), await temporaryFolder()];
  await writeFiles(folder, { 'broken.json': '{', 'empty.wav': '' });
  const { stdout } = await run('ingest', folder, '--data', data);
  for (const name of ['broken.json', 'empty.wav']) expect(stdout.split(name)).toHaveLength(2);
  expect(stdout).toMatch(/^no calls; 2 files unreadable\n {2}.*broken\.json: .* \(EARSHOT_UNREADABLE\)$/m);
});

it.each([
  ['ingest', '--data'],
  ['serve', '--port', '0', '--ingest', '--data'],
  ['query', '--data', '--ingest'],
])('refuses a path that does not exist before it does anything: %s', async (command, ...options) => {
  const [data, folder] = [join(await temporaryFolder(), 'data'), await temporaryFolder()];
  await writeFiles(folder, personalJob('lamp', 'Quillfeather'));
  const given = options.flatMap((option) =>
    option === '--data' ? [option, data] : option === '--ingest' ? [option, folder, join(folder, 'missing')] : [option],
  );
  const paths = command === 'ingest' ? [folder, join(folder, 'missing')] : [];
  const { code, stdout, stderr } = await run(command, ...paths, ...given);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^EARSHOT_NOT_FOUND: .*missing: no such file or folder/);
  await expect(stat(data)).rejects.toThrow('ENOENT');
});

it('prints only the calls that it touched, with counts in words and no zeros', async () => {
  const [data, one, two] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
  await writeFiles(one, personalJob('lamp', 'Quillfeather'));
  await writeFiles(two, { ...personalJob('kettle', 'Quillfeather'), 'readme.txt': 'hello' });
  expect(await run('ingest', one, '--data', data)).toMatchObject({ code: 0 });
  const { code, stdout } = await run('ingest', two, '--verbose', '--data', data);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/\tkettle\t.*\n\n1 call: 1 new; 2 other files ignored\n/)]);
  expect(stdout).not.toContain('lamp');
  expect(stdout).toMatch(/^ {2}ignored .*readme\.txt: neither a recording nor/m);
  expect((await run('ingest', two, '--data', data)).stdout).toMatch(/\tkettle\t.*\n\n1 call: 1 already known; 2 other/);
  const quiet = await run('ingest', two, '--quiet', '--data', data);
  expect(quiet).toEqual({ code: 0, stdout: '', stderr: '' });
});

it.each(['readme.txt', 'captions.vtt', 'odd.json'])(
  'says what is wrong with %s, which it was given by name',
  async (name) => {
    const [data, folder] = [await temporaryFolder(), await temporaryFolder()];
    await writeFiles(folder, { [name]: name === 'odd.json' ? { a: 1 } : 'hello' });
    const { code, stdout } = await run('ingest', join(folder, name), '--data', data);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^no calls; 1 file unreadable\n.*\(EARSHOT_\w+\)$/m)]);
  },
);

it('suggests a free port where one is in use', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { code, stderr } = await run('serve', '--adapters', 'memory', '--port', String(port));
  server.close();
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^EARSHOT_CONFLICT: .*--port 0/)]);
});

it('estimates the time that is left from what is done, once that is worth something', () => {
  expect(leftText(1_000, 0.5)).toBe('');
  expect(leftText(60_000, 0)).toBe('');
  expect(leftText(60_000, 0.25)).toBe('  about 3:00 left');
});

it.each(['local', 'memory', 'aws'])('serves nothing with --understand and no results (%s)', async (adapters) => {
  const { code, stdout, stderr } = await run('serve', '--port', '0', '--adapters', adapters, '--understand');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^EARSHOT_INVALID_INPUT: .*--understand/);
});
