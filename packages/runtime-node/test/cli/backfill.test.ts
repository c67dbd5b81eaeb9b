import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLocal } from '@earshot/adapters-local';
import { startCommand } from '@earshot/aws-test-servers';
import { DEFAULT_LAYOUT, unwrap } from '@earshot/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { bucketAndQueue } from '../aws/bucket-and-queue.js';
import { temporaryFolder, writeFiles } from '../results-on-disk.js';
import { toneFile } from '../tone-file.js';
import { BIN, earshot } from './earshot.js';
import { run, runTyping } from './run-in-process.js';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `calls/${1_000 + index}.wav`);
const uriOf = (body: string) => JSON.parse(body).audioS3Uri as string;
const lastLine = (text: string) => JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');

describe('earshot backfill on AWS', () => {
  it('sends the start messages of the recordings below a prefix, once, whichever run is first', async () => {
    const { data, put, sent } = await bucketAndQueue();
    await put('calls/a.wav', 'calls/deep/b_20260501T0900Z.MP3', 'calls/notes.txt', 'other/c.wav', 'uploads/d.wav');
    const args = ['backfill', 's3://archive/calls/', '--adapters', 'aws', '--json'];
    const { code, stdout } = await run(...args);
    expect(lastLine(stdout)).toMatchObject({ counts: { enqueued: 2, 'not a recording': 1 }, isComplete: true });
    expect(code).toBe(0);
    const requests = (await sent()).flatMap((body) => unwrap(body, 0, DEFAULT_LAYOUT));
    expect(requests).toMatchObject([
      { request: { callId: 'calls/a.wav', media: { uri: 's3://archive/calls/a.wav' } } },
      {
        request: {
          callId: 'calls/deep/b_20260501T0900Z.MP3',
          recordedAt: { ms: Date.UTC(2026, 4, 1, 9), source: 'media_name' },
        },
      },
    ]);
    expect(requests).toMatchObject([{ request: { recordedAt: { source: 'file_time' } } }, {}]);

    const again = await run(...args);
    expect(again).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('--again') });
    expect(await sent()).toHaveLength(2);
    await run(...args, '--again');
    expect(await sent()).toHaveLength(4);
    expect(
      await run('backfill', 's3://archive/', '--from', '2026-05-01', '--to', '2026-05-02', ...args.slice(2)),
    ).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"enqueued":1'),
    });
    const [file = ''] = await readdir(join(data, 'backfill'));
    expect((await stat(join(data, 'backfill', file))).mode & 0o077).toBe(0);
    expect(await readFile(join(data, 'backfill', file), 'utf8')).not.toMatch(/wav|mp3/i);
  });

  it('names the key after which it continues on one line, whatever is in it', async () => {
    const { put } = await bucketAndQueue();
    await put('calls/a\nEARSHOT_DENIED.wav', 'calls/b.wav');
    const args = ['backfill', 's3://archive/', '--adapters', 'aws'];
    await run(...args, '--limit', '1');
    const { code, stderr } = await run(...args);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^continuing after calls\/a.+\.wav$/m);
  });

  it('names a call as an upload does', async () => {
    const { put, sent } = await bucketAndQueue();
    await put('uploads/deep/a b.wav');
    await run('backfill', 's3://archive/', '--adapters', 'aws');
    expect((await sent()).map((body) => JSON.parse(body).callId)).toEqual(['deep/a b.wav']);
  });

  it.each([
    ['SIGINT', 0],
    ['SIGKILL', 20],
  ] as const)('continues after %s, and has sent at most %i messages twice', async (signal, most) => {
    const { environment, put, sent } = await bucketAndQueue();
    const keys = numbered(60);
    await put(...keys);
    const args = ['backfill', 's3://archive/calls/', '--adapters', 'aws'];
    const command = startCommand(BIN, [...args, '--per-second', '20'], environment);
    await vi.waitFor(async () => expect((await sent()).length).toBeGreaterThanOrEqual(20), { timeout: 20_000 });
    await command.end(signal);
    expect((await sent()).length).toBeLessThan(60);
    expect(await run(...args)).toMatchObject({ code: 0 });
    const uris = (await sent()).map(uriOf);
    expect([...new Set(uris)].sort()).toEqual(keys.map((key) => `s3://archive/${key}`));
    expect(uris.length).toBeLessThanOrEqual(60 + most);
  });

  it('sends what a manifest names, with its metadata; a wrong row leaves the others alone', async () => {
    const { sent } = await bucketAndQueue();
    const manifest = join(await temporaryFolder(), 'calls.csv');
    const rows = ['s3://archive/a.wav,call-1,2026-05-01T09:00:00Z,seven', 's3://archive/b.wav,call-2,yesterday,'];
    await writeFile(manifest, `uri,callId,recordedAt,agent\n${rows.join('\n')}\n/tmp/c.wav,,,\n`);
    const { code, stdout } = await run('backfill', manifest, '--adapters', 'aws', '--json');
    expect(code).toBe(1);
    expect(lastLine(stdout)).toMatchObject({
      counts: { enqueued: 1, refused: 2 },
      problems: [{ label: expect.stringContaining('row 4') }, { label: 's3://archive/b.wav' }],
    });
    expect((await sent()).map((body) => JSON.parse(body))).toEqual([
      {
        callId: 'call-1',
        audioS3Uri: 's3://archive/a.wav',
        timestamp: '2026-05-01T09:00:00Z',
        metadata: { agent: 'seven' },
      },
    ]);
    await writeFile(manifest, 'uri\ns3://archive/a.wav\n');
    expect(await run('backfill', manifest, '--adapters', 'aws')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('EARSHOT_CONFLICT'),
    });
  });

  it('only counts with --dry-run: recordings, size, hours, and what they cost', async () => {
    const { data, put, sent } = await bucketAndQueue();
    await put(...numbered(40), 'calls/notes.txt');
    vi.stubEnv('EARSHOT_ANALYSIS_USD_PER_MINUTE', '0.02');
    const args = ['backfill', 's3://archive/', '--adapters', 'aws', '--dry-run'];
    const effort = ['--jobs', '10', '--job-seconds', '180', '--minutes-per-call', '4'];
    const { code, stdout } = await run(...args, ...effort, '--json');
    expect(code).toBe(0);
    expect(lastLine(stdout)).toMatchObject({
      recordings: 40,
      bytes: 200,
      hours: 0.2,
      usd: 3.2,
      passed: { 'not a recording': 1 },
    });
    expect((await run(...args, ...effort)).stdout).toMatch(/^hours\s+0\.2 .*\ncost\s+3\.20 USD /m);
    expect((await run(...args, '--limit', '15', '--json')).stdout).toContain('"recordings":15');
    expect(await sent()).toEqual([]);
    expect(await readdir(data)).toEqual([]);
  });

  it('shows on a terminal how far it is', async () => {
    const { put } = await bucketAndQueue();
    await put(...numbered(12));
    const { code, screen } = await runTyping('', 'backfill', 's3://archive/', '--adapters', 'aws');
    expect(code).toBe(0);
    expect(screen).toMatch(/Enqueueing .*12\/12 +\d+\/s/);
  });

  it('ends with 1 when the bucket or the queue is not there, and with 2 when nothing names the queue', async () => {
    const { environment } = await bucketAndQueue();
    const args = ['backfill', 's3://no-such-bucket/', '--adapters', 'aws'];
    expect(await run(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining('EARSHOT_NOT_FOUND') });
    expect(await earshot(args, { ...environment, EARSHOT_START_QUEUE_URL: '' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('EARSHOT_START_QUEUE_URL: is missing'),
    });
    const folder = await temporaryFolder();
    expect(await run('backfill', folder, '--adapters', 'aws')).toMatchObject({ code: 2 });
  });
});

describe('earshot backfill on one machine', () => {
  it('takes in the recordings of a folder once, and leaves them to the transcription worker', async () => {
    const [folder, data] = [await temporaryFolder(), await temporaryFolder()];
    await writeFiles(folder, { 'notes.txt': 'no sound', 'broken.wav': 'no sound either' });
    const tone = toneFile();
    await writeFile(join(folder, 'a.wav'), tone);
    tone.writeInt16LE(1, 44);
    await writeFile(join(folder, 'b_20260501T0900Z.wav'), tone);
    const args = ['backfill', folder, '--data', data, '--json'];
    expect(lastLine((await run(...args, '--dry-run')).stdout)).toMatchObject({ recordings: 3 });
    const { code, stdout } = await run(...args);
    expect(code).toBe(1);
    expect(lastLine(stdout)).toMatchObject({
      counts: { enqueued: 2, refused: 1, 'not a recording': 1 },
      problems: [{ label: join(folder, 'broken.wav') }],
    });
    expect(lastLine((await run(...args)).stdout).counts).toMatchObject({ known: 2, refused: 1 });
    const local = await openLocal({ folder: data });
    onTestFinished(() => local.close());
    expect(await local.source.count()).toMatchObject({ waiting: 2 });
    expect([...local.recordings.callIds()].sort()).toEqual(['a', 'b_20260501T0900Z']);
  });

  it('takes in the files that a manifest names, beside it or anywhere', async () => {
    const [folder, data] = [await temporaryFolder(), await temporaryFolder()];
    await writeFile(join(folder, 'a.wav'), toneFile());
    await writeFile(join(folder, 'calls.csv'), `a.wav\n${join(folder, 'gone.wav')}\n`);
    const { code, stdout } = await run('backfill', join(folder, 'calls.csv'), '--data', data, '--json');
    expect(code).toBe(1);
    expect(lastLine(stdout)).toMatchObject({
      counts: { enqueued: 1, refused: 1 },
      problems: [{ code: 'EARSHOT_NOT_FOUND' }],
    });
    expect(await readFile(join(folder, 'a.wav'))).toEqual(toneFile());
  });

  it('refuses what is only on AWS', async () => {
    const data = await temporaryFolder();
    const { code, stderr } = await run('backfill', 's3://archive/calls/', '--data', data);
    expect(code).toBe(2);
    expect(stderr).toContain('--adapters aws');
    expect(await readdir(data)).toEqual([]);
  });
});
