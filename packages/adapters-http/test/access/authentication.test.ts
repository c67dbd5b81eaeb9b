import { describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../../src/describing/openapi-document.js';
import { adminToken, type RequestLogEntry } from '../../src/index.js';
import { operationsOf } from '../documented.js';
import { byTokens, completedCall, posted, serve } from '../served-app.js';

const TOKEN = 'a-token_of+the/tests==';
const ORIGIN = 'https://calls.example.org';
const bearing = (token: string) => ({ authorization: `Bearer ${token}` });
const guarded = () => serve({}, { authentication: byTokens([adminToken(TOKEN)]), corsOrigins: [ORIGIN] });

const CALLS: readonly (readonly [string, string])[] = [
  ['GET', '/analytics'],
  ['HEAD', '/analytics'],
  ['GET', '/analytics?callId=one'],
  ['GET', '/analytics/one'],
  ['POST', '/calls'],
  ['POST', '/calls/one/restart'],
  ['DELETE', '/calls/one'],
  ['PUT', '/calls/one'],
  ['GET', '/nothing'],
];

describe('an API with a token', () => {
  it.each(CALLS)('does nothing for %s %s without it, or with another one', async (method, target) => {
    const { api, repository } = guarded();
    const call = completedCall('one');
    await repository.save(call);
    const wrong = [
      {},
      bearing(''),
      bearing(`${TOKEN}=`),
      bearing(TOKEN.slice(0, -1)),
      bearing(TOKEN.toUpperCase()),
      bearing(`${TOKEN} ${TOKEN}`),
      { authorization: TOKEN },
      { authorization: `Basic ${btoa(`user:${TOKEN}`)}` },
    ];
    for (const headers of wrong) {
      const response = await api.request(target, { method, headers });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="Earshot"(, error="invalid_token")?$/);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const body = await response.text();
      if (method !== 'HEAD') expect(JSON.parse(body)).toMatchObject({ status: 401, code: 'EARSHOT_DENIED' });
      expect(body).not.toContain(call.hash);
    }
    expect(await repository.get(call.hash)).toBeDefined();
  });

  it('serves requests that carry it, in any letter case of the scheme', async () => {
    const { api, repository } = guarded();
    await repository.save(completedCall('one'));
    for (const authorization of [`Bearer ${TOKEN}`, `bearer ${TOKEN}`, `BEARER   ${TOKEN} `]) {
      expect((await api.request('/analytics/one', { headers: { authorization } })).status).toBe(200);
    }
    const start = posted({ callId: 'two', audioS3Uri: 's3://recordings/two.wav' }, bearing(TOKEN));
    expect((await api.request('/calls', start)).status).toBe(202);
    expect((await api.request('/nothing', { headers: bearing(TOKEN) })).status).toBe(404);
  });

  it('says without it how it is, and how it is used, and nothing of calls', async () => {
    const { api, repository } = guarded();
    await repository.save(completedCall('one'));
    const health = await api.request('/health');
    expect(Object.keys((await health.json()) as object).sort()).toEqual(['adapters', 'status', 'uptime_ms', 'version']);
    for (const target of ['/docs', '/openapi.json']) expect((await api.request(target)).status).toBe(200);
  });

  it('answers a browser that asks first, for which no token is sent', async () => {
    const headers = {
      origin: ORIGIN,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    };
    const response = await guarded().api.request('/analytics', { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization');
  });

  it('is described with it', async () => {
    const { api } = guarded();
    const document = (await (await api.request('/openapi.json')).json()) as OpenApiDocument;
    expect(document.security).toEqual([{ bearer: [] }, { session: [] }]);
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: 'earshot_session' },
    });
    for (const [method, path, operation] of operationsOf(document)) {
      const target = path.replace('{hash}', 'one');
      const { status } = await api.request(target, { method, redirect: 'manual' });
      const guards = (operation.security ?? document.security).length > 0;
      expect([method, path, guards]).toEqual([method, path, status === 401]);
      if (guards) expect(operation.responses).toHaveProperty('401');
    }
    expect(await (await api.request('/docs')).text()).toContain('Authorization: Bearer $EARSHOT_TOKEN');
    const open = (await (await serve().api.request('/openapi.json')).json()) as OpenApiDocument;
    expect(open.security).toEqual([]);
    expect(JSON.stringify(open)).not.toContain('securitySchemes');
  });

  it('writes no token into its log', async () => {
    const entries: RequestLogEntry[] = [];
    const log = (entry: RequestLogEntry) => void entries.push(entry);
    const { api } = serve({}, { authentication: byTokens([adminToken(TOKEN)]), log });
    await api.request('/analytics', { headers: bearing(`${TOKEN}x`) });
    expect(entries).toMatchObject([{ status: 401 }]);
    expect(JSON.stringify(entries)).not.toContain(TOKEN);
  });
});

it.each(['', 'fifteen letters', 'with a space in between', 'a\nsecond line of it', 'größer-als-ASCII-zeichen'])(
  'refuses %j as a token, without repeating it',
  (token) => {
    const refused = expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT', details: expect.anything() });
    expect(() => adminToken(token)).toThrow(refused);
    if (token !== '') expect(() => adminToken(token)).not.toThrow(token);
  },
);
