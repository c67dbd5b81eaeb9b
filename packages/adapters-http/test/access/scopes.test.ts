import { describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../../src/describing/openapi-document.js';
import { type AccessToken, SCOPES, type Scope } from '../../src/index.js';
import { sha256Of } from '../../src/serving/access/access-tokens.js';
import { lacking } from '../../src/serving/access/authentication.js';
import { ANONYMOUS, type Caller, LOCAL_CALLER, withIncluded } from '../../src/serving/access/caller.js';
import { ROUTE_SCOPES } from '../../src/serving/access/route-scopes.js';
import { createCors } from '../../src/serving/cors.js';
import { createRouter, type Routes } from '../../src/serving/routes.js';
import { sessionRoutes } from '../../src/serving/session-routes.js';
import { importAndCoach, UPSET_CUSTOMER } from '../coached.js';
import { operationsOf } from '../documented.js';
import { type asked, byTokens, posted, serve } from '../served-app.js';

/** Every route, and the scope that it requires. A new route belongs here, whatever the code's own table says. */
const EXPECTED: Readonly<Record<string, Scope | 'open'>> = {
  'GET /analytics': 'read',
  'GET /analytics/{hash}': 'read',
  'POST /calls': 'write',
  'GET /calls/summary': 'read',
  'GET /calls/{hash}': 'read',
  'POST /calls/{hash}/restart': 'write',
  'PUT /calls/{hash}/participants': 'write',
  'POST /calls/{hash}/notes': 'write',
  'DELETE /calls/{hash}/notes/{id}': 'write',
  'DELETE /calls/{hash}': 'admin',
  'GET /jobs': 'read',
  'GET /jobs/{id}': 'read',
  'GET /jobs/{id}/events': 'read',
  'POST /jobs/{id}/cancel': 'write',
  'POST /jobs/{id}/retry': 'write',
  'GET /coaching-analytics': 'read',
  'GET /calls/{hash}/coaching': 'read',
  'GET /insights/{id}': 'read',
  'PATCH /insights/{id}': 'write',
  'GET /agents': 'read',
  'GET /agents/{name}': 'read',
  'GET /search': 'read',
  'GET /calls/{hash}/recording': 'read',
  'GET /calls/{hash}/recording-url': 'read',
  'GET /calls/{hash}/peaks': 'read',
  'GET /files/{file}': 'open',
  'PUT /files/{file}': 'open',
  'POST /uploads': 'write',
  'GET /uploads/{id}': 'write',
  'POST /uploads/{id}/complete': 'write',
  'DELETE /uploads/{id}': 'write',
  'GET /dead-letters': 'read',
  'POST /dead-letters/{queue}/redrive': 'write',
  'POST /dead-letters/{queue}/discard': 'admin',
  'GET /doctor': 'read',
  'GET /session': 'read',
  'POST /session': 'open',
  'DELETE /session': 'open',
  'GET /health': 'open',
  'GET /openapi.json': 'open',
  'GET /docs': 'open',
  'GET /': 'open',
};

const UPLOAD = { file_name: 'call.wav', size_bytes: 5 };
const tokenOf = (scope: Scope) => `a-token-with-${scope}`;
const TOKENS: readonly AccessToken[] = SCOPES.map((scope) => ({
  name: `${scope}er`,
  sha256: sha256Of(tokenOf(scope)),
  scopes: [scope],
}));
const bearing = (scope: Scope) => ({ authorization: `Bearer ${tokenOf(scope)}` });
const guarded = () => serve({}, { authentication: byTokens(TOKENS) });

async function documentOf(api: ReturnType<typeof asked>): Promise<OpenApiDocument> {
  return (await (await api.request('/openapi.json')).json()) as OpenApiDocument;
}

describe('the scopes of routes', () => {
  it('are stated for every route, and documented with it', async () => {
    // Files of a page: page.test.ts shows that nobody needs a token for them.
    expect(ROUTE_SCOPES).toEqual({ ...EXPECTED, 'GET /assets/{name}': 'open' });
    const document = await documentOf(guarded().api);
    const described = operationsOf(document).map(([method, path, { security = [] }]) => [
      `${method} ${path}`,
      security.length === 0 ? 'open' : security.flatMap((one) => Object.values(one)).flat(),
    ]);
    expect(Object.fromEntries(described)).toEqual(
      Object.fromEntries(
        Object.entries(EXPECTED).map(([route, scope]) => [route, scope === 'open' ? scope : [scope, scope]]),
      ),
    );
  });

  it('are required: a route without one is not served', () => {
    const routes = { 'GET /secrets': () => ({ status: 200, headers: {}, body: null }) } as unknown as Routes;
    expect(() => createRouter(routes, createCors([]))).toThrow(TypeError);
  });

  it.each(Object.entries(EXPECTED))(
    'let %s be called by those who have %s, and by nobody else',
    async (route, needed) => {
      const [method = '', path = ''] = route.split(' ');
      for (const scope of [undefined, ...SCOPES]) {
        const served = guarded();
        const { api, repository, insights } = served;
        const call = await importAndCoach(served, 'one', UPSET_CUSTOMER, bearing('write'));
        const [insight] = await insights.ofCall(call.hash);
        const target = path
          .replace('{hash}', 'one')
          .replace('{id}', path.startsWith('/jobs') ? `${call.hash}.1` : (insight?.id ?? ''))
          .replace('{name}', insight?.agentName ?? '')
          .replace('{queue}', 'messages')
          .replace(/^\/search$/, '/search?q=parcel');
        const headers = scope === undefined ? {} : bearing(scope);
        const body =
          path === '/calls'
            ? START
            : path === '/uploads'
              ? UPLOAD
              : path === '/calls/{hash}/notes'
                ? { text: 'Called back.' }
                : method === 'PATCH'
                  ? { status: 'completed' }
                  : path.endsWith('/discard')
                    ? { all: true }
                    : undefined;
        const init = body === undefined ? { method, headers } : { ...posted(body, headers), method };
        const response = await api.request(target, init);
        const has = scope !== undefined && needed !== 'open' && withIncluded([scope]).has(needed);
        if (needed === 'open' || has) {
          // An imported call has no recording, the id is that of no upload or note, and an unsigned URL is good for nothing.
          const isNothing = /\/(?:recording|peaks|notes\/)|^\/uploads\//.test(path);
          const answers = path.startsWith('/files') ? [403] : isNothing ? [404] : ANSWERS;
          expect([scope, answers]).toEqual([scope, expect.arrayContaining([response.status])]);
          continue;
        }
        expect([scope, response.status]).toEqual([scope, scope === undefined ? 401 : 403]);
        const said = { code: 'EARSHOT_DENIED', ...(scope && { type: '/docs#missing-scope', required_scope: needed }) };
        expect(await response.json()).toMatchObject(said);
        if (scope !== undefined) expect(response.headers.get('www-authenticate')).toContain(`scope="${needed}"`);
        expect(await repository.get(call.hash)).toEqual(call);
        expect(await insights.ofCall(call.hash)).toContainEqual(insight);
      }
    },
  );
});

const ANSWERS = [200, 201, 202, 204, 302, 409, 415];
const START = { callId: 'new', audioS3Uri: 's3://recordings/new.wav' };

describe('a scope', () => {
  it('includes those before it', () => {
    const included = SCOPES.map((scope) => [...withIncluded([scope])]);
    expect(included).toEqual([['read'], ['read', 'write'], ['read', 'write', 'admin']]);
    expect([...withIncluded(['write', 'read'])]).toEqual(['read', 'write']);
    expect([...withIncluded([])]).toEqual([]);
  });

  it('that a caller lacks is named, with those that they have', () => {
    const reader: Caller = { name: 'ana', scopes: withIncluded(['read']) };
    expect(lacking(reader, 'read')).toBeUndefined();
    expect(lacking(reader, 'admin')).toMatchObject({ kind: 'missing-scope', facts: { requiredScope: 'admin' } });
    expect(lacking(ANONYMOUS, 'read')?.facts?.detail).toContain('none');
  });
});

it('tells who the caller is', async () => {
  const { api } = guarded();
  const response = await api.request('/session', { headers: bearing('write') });
  expect(await response.json()).toEqual({ name: 'writeer', scopes: ['read', 'write'], can_upload: true });
  const reader = await api.request('/session', { headers: bearing('read') });
  expect(await reader.json()).toEqual({ name: 'reader', scopes: ['read'] });
  const local = await (await serve().api.request('/session')).json();
  expect(local).toEqual({ name: 'local', scopes: [...SCOPES], can_upload: true });
  expect((await serve().api.request('/session', posted({ token: tokenOf('read') }))).status).toBe(405);
});

it('offers no uploads where the server takes none', async () => {
  const routes = sessionRoutes(undefined, { bodyLimitBytes: 1_000, takesUploads: false });
  const response = await routes['GET /session']?.(new Request('http://localhost/session'), '', LOCAL_CALLER);
  expect(JSON.parse(String(response && 'body' in response && response.body))).toEqual({
    name: 'local',
    scopes: [...SCOPES],
  });
});
