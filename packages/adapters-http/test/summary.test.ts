import { MemoryRecordRepository } from '@earshot/adapters-memory';
import type { RecordRepository } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { SummaryItem } from '../src/serving/responses.js';
import { completedCall, serve } from './served-app.js';

describe('GET /calls/summary', () => {
  it('counts the calls that the list has with the same filters, by day or week where that is asked for', async () => {
    const { api, repository } = serve();
    for (const callId of ['one', 'two', 'summary']) await repository.save(completedCall(callId));
    const read = async (query: string) => SummaryItem.parse(await (await api.request(`/calls/summary${query}`)).json());
    const whole = await read('');
    expect(whole).toMatchObject({ count: 3, facets: { state: [{ value: 'completed', count: 3 }] } });
    expect(whole).not.toHaveProperty('days');
    expect(await read('?state=failed')).toMatchObject({ count: 0, facets: { state: [] } });
    const { days = [] } = await read('?by=week&timeZone=Asia/Tokyo');
    expect(days.map(({ count }) => count)).toEqual([3]);
    expect((await api.request('/calls/one')).status).toBe(200);
  });

  it.each([
    ['by', 'by=month'],
    ['timeZone', 'timeZone=Mars/Olympus'],
    ['pageSize', 'pageSize=5'],
    ['text', 'text='],
  ])('refuses a wrong %s', async (field, query) => {
    const response = await serve().api.request(`/calls/summary?${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'EARSHOT_INVALID_INPUT', errors: [{ field }] });
  });

  it('says so where calls are not counted', async () => {
    const repository: RecordRepository = Object.assign(new MemoryRecordRepository(), { summarize: undefined });
    const response = await serve({ repository }).api.request('/calls/summary');
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED' });
  });
});
