import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';
import { run } from './run-in-process.js';

const CARD = '4111 1111 1111 1111';
const VTT = `WEBVTT

00:00.000 --> 00:02.000
<v spk_0>Thank you for calling. How can I help?

00:02.500 --> 00:06.000
<v spk_1>My card number is ${CARD}, and I need a refund.
`;
const ORIGINALS = ['summary.json', 'summary.md', 'transcript.srt', 'transcript.txt', 'transcript.vtt'];
const REDACTED = ORIGINALS.map((name) => name.replace('.', '.redacted.'));

let data: string;
let path: string;
beforeEach(async () => {
  vi.stubEnv('EARSHOT_FILES', 'true');
  data = await temporaryFolder();
  path = join(await temporaryFolder(), 'call-7.vtt');
  await writeFile(path, VTT);
});
afterEach(() => vi.unstubAllEnvs());

const earshot = async (...args: string[]) => {
  const { code, stdout, stderr } = await run(...args, '--data', data);
  expect([args, code, stderr]).toEqual([args, 0, '']);
  return stdout;
};
/** The files of the only call. */
async function files(): Promise<Record<string, string>> {
  const root = join(data, 'files/results/call-files');
  const [hash = ''] = await readdir(root).catch(() => []);
  const names = hash === '' ? [] : (await readdir(join(root, hash))).filter((name) => name !== 'files.json');
  const texts = names.map(async (name) => [name, await readFile(join(root, hash, name), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

describe('calls as files', () => {
  it('hold the bytes that an export writes, and the redacted copies no personal data', async () => {
    await earshot('ingest', path);
    const found = await files();
    expect(Object.keys(found).sort()).toEqual([...ORIGINALS, ...REDACTED].sort());
    expect(await earshot('export', '--format', 'markdown')).toBe(found['summary.md']);
    expect(await earshot('export', '--format', 'vtt')).toBe(found['transcript.vtt']);
    expect(await earshot('export', '--format', 'srt')).toBe(found['transcript.srt']);
    expect(await earshot('export', '--format', 'txt')).toBe(found['transcript.txt']);
    for (const name of REDACTED) expect([name, found[name]?.includes('4111')]).toEqual([name, false]);
    expect(found['transcript.vtt']).toContain(CARD);
  });

  it('follow corrections, are made again if they are lost, and go with the call', async () => {
    await earshot('ingest', path);
    await earshot('roles', 'call-7', '--customer', 'spk_1', '--name', 'spk_1=Ada Miller');
    const found = await files();
    expect(found['summary.json']).toContain('Ada Miller');
    for (const name of REDACTED) expect(found[name]).not.toContain('Miller');
    const [hash = ''] = await readdir(join(data, 'files/results/call-files'));
    await writeFile(join(data, 'files/results/call-files', hash, 'summary.md'), 'damaged');
    await earshot('derive', '--rebuild');
    expect(await files()).toEqual(found);
    const receipt = JSON.parse(await earshot('erase', 'call-7', '--yes', '--json'));
    expect(receipt.derived).toContainEqual({ name: 'files', removed: 10 });
    expect(await files()).toEqual({});
  });

  it('are only redacted copies where a folder keeps only those', async () => {
    await earshot('ingest', path, '--copies', 'redacted');
    const found = await files();
    expect(Object.keys(found).sort()).toEqual(REDACTED);
    expect(await earshot('export', '--format', 'vtt')).toBe(found['transcript.redacted.vtt']);
    expect(Object.values(found).join()).not.toContain('4111');
  });

  it('are not written unless the setting says so, and are erased all the same', async () => {
    await earshot('ingest', path);
    vi.stubEnv('EARSHOT_FILES', 'false');
    const { traces } = JSON.parse(await earshot('erase', 'call-7', '--yes', '--json'));
    expect(traces.filter((trace: string) => trace.includes('call-files'))).toHaveLength(10);
    expect(await files()).toEqual({});
    await earshot('ingest', path);
    expect(await files()).toEqual({});
  });
});
