import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type AccessToken, createApi, SCOPES, tokenAuthentication } from '@earshot/adapters-http';
import { memoryModule } from '@earshot/adapters-memory/inversify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeApp, digests } from '../src/container.js';
import { type HttpServer, serveHttp } from '../src/serve-http.js';

const tokenOf = (scope: string) => `a-token-with-${scope}`;
const tokens: AccessToken[] = SCOPES.map((scope) => ({
  name: `${scope}er`,
  sha256: digests.sha256Hex(tokenOf(scope)),
  scopes: [scope],
}));

let server: HttpServer;

beforeAll(async () => {
  const app = composeApp([memoryModule()]);
  const authentication = tokenAuthentication({ tokens: () => tokens, sign: app.sign });
  server = await serveHttp(createApi(app, { authentication, corsOrigins: ['https://ok.example'] }));
});
afterAll(() => server.close());

interface Sent {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

interface Answered {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** Sends the headers that a browser would, and whatever a program might. */
async function send(method: string, path: string, { headers = {}, body }: Sent = {}): Promise<Answered> {
  const typed = body === undefined ? headers : { 'content-type': 'application/json', ...headers };
  const sent = request(`${server.url}${path}`, { method, headers: typed });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  const isJson = /json/.test(response.headers['content-type'] ?? '');
  return { status: response.statusCode, headers: response.headers, body: isJson ? JSON.parse(text) : {} };
}

async function cookieOf(scope: string): Promise<string> {
  const { status, headers } = await send('POST', '/session', { body: { token: tokenOf(scope) } });
  expect(status).toBe(204);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

interface Described {
  readonly paths: Record<string, Record<string, { readonly security?: readonly Record<string, readonly string[]>[] }>>;
}

describe('a server with tokens, over HTTP', () => {
  it('lets each route be called with its scope, by token and by cookie alike', async () => {
    const { paths } = (await send('GET', '/openapi.json')).body as unknown as Described;
    const own = { origin: server.url };
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { security = [] }] of Object.entries(methods)) {
        const [needed] = Object.values(security[0] ?? {}).flat();
        const target = path.replaceAll(/\{\w+\}/g, 'nothing');
        for (const [level, scope] of SCOPES.entries()) {
          const authorization = `Bearer ${tokenOf(scope)}`;
          for (const headers of [{ authorization }, { ...own, cookie: await cookieOf(scope) }]) {
            const { status, body } = await send(method.toUpperCase(), target, { headers });
            const enough = needed === undefined || level >= SCOPES.indexOf(needed as (typeof SCOPES)[number]);
            // A file without a signed URL is denied to everybody, whatever the scope.
            const lacks = status === 403 && 'required_scope' in body;
            expect([method, path, scope, lacks]).toEqual([method, path, scope, !enough]);
            if (!enough) expect(body).toMatchObject({ code: 'EARSHOT_DENIED', required_scope: needed });
          }
        }
        const { status } = await send(method.toUpperCase(), target);
        expect([method, path, status === 401]).toEqual([method, path, needed !== undefined]);
      }
    }
  });

  it('signs a browser in, and out', async () => {
    const own = { origin: server.url, 'sec-fetch-site': 'same-origin' };
    const signedIn = await send('POST', '/session', { headers: own, body: { token: tokenOf('write') } });
    const [setCookie = ''] = signedIn.headers['set-cookie'] ?? [];
    expect(setCookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    const cookie = setCookie.split(';')[0] ?? '';
    expect((await send('GET', '/session', { headers: { cookie } })).body).toMatchObject({
      name: 'writeer',
      scopes: ['read', 'write'],
      expires_at: expect.any(String),
    });
    const start = { callId: 'by cookie', audioS3Uri: 's3://recordings/a.wav' };
    expect((await send('POST', '/calls', { headers: { cookie, ...own }, body: start })).status).toBe(202);
    const signedOut = await send('DELETE', '/session', { headers: { cookie, ...own } });
    expect([signedOut.status, signedOut.headers['set-cookie']?.[0]]).toEqual([
      204,
      expect.stringContaining('Max-Age=0'),
    ]);
  });

  it.each([
    ['a page elsewhere', { origin: 'https://evil.example' }],
    ['a page of an allowed origin', { origin: 'https://ok.example' }],
    ['a page at another port', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
    ['an older browser', {}],
  ])('changes nothing by a cookie that %s sends', async (_, headers) => {
    const cookie = await cookieOf('admin');
    const forged = { headers: { cookie, ...headers }, body: { callId: 'forged', audioS3Uri: 's3://recordings/f.wav' } };
    const { status, body } = await send('POST', '/calls', forged);
    expect([status, body['type']]).toEqual([403, '/docs#foreign-origin']);
    expect((await send('GET', '/analytics/forged', { headers: { cookie } })).status).toBe(404);
  });

  it('knows nobody by a cookie that was changed, or whose token is gone', async () => {
    const cookie = await cookieOf('read');
    const asked = async (sent: string) => (await send('GET', '/analytics', { headers: { cookie: sent } })).status;
    expect([
      await asked(cookie),
      await asked(cookie.replace(/.$/, '!')),
      await asked(cookie.replace('=', '=9')),
    ]).toEqual([200, 401, 401]);
    const [reader] = tokens.splice(0, 1) as [AccessToken];
    expect(await asked(cookie)).toBe(401);
    tokens.unshift(reader);
    expect(await asked(cookie)).toBe(200);
  });

  it('slows guessing down by address', async () => {
    const attempt = async (token: string, client: string) =>
      send('POST', '/session', { headers: { 'x-forwarded-for': client }, body: { token } });
    for (let count = 0; count < 10; count++) expect((await attempt('a guess', '192.0.2.1')).status).toBe(401);
    const { status, headers } = await attempt(tokenOf('read'), '192.0.2.1');
    expect([status, Number(headers['retry-after'])]).toEqual([
      429,
      expect.toSatisfy((left: number) => left > 0 && left <= 60),
    ]);
    expect((await attempt(tokenOf('read'), '192.0.2.2')).status).toBe(204);
  });
});
