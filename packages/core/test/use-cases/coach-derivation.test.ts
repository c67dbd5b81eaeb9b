import { MemoryInsightRepository } from '@earshot/adapters-memory';
import {
  type CallRecord,
  type CallScore,
  CoachDerivation,
  coachCall,
  INSIGHT_NOTICE,
  type InsightRepository,
  NoticeDocument,
  Ruleset,
  toNoticeDocument,
} from '@earshot/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { callOf, said } from '../coaching/calls.js';
import { digests } from '../invariants/world.js';
import { instead } from './fixture.js';

const advice = { type: 'a', category: 'b', aiConfidence: 0.5, suggestedActions: [], message: 'Listen to it.' };
const always = { metric: 'call_length', atLeast: 0 };

function rulesetOf(name: string, version = 1): Ruleset {
  const rules = [
    { ...advice, id: 'urgent', when: always, priority: 'high', title: 'Urgent' },
    { ...advice, id: 'praise', when: always, priority: 'high', status: 'completed', title: 'Praise' },
    { ...advice, id: 'minor', when: always, priority: 'low', title: 'Minor' },
  ];
  return Ruleset.parse({ name, version, title: name, rules });
}

const record: CallRecord = callOf([said('A', 0, 1_000, 'Hello.')]);
const next = { ...record, revision: record.revision + 1 };

function withoutAnalysis({ analysis: _, ...rest }: CallRecord): CallRecord {
  return rest;
}

let insights: MemoryInsightRepository;
const coaching = (rulesets = [rulesetOf('one')], repository: InsightRepository = insights) =>
  new CoachDerivation({ insights: repository, rulesets, digests });

beforeEach(() => {
  insights = new MemoryInsightRepository();
});

test('keeps what the rulesets find in the call, and its score', async () => {
  const { changes } = await coaching().derive(record);
  expect(changes).toEqual({ added: 3, changed: 0, withdrawn: 0, unchanged: 0 });
  expect(await insights.ofCall(record.hash)).toMatchObject(
    coachCall(record, [rulesetOf('one')], digests).insights.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
  expect(await insights.scoreOf(record.hash)).toMatchObject({
    recordCreatedAtMs: record.createdAtMs,
    revision: record.revision,
    recordedAtMs: record.recordedAt.ms,
    rulesets: { one: 1 },
    metrics: { call_length: expect.any(Number) },
  });
});

test('gives a notice of each insight of high priority that waits for a person, the same one each time', async () => {
  const { notices } = await coaching().derive(record);
  const [urgent] = coachCall(record, [rulesetOf('one')], digests).insights;
  expect(notices).toMatchObject([
    { kind: INSIGHT_NOTICE, hash: record.hash, state: record.state, insightId: urgent?.id, atMs: urgent?.createdAtMs },
  ]);
  expect((await coaching([rulesetOf('one', 2)]).derive(next)).notices).toEqual(notices);
  const [notice = expect.unreachable()] = notices;
  expect(NoticeDocument.parse(toNoticeDocument(notice))).toMatchObject({ insightId: urgent?.id });
});

test('a call that has lost its analysis loses its insights, and people’s decisions come back with them', async () => {
  await coaching().derive(record);
  const [first] = await insights.ofCall(record.hash);
  const decision = { status: 'dismissed' as const, atMs: 1, actor: 'lead' };
  await insights.decide(first?.id ?? expect.unreachable(), 1, { decision });
  const lost = withoutAnalysis(next);
  expect((await coaching().derive(lost)).changes).toMatchObject({ withdrawn: 3 });
  expect(await insights.ofCall(record.hash)).toEqual([]);
  await coaching().derive({ ...next, revision: next.revision + 1 });
  expect(await insights.get(first?.id ?? expect.unreachable())).toMatchObject({ decisions: [decision] });
});

test('a call without a result gets no score', async () => {
  expect((await coaching().derive(withoutAnalysis(record))).notices).toEqual([]);
  expect(await insights.scoreOf(record.hash)).toBeUndefined();
});

test('forgets the insights and the score, and says how much that was', async () => {
  await coaching().derive(record);
  expect(await coaching().forget(record.hash)).toBe(4);
  expect(await coaching().forget(record.hash)).toBe(0);
});

describe('what is kept is current', () => {
  test('only for the revision that it follows from, of the same record', async () => {
    expect(await coaching().isCurrent(record)).toBe(false);
    await coaching().derive(record);
    expect(await coaching().isCurrent(record)).toBe(true);
    expect(await coaching().isCurrent(next)).toBe(false);
    expect(await coaching().isCurrent({ ...record, createdAtMs: record.createdAtMs + 1 })).toBe(false);
  });

  test.each([
    ['a new version', [rulesetOf('one', 2)]],
    ['one more ruleset', [rulesetOf('one'), rulesetOf('two')]],
    ['one ruleset less', []],
  ])('only for the rulesets that were applied: not with %s', async (_, rulesets) => {
    await coaching().derive(record);
    expect(await coaching(rulesets).isCurrent(record)).toBe(false);
  });

  test.each([
    ['metrics', { metrics: 0 }],
    ['participants', { participants: 0 }],
  ])('only for the present version of the rules for %s', async (_, older) => {
    await coaching().derive(record);
    const score = (await insights.scoreOf(record.hash)) as CallScore;
    const { versions, ...unversioned } = score;
    for (const kept of [unversioned, { ...score, versions: { metrics: 1, participants: 1, ...versions, ...older } }]) {
      await insights.replace(kept, []);
      expect(await coaching().isCurrent(record, ['one'])).toBe(false);
    }
  });

  test('as far as the named rulesets go', async () => {
    await coaching().derive(record);
    const both = coaching([rulesetOf('one'), rulesetOf('two')]);
    expect([await both.isCurrent(record, ['one']), await both.isCurrent(record, ['two'])]).toEqual([true, false]);
  });
});

test('reads and writes once', async () => {
  const asked: string[] = [];
  const noting = instead<InsightRepository>(insights, {
    replace: async (...given) => {
      asked.push('replace');
      return insights.replace(...given);
    },
    scoreOf: async (hash) => {
      asked.push('scoreOf');
      return insights.scoreOf(hash);
    },
  });
  await coaching([rulesetOf('one')], noting).derive(record);
  expect(asked).toEqual(['replace']);
});
