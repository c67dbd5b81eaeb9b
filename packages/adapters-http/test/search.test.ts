import { type CallRecord, EarshotError, type MomentIndex, SearchDerivation } from '@earshot/core';
import { HashEmbedder } from '@earshot/core/testing';
import { describe, expect, it } from 'vitest';
import { createSearchApi, type FoundMomentsItem } from '../src/index.js';
import { asked, brokenIndex, completedCall, digests, type Served, serve } from './served-app.js';

const spoken = (callId: string, texts: readonly string[], minutesAgo = 0): CallRecord => {
  const call = completedCall(callId, minutesAgo);
  const segments = texts.map((text, index) => ({
    index,
    text,
    startMs: index * 2_500,
    endMs: index * 2_500 + 2_000,
    speaker: `spk_${index % 2}`,
  }));
  return {
    ...call,
    analysis: { ...(call.analysis as NonNullable<CallRecord['analysis']>), transcript: { text: '', segments } },
  };
};

async function keep({ repository, index }: Pick<Served, 'repository' | 'index'>, call: CallRecord) {
  await repository.save(call);
  await new SearchDerivation({ index, embedder: new HashEmbedder() }).derive(call);
}

async function searched(served: Served, query: string): Promise<FoundMomentsItem> {
  const response = await served.api.request(`/search?${query}`);
  expect(response.status).toBe(200);
  return (await response.json()) as FoundMomentsItem;
}

async function twoCalls(): Promise<Served> {
  const served = serve();
  await keep(served, spoken('one', ['How can I help?', 'I was debited <b>twice</b> for one order.']));
  await keep(served, spoken('two', ['I want my money back, since I was debited again.', 'Of course.'], 10));
  return served;
}

describe('GET /search', () => {
  it('finds moments with their call, times, speaker, marks and links', async () => {
    const served = await twoCalls();
    const { hits, count, totals, by, pagination } = await searched(served, 'q=debited+twice');
    const { hash } = completedCall('one');
    expect(hits[0]).toEqual({
      hash,
      call_id: 'one',
      recorded_at: '2026-09-14T10:00:00.000Z',
      start_ms: 2_500,
      end_ms: 4_500,
      speaker: 'spk_1',
      role: expect.any(String),
      language: 'EN',
      source: 'speech',
      snippet: {
        text: 'I was debited <b>twice</b> for one order.',
        marks: [
          { start_character: 6, end_character: 13 },
          { start_character: 17, end_character: 22 },
        ],
      },
      matched: ['words', 'meaning'],
      call_url: `/analytics/${hash}`,
      recording_url: `/calls/${hash}/recording#t=2.5`,
    });
    expect([count, by, pagination.nextToken]).toEqual([hits.length, 'both', null]);
    expect(totals?.calls).toBeGreaterThan(0);
  });

  it.each([
    ['q=debited&by=words', ['one', 'two']],
    ['q=%22debited+again%22', ['two']],
    ['q=debit*&by=words', ['one', 'two']],
    ['q=debited+-twice&by=words', ['two']],
    ['q=debited&by=words&call=one', ['one']],
    ['q=debited&by=words&speaker=spk_0', ['two']],
    ['q=debited&by=words&from=2026-09-14T09:55:00Z', ['one']],
    ['q=debited&by=words&to=2026-09-14T09:55:00Z', ['two']],
    ['q=debited&by=words&category=Billing', ['one', 'two']],
    ['q=debited&by=words&category=Sales', []],
    ['q=debited&by=words&agent=Ada', []],
  ])('answers %s', async (query, calls) => {
    const { hits } = await searched(await twoCalls(), query);
    expect(hits.map(({ call_id }) => call_id).toSorted()).toEqual(calls);
  });

  it('goes on from page to page', async () => {
    const served = await twoCalls();
    const query = 'q=debited&by=words&pageSize=1';
    const first = await searched(served, query);
    const second = await searched(served, `${query}&nextToken=${first.pagination.nextToken}`);
    expect([...first.hits, ...second.hits].map(({ call_id }) => call_id).toSorted()).toEqual(['one', 'two']);
    expect(first.pagination.hasMore).toBe(true);
    expect(second.pagination).toEqual({ pageSize: 1, nextToken: null, hasMore: false });
    const other = await served.api.request(`/search?q=refund&nextToken=${first.pagination.nextToken}`);
    expect(await other.json()).toMatchObject({ code: 'EARSHOT_INVALID_INPUT', errors: [{ field: 'nextToken' }] });
  });

  it('keeps moments of the same call together on request', async () => {
    const { hits } = await searched(await twoCalls(), 'q=refund+debited+twice+order+money&groupBy=call');
    const calls = hits.map(({ call_id }) => call_id);
    expect(calls).toEqual([...new Set(calls)].flatMap((call) => calls.filter((each) => each === call)));
  });

  it('has no totals where the index does not count', async () => {
    const { index } = await twoCalls();
    const uncounted: MomentIndex = {
      capabilities: { ...index.capabilities, counts: false },
      put: (call) => index.put(call),
      delete: (hash) => index.delete(hash),
      revisionOf: (hash) => index.revisionOf(hash),
      search: async (query) => {
        const { counted: _, ...page } = await index.search(query);
        return page;
      },
    };
    expect(await searched(serve({ index: uncounted }), 'q=debited')).not.toHaveProperty('totals');
  });

  it('refuses what it cannot find, and names the field', async () => {
    const { api } = serve();
    for (const [query, field] of [
      ['', 'q'],
      ['q=', 'q'],
      [`q=${'x'.repeat(1_001)}`, 'q'],
      ['q=-refund', 'q'],
      ['q=refund&by=smell', 'by'],
      ['q=refund&groupBy=agent', 'groupBy'],
      ['q=refund&from=yesterday', 'from'],
      ['q=refund&text=x', 'text'],
      ['q=refund&pageSize=0', 'pageSize'],
    ] as const) {
      const response = await api.request(`/search?${query}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ field, message: expect.any(String) }] });
    }
  });

  it('is 503 while the index is unavailable', async () => {
    const { api } = serve({ index: brokenIndex(new EarshotError('EARSHOT_UNAVAILABLE', 'gone')) });
    const response = await api.request('/search?q=refund');
    expect(await response.json()).toMatchObject({ status: 503, code: 'EARSHOT_UNAVAILABLE' });
  });

  it('is not modified while it finds the same', async () => {
    const served = await twoCalls();
    const tag = (await served.api.request('/search?q=debited')).headers.get('etag') ?? '';
    const again = () => served.api.request('/search?q=debited', { headers: { 'if-none-match': tag } });
    expect((await again()).status).toBe(304);
    await keep(served, spoken('three', ['I was debited three times.']));
    expect((await again()).status).toBe(200);
  });

  it('can be served alone', async () => {
    const { repository } = await twoCalls();
    const readCall = {
      execute: (hash: CallRecord['hash']) => repository.get(hash),
      hashOfAlias: async () => undefined,
    };
    const found = { hits: [], pageSize: 20, by: 'words' as const };
    const api = asked(createSearchApi({ readCall, digests }, { execute: async () => found }));
    expect((await api.request('/search?q=debited&call=one')).status).toBe(200);
    expect((await api.request('/search?q=debited&call=nobody')).status).toBe(404);
    expect((await api.request('/health')).status).toBe(200);
    expect((await api.request('/analytics')).status).toBe(404);
  });
});
