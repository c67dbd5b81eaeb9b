import { describe, expect, it } from 'vitest';
import { StartReceipt } from '../src/serving/responses.js';
import { completedCall, failedCall, refusing, serve } from './served-app.js';

async function codeOf(response: Response): Promise<[number, unknown]> {
  return [response.status, ((await response.json()) as { code?: unknown }).code];
}

describe('POST /calls/{hash}/restart', () => {
  it('starts a failed call anew, by hash or by call id', async () => {
    for (const nameOf of [({ hash }: { hash: string }) => hash, ({ callId }: { callId: string }) => callId]) {
      const { api, repository } = serve();
      const record = failedCall('Anruf 1');
      await repository.save(record);
      const response = await api.request(`/calls/${encodeURIComponent(nameOf(record))}/restart`, { method: 'POST' });
      expect(response.status).toBe(202);
      expect(response.headers.get('location')).toBe(`/analytics/${record.hash}`);
      expect(StartReceipt.parse(await response.json())).toMatchObject({ status: 'started', state: 'analyzing' });
      expect((await repository.get(record.hash))?.jobs).toHaveLength(2);
    }
  });

  it('conflicts unless the call failed', async () => {
    const { api, repository } = serve();
    await repository.save(completedCall('done'));
    const response = await api.request('/calls/done/restart', { method: 'POST' });
    expect(await codeOf(response)).toEqual([409, 'EARSHOT_CONFLICT']);
  });

  it('conflicts when the place of the recording is not known', async () => {
    const { api, repository } = serve();
    const { media: _, ...record } = failedCall('lost');
    await repository.save(record);
    const response = await api.request('/calls/lost/restart', { method: 'POST' });
    expect(await codeOf(response)).toEqual([409, 'EARSHOT_CONFLICT']);
  });

  it('is not found when there is no such call', async () => {
    const response = await serve().api.request('/calls/nobody/restart', { method: 'POST' });
    expect(await codeOf(response)).toEqual([404, 'EARSHOT_NOT_FOUND']);
  });

  it('tells that the analyzer refuses again', async () => {
    const { api, repository } = serve({ analyzer: refusing('EARSHOT_NOT_SUPPORTED') });
    await repository.save(failedCall('odd'));
    const response = await api.request('/calls/odd/restart', { method: 'POST' });
    expect(await codeOf(response)).toEqual([422, 'EARSHOT_NOT_SUPPORTED']);
  });
});
