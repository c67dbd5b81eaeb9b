import { EarshotError } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import type { RequestLogEntry } from '../src/index.js';
import { brokenRepository, completedCall, posted, serve } from './served-app.js';

const OWN = 'https://calls.example.org';
const PREFLIGHT = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };

function corsOf(response: Response): Record<string, string> {
  return Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('access-control-')));
}

describe('pages of other origins', () => {
  it('are told nothing unless their origin is allowed', async () => {
    for (const corsOrigins of [undefined, [OWN]]) {
      const { api } = serve({}, corsOrigins === undefined ? {} : { corsOrigins });
      for (const origin of ['https://evil.example', `${OWN}.evil.example`, 'null', OWN.toUpperCase()]) {
        const response = await api.request('/analytics', { headers: { origin } });
        expect(response.status).toBe(200);
        expect(corsOf(response)).toEqual({});
        const asked = await api.request('/calls', { method: 'OPTIONS', headers: { origin, ...PREFLIGHT } });
        expect(asked.status).toBe(204);
        expect(corsOf(asked)).toEqual({});
      }
    }
  });

  it('may ask when their origin is allowed', async () => {
    const { api } = serve({}, { corsOrigins: ['https://other.example', OWN] });
    const response = await api.request('/analytics', { headers: { origin: OWN } });
    expect(corsOf(response)).toEqual({
      'access-control-allow-origin': OWN,
      'access-control-expose-headers': 'etag, location, retry-after, www-authenticate, x-request-id',
    });
    expect(response.headers.get('vary')).toBe('origin');
    expect((await api.request('/analytics')).headers.get('vary')).toBe('origin');
    const asked = await api.request('/calls', { method: 'OPTIONS', headers: { origin: OWN, ...PREFLIGHT } });
    expect(asked.status).toBe(204);
    expect(corsOf(asked)).toMatchObject({
      'access-control-allow-origin': OWN,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type, if-none-match, x-request-id',
    });
    const failed = await api.request('/nothing', { headers: { origin: OWN } });
    expect(corsOf(failed)['access-control-allow-origin']).toBe(OWN);
  });

  it('may all ask when every origin is allowed', async () => {
    const { api } = serve({}, { corsOrigins: ['*'] });
    const response = await api.request('/analytics', { headers: { origin: 'https://any.example' } });
    expect(corsOf(response)['access-control-allow-origin']).toBe('*');
    expect(response.headers.get('vary')).toBeNull();
  });

  it('change nothing unless their origin is allowed, even where a browser asks nobody first', async () => {
    const { api, repository } = serve({}, { corsOrigins: [OWN] });
    await repository.save(completedCall('one'));
    const start = { callId: 'new', audioS3Uri: 's3://recordings/new.wav' };
    for (const origin of ['https://evil.example', 'http://localhost:8080', 'null']) {
      const requests = [
        api.request('/calls', posted(start, { origin })),
        api.request('/calls/one/restart', { method: 'POST', headers: { origin } }),
        api.request('/calls/one', { method: 'DELETE', headers: { origin } }),
      ];
      for (const response of await Promise.all(requests)) {
        expect(response.status).toBe(403);
        expect(await response.json()).toMatchObject({ code: 'EARSHOT_DENIED' });
      }
    }
    const unnamed = await api.request('/calls', posted(start, { 'sec-fetch-site': 'cross-site' }));
    expect(unnamed.status).toBe(403);
    expect((await api.request('/calls', posted(start, { origin: OWN }))).status).toBe(202);
    for (const origin of ['http://localhost', 'https://localhost']) {
      expect((await api.request('/calls', posted(start, { origin }))).status).toBe(200);
    }
    const form = { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' };
    expect((await api.request('/calls/one/restart', { method: 'POST', headers: form })).status).toBe(415);
  });
});

describe('every answer', () => {
  it('carries the request id that was sent, or one of its own', async () => {
    const { api } = serve();
    for (const target of ['/analytics', '/nothing', '/docs', '/analytics?pageSize=0']) {
      const echoed = await api.request(target, { headers: { 'x-request-id': 'a-1_b:2' } });
      expect(echoed.headers.get('x-request-id')).toBe('a-1_b:2');
      const made = await api.request(target);
      expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
    for (const sent of ['with space', '"quoted"', 'x'.repeat(129), '<b>']) {
      const response = await api.request('/health', { headers: { 'x-request-id': sent } });
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('tells browsers to make no more of it than it is', async () => {
    const { api } = serve();
    for (const target of ['/analytics', '/nothing', '/docs', '/health']) {
      const { headers } = await api.request(target);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).toMatch(/^(private, no-cache|no-store)$/);
    }
  });

  it('is logged in one entry that holds no path, no query and no body', async () => {
    const entries: RequestLogEntry[] = [];
    const log = (entry: RequestLogEntry) => void entries.push(entry);
    const { api, repository } = serve({}, { log });
    await repository.save(completedCall('secret-call'));
    const headers = { 'x-request-id': 'r' };
    await api.request('/analytics?text=secret', { headers });
    await api.request('/analytics/secret-call', { headers });
    await api.request('/calls', posted({ callId: 'secret', audioS3Uri: 's3://secret/a.wav' }, headers));
    await api.request('/calls/secret-call', { method: 'DELETE', headers });
    await api.request('/secret', { headers });
    const shape = { requestId: 'r', durationMs: expect.any(Number) };
    expect(entries).toEqual([
      { method: 'GET', route: '/analytics', status: 200, ...shape },
      { method: 'GET', route: '/analytics/{hash}', status: 200, ...shape },
      { method: 'POST', route: '/calls', status: 202, ...shape },
      { method: 'DELETE', route: '/calls/{hash}', status: 200, ...shape },
      { method: 'GET', route: '*', status: 404, ...shape },
    ]);
    expect(JSON.stringify(entries)).not.toContain('secret');
  });

  it.each([
    ['what nobody foresaw', new Error('what nobody foresaw')],
    ['what an adapter named', new EarshotError('EARSHOT_UNREADABLE', 'a damaged row')],
    ['what is no error', 'a string'],
  ])('is logged when the server is at fault, with %s, under the id that it carries', async (_, error) => {
    const entries: RequestLogEntry[] = [];
    const log = (entry: RequestLogEntry) => void entries.push(entry);
    const { api } = serve({ repository: brokenRepository(error) }, { log });
    const response = await api.request('/analytics');
    const [{ requestId, status } = {}] = entries;
    expect(status).toBeGreaterThanOrEqual(500);
    expect(response.headers.get('x-request-id')).toBe(requestId);
    expect(await response.json()).toMatchObject({ status, request_id: requestId });
    await api.request('/analytics?pageSize=0');
    expect(entries.map((entry) => entry.error)).toEqual([error, undefined]);
  });
});
