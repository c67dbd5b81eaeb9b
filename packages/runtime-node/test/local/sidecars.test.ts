import { appendFile, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallId, type CallRecord, type EarshotError, hashOf, metadataOf } from '@earshot/core';
import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ingestInto } from '../../src/local/ingest-local.js';
import { type LocalApp, openLocalApp } from '../../src/local/local-app.js';
import { startWorker } from '../../src/worker.js';
import { temporaryFolder } from '../results-on-disk.js';
import { toneFile } from '../tone-file.js';

const schema = 'earshot.recording/1';
const ZOE = { schema, call_id: 'PBX-42', agent: 'Zoe', recorded_at: '2026-09-14T05:00:00Z' };

/** A data folder whose messages are handled, and a folder of recordings. Nothing is transcribed. */
async function world(data?: string) {
  const folder = data ?? (await temporaryFolder());
  const app = await openLocalApp({ folder });
  const worker = startWorker({
    app: app.app,
    sources: [{ source: app.local.source, maxReceives: 5 }],
    concurrency: 2,
    sweepEveryMs: 0,
    overdueMs: 0,
    onReport: () => {},
    onSwept: () => {},
  });
  const close = async () => {
    await worker.stop();
    await worker.done;
    await app.close();
  };
  onTestFinished(close);
  const calls = await temporaryFolder();
  const record = (callId: string) => app.app.repository.get(hashOf(callId as CallId, app.app.digests));
  return {
    ...app,
    app,
    close,
    calls,
    record,
    path: (name: string) => join(calls, name),
    async write(name: string, content: object | string, atS?: number): Promise<string> {
      const path = join(calls, name);
      const isBytes = typeof content === 'string' || Buffer.isBuffer(content);
      await writeFile(path, isBytes ? content : JSON.stringify(content));
      if (atS !== undefined) await utimes(path, atS, atS);
      return path;
    },
    until: (callId: string, holds: (record: CallRecord | undefined) => void) =>
      vi.waitFor(async () => holds(await record(callId)), { timeout: 10_000, interval: 10 }),
  };
}

it('any order of recordings and sidecars, repeated, ends in the same call', async () => {
  type Step = 'a.wav' | 'b.wav' | 'a.wav.json' | 'b.wav.json';
  const steps: readonly Step[] = ['a.wav', 'b.wav', 'a.wav.json', 'b.wav.json'];
  const contents = {
    'a.wav': toneFile(),
    'b.wav': toneFile(),
    'a.wav.json': ZOE,
    'b.wav.json': { ...ZOE, agent: 'Mia' },
  };
  const run = async (order: readonly Step[]) => {
    const { local, write, until, close } = await world();
    for (const name of order) {
      // Of two files with the same recording, the sidecar that was written last counts.
      const path = await write(name, contents[name], name.startsWith('b') ? 1_790_000_000 : 1_789_000_000);
      if (name.endsWith('.json')) await local.recordings.ingestSidecar(path);
      else await local.ingest(path);
    }
    // Which of the names is the call's own depends on which file came first.
    const callId = order.find((name) => name.endsWith('.wav'))?.replace('.wav', '') ?? '';
    await until(callId, (record) => {
      expect(metadataOf(record as CallRecord)).toEqual({ agent: 'Mia' });
      expect([record?.callId, ...(record?.aliases ?? [])].sort()).toEqual(['PBX-42', 'a', 'b']);
      expect(record?.recordedAt).toEqual({ ms: Date.UTC(2026, 8, 14, 5), source: 'sidecar' });
    });
    await close();
  };
  const order = fc
    .tuple(fc.shuffledSubarray([...steps], { minLength: 4 }), fc.array(fc.constantFrom(...steps), { maxLength: 3 }))
    .map((parts) => parts.flat());
  await fc.assert(fc.asyncProperty(order, run), { numRuns: 8 });
});

it('a watched folder takes sidecars with their recordings, and reports a wrong one once', async () => {
  const { local, calls, write, until, record, close, app } = await world();
  const problems: [string, EarshotError][] = [];
  const watch = (to: LocalApp['local']) =>
    to.watch([calls], { settleMs: 30, onProblem: (path, error) => problems.push([path, error]) });
  await write('early.wav.json', ZOE);
  await write('wrong.wav.json', { schema, direction: 'up' });
  await write('orphan.wav.json', ZOE);
  await write('transcript.wav.json', { results: { channels: [] } });
  const watcher = await watch(local);
  await write('early.wav', toneFile());
  await write('wrong.wav', Buffer.concat([toneFile(), Buffer.from('w')]));
  await write('late.wav', Buffer.concat([toneFile(), Buffer.from('late')]));
  await until('early', (call) => expect(call?.telephony?.metadata).toEqual({ agent: 'Zoe' }));
  await until('late', (call) => expect(call?.state).toBe('analyzing'));
  await until('wrong', (call) => expect(call?.state).toBe('analyzing'));
  await write('late.wav.json', { ...ZOE, call_id: 'PBX-43' });
  await until('late', (call) => expect(call?.aliases).toEqual(['PBX-43']));
  await write('late.wav.json', { ...ZOE, call_id: 'PBX-44' });
  await until('late', (call) => expect(call?.aliases).toEqual(['PBX-44']));
  await vi.waitFor(() => expect(problems).toHaveLength(1), { timeout: 10_000 });
  expect(problems[0]?.[0]).toBe(join(calls, 'wrong.wav.json'));
  expect(problems[0]?.[1]).toMatchObject({ code: 'EARSHOT_INVALID_INPUT', details: { field: 'direction' } });
  expect((await record('wrong'))?.telephony).toBeUndefined();
  await watcher.close();
  const data = local.folder;
  const before = (await record('early'))?.revision;
  await close();

  const again = await world(data);
  const second = await again.local.watch([calls], {
    settleMs: 30,
    onProblem: (path, error) => problems.push([path, error]),
  });
  await writeFile(join(calls, 'last.wav'), Buffer.concat([toneFile(), Buffer.from('last')]));
  await again.until('last', (call) => expect(call?.state).toBe('analyzing'));
  await second.close();
  expect(problems).toHaveLength(1);
  expect((await again.record('early'))?.revision).toBe(before);
  expect(app.local.folder).toBe(data);
});

it('ingest takes sidecars of recordings that came in before, and counts wrong ones', async () => {
  const { app, local, write, record } = await world();
  await local.ingest(await write('late.wav', toneFile()));
  const paths = [
    await write('late.wav.json', ZOE),
    await write('wrong.wav.json', { call_id: 'PBX-1' }),
    await write('cut.wav.json', '{"schema": "earshot.rec'),
    await write('orphan.wav.json', ZOE),
  ];
  const counts = await ingestInto(app, paths);
  expect(counts).toMatchObject({ unreadable: 2, ignored: 0, stored: 0 });
  expect(counts.problems.map(({ code }) => code).sort()).toEqual(['EARSHOT_INVALID_INPUT', 'EARSHOT_UNREADABLE']);
  expect(counts.problems.some(({ reason }) => reason.includes('schema'))).toBe(true);
  expect((await record('late'))?.aliases).toEqual(['PBX-42']);
});

it('a recording that grows keeps its sidecar, and erasing the call removes what was kept of it', async () => {
  const { local, app, write, until, path, record } = await world();
  const recording = await write('a.wav', toneFile());
  const sidecar = await write('a.wav.json', ZOE);
  await local.ingest(recording);
  await until('a', (call) => expect(call?.telephony).toBeDefined());
  await appendFile(recording, 'more');
  await local.ingest(recording);
  await until('a', (call) => expect(call?.media?.supersedes).toHaveLength(1));
  const copies = async () => (await local.store.list('local://recordings/')).uris.map((uri) => uri.slice(-9));
  expect((await copies()).sort()).toEqual(expect.arrayContaining([expect.stringMatching(/\.wav\.json$/)]));
  expect(await copies()).toHaveLength(2);
  const { traces } = await app.app.eraseCall.execute(hashOf('a' as CallId, app.app.digests));
  expect(await copies()).toEqual([]);
  expect(traces).toContain(`the name of ${sidecar}, which stays`);
  expect(await readFile(sidecar, 'utf8')).toContain('Zoe');
  // The files are left alone, as is a sidecar that is looked at again.
  expect(await local.recordings.ingestSidecar(sidecar)).toEqual({ status: 'waiting' });
  expect(await local.ingest(path('a.wav'))).toMatchObject({ status: 'erased' });
  expect(await record('a')).toBeUndefined();
  expect(await copies()).toEqual([]);
});
