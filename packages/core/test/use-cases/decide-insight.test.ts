import { MemoryInsightRepository } from '@earshot/adapters-memory';
import { describe, expect, test } from 'vitest';
import {
  DecideInsight,
  EarshotError,
  type InsightDecision,
  InsightId,
  type InsightRepository,
  MAX_DECISIONS,
} from '../../src/index.js';
import { anInsight, aScore, hex } from '../coaching/scores.js';
import { instead } from './fixture.js';

const NOW_MS = Date.UTC(2026, 10, 30, 12);
const id = anInsight(1, 1).id;
const by = { atMs: NOW_MS, actor: 'Grace' };

async function withInsight() {
  const insights = new MemoryInsightRepository();
  await insights.replace(aScore(1), [anInsight(1, 1)]);
  const over = (repository: InsightRepository) =>
    new DecideInsight({ insights: repository, now: () => new Date(NOW_MS) });
  const decide = (decision: Partial<InsightDecision>, repository: InsightRepository = insights) =>
    over(repository).execute({ id, actor: 'Grace', ...decision });
  return { insights, decide };
}

describe('deciding about an insight', () => {
  test.each(['acknowledged', 'completed', 'dismissed'] as const)('makes it %s, by whom and when', async (status) => {
    const { insights, decide } = await withInsight();
    const decided = await decide({ status });
    expect(decided).toMatchObject({ status, decisions: [{ status, ...by }], comments: [], updatedAtMs: NOW_MS });
    expect(await insights.get(id)).toEqual(decided);
  });

  test('opens it again, and keeps what was decided before', async () => {
    const { decide } = await withInsight();
    await decide({ status: 'dismissed', comment: ' Not so. ' });
    expect(await decide({ status: 'pending', actor: 'Ada' })).toMatchObject({
      status: 'pending',
      decisions: [
        { status: 'dismissed', ...by },
        { status: 'pending', actor: 'Ada' },
      ],
      comments: [{ text: 'Not so.', ...by }],
    });
  });

  test('adds nothing for a status that it has, but keeps the comment', async () => {
    const { insights, decide } = await withInsight();
    const before = await insights.get(id);
    expect(await decide({ status: 'pending' })).toEqual(before);
    const once = await decide({ status: 'completed' });
    expect(await decide({ status: 'completed' })).toEqual(once);
    const twice = await decide({ status: 'completed', comment: 'Still.' });
    expect(twice).toMatchObject({ decisions: once.decisions, comments: [{ text: 'Still.' }] });
  });

  test('keeps a comment once that the same person repeats', async () => {
    const { decide } = await withInsight();
    const once = await decide({ status: 'completed', comment: 'Done.' });
    expect(await decide({ status: 'completed', comment: ' Done. ' })).toEqual(once);
    const { comments } = await decide({ comment: 'Done.', actor: 'Ada' });
    expect(comments.map(({ actor }) => actor)).toEqual(['Grace', 'Ada']);
    expect((await decide({ comment: 'Done.' })).comments).toHaveLength(3);
  });

  test('conflicts with another version than the caller has seen, unless it changes nothing', async () => {
    const { insights, decide } = await withInsight();
    const decided = await decide({ status: 'completed', version: 1 });
    expect(decided.version).toBe(2);
    await expect(decide({ status: 'dismissed', version: 1 })).rejects.toMatchObject({
      code: 'EARSHOT_CONFLICT',
      retryable: false,
      details: { field: 'version', found: 2, expected: 1 },
    });
    expect(await decide({ status: 'completed', version: 1 })).toEqual(decided);
    expect(await insights.get(id)).toEqual(decided);
  });

  test('reads it again when somebody else was faster, and loses neither decision', async () => {
    const { insights, decide } = await withInsight();
    let tries = 0;
    const contested = instead<InsightRepository>(insights, {
      decide: async (...change) => {
        if (tries++ < 3) await decide({ comment: `Faster ${tries}` });
        return insights.decide(...change);
      },
    });
    const decided = await decide({ status: 'completed' }, contested);
    expect(decided.comments.map(({ text }) => text)).toEqual(['Faster 1', 'Faster 2', 'Faster 3']);
    expect(decided.status).toBe('completed');
  });

  test('gives up when somebody else is faster every time, and passes other errors on', async () => {
    const { insights, decide } = await withInsight();
    let tries = 0;
    const failing = (code: 'EARSHOT_CONFLICT' | 'EARSHOT_THROTTLED') =>
      instead<InsightRepository>(insights, {
        decide: async () => {
          tries++;
          throw new EarshotError(code, 'no');
        },
      });
    await expect(decide({ status: 'completed' }, failing('EARSHOT_CONFLICT'))).rejects.toMatchObject({
      code: 'EARSHOT_CONFLICT',
    });
    expect(tries).toBe(8);
    await expect(decide({ status: 'completed' }, failing('EARSHOT_THROTTLED'))).rejects.toMatchObject({
      code: 'EARSHOT_THROTTLED',
    });
    expect(tries).toBe(9);
  });

  test('is EARSHOT_NOT_FOUND when no call has the insight, or not any longer', async () => {
    const { insights, decide } = await withInsight();
    const missing = { code: 'EARSHOT_NOT_FOUND', details: { field: 'id' } };
    await expect(decide({ id: InsightId.parse(hex(2)), status: 'completed' })).rejects.toMatchObject(missing);
    await insights.replace(aScore(1, { revision: 2 }), []);
    await expect(decide({ status: 'completed' })).rejects.toMatchObject(missing);
  });

  test('stops at fifty decisions and comments', async () => {
    const { insights, decide } = await withInsight();
    for (let count = 0; count < MAX_DECISIONS - 1; count++) await decide({ comment: `Comment ${count}` });
    const full = (field: string) => ({ code: 'EARSHOT_INVALID_INPUT', details: { field, expected: 50 } });
    await expect(decide({ status: 'completed', comment: 'Two' })).rejects.toMatchObject(full('comment'));
    await decide({ status: 'completed' });
    await expect(decide({ status: 'dismissed' })).rejects.toMatchObject(full('status'));
    expect((await insights.get(id))?.status).toBe('completed');
  });

  test.each([
    ['id', { id: 'x' as InsightId, status: 'completed' }],
    ['status', {}],
    ['status', { status: 'done' as 'completed' }],
    ['comment', { comment: '  ' }],
    ['comment', { comment: 'x'.repeat(2_001) }],
    ['actor', { comment: 'x', actor: '' }],
    ['actor', { comment: 'x', actor: 'x'.repeat(257) }],
  ] satisfies [string, Partial<InsightDecision>][])('is refused for a wrong %s: %o', async (field, wrong) => {
    const { decide } = await withInsight();
    await expect(decide(wrong)).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT', details: { field } });
  });
});
