import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { Speed, sizeText, uploadBar } from '../../src/cli/upload-bar.js';
import { kept, run } from '../cli/run-in-process.js';
import { temporaryFolder } from '../results-on-disk.js';
import { uploadWorld } from './upload-world.js';

afterEach(() => vi.unstubAllEnvs());

/** Runs `earshot upload` with a data folder of its own. */
async function upload(...args: string[]) {
  vi.stubEnv('EARSHOT_DATA', await temporaryFolder());
  return run('upload', ...args);
}

it('prints a line for each file, and ends with 1 when one of them failed', async () => {
  const { url, file } = await uploadWorld();
  const [good, notes] = [await file('call.wav'), await file('notes.txt')];
  const { code, stdout, stderr } = await upload(good, notes, '--server', url, '--metadata', 'queue=a=b');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^uploaded .*call\.wav: call call-[0-9a-f]+, analyzing\n$/);
  expect(stderr).toContain('uploading ');
  expect(stderr).toMatch(/notes\.txt: EARSHOT_INVALID_INPUT: .*file_name/);
});

it('prints JSON, a line for each file', async () => {
  const { url, file, record } = await uploadWorld();
  const path = await file('call.wav');
  const missing = `${path}.mp3`;
  const { code, stdout } = await upload(path, missing, '--server', url, '--json', '--metadata', 'agent=Zoe');
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.objectContaining({ file: path, status: 'started', state: 'analyzing', hash: expect.any(String) }),
    { file: missing, code: 'EARSHOT_NOT_FOUND', reason: expect.stringContaining('no such file') },
  ]);
  expect((await record(lines[0].call_id))?.metadata).toEqual({ agent: 'Zoe' });
});

it('sends the token of a file, and says what to do without one', async () => {
  const token = 'a-token-of-some-length';
  const { url, file } = await uploadWorld({ token });
  const path = await file();
  const without = await upload(path, '--server', url);
  expect(without).toMatchObject({ code: 1, stderr: expect.stringContaining('EARSHOT_TOKEN or --token-file') });
  const tokenFile = join(await temporaryFolder(), 'token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  expect(await upload(path, '--server', url, '--token-file', tokenFile, '--call-id', 'call-7')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('call call-7'),
  });
});

it.each([
  [['a.wav', 'b.wav', '--call-id', 'x'], '--call-id'],
  [['a.wav', '--metadata', 'queue'], '--metadata'],
  [['a.wav', '--server', 'localhost:1'], '--server'],
  [['a.wav', '--recorded-at', 'monday'], '--recorded-at'],
  [['a.wav', '--kind', 'text'], '--kind'],
  [[], 'file'],
])('refuses %j', async (args, named) => {
  expect(await upload(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(named) });
});

it('says where nothing answers', async () => {
  const { url, file, stop } = await uploadWorld();
  const path = await file();
  await stop();
  const { code, stderr } = await upload(path, '--server', url);
  expect([code, stderr.includes(`no Earshot at ${url}`)]).toEqual([1, true]);
});

it('shows rate and time left on a terminal, and tenths elsewhere', () => {
  const terminal = kept({ isTTY: true });
  const bar = uploadBar(terminal, 'call\u001b[2J.wav');
  bar.onBegun({ sizeBytes: 1_000, parts: 1, receivedParts: 0 });
  bar.onProgress(500);
  bar.stop();
  expect(terminal.written).toContain('50%');
  expect(terminal.written).not.toContain('\u001b[2J.wav');
  const lines = kept();
  const plain = uploadBar(lines, 'call.wav');
  plain.onBegun({ sizeBytes: 1_000, parts: 4, receivedParts: 1 });
  for (const bytes of [250, 260, 500, 250, 1_000]) plain.onProgress(bytes);
  expect(lines.written.split('\n')).toEqual([
    'uploading call.wav (1.0 kB, continued: 1 of 4 parts are there)',
    'call.wav: 20 %',
    'call.wav: 50 %',
    '',
  ]);
  const speed = new Speed();
  expect([speed.at(0, 0), speed.at(1_000, 500), speed.at(2_000, 1_000), speed.at(30_000, 1_000)]).toEqual([
    undefined,
    500,
    500,
    undefined,
  ]);
  expect([999, 1_000, 9_950, 1_400_000_000].map(sizeText)).toEqual(['999 B', '1.0 kB', '9.9 kB', '1.4 GB']);
});
