import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocal } from '@earshot/adapters-local';
import { AnalyticsItem, type CallId } from '@earshot/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { job, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { BIN, earshot, type Run, serving } from './earshot.js';

const RECORDINGS = join(import.meta.dirname, '../../../../examples/recordings');
const STEREO = 'gym-charged-twice_20261104T1405Z.mp3';
const CALL = 'gym-charged-twice_20261104T1405Z';
const TINY = { EARSHOT_MODEL: 'tiny' };

const itemsOf = ({ stdout }: Run) =>
  stdout.split('\n').flatMap((line) => (line === '' ? [] : [AnalyticsItem.parse(JSON.parse(line))]));

describe('results in a data folder', () => {
  it('stay there for the next command, with their documents', async () => {
    const [folder, data] = [await temporaryFolder(), await temporaryFolder()];
    await writeFiles(folder, job('milk-1'));
    expect(await earshot(['ingest', folder, '--data', data, '--json'])).toMatchObject({ code: 0 });
    const again = await earshot(['ingest', folder, '--data', data, '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ stored: 0, duplicate: 1, unreadable: 0 });
    const listed = await earshot(['query', '--json', '--category', 'Complaints', '--data', data]);
    expect(itemsOf(listed).map((item) => item.call_id)).toEqual(['milk-1']);
    expect((await earshot(['show', 'milk-1', '--data', data])).stdout).toContain('Sour milk is replaced.');
    const exported = await earshot(['export', '--format', 'json', '--data', data]);
    expect(JSON.parse(exported.stdout)).toHaveLength(1);
  });

  it('are told to be missing where no folder is and nothing runs', async () => {
    const data = join(await temporaryFolder(), 'none');
    for (const command of [['query'], ['show', 'x'], ['erase', 'x', '--yes'], ['dlq', 'list']]) {
      const { code, stderr } = await earshot([...command, '--data', data]);
      expect({ code, missing: stderr.includes('EARSHOT_NOT_FOUND') }).toEqual({ code: 1, missing: true });
    }
    await expect(readdir(data)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a recording', () => {
  let data: string;
  let ingested: Run;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'earshot-test-'));
    const folder = await mkdtemp(join(tmpdir(), 'earshot-test-'));
    // The copies come first in the order of files, and second in that of names.
    for (const name of [`${CALL} (2).mp3`, `${CALL}.mp3`, `a/${CALL}.mp3`]) {
      await mkdir(join(folder, 'a'), { recursive: true });
      await copyFile(join(RECORDINGS, STEREO), join(folder, name));
    }
    ingested = await earshot(['ingest', folder], { ...TINY, EARSHOT_DATA: data });
    await rm(folder, { recursive: true });
  }, 120_000);

  afterAll(() => rm(data, { recursive: true }));

  it('is transcribed, and ends as a call in the table', async () => {
    expect(ingested).toMatchObject({ code: 0 });
    expect(ingested.stdout).toContain('3 calls: 1 new, 2 already known');
    expect(ingested.stdout).toMatch(/2026-11-04 14:05\t\S+\tgym-charged-twice\S*\s+completed\s+1:27\s+Billing/);
  });

  it('is a readable call that says who spoke, and survives a restart', async () => {
    const { stdout } = await earshot(['show', CALL, '--data', data]);
    expect(stdout).toMatch(/0:01\s+Agent \(estimated\)\s+Thank you for calling/);
    expect(stdout).toMatch(/Customer.* .*charged twice/);
    const [item] = itemsOf(await earshot(['query', '--json', '--call-id', CALL, '--data', data]));
    expect(item?.speakers).toEqual(['spk_0', 'spk_1']);
    expect(item?.call_summary).toMatch(/twice/);
    expect(item?.sensitive_data?.map((found) => found.entity_type)).toContain('PHONE');
    const bases = new Map(item?.findings?.map(({ kind, basis }) => [kind, basis]));
    expect(Object.fromEntries(bases)).toMatchObject({
      speakers: 'measured',
      reason: 'estimated',
      confidence: 'estimated',
    });
    for (const { evidence } of item?.findings ?? []) {
      for (const { segment_index, quote } of evidence) expect(item?.segments?.[segment_index]?.text).toContain(quote);
    }
  });

  it('is not transcribed again under another name', async () => {
    const copy = join(await temporaryFolder(), 'renamed.mp3');
    await copyFile(join(RECORDINGS, STEREO), copy);
    const { stdout } = await earshot(['ingest', copy, '--data', data, '--json'], TINY);
    expect(JSON.parse(stdout)).toMatchObject({ stored: 0, duplicate: 1 });
  });

  it('is found by the name of every file that it came in as, and is called by the first', async () => {
    for (const name of [`${CALL} (2)`, 'renamed']) {
      expect(itemsOf(await earshot(['show', name, '--json', '--data', data]))).toMatchObject([{ call_id: CALL }]);
      const found = await earshot(['query', '--text', name, '--json', '--data', data]);
      expect(itemsOf(found)).toMatchObject([{ call_id: CALL, aliases: [`${CALL} (2)`, 'renamed'] }]);
    }
  });

  it('has peaks of both channels, over all of its length', async () => {
    const server = await serving(['serve', '--port', '0', '--data', data]);
    try {
      const peaks = await (await fetch(`${server.url}/calls/${CALL}/peaks`)).arrayBuffer();
      const [, , rateHz = 0, samplesPerPoint = 0, length = 0, channelCount] = new Uint32Array(peaks.slice(0, 24));
      expect(channelCount).toBe(2);
      expect(Math.round((length * samplesPerPoint) / rateHz)).toBe(87);
      for (const channel of [0, 1]) {
        const highest = new Int8Array(peaks, 24).filter((_, at) => at % 4 === channel * 2 + 1);
        expect(Math.max(...highest)).toBeGreaterThan(20);
        expect(Math.min(...highest)).toBe(0);
      }
    } finally {
      await server.stop('SIGINT');
    }
  });

  it('leaves no trace once it is erased, and the receipt names what was removed', async () => {
    const { code, stdout } = await earshot(['erase', CALL, '--yes', '--data', data, '--json']);
    expect(code).toBe(0);
    const receipt = JSON.parse(stdout);
    expect(receipt).toMatchObject({ recordRemoved: true, erasedAt: expect.stringMatching(/Z$/) });
    expect(receipt.traces).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^job /),
        expect.stringMatching(/\/peaks\.dat$/),
        expect.stringMatching(/^local:\/\/recordings\/.*\.mp3$/),
      ]),
    );
    expect(await earshot(['show', CALL, '--data', data])).toMatchObject({ code: 1 });
    expect(await earshot(['erase', CALL, '--yes', '--data', data])).toMatchObject({ code: 1 });
    const left = await readdir(join(data, 'files'), { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
    const bytes = await readFile(join(data, 'earshot.db'), 'latin1');
    expect(bytes).not.toContain('charged twice');
    expect(bytes).not.toContain(CALL);
    expect(bytes).not.toContain('renamed');
  });
});

it('what is dropped into the inbox of a server is transcribed, once it has arrived', async () => {
  const data = await temporaryFolder();
  const server = await serving(['serve', '--port', '0', '--data', data, '--model', 'tiny', '--settle', '0.2']);
  expect(server.greeting).toMatch(/Drop recordings into file:\/\/\/\S+\/inbox/);
  const arriving = join(data, 'inbox', 'parcel.wav.part');
  await writeFile(arriving, await shortRecording());
  await rename(arriving, join(data, 'inbox', 'parcel.wav'));
  await vi.waitFor(
    async () => {
      const response = await fetch(`${server.url}/analytics/parcel`);
      expect(await response.json()).toMatchObject({ items: [{ state: 'completed' }] });
    },
    { timeout: 60_000, interval: 200 },
  );
  const shown = await earshot(['show', 'parcel', '--server', server.url]);
  expect(shown.stdout).toContain('locker');
  expect(await server.stop('SIGINT')).toBe(0);
}, 90_000);

it('a file that is no recording is named with the reason, and hurts no other', async () => {
  const [folder, data] = [await temporaryFolder(), await temporaryFolder()];
  await writeFiles(folder, { 'notes.mp3': 'these are words', 'empty.wav': '' });
  await writeFiles(folder, job('milk-1'));
  const { code, stdout } = await earshot(['ingest', folder, '--data', data]);
  expect(code).toBe(1);
  expect(stdout).toContain('1 call: 1 new; 2 files unreadable');
  expect(stdout).toMatch(/notes\.mp3: .*\(EARSHOT_\w+\)/);
  expect(stdout).toMatch(/empty\.wav: .*\(EARSHOT_INVALID_INPUT\)/);
});

it('a recording that was cut off, or is mostly no sound, is stored with a warning that ingest prints', async () => {
  const [folder, data] = [await temporaryFolder(), await temporaryFolder()];
  const wav = await readFile(join(RECORDINGS, 'parcel-locker-will-not-open_20261105T0917Z.wav'));
  await writeFile(join(folder, 'cut.wav'), wav.subarray(0, wav.indexOf('data') + 8 + 4 * 8_000));
  const mp3 = await readFile(join(RECORDINGS, STEREO));
  const noise = Uint8Array.from({ length: 200_000 }, (_, at) => (Math.imul(at, 2_654_435_761) >>> 13) & 0xff);
  await writeFile(join(folder, 'noise.mp3'), Buffer.concat([mp3.subarray(0, 4_096), noise]));
  const { code, stdout } = await earshot(['ingest', folder, '--data', data], TINY);
  expect(code).toBe(0);
  expect(stdout).toMatch(/cut\.wav: warning: recording_cut_off: /);
  expect(stdout).toMatch(/noise\.mp3: warning: recording_damaged: /);
}, 60_000);

it('doctor says what there is to transcribe with, and that it can', async () => {
  const data = join(await temporaryFolder(), 'new');
  const { code, stdout } = await earshot(['doctor', '--data', data]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Moonshine base\s+ok\s+@usefulsensors\/moonshine-js, 0\.1\.14, \d+ MiB, MIT/);
  expect(stdout).toMatch(/ffmpeg\s+absent/);
  expect(stdout).toContain('Earshot can transcribe recordings.');
  const checks = (await earshot(['doctor', '--json', '--data', data])).stdout.trimEnd().split('\n');
  expect(checks.map((line) => JSON.parse(line).state)).not.toContain('missing');
  await expect(readdir(data)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('doctor ends with 1 over a folder that holds something else', async () => {
  const data = await temporaryFolder();
  await writeFiles(data, { 'earshot.db': 'these are words, and no database at all; '.repeat(40) });
  const { code, stdout } = await earshot(['doctor', '--data', data]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/Calls\s+failed\s+EARSHOT_UNREADABLE/);
});

it('dead-lettered messages of this machine are listed, shown and sent back', async () => {
  const data = await temporaryFolder();
  const local = await openLocal({ folder: data });
  await local.source.send('no JSON', { id: 'odd' });
  const [delivery] = (await local.source.receive(1)) ?? [];
  if (delivery !== undefined)
    await local.source.deadLetter(delivery, { code: 'EARSHOT_UNREADABLE', reason: "it isn't JSON" });
  await local.close();
  const dlq = (...args: string[]) => earshot(['dlq', ...args, '--data', data]);
  expect((await dlq('list')).stdout).toMatch(/^local\todd\t.*EARSHOT_UNREADABLE\tit isn't JSON$/m);
  expect((await dlq('show', 'odd')).stdout).toContain('no JSON');
  expect(await dlq('redrive')).toMatchObject({ code: 0, stdout: 'local: 1 message sent back\n' });
  expect(await dlq('list')).toMatchObject({ code: 0, stderr: 'no dead-lettered messages\n' });
});

it('a recording whose transcription is killed again and again is transcribed in the end, once', async () => {
  const [folder, data] = [await temporaryFolder(), await temporaryFolder()];
  await writeFile(join(folder, 'locker.wav'), await shortRecording());
  const args = ['ingest', folder, '--data', data, '--json'];
  for (const afterMs of [150, 600, 1_200, 2_500]) await killed(args, afterMs);
  const { code, stdout } = await earshot(args, TINY);
  expect(code).toBe(0);
  expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ failed: 0, unreadable: 0 });
  const local = await openLocal({ folder: data });
  try {
    expect(local.jobs.ofCall('locker' as CallId)).toMatchObject([{ state: 'succeeded' }]);
    const { calls } = await local.records.list({ filter: {}, limit: 10 });
    expect(calls).toMatchObject([{ callId: 'locker', state: 'completed', jobs: [{ state: 'succeeded' }] }]);
    expect(await local.deadLetters.list()).toEqual([]);
  } finally {
    await local.close();
  }
}, 90_000);

/** Twenty seconds of an example: a WAV file whose sound comes last, a byte a sample. */
async function shortRecording(): Promise<Buffer> {
  const whole = await readFile(join(RECORDINGS, 'parcel-locker-will-not-open_20261105T0917Z.wav'));
  const sound = whole.indexOf('data') + 8;
  const bytes = Buffer.from(whole.subarray(0, sound + 20 * 8_000));
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.writeUInt32LE(bytes.length - sound, sound - 4);
  return bytes;
}

/** Runs `earshot` for a while, then kills it without a word. */
async function killed(args: readonly string[], afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [BIN, ...args], { env: TINY, stdio: 'ignore' });
  const ended = once(child, 'exit');
  setTimeout(() => child.kill('SIGKILL'), afterMs);
  await ended;
}
