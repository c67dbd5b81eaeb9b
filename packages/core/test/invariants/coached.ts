import { MemoryInsightRepository, type MemoryRecordRepository, MemoryResultStore } from '@earshot/adapters-memory';
import {
  type CallRecord,
  coachCall,
  FilesDerivation,
  INSIGHT_NOTICE,
  type Insight,
  type KeptInsight,
  NoticeDocument,
  ObjectUri,
  Ruleset,
} from '@earshot/core';
import { expect } from 'vitest';
import type { Flaw } from './flaws.js';
import type { History } from './histories.js';
import { digests, World } from './world.js';

const advice = { aiConfidence: 0.5, suggestedActions: [], message: 'Listen to it.' };

/** Finds something in nearly every call, and something else once a person has said who speaks. */
const RULESETS = [
  Ruleset.parse({
    name: 'world',
    version: 1,
    title: 'Every call',
    rules: [
      {
        ...advice,
        id: 'any',
        when: { metric: 'call_length', atLeast: 0 },
        type: 'a',
        category: 'b',
        priority: 'high',
        title: 'Any',
      },
      {
        ...advice,
        id: 'each',
        each: { of: 'categories', first: 3 },
        type: 'a',
        category: 'c',
        priority: 'low',
        title: '{item}',
      },
      {
        ...advice,
        id: 'greeting',
        when: { phrase: ['hello'], role: 'agent' },
        type: 'praise',
        category: 'd',
        priority: 'medium',
        title: 'Greets',
      },
    ],
  }),
];

const FILES = ObjectUri.parse('s3://results/calls/');

/** How much happened in a history. */
export interface Extent {
  readonly calls: number;
  readonly messages: number;
  readonly crashes: number;
  readonly commands: number;
  readonly pauses: number;
  readonly insights: number;
  readonly decisions: number;
}

/**
 * Plays a history, and expects the insights that the records give, what people decided about them, and the notices: where
 * nothing crashed and no port call failed, before another sweep.
 */
export async function expectCoached(history: History, flaw?: Flaw): Promise<Extent> {
  const insights = new MemoryInsightRepository();
  const options = { announces: true, coaching: { insights, rulesets: RULESETS }, files: FILES, flaw };
  const world = await new World(history, options).run();
  expect(world.deaths).toEqual([]);
  if (world.crashes === 0 && history.faults.length === 0) await expectDerived(world, insights);
  await world.resume();
  const expected = await expectDerived(world, insights);
  const kept = (await insights.list({ filter: {}, limit: 100 })).insights;
  const erased = new Set((history.acts ?? []).filter(({ act }) => act === 'erase').map(({ call }) => call));
  const isErased = (hash: string) =>
    history.calls.some(({ name }, at) => erased.has(at) && digests.md5Hex(name) === hash);
  for (const { id, hash, decision } of world.decisions) {
    const insight = kept.find((one) => one.id === id);
    if (insight !== undefined && !isErased(hash)) expect(insight.decisions).toContainEqual(decision);
  }
  const sent = world.notifier.received.map((text) => NoticeDocument.parse(JSON.parse(text)));
  const announced = new Set(sent.filter(({ kind }) => kind === INSIGHT_NOTICE).map(({ insightId }) => insightId));
  const urgent = expected.filter(({ priority }) => priority === 'high').map(({ id }) => id);
  expect(urgent.filter((id) => !announced.has(id))).toEqual([]);
  return {
    calls: history.calls.length,
    messages: world.fates.length,
    crashes: world.crashes,
    commands: history.acts?.length ?? 0,
    pauses: history.pauses?.length ?? 0,
    insights: expected.length,
    decisions: world.decisions.length,
  };
}

/** Expects that all that is kept follows from the records as they are. @returns the insights */
async function expectDerived({ repository, store }: World, insights: MemoryInsightRepository): Promise<Insight[]> {
  await expectFiles(repository, store);
  const { calls } = await repository.list({ filter: {}, limit: 100 });
  const expected: Insight[] = [];
  for (const { hash } of calls) {
    const record = (await repository.get(hash)) as CallRecord;
    const coached = coachCall(record, RULESETS, digests);
    expected.push(...coached.insights);
    expect((await insights.scoreOf(hash))?.metrics ?? {}).toEqual(
      Object.fromEntries(coached.metrics.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]))),
    );
  }
  const kept = (await insights.list({ filter: {}, limit: 100 })).insights;
  expect(byId(kept.map(undecided))).toEqual(byId(expected));
  return expected;
}

/** Expects the files that a store without a past would have, and of erased calls none. */
async function expectFiles(repository: MemoryRecordRepository, store: MemoryResultStore): Promise<void> {
  const { calls } = await repository.list({ filter: {}, limit: 100 });
  const fresh = new MemoryResultStore();
  const files = new FilesDerivation({ store: fresh, folder: FILES });
  for (const { hash } of calls) await files.derive((await repository.get(hash)) as CallRecord);
  expect(await textsIn(store)).toEqual(await textsIn(fresh));
}

async function textsIn(store: MemoryResultStore): Promise<Record<string, string>> {
  const { uris } = await store.list(FILES);
  const texts = uris.map(async (uri) => [uri, Buffer.from((await store.get(uri)) ?? []).toString()] as const);
  return Object.fromEntries(await Promise.all(texts));
}

function undecided(kept: KeptInsight): Insight {
  const { status: _, decisions: __, comments: ___, updatedAtMs: ____, version: _____, ...insight } = kept;
  return insight;
}

function byId(insights: readonly Insight[]): Insight[] {
  return insights.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
