import { CallId, participantsOf, toAnalyticsItem } from '@earshot/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { AnalyticsList } from '../src/serving/responses.js';
import { completedCall, digests, resultDocument, resultUri, type Served, serve } from './served-app.js';

let served: Served;

beforeEach(() => {
  served = serve();
});

async function one(target: string): Promise<AnalyticsList['items'][number] | undefined> {
  const response = await served.api.request(target);
  expect(response.status).toBe(200);
  const { count, items, pagination } = AnalyticsList.parse(await response.json());
  expect(count).toBe(1);
  expect(pagination).toEqual({ pageSize: 20, nextToken: null, hasMore: false });
  return items[0];
}

describe('reading one call', () => {
  const record = completedCall('call-1');
  const current = { ...record, participants: participantsOf(record) };
  const whole = JSON.parse(JSON.stringify(toAnalyticsItem(current)));

  beforeEach(async () => {
    await served.repository.save(record);
    await served.repository.save(completedCall('call-2'));
    await served.store.put(resultUri('call-1'), resultDocument());
  });

  it('answers the whole call by its hash', async () => {
    expect(await one(`/analytics/${record.hash}`)).toEqual(whole);
    expect(whole.transcript).toBe('Good morning, grüezi.');
  });

  it('answers the same by its hash or its call id as a parameter, but not by both', async () => {
    expect(await one(`/analytics?hash=${record.hash}`)).toEqual(whole);
    expect((await served.api.request(`/analytics?hash=${record.hash}&callId=call-1`)).status).toBe(400);
    expect((await served.api.request('/analytics?hash=call-1')).status).toBe(400);
  });

  it('answers a call by an alias, unless a call has that as its id', async () => {
    const aliases = ['copy of call 3', 'call-1'].map((name) => CallId.parse(name));
    await served.repository.save({ ...completedCall('call-3'), aliases });
    for (const target of ['/analytics/copy%20of%20call%203', '/analytics?callId=copy%20of%20call%203']) {
      expect(await one(target)).toMatchObject({ call_id: 'call-3', aliases });
    }
    expect(await one('/analytics/call-1')).toMatchObject({ call_id: 'call-1' });
  });

  it('answers the same by its call id, in the path or as a parameter', async () => {
    expect(await one('/analytics/call-1')).toEqual(whole);
    expect(await one('/analytics?callId=call-1')).toEqual(whole);
    expect((await served.api.request('/analytics?callId=call-1&pageSize=5')).status).toBe(200);
  });

  it('adds words and moderation scores when asked for them', async () => {
    expect(whole.moderation).toEqual([]);
    const words = await one('/analytics/call-1?include=words');
    expect(words?.segments?.[0]?.words).toEqual([{ text: 'Good', start_ms: 0, end_ms: 400 }]);
    expect(words?.moderation).toEqual([]);
    for (const query of ['include=words,moderation', 'include=moderation&include=words']) {
      const both = await one(`/analytics?callId=call-1&${query}`);
      expect(both?.segments?.[0]?.words).toHaveLength(1);
      expect(both?.moderation?.[0]?.confidence).toBe(0.07);
    }
  });

  it('is not found when the documents that words are read from are gone', async () => {
    expect((await served.api.request('/analytics/call-2')).status).toBe(200);
    const response = await served.api.request('/analytics/call-2?include=words');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
  });

  it.each(['/analytics/nobody', `/analytics/${'0'.repeat(32)}`, '/analytics?callId=nobody', '/analytics/a%00b'])(
    'is not found at %s',
    async (target) => {
      const response = await served.api.request(target);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'EARSHOT_NOT_FOUND', status: 404 });
    },
  );

  it('refuses parameters that one call does not have', async () => {
    const response = await served.api.request('/analytics/call-1?pageSize=5');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field: 'pageSize' }] });
  });

  it.each([
    'Größe/10:30 №5',
    '100%',
    '%41',
    'a%2Fb',
    'a+b c',
    '東京-📞',
    'a/../b',
    '?x=1&y#z',
    "it's [odd] {really}",
    'restart',
    '{hash}',
    'Å — composed and Å — not',
  ])('finds the call id %j, percent-encoded in the path', async (callId) => {
    await served.repository.save(completedCall(callId));
    const encoded = encodeURIComponent(callId);
    expect((await one(`/analytics/${encoded}`))?.call_id).toBe(callId);
    expect((await one(`/analytics?callId=${encoded}`))?.call_id).toBe(callId);
  });

  it.each([
    ['100%', '100%'],
    ['%FF', '%FF'],
    ['%C3%B6%25%f', 'ö%%f'],
  ])('leaves of %s what cannot be decoded as it was sent', async (sent, callId) => {
    await served.repository.save(completedCall(callId));
    expect((await one(`/analytics/${sent}`))?.call_id).toBe(callId);
  });

  it('takes 32 hex digits for a hash first, and for a call id when no call has that hash', async () => {
    const looksLikeHash = 'abcdef0123456789abcdef0123456789';
    await served.repository.save(completedCall(looksLikeHash));
    expect((await one(`/analytics/${looksLikeHash}`))?.call_id).toBe(looksLikeHash);
    await served.repository.save(completedCall(record.hash));
    expect((await one(`/analytics/${record.hash}`))?.call_id).toBe('call-1');
    expect((await one(`/analytics/${digests.md5Hex(record.hash)}`))?.call_id).toBe(record.hash);
  });
});
