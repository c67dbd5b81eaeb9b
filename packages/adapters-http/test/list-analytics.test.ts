import { MemoryRecordRepository } from '@earshot/adapters-memory';
import { AnalyticsItem, type CallHash, overviewOf, toAnalyticsItem } from '@earshot/core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RequestLogEntry } from '../src/index.js';
import { AnalyticsList } from '../src/serving/responses.js';
import { completedCall, failedCall, NOW_MS, type Served, serve } from './served-app.js';

let served: Served;

beforeEach(async () => {
  served = serve();
});

async function list(target: string): Promise<AnalyticsList> {
  const response = await served.api.request(target);
  expect(response.status).toBe(200);
  return AnalyticsList.parse(await response.json());
}

async function refusal(target: string): Promise<{ status: number; code: string; fields: string[] }> {
  const response = await served.api.request(target);
  const { code, errors = [] } = (await response.json()) as { code: string; errors?: { field: string }[] };
  return { status: response.status, code, fields: errors.map(({ field }) => field).sort() };
}

const idsOf = ({ items }: AnalyticsList): string[] => items.map(({ call_id }) => call_id);

describe('GET /analytics', () => {
  it('answers an empty list when there are no calls', async () => {
    expect(await list('/analytics')).toEqual({
      message: expect.any(String),
      count: 0,
      items: [],
      pagination: { pageSize: 20, nextToken: null, hasMore: false },
    });
  });

  it('lists the newest calls first, twenty of them unless told otherwise', async () => {
    for (let index = 0; index < 25; index++) await served.repository.save(completedCall(`call-${index}`, 25 - index));
    const page = await list('/analytics');
    expect(page.count).toBe(20);
    expect(page.pagination).toEqual({ pageSize: 20, nextToken: expect.any(String), hasMore: true });
    expect(idsOf(page)).toEqual(Array.from({ length: 20 }, (_, index) => `call-${24 - index}`));
  });

  it('writes each call as core does, without what grows with its length', async () => {
    const record = completedCall('one');
    await served.repository.save(record);
    const { items } = await list('/analytics');
    expect(items).toEqual([JSON.parse(JSON.stringify(toAnalyticsItem(overviewOf(record))))]);
    expect(Object.keys(AnalyticsItem.shape).filter((field) => field in (items[0] ?? {}))).not.toContain('transcript');
  });

  it('shows a call anew once it has changed', async () => {
    const record = completedCall('one');
    await served.repository.save(record);
    await list('/analytics');
    await served.repository.save({ ...record, revision: 2, state: 'failed', updatedAtMs: NOW_MS + 5 });
    expect((await list('/analytics')).items[0]?.state).toBe('failed');
  });

  it('walks every call once, whatever the page size', async () => {
    for (let index = 0; index < 23; index++) await served.repository.save(completedCall(`call-${index}`, index % 5));
    for (const pageSize of [1, 4, 23, 100]) {
      const seen: string[] = [];
      let token: string | null = null;
      do {
        const page: AnalyticsList = await list(
          `/analytics?pageSize=${pageSize}${token === null ? '' : `&nextToken=${token}`}`,
        );
        expect(page.pagination.hasMore).toBe(page.pagination.nextToken !== null);
        seen.push(...idsOf(page));
        token = page.pagination.nextToken;
      } while (token !== null);
      expect(seen).toHaveLength(23);
      expect(new Set(seen).size).toBe(23);
    }
  });

  it('keeps more pages apart than it keeps at hand', async () => {
    for (let index = 0; index < 40; index++) await served.repository.save(completedCall(`call-${index}`, index));
    for (let round = 0; round < 2; round++) {
      for (let pageSize = 1; pageSize <= 40; pageSize++) {
        expect((await list(`/analytics?pageSize=${pageSize}`)).count).toBe(pageSize);
      }
    }
  });
});

describe('the filters of GET /analytics', () => {
  beforeEach(async () => {
    const { analysis } = completedCall('any');
    if (analysis === undefined) throw new TypeError('a completed call has an analysis');
    await served.repository.save(completedCall('billing', 10));
    await served.repository.save(
      completedCall('sales', 20, { analysis: { ...analysis, categories: ['Sales & more'] } }),
    );
    await served.repository.save(
      completedCall('topical', 30, { analysis: { ...analysis, topics: ['größe'], understood: false } }),
    );
    await served.repository.save(failedCall('failed', { recordedAt: { ms: NOW_MS - 40 * 60_000, source: 'message' } }));
    const transcript = { text: 'About a Violin.', segments: [] };
    const mediaFacts = { durationMs: 7_200_000 };
    await served.repository.save(
      completedCall('spoken', 50, {
        analysis: { ...analysis, transcript, mediaFacts },
        sentiment: { label: 'negative', score: -0.5 },
        metadata: { agent: 'Zoe', customer: 'Ms Dunn' },
      }),
    );
  });

  it.each([
    ['category', `category=${encodeURIComponent('Sales & more')}`, ['sales']],
    ['category with plus for space', 'category=Sales+%26+more', ['sales']],
    ['topic', `topic=${encodeURIComponent('größe')}`, ['topical']],
    ['category in any letter case', 'category=sales+%26+MORE', ['sales']],
    ['agent', 'agent=ZOE', ['spoken']],
    ['customer', 'customer=ms+dunn', ['spoken']],
    ['sentiment', 'sentiment=negative', ['spoken']],
    ['least length', 'minDurationMs=7200000', ['spoken']],
    ['most length', 'minDurationMs=7000000&maxDurationMs=7200000', []],
    ['words in any order', 'text=violin+about', ['spoken']],
    ['a phrase', 'text=%22a+violin%22', ['spoken']],
    ['a phrase that is nowhere', 'text=%22violin+about%22', []],
    ['state', 'state=failed', ['failed']],
    ['not understood', 'understood=false', ['topical']],
    ['understood', 'understood=true', ['billing', 'sales', 'failed', 'spoken']],
    ['from', 'from=2026-09-14T09:40:00Z', ['billing', 'sales']],
    ['to', 'to=2026-09-14T09:30:00Z', ['failed', 'spoken']],
    ['from and to', 'from=2026-09-14T09:30:00Z&to=2026-09-14T09:50:00Z', ['sales', 'topical']],
    ['times of another zone', 'from=2026-09-14T11:40:00%2B02:00', ['billing', 'sales']],
    ['times whose plus sign was sent as it is', 'from=2026-09-14T11:40:00+02:00', ['billing', 'sales']],
    ['times without seconds', 'from=2026-09-14T11:40%2B02:00', ['billing', 'sales']],
    ['a plain date as its first moment', 'from=2026-09-14', ['billing', 'sales', 'topical', 'failed', 'spoken']],
    ['a plain date as the end', 'to=2026-09-14', []],
    ['text in the transcript, in any letter case', 'text=VIOLIN', ['spoken']],
    ['all that are given at once', 'category=Billing&topic=refund&text=violin', ['spoken']],
  ])('understand %s', async (_, query, expected) => {
    expect(idsOf(await list(`/analytics?${query}`))).toEqual(expected);
  });

  it('sort by the order that is asked for, to which the token is bound', async () => {
    const { items, pagination } = await list('/analytics?sort=longest&pageSize=2');
    expect(items[0]?.call_id).toBe('spoken');
    const others = await list(`/analytics?sort=longest&nextToken=${pagination.nextToken}`);
    expect([...idsOf({ ...others, items }), ...idsOf(others)]).toHaveLength(5);
    const expected = { status: 400, code: 'EARSHOT_INVALID_INPUT', fields: ['nextToken'] };
    expect(await refusal(`/analytics?sort=shortest&nextToken=${pagination.nextToken}`)).toEqual(expected);
    expect(idsOf(await list('/analytics?sort=oldest'))).toEqual(idsOf(await list('/analytics')).reverse());
  });

  it('bind the token to themselves', async () => {
    const { pagination } = await list('/analytics?category=Billing&pageSize=1');
    const token = pagination.nextToken ?? '';
    expect(idsOf(await list(`/analytics?category=Billing&pageSize=2&nextToken=${token}`))).toEqual([
      'topical',
      'spoken',
    ]);
    const expected = { status: 400, code: 'EARSHOT_INVALID_INPUT', fields: ['nextToken'] };
    expect(await refusal(`/analytics?category=Sales&nextToken=${token}`)).toEqual(expected);
    expect(await refusal(`/analytics?nextToken=${token}`)).toEqual(expected);
  });

  it.each([
    ['pageSize=0', ['pageSize']],
    ['pageSize=101', ['pageSize']],
    ['pageSize=1.5', ['pageSize']],
    ['pageSize=-1', ['pageSize']],
    ['pageSize=0x10', ['pageSize']],
    ['pageSize=', ['pageSize']],
    ['pageSize=99999999999999999999', ['pageSize']],
    ['pageSize=5&pageSize=6', ['pageSize']],
    ['category=', ['category']],
    ['agent=', ['agent']],
    ['sentiment=furious', ['sentiment']],
    ['minDurationMs=-1', ['minDurationMs']],
    ['maxDurationMs=5m', ['maxDurationMs']],
    ['text=%22%22', ['text']],
    ['sort=loudest', ['sort']],
    ['callId=billing&sort=oldest', ['sort']],
    ['state=done', ['state']],
    ['understood=maybe', ['understood']],
    ['from=yesterday', ['from']],
    ['from=2026-02-30', ['from']],
    ['to=2026-09-14T09:30:00', ['to']],
    ['nextToken=', ['nextToken']],
    ['nextToken=made.up.token', ['nextToken']],
    ['include=words', ['include']],
    ['catgory=Billing', ['catgory']],
    ['__proto__=1', ['__proto__']],
    ['pageSize=x&state=y&z=1', ['pageSize', 'state', 'z']],
    ['callId=a&category=Billing', ['category']],
    ['callId=a%00b', ['callId']],
    ['callId=', ['callId']],
    ['callId=billing&include=letters', ['include']],
  ])('refuse %s and name the field', async (query, fields) => {
    expect(await refusal(`/analytics?${query}`)).toEqual({ status: 400, code: 'EARSHOT_INVALID_INPUT', fields });
  });

  it('refuse a token that was changed anywhere', async () => {
    const { pagination } = await list('/analytics?pageSize=1');
    const token = pagination.nextToken ?? '';
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'a' ? 'b' : 'a';
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect((await refusal(`/analytics?nextToken=${changed}`)).status).toBe(400);
    }
  });
});

describe('GET /analytics over damaged records', () => {
  it('answers with the others and names the damaged ones, in the body, the log and the tag', async () => {
    const hash = 'd'.repeat(32) as CallHash;
    let damaged: readonly CallHash[] | undefined = [hash];
    const log: RequestLogEntry[] = [];
    const calls = [overviewOf(completedCall('one'))];
    const repository = Object.assign(new MemoryRecordRepository(), {
      list: async () => ({ calls, ...(damaged && { damaged }) }),
    });
    const { api } = serve({ repository }, { log: (entry) => log.push(entry) });
    const ask = async () => {
      const response = await api.request('/analytics');
      return { tag: response.headers.get('etag'), list: AnalyticsList.parse(await response.json()) };
    };
    const first = await ask();
    expect(first.list).toMatchObject({ count: 1, damaged: [hash] });
    expect(log).toMatchObject([{ status: 200, damaged: [hash] }]);
    damaged = undefined;
    const second = await ask();
    expect(second.list).not.toHaveProperty('damaged');
    expect(second.tag).not.toBe(first.tag);
    expect(log[1]).not.toHaveProperty('damaged');
  });
});
