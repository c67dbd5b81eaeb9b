import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AccessToken, type ApiRequest, tokenAuthentication } from '../../src/index.js';
import { sha256Of } from '../../src/serving/access/access-tokens.js';
import { type AskedApi, completedCall, NOW_MS, posted, type Served, serve, sign } from '../served-app.js';

const TOKEN = 'a-token-of-the-tests';
const OWN = 'http://localhost';
const HOUR_MS = 3_600_000;
const ANA: AccessToken = { name: 'ana', sha256: sha256Of(TOKEN), scopes: ['admin'] };

let ms: number;
let tokens: AccessToken[];
let served: Served;
let api: AskedApi;

beforeEach(async () => {
  ms = NOW_MS;
  tokens = [{ ...ANA, name: 'bo', sha256: sha256Of(`${TOKEN}-of-bo`), scopes: ['read'] }, ANA];
  served = serving();
  api = served.api;
  await served.repository.save(completedCall('one'));
});

function serving(corsOrigins: readonly string[] = [], signing = sign): Served {
  const authentication = tokenAuthentication({ tokens: () => tokens, sign: signing, now: () => new Date(ms) });
  return serve({}, { authentication, corsOrigins });
}

async function signIn(at = api, token = TOKEN, headers: Record<string, string> = {}): Promise<string> {
  const response = await at.request('/session', posted({ token }, headers));
  expect([response.status, await response.text()]).toEqual([204, '']);
  return response.headers.get('set-cookie') ?? '';
}

const pairOf = (setCookie: string) => setCookie.split(';')[0] ?? '';
const statusOf = async (cookie: string, init: RequestInit = {}, at = api) =>
  (await at.request('/analytics/one', { ...init, headers: { ...init.headers, cookie } })).status;

describe('a session', () => {
  it('begins with a token, in a cookie that pages cannot read and other sites cannot have sent', async () => {
    const cookie = await signIn();
    expect(cookie).toMatch(/^earshot_session=\d+\.[0-9a-f]{64}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(sha256Of(TOKEN));
    expect(await statusOf(pairOf(cookie))).toBe(200);
    expect(await statusOf(`theme=dark; ${pairOf(cookie)}; other=1`)).toBe(200);
    const who = await api.request('/session', { headers: { cookie: pairOf(cookie) } });
    const expiresAt = new Date(NOW_MS + 12 * HOUR_MS).toISOString();
    expect(await who.json()).toEqual({
      name: 'ana',
      scopes: ['read', 'write', 'admin'],
      can_upload: true,
      expires_at: expiresAt,
    });
    expect(who.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['the request', 'https://localhost/session', {}],
    ['a proxy', 'http://localhost/session', { 'x-forwarded-proto': 'https' }],
    ['the page', 'http://localhost/session', { origin: 'https://localhost' }],
  ])('is sent over TLS only, where %s says that there is TLS', async (_, target, headers) => {
    const response = await api.request(target, posted({ token: TOKEN }, headers));
    expect(response.headers.get('set-cookie')).toMatch(/; Secure$/);
  });

  it('is for what its token is for', async () => {
    const cookie = pairOf(await signIn(api, `${TOKEN}-of-bo`));
    expect(await statusOf(cookie)).toBe(200);
    const headers = { cookie, origin: OWN };
    const response = await api.request('/calls/one', { method: 'DELETE', headers });
    expect([response.status, await response.json()]).toEqual([
      403,
      expect.objectContaining({ required_scope: 'admin' }),
    ]);
  });

  it('ends after twelve hours', async () => {
    const cookie = pairOf(await signIn());
    ms += 12 * HOUR_MS - 1;
    expect(await statusOf(cookie)).toBe(200);
    ms += 1;
    expect(await statusOf(cookie)).toBe(401);
  });

  it('ends when its token is removed, and follows when its scopes or name change', async () => {
    const cookie = pairOf(await signIn());
    tokens = tokens.map((token) => ({ ...token, name: `${token.name} 2`, scopes: ['read'] }));
    const who = await api.request('/session', { headers: { cookie } });
    expect(await who.json()).toMatchObject({ name: 'ana 2', scopes: ['read'] });
    tokens = tokens.slice(0, 1);
    expect(await statusOf(cookie)).toBe(401);
  });

  it('outlives a restart with the same secret, and no other', async () => {
    const cookie = pairOf(await signIn());
    const again = serving();
    await again.repository.save(completedCall('one'));
    expect(await statusOf(cookie, {}, again.api)).toBe(200);
    expect(await statusOf(cookie, {}, serving([], (text) => sign(`x${text}`)).api)).toBe(401);
  });

  it('is not one that was tampered with', async () => {
    const value = pairOf(await signIn()).slice('earshot_session='.length);
    const [expires = '', signature = ''] = value.split('.');
    const later = Number(expires) + 1;
    const bo = pairOf(await signIn(api, `${TOKEN}-of-bo`)).split('.')[1];
    const forged = [
      '',
      '.',
      expires,
      `${expires}.`,
      `.${signature}`,
      `${later}.${signature}`,
      `0${expires}.${signature}`,
      `${expires}.${signature.slice(0, -1)}`,
      `${expires}.${signature}0`,
      `${expires}.${signature.toUpperCase()}`,
      `NaN.${signature}`,
      `1e99.${sign(`session\n1e99\n${ANA.sha256}`)}`,
      `${expires}.${sign(`${expires}\n${ANA.sha256}`)}`,
      TOKEN,
      ANA.sha256,
    ];
    for (const one of forged) expect([one, await statusOf(`earshot_session=${one}`)]).toEqual([one, 401]);
    expect(await statusOf(`earshot_session=x; earshot_session=${value}`)).toBe(200);
    expect(await statusOf(`earshot_session_=${value}`)).toBe(401);
    expect(await statusOf(`earshot_session=${expires}.${bo}`)).toBe(200);
  });

  it('is worth nothing after any change', async () => {
    const value = pairOf(await signIn()).slice('earshot_session='.length);
    const { authenticate } = tokenAuthentication({ tokens: () => tokens, sign, now: () => new Date(ms) });
    const nameOf = async (sent: string) => {
      const headers = { get: (name: string) => (name === 'cookie' ? `earshot_session=${sent}` : null) };
      const found = await authenticate({ method: 'GET', url: OWN, headers, body: null });
      return 'kind' in found ? found.kind : found.name;
    };
    expect(await nameOf(value)).toBe('ana');
    const spliced = fc
      .tuple(fc.nat(value.length), fc.nat(3), fc.stringMatching(/^[0-9a-f.]{0,3}$/))
      .map(([at, removed, added]) => value.slice(0, at) + added + value.slice(at + removed))
      .filter((one) => one !== value);
    const changed = fc.oneof(spliced, fc.string());
    const isRefused = async (one: string) => (await nameOf(one)) === 'unauthenticated';
    await fc.assert(fc.asyncProperty(changed, isRefused));
  });

  it('is not looked at beside a token', async () => {
    const cookie = pairOf(await signIn());
    for (const authorization of [`Bearer ${TOKEN}-wrong`, 'bearer', `Bearer ${TOKEN}, Bearer ${TOKEN}`]) {
      expect(await statusOf(cookie, { headers: { authorization } })).toBe(401);
    }
    const password = { headers: { authorization: `Basic ${btoa('proxy:password')}` } };
    expect([await statusOf(cookie, password), await statusOf('', password)]).toEqual([200, 401]);
  });

  it('ends in the browser that signs out', async () => {
    const cookie = pairOf(await signIn());
    for (const headers of [{ cookie, origin: OWN }, { cookie: 'earshot_session=1.old', origin: OWN }, {}] as const) {
      const response = await api.request('/session', { method: 'DELETE', headers: { ...headers } });
      expect(response.status).toBe(204);
      expect(response.headers.get('set-cookie')).toMatch(
        /^earshot_session=; Path=\/; Max-Age=0; HttpOnly; SameSite=Strict/,
      );
    }
  });
});

describe('a session cookie', () => {
  const erase = (cookie: string, headers: Record<string, string>, at = api) =>
    at.request('/calls/one', { method: 'DELETE', headers: { cookie, ...headers } });

  it('changes something only for a page of the server itself', async () => {
    const { api: allowing, repository } = serving(['https://ok.example', 'http://localhost:3000']);
    await repository.save(completedCall('one'));
    const cookie = pairOf(await signIn(allowing));
    const foreign = [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:3000' },
      { origin: 'https://ok.example' },
      { origin: 'http://localhost.evil.example' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
    ] as Record<string, string>[];
    for (const headers of foreign) {
      const response = await erase(cookie, headers, allowing);
      expect([headers, response.status]).toEqual([headers, 403]);
      expect(await response.json()).toMatchObject({ type: '/docs#foreign-origin' });
    }
    const calls = posted(
      { callId: 'n', audioS3Uri: 's3://recordings/n.wav' },
      { cookie, 'sec-fetch-site': 'same-origin' },
    );
    expect((await allowing.request('/calls', calls)).status).toBe(202);
    expect((await erase(cookie, { origin: OWN }, allowing)).status).toBe(200);
  });

  it('leaves tokens to pages of allowed origins', async () => {
    const { api: allowing, repository } = serving(['https://ok.example']);
    await repository.save(completedCall('one'));
    const cookie = pairOf(await signIn(allowing));
    const authorization = `Bearer ${TOKEN}`;
    expect((await erase(cookie, { authorization, origin: 'https://evil.example' }, allowing)).status).toBe(403);
    expect((await erase(cookie, { authorization, origin: 'https://ok.example' }, allowing)).status).toBe(200);
  });

  it('is neither set nor removed for a page of another origin, allowed or not', async () => {
    const { api: allowing } = serving(['*']);
    const headers = { origin: 'https://ok.example' };
    for (const init of [posted({ token: TOKEN }, headers), { method: 'DELETE', headers }]) {
      const response = await allowing.request('/session', init);
      expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null]);
    }
  });
});

describe('signing in', () => {
  it.each([[{}], [{ token: 7 }], [{ token: null }]])('takes no body such as %j', async (body) => {
    const response = await api.request('/session', posted(body));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field: 'token' }] });
  });

  it.each(['', `${TOKEN}x`, TOKEN.slice(1), ANA.sha256, 'größer'])('fails with %j', async (token) => {
    const response = await api.request('/session', posted({ token }));
    expect([response.status, response.headers.get('set-cookie')]).toEqual([401, null]);
    if (token !== '') expect(await response.text()).not.toContain(token);
  });

  const from = async (remoteAddress: string | undefined, token: string, headers: Record<string, string> = {}) => {
    const init = posted({ token }, { ...headers });
    const request: ApiRequest = Object.assign(new Request(`${OWN}/session`, init), { remoteAddress });
    const { status, headers: answered } = await api.handle(request);
    return [status, answered['retry-after']];
  };
  const tenFailures = async (address: string, headers?: Record<string, string>) => {
    for (let count = 0; count < 10; count++) expect(await from(address, 'wrong', headers)).toEqual([401, undefined]);
  };

  it('is refused for a minute after ten failures from an address, even with the right token', async () => {
    expect(await from('192.0.2.1', TOKEN)).toEqual([204, undefined]);
    await tenFailures('192.0.2.1');
    ms += 15_500;
    expect(await from('192.0.2.1', TOKEN)).toEqual([429, '45']);
    expect(await from('192.0.2.2', TOKEN)).toEqual([204, undefined]);
    expect((await api.request('/analytics/one', { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(200);
    ms += 44_500;
    expect(await from('192.0.2.1', TOKEN)).toEqual([204, undefined]);
  });

  it.each([
    ['IPv4 in IPv6', '::ffff:192.0.2.1', '192.0.2.1', '::ffff:192.0.2.2'],
    ['a network of IPv6', '2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6', '2001:db8:1:3::1'],
  ])('counts %s as one address', async (_, address, same, other) => {
    await tenFailures(address);
    expect((await from(same, TOKEN))[0]).toBe(429);
    expect((await from(other, TOKEN))[0]).toBe(204);
  });

  it('counts by what a proxy on this machine says, and by nothing that a caller says', async () => {
    const via = (address: string) => ({ 'x-forwarded-for': `203.0.113.9, ${address}` });
    await tenFailures('127.0.0.1', via('192.0.2.1'));
    expect((await from('127.0.0.1', TOKEN, via('192.0.2.1')))[0]).toBe(429);
    expect((await from('127.0.0.1', TOKEN, via('192.0.2.2')))[0]).toBe(204);
    await tenFailures('192.0.2.7', via('192.0.2.8'));
    expect((await from('192.0.2.7', TOKEN, via('192.0.2.9')))[0]).toBe(429);
  });
});
