import { ObjectUri } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ErasureItem } from '../src/serving/responses.js';
import { completedCall, folderOfCall, NOW_MS, resultDocument, serve } from './served-app.js';

describe('DELETE /calls/{hash}', () => {
  it('removes the call and answers with the proof', async () => {
    const { api, repository, store } = serve();
    const record = completedCall('secret');
    await repository.save(record);
    const documents = ['0/standard_output/0/result.json', 'result.json'].map((name) =>
      ObjectUri.parse(folderOfCall('secret') + name),
    );
    for (const uri of documents) await store.put(uri, resultDocument());

    const response = await api.request(`/calls/${record.hash}`, { method: 'DELETE' });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(z.strictObject(ErasureItem.shape).parse(await response.json())).toEqual({
      message: expect.any(String),
      hash: record.hash,
      erased_at: new Date(NOW_MS).toISOString(),
      documents,
      record_removed: true,
      traces: [],
      recording: 's3://recordings/secret.wav',
    });
    expect(await repository.get(record.hash)).toBeUndefined();
    for (const uri of documents) expect(await store.get(uri)).toBeUndefined();
    expect((await api.request(`/analytics/${record.hash}`)).status).toBe(404);
    expect(await (await api.request('/analytics')).json()).toMatchObject({ count: 0 });
  });

  it('is not found when it is repeated', async () => {
    const { api, repository } = serve();
    await repository.save(completedCall('once'));
    expect((await api.request('/calls/once', { method: 'DELETE' })).status).toBe(200);
    const again = await api.request('/calls/once', { method: 'DELETE' });
    expect(again.status).toBe(404);
    expect(await again.json()).toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
  });

  it('never takes a hash for the call id of another call', async () => {
    const { api, repository } = serve();
    const record = completedCall('one');
    await repository.save(record);
    await repository.save(completedCall(record.hash));
    expect((await api.request(`/calls/${record.hash}`, { method: 'DELETE' })).status).toBe(200);
    expect((await api.request(`/calls/${record.hash}`, { method: 'DELETE' })).status).toBe(404);
    expect(await (await api.request('/analytics')).json()).toMatchObject({ items: [{ call_id: record.hash }] });
  });

  it('says how much of what was derived was removed', async () => {
    const finishCall = {
      execute: async () => undefined,
      finishLater: async () => true,
      forget: async () => [{ name: 'coaching', removed: 3 }],
    };
    const { api, repository } = serve({ finishCall });
    await repository.save(completedCall('coached'));
    const response = await api.request('/calls/coached', { method: 'DELETE' });
    expect(z.strictObject(ErasureItem.shape).parse(await response.json())).toMatchObject({
      derived: [{ name: 'coaching', removed: 6 }],
    });
  });
});
