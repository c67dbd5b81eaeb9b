import { describe, expect, it } from 'vitest';
import { completedCall, serve } from './served-app.js';

describe('the methods of a path', () => {
  it.each(['/analytics', '/analytics/one', '/analytics?callId=one', '/health', '/openapi.json', '/docs', '/'])(
    'include HEAD at %s, which answers what GET does without the body',
    async (target) => {
      const { api, repository } = serve();
      await repository.save(completedCall('one'));
      const headers = { 'x-request-id': 'same' };
      const got = await api.request(target, { headers });
      const asked = await api.request(target, { method: 'HEAD', headers });
      const body = await got.arrayBuffer();
      expect(asked.status).toBe(got.status);
      expect(await asked.text()).toBe('');
      const { 'content-length': length, ...rest } = Object.fromEntries(asked.headers);
      expect(rest).toEqual(Object.fromEntries(got.headers));
      expect(Number(length)).toBe(body.byteLength);
    },
  );

  it.each([
    ['/analytics', 'GET, HEAD, OPTIONS'],
    ['/analytics/one', 'GET, HEAD, OPTIONS'],
    ['/calls', 'POST, OPTIONS'],
    ['/calls/one', 'GET, HEAD, DELETE, OPTIONS'],
    ['/calls/summary', 'GET, HEAD, OPTIONS'],
    ['/calls/one/restart', 'POST, OPTIONS'],
    ['/calls/one/participants', 'PUT, OPTIONS'],
    ['/calls/one/notes', 'POST, OPTIONS'],
    ['/calls/one/notes/2', 'DELETE, OPTIONS'],
    ['/calls/one/coaching', 'GET, HEAD, OPTIONS'],
    ['/calls/one/peaks', 'GET, HEAD, OPTIONS'],
    ['/jobs', 'GET, HEAD, OPTIONS'],
    ['/jobs/one', 'GET, HEAD, OPTIONS'],
    ['/jobs/one/events', 'GET, HEAD, OPTIONS'],
    ['/jobs/one/cancel', 'POST, OPTIONS'],
    ['/jobs/one/retry', 'POST, OPTIONS'],
    ['/coaching-analytics', 'GET, HEAD, OPTIONS'],
    ['/insights/one', 'GET, HEAD, PATCH, OPTIONS'],
    ['/agents', 'GET, HEAD, OPTIONS'],
    ['/agents/one', 'GET, HEAD, OPTIONS'],
    ['/search', 'GET, HEAD, OPTIONS'],
    ['/uploads', 'POST, OPTIONS'],
    ['/uploads/one', 'GET, HEAD, DELETE, OPTIONS'],
    ['/uploads/one/complete', 'POST, OPTIONS'],
    ['/files/one', 'GET, HEAD, PUT, OPTIONS'],
    ['/dead-letters', 'GET, HEAD, OPTIONS'],
    ['/dead-letters/messages/redrive', 'POST, OPTIONS'],
    ['/dead-letters/messages/discard', 'POST, OPTIONS'],
    ['/doctor', 'GET, HEAD, OPTIONS'],
    ['/session', 'GET, HEAD, OPTIONS'],
    ['/health', 'GET, HEAD, OPTIONS'],
    ['/', 'GET, HEAD, OPTIONS'],
  ])('are told by OPTIONS at %s', async (target, allow) => {
    const response = await serve().api.request(target, { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.text()).toBe('');
  });

  it.each([
    ['POST', '/analytics', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/analytics/one', 'GET, HEAD, OPTIONS'],
    ['PUT', '/calls/one', 'GET, HEAD, DELETE, OPTIONS'],
    ['GET', '/calls', 'POST, OPTIONS'],
    ['HEAD', '/calls', 'POST, OPTIONS'],
    ['GET', '/calls/one/restart', 'POST, OPTIONS'],
    ['PATCH', '/health', 'GET, HEAD, OPTIONS'],
    ['PROPFIND', '/docs', 'GET, HEAD, OPTIONS'],
  ])('do not include %s at %s', async (method, target, allow) => {
    const response = await serve().api.request(target, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    if (method !== 'HEAD') expect(await response.json()).toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED', status: 405 });
  });

  it.each(['/nothing', '/analytics/', '/analytics/a/b', '/calls/a/b', '/Analytics', '//analytics', '/docs/x'])(
    'are none at %s',
    async (target) => {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const response = await serve().api.request(`http://localhost${target}`, { method });
        expect(response.status).toBe(404);
        expect(response.headers.get('content-type')).toBe('application/problem+json');
        const problem = await response.json();
        expect(problem).toMatchObject({ code: 'EARSHOT_NOT_FOUND', instance: target });
      }
    },
  );

  it('lead from the root to the docs', async () => {
    const response = await serve().api.request('/');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/docs']);
  });

  it('tell how the server is', async () => {
    let ms = 1_000;
    const now = () => new Date(ms);
    const { api } = serve({}, { now, version: '4.5.6', adapters: { RecordRepository: 'memory' } });
    ms += 250;
    const response = await api.request('/health');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const adapters = { RecordRepository: 'memory' };
    expect(await response.json()).toEqual({ status: 'ok', version: '4.5.6', uptime_ms: 250, adapters });
  });
});
