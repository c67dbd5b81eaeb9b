import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AnalyticsItem, warningFinding } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { job, SAID, standard, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { earshot, serving } from './earshot.js';

const EXAMPLES = join(import.meta.dirname, '../../../../examples');
/** The examples without the recordings, which take their time. */
const RESULTS = [join(EXAMPLES, 'bucket'), join(EXAMPLES, 'events')];

describe('earshot', () => {
  it.each(
    [
      '',
      'ingest',
      'query',
      'show',
      'export',
      'coach',
      'insights',
      'agents',
      'jobs',
      'serve',
      'watch',
      'erase',
      'doctor',
    ].map((word) => [word ? [word] : []]),
  )('explains itself with --help: %j', async (command) => {
    const { code, stdout } = await earshot([...command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: earshot${command.map((word) => ` ${word}`).join('')}`);
  });

  it.each([
    ['an unknown command', ['guess']],
    ['an unknown option', ['query', '--colour']],
    ['a missing argument', ['ingest']],
    ['a page of no size', ['query', '--limit', '0', '--ingest', EXAMPLES]],
    ['a time without a zone', ['query', '--from', '2026-09-14T10:00', '--ingest', EXAMPLES]],
    ['an unknown state', ['query', '--state', 'done', '--ingest', EXAMPLES]],
    ['an unknown format', ['export', '--format', 'pdf', '--ingest', EXAMPLES]],
  ])('ends with 2 on %s', async (_name, args) => {
    const { code, stdout, stderr } = await earshot(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });

  it('names every wrong variable of its environment at once', async () => {
    const { code, stderr } = await earshot(['query'], { EARSHOT_PORT: 'high', EARSHOT_TOKEN_SECRET: 'short' });
    expect(code).toBe(2);
    expect(stderr).toContain('EARSHOT_PORT');
    expect(stderr).toContain('EARSHOT_TOKEN_SECRET');
    expect(stderr).not.toContain('short');
  });

  it('writes no colour and no progress bar where no terminal is', async () => {
    const { stdout, stderr } = await earshot(['ingest', ...RESULTS]);
    expect(stdout + stderr).not.toContain('\u001b');
  });
});

it.each([
  ['query', []],
  ['query', ['--json']],
  ['export', ['--format', 'json']],
  ['show', ['fine']],
])('%s --ingest ends with 1 when files were not read, and answers all the same', async (command, more) => {
  const folder = await temporaryFolder();
  await writeFiles(folder, { ...job('fine'), 'torn.json': '{"audio_segm' });
  const { code, stdout, stderr } = await earshot([command, ...more, '--ingest', folder]);
  expect({ code, stdout, stderr }).toMatchObject({ code: 1, stdout: expect.stringContaining('fine') });
  expect(stderr).toContain('1 file was not read');
});

describe('earshot ingest', () => {
  it('ends with the counts as one line of JSON', async () => {
    const { code, stdout } = await earshot(['ingest', '--json', ...RESULTS]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toEqual({
      stored: 16,
      duplicate: 1,
      unmatched: 1,
      failed: 1,
      unreadable: 0,
      unredacted: 0,
      ignored: expect.any(Number),
      problems: [],
      warnings: [],
    });
  });

  it('ends with 1 when something was not understood, and says what', async () => {
    const folder = await temporaryFolder();
    await writeFiles(folder, { ...job('fine'), 'torn.json': '{' });
    const { code, stdout } = await earshot(['ingest', folder]);
    expect(code).toBe(1);
    expect(stdout).toContain('1 call: 1 new; 1 file unreadable');
    expect(stdout).toMatch(/torn\.json: .*\(EARSHOT_UNREADABLE\)/);
  });

  it('prints what a call warns of, and so do show and the Markdown export', async () => {
    const [folder, data] = [await temporaryFolder(), await temporaryFolder()];
    const warned = { findings: [warningFinding({ code: 'recording_cut_off', explanation: 'it ends early' })] };
    const place = 'transcription-outputs/short/job-short/0/standard_output/0/result.json';
    await writeFiles(folder, { ...job('short'), [place]: { ...standard(), ...warned } });
    const ingested = await earshot(['ingest', folder, '--data', data]);
    expect(ingested).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('short: warning: recording_cut_off: it ends early'),
    });
    const shown = await earshot(['show', 'short', '--data', data]);
    expect(shown.stdout).toContain('Warning: recording_cut_off: it ends early');
    const exported = await earshot(['export', '--format', 'markdown', '--data', data]);
    expect(exported.stdout).toContain('**Warning:** recording\\_cut\\_off: it ends early');
  });

  it('lets no control character of a document reach the terminal', async () => {
    const folder = await temporaryFolder();
    const files = job('bell');
    const place = 'transcription-outputs/bell/job-bell/0/custom_output/0/result.json';
    files[place] = { inference_result: { call_summary: 'ring\u001b[2J\u0007 ring', call_categories: [] } };
    await writeFiles(folder, files);
    const { stdout } = await earshot(['show', 'bell', '--ingest', folder]);
    expect(stdout).toContain('ring');
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });
});

describe('earshot query, show and export', () => {
  it.each([
    [
      ['--category', 'Billing'],
      ['charged-for-two-lamps.wav', 'factura-luz-alta', 'billing-double-charge'],
    ],
    [
      ['--topic', 'refund'],
      ['complaint-escalation', 'billing-double-charge'],
    ],
    [['--state', 'failed'], ['voicemail-unreadable']],
    [['--from', '2026-10-20', '--to', '2026-10-21'], ['parcel-missing']],
    [['--text', 'violín', '--category', 'Billing'], []],
    [['--text', 'HOUSEKEEPING'], ['hotel-left-violin']],
    [['--call-id', 'museum-opening-hours'], ['museum-opening-hours']],
    [['--hash', 'f7451f82dc6f844ccf6e244b2bca6962'], ['hotel-left-violin']],
    [
      ['--limit', '2'],
      ['where-is-the-mirror.wav', 'charged-for-two-lamps.wav'],
    ],
  ])('lists what %j means, newest first', async (filters, expected) => {
    const { code, stdout } = await earshot(['query', '--json', ...filters, '--ingest', EXAMPLES]);
    const items = stdout.split('\n').flatMap((line) => (line === '' ? [] : [AnalyticsItem.parse(JSON.parse(line))]));
    expect(code).toBe(0);
    expect(items.map((item) => item.call_id)).toEqual(expected);
  });

  it('shows a call with its summary, topics and transcript by speaker with times', async () => {
    const folder = await temporaryFolder();
    await writeFiles(folder, job('milk-1'));
    const { code, stdout } = await earshot(['show', 'milk-1', '--ingest', folder]);
    expect(code).toBe(0);
    expect(stdout).toContain('Sour milk is replaced.');
    expect(stdout).toMatch(/Topics +milk/);
    expect(stdout).toMatch(/0:00 +spk_0 +Good morning, Fernhill Dairy\.\n +0:04 +spk_1 +My milk was sour\./);
  });

  it('ends with 1 when no call has that name', async () => {
    expect(await earshot(['show', 'nobody', '--ingest', EXAMPLES])).toMatchObject({ code: 1, stdout: '' });
    expect(await earshot(['query', '--call-id', 'nobody', '--ingest', EXAMPLES])).toMatchObject({
      code: 1,
      stdout: '',
    });
  });

  it('exports calls in full, and all of them', async () => {
    const { code, stdout } = await earshot(['export', '--format', 'json', '--ingest', EXAMPLES]);
    const items: AnalyticsItem[] = JSON.parse(stdout).map((item: unknown) => AnalyticsItem.parse(item));
    expect(code).toBe(0);
    expect(items).toHaveLength(22);
    expect(items.find((item) => item.call_id === 'parcel-missing')?.segments?.length).toBeGreaterThan(10);
  });

  it('exports subtitles for one call to the screen, and for many to a folder', async () => {
    const one = await earshot(['export', '--format', 'vtt', '--call-id', 'parcel-missing', '--ingest', EXAMPLES]);
    expect(one.stdout).toMatch(/^WEBVTT\n\n1\n00:00:\d\d\.\d{3} --> /);
    const many = await earshot(['export', '--format', 'vtt', '--ingest', EXAMPLES]);
    expect(many).toMatchObject({ code: 2, stdout: '' });
    const folder = await temporaryFolder();
    const output = join(folder, 'subtitles');
    await earshot(['export', '--format', 'vtt', '--category', 'Billing', '--output', output, '--ingest', EXAMPLES]);
    expect((await readdir(output)).sort()).toEqual([
      'billing-double-charge.vtt',
      'charged-for-two-lamps.wav.vtt',
      'factura-luz-alta.vtt',
    ]);
  });

  it('writes an export to a file', async () => {
    const file = join(await temporaryFolder(), 'calls.csv');
    const { code, stdout } = await earshot(['export', '--format', 'csv', '--output', file, '--ingest', EXAMPLES]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect((await readFile(file, 'utf8')).split('\r\n')[0]).toMatch(/^call_id,hash,recorded_at,/);
  });

  it('says what to do when there is nothing to ask', async () => {
    const { code, stderr } = await earshot(['query', '--server', 'http://127.0.0.1:9']);
    expect(code).toBe(1);
    expect(stderr).toContain('EARSHOT_UNAVAILABLE');
    expect(stderr).toContain('--ingest');
  });
});

describe('earshot serve', () => {
  it('serves what it took in, answers the other commands, and stops cleanly', async () => {
    const folder = await temporaryFolder();
    await writeFiles(folder, { ...job('milk-1'), ...job('milk-2') });
    const server = await serving(['serve', '--port', '0', '--ingest', folder]);
    expect(server.greeting).toContain('2 calls: 2 new');
    const response = await fetch(`${server.url}/analytics`);
    expect(await response.json()).toMatchObject({ count: 2 });
    const listed = await earshot([
      'query',
      '--json',
      '--category',
      'Complaints',
      '--limit',
      '1',
      '--server',
      server.url,
    ]);
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    const shown = await earshot(['show', 'milk-2', '--server', server.url]);
    expect(shown.stdout).toContain(SAID[1]);
    expect(await earshot(['show', 'milk-9', '--server', server.url])).toMatchObject({ code: 1 });
    expect(await server.stop('SIGINT')).toBe(0);
  });

  it('keeps up what ingest took in, with --serve', async () => {
    const server = await serving(['ingest', ...RESULTS, '--serve', '--port', '0']);
    const response = await fetch(`${server.url}/analytics/hotel-left-violin`);
    expect(await response.json()).toMatchObject({ count: 1, items: [{ call_id: 'hotel-left-violin' }] });
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it('says so when its port is taken', async () => {
    const server = await serving(['serve', '--port', '0']);
    const { code, stderr } = await earshot(['serve', '--port', new URL(server.url).port]);
    expect(code).toBe(1);
    expect(stderr).toContain('EARSHOT_CONFLICT');
    await server.stop('SIGTERM');
  });
});
