import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MemorySharedState } from '@earshot/adapters-memory';
import { nodePlatform } from '@earshot/adapters-memory/node';
import { CallId, type CallRecord, hashOf, type SharedState } from '@earshot/core';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ExportDerivation, type ExportTarget } from '../../src/export/export-derivation.js';
import { temporaryFolder } from '../results-on-disk.js';

let nowMs = 1_000_000;
const now = () => new Date(nowMs);
const { digests } = nodePlatform();

function record(callId: string, facts: Partial<CallRecord> & { agent?: string } = {}): CallRecord {
  const { agent = 'Zoe', ...rest } = facts;
  const text = `This is ${callId}.`;
  return {
    hash: hashOf(CallId.parse(callId), digests),
    callId: CallId.parse(callId),
    recordedAt: { ms: Date.UTC(2026, 10, 20), source: 'stated' },
    state: 'completed',
    history: [],
    jobs: [],
    revision: 1,
    createdAtMs: 5,
    updatedAtMs: 5,
    metadata: { agent_name: agent },
    analysis: {
      categories: [],
      topics: [],
      topicSummaries: [],
      moderation: [],
      sensitiveData: [],
      customFields: {},
      sources: [],
      transcript: { text, segments: [{ index: 0, text, startMs: 0, endMs: 1 }] },
    },
    ...rest,
  } as unknown as CallRecord;
}

let state: SharedState;
let exports: ExportDerivation;
let target: ExportTarget;

beforeEach(async () => {
  state = new MemorySharedState();
  exports = new ExportDerivation({ state, now });
  target = {
    folder: join(await temporaryFolder(), 'calls'),
    formats: ['markdown', 'txt'],
    name: '{date}_{agent}_{call}',
  };
  await exports.activate(target, now().getTime() + 1);
});

const files = async () => (await readdir(target.folder).catch(() => [])).sort();
const text = (name: string) => readFile(join(target.folder, name), 'utf8');

describe('exported calls', () => {
  it('are files with the names that were asked for, and deriving again changes nothing', async () => {
    const call = record('a');
    expect(await exports.isCurrent(call)).toBe(false);
    expect((await exports.derive(call)).changes).toMatchObject({ added: 2 });
    expect(await files()).toEqual(['2026-11-20_Zoe_a.md', '2026-11-20_Zoe_a.txt']);
    expect(await text('2026-11-20_Zoe_a.txt')).toBe('This is a.\n');
    expect(await exports.isCurrent(call)).toBe(true);
    expect((await exports.derive(call)).changes).toMatchObject({ unchanged: 2, added: 0, changed: 0 });
    expect(await exports.isCurrent({ ...call, revision: 2 })).toBe(false);
  });

  it('move when the agent gets another name, and are gone when the call is', async () => {
    await exports.derive(record('a'));
    await exports.derive(record('a', { revision: 2, agent: 'zoe' }));
    expect(await files()).toEqual(['2026-11-20_zoe_a.md', '2026-11-20_zoe_a.txt']);
    await exports.derive(record('a', { revision: 3, agent: 'Ann' }));
    expect(await files()).toEqual(['2026-11-20_Ann_a.md', '2026-11-20_Ann_a.txt']);
    expect((await exports.derive(record('a'))).changes).toMatchObject({ added: 0, changed: 0 });
    const { hash } = record('a');
    expect([await exports.forget(hash), await exports.forget(hash), await files()]).toEqual([2, 0, []]);
  });

  it('are gone when the record has lost its result', async () => {
    await exports.derive(record('a'));
    const { analysis: _, ...lost } = record('a', { revision: 2 });
    expect((await exports.derive(lost as CallRecord)).changes).toMatchObject({ withdrawn: 2 });
    expect(await files()).toEqual([]);
  });

  it('change their formats with the settings', async () => {
    await exports.derive(record('a'));
    await exports.activate({ ...target, formats: ['json'], name: '{call}' }, now().getTime() + 1);
    expect(await exports.isCurrent(record('a'))).toBe(false);
    await exports.derive(record('a'));
    expect(await files()).toEqual(['a.json']);
  });

  it('never take the place of a file that Earshot did not write', async () => {
    await mkdir(target.folder);
    await writeFile(join(target.folder, '2026-11-20_Zoe_a.md'), 'mine');
    const call = record('a');
    await exports.derive(call);
    const stem = `2026-11-20_Zoe_a_${call.hash.slice(0, 8)}`;
    expect(await files()).toEqual(['2026-11-20_Zoe_a.md', `${stem}.md`, `${stem}.txt`]);
    await exports.forget(call.hash);
    expect([await files(), await text('2026-11-20_Zoe_a.md')]).toEqual([['2026-11-20_Zoe_a.md'], 'mine']);
  });

  it('are only kept up to date once the time is over', async () => {
    await exports.derive(record('a'));
    await exports.activate(target, 0);
    await exports.derive(record('b'));
    await exports.derive(record('a', { revision: 2, agent: 'Ann' }));
    expect(await files()).toEqual(['2026-11-20_Ann_a.md', '2026-11-20_Ann_a.txt']);
    expect(await exports.isCurrent(record('b'))).toBe(true);
  });

  it('are removed after a writer died at any moment', async () => {
    for (let dies = 1; dies <= 12; dies++) {
      let writes = 0;
      const write: SharedState['write'] = async (...args) => {
        if (++writes === dies) throw new Error('killed');
        if (writes > dies) throw new Error('dead');
        const written = await state.write(...args);
        if (++writes === dies) throw new Error('killed');
        return written;
      };
      const dying = new ExportDerivation({ state: { read: (name) => state.read(name), write }, now });
      await exports.activate(target, nowMs + 1);
      const call = record(`call-${dies}`);
      await dying.derive(call).catch(() => {});
      nowMs += 60_000;
      await exports.forget(call.hash);
      expect([dies, await files()]).toEqual([dies, []]);
    }
  });
});

describe('several processes', () => {
  it('give each call files of its own, even if all have the same name', async () => {
    await exports.activate({ ...target, name: '{date}' }, now().getTime() + 1);
    const calls = Array.from({ length: 6 }, (_, at) => record(`call-${at}`));
    const processes = [exports, new ExportDerivation({ state, now })];
    await Promise.all(calls.flatMap((call) => processes.map((one) => one.derive(call))));
    expect(await files()).toHaveLength(12);
    const texts = await Promise.all((await files()).filter((name) => name.endsWith('.txt')).map(text));
    expect(texts.sort()).toEqual(calls.map(({ callId }) => `This is ${callId}.\n`));
    for (const { hash } of calls) expect(await exports.forget(hash)).toBe(2);
    expect(await files()).toEqual([]);
  });

  it('leave the files of the latest record, in whatever order they write', async () => {
    const agents = ['Zoe', 'zoe', 'Ann'];
    const records = agents.map((agent, at) => record('a', { revision: at + 1, agent }));
    const last = records.at(-1) as CallRecord;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }),
        async (scheduler, order) => {
          const fresh = { ...target, folder: await temporaryFolder() };
          const names = async () => (await readdir(fresh.folder)).sort();
          const shared = new MemorySharedState();
          const slow: SharedState = {
            read: (name) => scheduler.schedule(shared.read(name)),
            write: (name, value, version) => scheduler.schedule(shared.write(name, value, version)),
          };
          const whole = new ExportDerivation({ state: shared, now });
          await whole.activate(fresh, now().getTime() + 1);
          const writing = order.map(async (at) => {
            // As `DeriveCall` does: it derives from the latest record before it is done.
            const one = new ExportDerivation({ state: slow, now });
            await one.derive(records[at] as CallRecord);
            await one.derive(last);
          });
          await scheduler.waitFor(Promise.all(writing));
          expect(await names()).toEqual(['2026-11-20_Ann_a.md', '2026-11-20_Ann_a.txt']);
          await whole.forget(last.hash);
          expect(await names()).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });
});
