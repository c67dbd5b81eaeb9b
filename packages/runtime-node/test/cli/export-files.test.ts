import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLocal } from '@earshot/adapters-local';
import { type AnalyticsItem, CallId, type CallRecord, hashOf } from '@earshot/core';
import { expect, it } from 'vitest';
import { temporaryFolder, writeFiles } from '../results-on-disk.js';
import { BIN, earshot } from './earshot.js';
import { run } from './run-in-process.js';

const digests = { md5Hex: (text: string) => createHash('md5').update(text, 'utf8').digest('hex') };

function submitted(id: string): CallRecord {
  const callId = CallId.parse(id);
  return {
    hash: hashOf(callId, digests),
    callId,
    revision: 1,
    recordedAt: { ms: 0, source: 'transport' },
    state: 'submitted',
    history: [{ state: 'submitted', atMs: 0 }],
    jobs: [],
    createdAtMs: 0,
    updatedAtMs: 0,
  };
}

it('writes nothing outside the folder of an export, whatever calls are named', async () => {
  const [data, home] = [await temporaryFolder(), await temporaryFolder()];
  const records = ['../../escaped', 'a/b', join(home, 'absolute'), 'a\\b', 'call-7'].map(submitted);
  const local = await openLocal({ folder: data });
  for (const record of records) await local.records.save(record);
  await local.close();

  const output = join(home, 'deep', 'export');
  const { code } = await earshot(['export', '--format', 'vtt', '--output', output, '--data', data]);
  expect(code).toBe(0);
  const names = records.map(({ callId, hash }) => (callId === 'call-7' ? callId : hash));
  expect((await readdir(output)).sort()).toEqual(names.map((name) => `${name}.vtt`).sort());
  expect(await readdir(home)).toEqual(['deep']);
  expect(await readdir(join(home, 'deep'))).toEqual(['export']);
});

it.each(['vtt', 'srt'])('writes %s that is ingested with the same times, texts and speakers', async (format) => {
  const folder = await temporaryFolder();
  const turn = (at: number, SegmentSpeaker: string, DisplayText: string) => ({
    SegmentStartTime: at / 8,
    SegmentEndTime: at,
    SegmentSpeaker,
    DisplayText,
  });
  const texts = [
    'Good morning.',
    'Hi --> <b>you</b> & me.\n\n2',
    'Note: 00:01 --> 00:02\u001b[2J',
    '42',
    'שלום: \u202e!',
  ];
  await writeFiles(folder, {
    'in/one.json': {
      ConversationAnalytics: { SpeakerLabels: [{ Speaker: 'spk_0', DisplayText: 'Ann: <Lee>' }] },
      SpeechSegments: texts.map((text, at) => turn(at, `spk_${at % 3}`, text)),
    },
    'in/two.json': { ConversationAnalytics: {}, SpeechSegments: [turn(1, '', 'Bo: Hello.'), turn(2, '', 'Bo: Bye.')] },
  });
  const segmentsIn = async (from: string) => {
    const { stdout } = await run('export', '--format', 'json', '--ingest', join(folder, from));
    const calls = (JSON.parse(stdout) as AnalyticsItem[]).toSorted((a, b) => (a.call_id < b.call_id ? -1 : 1));
    return calls.map(({ call_id, segments }) => [
      call_id,
      segments?.map(({ start_ms, end_ms, text, speaker, speaker_name: name = speaker }) => [
        start_ms,
        end_ms,
        text,
        name,
      ]),
    ]);
  };
  const output = join(folder, 'out');
  const { code } = await run('export', '--format', format, '--ingest', join(folder, 'in'), '--output', output);
  expect(code).toBe(0);
  expect((await readdir(output)).sort()).toEqual([`one.${format}`, `two.${format}`]);
  const exported = await segmentsIn('in');
  expect(exported[0]?.[1]).toHaveLength(texts.length);
  expect(await segmentsIn('out')).toEqual(exported);
});

it('says what is wrong with the place of an export', async () => {
  const [data, home] = [await temporaryFolder(), await temporaryFolder()];
  await keepOne(data);
  const file = join(home, 'file');
  await writeFile(file, '');
  const refused = async (format: string, output: string) => {
    const { code, stderr } = await run('export', '--format', format, '--output', output, '--data', data);
    expect(code).toBeGreaterThan(0);
    return stderr.split(':')[0];
  };

  expect(await refused('csv', join(home, 'missing', 'calls.csv'))).toBe('EARSHOT_NOT_FOUND');
  expect(await refused('csv', home)).toBe('EARSHOT_INVALID_INPUT');
  expect(await refused('csv', join(file, 'calls.csv'))).toBe('EARSHOT_INVALID_INPUT');
  expect(await refused('vtt', file)).toBe('EARSHOT_INVALID_INPUT');
  expect(await refused('vtt', join(file, 'calls'))).toBe('EARSHOT_INVALID_INPUT');
});

it('ends quietly when nobody reads what it prints', async () => {
  expect(await exported('pipe')).toEqual({ code: 0, stderr: '' });
});

it.runIf(existsSync('/dev/full'))('ends with 1 when what it prints is lost', async () => {
  const { code, stderr } = await exported(openSync('/dev/full', 'w'));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^EARSHOT_UNAVAILABLE: .*ENOSPC\n$/);
});

async function keepOne(data: string): Promise<void> {
  const local = await openLocal({ folder: data });
  await local.records.save(submitted('call-7'));
  await local.close();
}

/** Exports a call to this, or to a pipe that nobody reads. */
async function exported(stdout: 'pipe' | number): Promise<{ code: number | null; stderr: string }> {
  const data = await temporaryFolder();
  await keepOne(data);
  return new Promise((resolve, reject) => {
    const args = [BIN, 'export', '--format', 'json', '--data', data];
    const child = spawn(process.execPath, args, { stdio: ['ignore', stdout, 'pipe'] });
    child.stdout?.destroy();
    let stderr = '';
    child.stderr?.on('data', (text) => {
      stderr += String(text);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  });
}
