/* A format that core has never heard of, through events, use cases, the command line and HTTP. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MemoryRecordRepository, MemoryResultStore } from '@earshot/adapters-memory';
import {
  type CallId,
  DEFAULT_LAYOUT,
  EraseCall,
  FORMATS,
  HandleDelivery,
  hashOf,
  type JobId,
  type ObjectUri,
  PersistResult,
  ReadCall,
  RecordFailure,
  type ResultFormat,
} from '@earshot/core';
import { digests } from '@earshot/runtime-node';
import { afterEach, describe, expect, it } from 'vitest';
import { notesFormat } from './snippets/notes-format.js';

const ROOT = join(import.meta.dirname, '..');
const PROGRAM = join(ROOT, 'packages/runtime-node/bin/earshot.js');
const NOTES = 's3://calls/uploads/oven.wav\nagent: What can I do for you?\ncaller: My oven is cold.\n';
const UNFINISHED = 's3://calls/uploads/lamp.wav\nno speaker here\n';
const TEXT = 'What can I do for you? My oven is cold.';

/** A format of documents without a layout, which say `said`, and of events. */
const LAMPS = `
const parse = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
export const lamps = {
  name: 'lamps',
  jobAt(path) {
    const [, before = '', job] = /^(.*\\/)?([^/]+)\\/lamp\\.json$/s.exec(path) ?? [];
    return job && { job, before, output: before + job + '/', result: path };
  },
  placeOf: (bytes) => ('said' in parse(bytes) ? 'lamp.json' : undefined),
  readEvent: (message) => (message.lampEvent ? { type: 'ignored', reason: 'a lamp' } : undefined),
  async read(uri, { store }) {
    const text = parse(await store.get(uri)).said;
    const empty = { categories: [], topics: [], topicSummaries: [], moderation: [], sensitiveData: [], customFields: {} };
    const sources = [{ uri, kind: 'lamp', redacted: false }];
    return { state: 'completed', analysis: { ...empty, transcript: { text, segments: [] }, sources } };
  },
};
`;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-notes-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const environment = { ...process.env, EARSHOT_FORMATS: join(ROOT, 'docs/snippets/notes-format.ts') };
const earshot = (...args: string[]) =>
  spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8', env: environment });

describe('notes', () => {
  it('become a call when a bucket announces them, are read again, and are erased', async () => {
    const [repository, store] = [new MemoryRecordRepository(), new MemoryResultStore()];
    const formats = [notesFormat, ...FORMATS];
    const deps = { repository, store, digests, formats, now: () => new Date() };
    const handleDelivery = new HandleDelivery({
      layout: DEFAULT_LAYOUT,
      digests,
      formats,
      startAnalysis: { execute: () => Promise.reject(new Error('no recording arrives')) },
      persistResult: new PersistResult(deps),
      recordFailure: new RecordFailure(deps),
    });
    const key = 'transcription-outputs/call-7/oven.notes';
    const uri = `s3://results/${key}` as ObjectUri;
    await store.put(uri, new TextEncoder().encode(NOTES));
    const record = { eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'results' }, object: { key } } };
    const body = JSON.stringify({ Records: [record] });
    const outcomes = () => handleDelivery.execute({ body, sentAtMs: 0 });

    expect(await outcomes()).toMatchObject([{ status: 'stored', record: { callId: 'call-7' } }]);
    expect(await outcomes()).toMatchObject([{ status: 'duplicate' }]);
    const hash = hashOf('call-7' as never, digests);
    expect(await new ReadCall(deps).execute(hash, { words: true })).toMatchObject({
      media: { uri: 's3://calls/uploads/oven.wav' },
      analysis: { transcript: { text: TEXT }, sources: [{ uri, kind: 'notes' }] },
    });
    expect(await new EraseCall(deps).execute(hash)).toMatchObject({ documents: [uri], recordRemoved: true });
  });

  it('are refused where only redacted copies are kept, and so is a format that gives originals all the same', async () => {
    const [repository, store] = [new MemoryRecordRepository(), new MemoryResultStore()];
    const resultUri = 's3://results/transcription-outputs/call-7/oven.notes' as ObjectUri;
    await store.put(resultUri, new TextEncoder().encode(NOTES));
    const careless: ResultFormat = {
      ...notesFormat,
      read: (uri, options) => notesFormat.read(uri, { ...options, copies: 'original' }),
    };
    for (const format of [notesFormat, careless]) {
      const deps = {
        repository,
        store,
        digests,
        formats: [format],
        copies: 'redacted',
        now: () => new Date(),
      } as const;
      const job = { jobId: 'oven' as JobId, folder: 'call-7' as CallId, resultUri, sentAtMs: 0 };
      await expect(new PersistResult(deps).execute(job)).rejects.toMatchObject({ code: 'EARSHOT_NOT_REDACTED' });
    }
    expect(await repository.get(hashOf('call-7' as never, digests))).toBeUndefined();
  });

  it('are kept, shown and served by the command line, beside results in other formats, and erased', async () => {
    const results = folderOf({
      'transcription-outputs/call-7/oven.notes': NOTES,
      'transcription-outputs/call-7/oven.txt': 'nobody’s',
      'transcription-outputs/call-8/lamp.notes': UNFINISHED,
    });
    const data = join(folderOf({}), 'data');
    const ingested = earshot(
      'ingest',
      results,
      'examples/bucket/transcription-outputs/account-locked-out',
      '--data',
      data,
      '--json',
    );
    expect(ingested.status).toBe(1);
    expect(JSON.parse(ingested.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      stored: 2,
      unreadable: 1,
      // Nobody's text, and the access check beside the example.
      ignored: 2,
      problems: [{ code: 'EARSHOT_UNREADABLE', file: expect.stringContaining('lamp.notes') }],
    });
    rmSync(results, { recursive: true });
    folders.shift();
    expect(earshot('show', 'call-7', '--data', data).stdout).toContain('My oven is cold.');

    const server = spawn(process.execPath, [PROGRAM, 'serve', '--data', data, '--port', '0'], { env: environment });
    try {
      let url: string | undefined;
      for await (const line of createInterface({ input: server.stdout })) {
        url = /http:\S+(?=\/analytics)/.exec(line)?.[0];
        if (url !== undefined) break;
      }
      const hash = hashOf('call-7' as never, digests);
      const response = await fetch(`${url}/analytics/${hash}?include=words`);
      const expected = {
        call_id: 'call-7',
        transcript: TEXT,
        speakers: ['agent', 'caller'],
      };
      expect(await response.json()).toMatchObject({ items: [expected] });
    } finally {
      server.kill();
      await once(server, 'close');
    }
    expect(earshot('erase', 'call-7', '--yes', '--data', data).status).toBe(0);
    expect(
      readdirSync(join(data, 'files'), { recursive: true }).filter((path) => String(path).endsWith('.notes')),
    ).toEqual([]);
  });

  it('come as a file of any name, as an event of their own, or with keys that messages have', () => {
    const results = folderOf({
      'monday/lamp.json': JSON.stringify({
        callId: 'call-9',
        audioS3Uri: 's3://calls/9.wav',
        said: 'The lamp is dim.',
      }),
      'event.json': JSON.stringify({ lampEvent: 'nothing to see' }),
    });
    const module = folderOf({ 'lamps.mjs': LAMPS });
    const env = { ...environment, EARSHOT_FORMATS: join(module, 'lamps.mjs') };
    const data = join(folderOf({}), 'data');
    const args = ['ingest', results, '--data', data, '--json'];
    const { stdout } = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8', env });
    const counts = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(counts).toMatchObject({ stored: 1, ignored: 1, unreadable: 0, problems: [] });
  });

  it('must have a name of their own', () => {
    const module = folderOf({ 'again.mjs': LAMPS.replace("'lamps'", "'bda'") });
    const env = { ...environment, EARSHOT_FORMATS: join(module, 'again.mjs') };
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, 'doctor'], { encoding: 'utf8', env });
    expect([status, stderr]).toEqual([2, expect.stringContaining('named bda')]);
  });

  it.each(['./no-such-module.js', join(ROOT, 'packages/runtime-node/src/find-call.ts')])(
    'need a module that exports a format, which %s does not',
    (specifier) => {
      const env = { ...environment, EARSHOT_FORMATS: specifier };
      const { status, stderr } = spawnSync(process.execPath, [PROGRAM, 'doctor'], { encoding: 'utf8', env });
      expect([status, stderr]).toEqual([2, expect.stringContaining(`EARSHOT_FORMATS: ${specifier}`)]);
    },
  );
});
