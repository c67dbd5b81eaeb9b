import { describe, expect, it } from 'vitest';
import { adminToken, type PageFile } from '../src/index.js';
import { byTokens, serve } from './served-app.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const PAGE: readonly PageFile[] = [
  { path: 'index.html', contentType: 'text/html; charset=utf-8', bytes: bytes('<!doctype html>') },
  {
    path: 'assets/main-1a2b.js',
    contentType: 'text/javascript; charset=utf-8',
    bytes: bytes('render()'),
    compressed: { br: bytes('b'), gzip: bytes('g') },
  },
];
const get = (target: string, headers: Record<string, string> = {}) => paged().request(target, { headers });
const paged = () => serve({}, { page: PAGE, pageOrigins: ['https://media.s3.example'] }).api;

describe('a page beside the API', () => {
  it('is what the root answers, with a policy that lets it load nothing from elsewhere', async () => {
    const response = await get('/');
    expect([response.status, await response.text()]).toEqual([200, '<!doctype html>']);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' https://media.s3.example; connect-src 'self' https://media.s3.example; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const etag = response.headers.get('etag') ?? '';
    const again = await get('/', { 'if-none-match': etag });
    expect(again.status).toBe(304);
    expect(again.headers.get('content-security-policy')).toBe(response.headers.get('content-security-policy'));
  });

  it.each([
    ['br, gzip', 'br', 'b'],
    ['gzip, deflate', 'gzip', 'g'],
    ['br;q=0, gzip;q=0.5', 'gzip', 'g'],
    ['identity', null, 'render()'],
  ])('sends assets as browsers that accept %s want them, to be kept for good', async (accepted, encoding, text) => {
    const response = await get('/assets/main-1a2b.js', { 'accept-encoding': accepted });
    expect([response.status, response.headers.get('content-encoding'), await response.text()]).toEqual([
      200,
      encoding,
      text,
    ]);
    expect(response.headers.get('vary')).toBe('accept-encoding');
    expect(response.headers.get('cache-control')).toContain('immutable');
  });

  it.each(['/assets/index.html', '/assets/other.js', '/assets/..%2findex.html', '/index.html'])(
    'has nothing at %s',
    async (target) => {
      expect((await get(target)).status).toBe(404);
    },
  );

  it('comes without a token, unlike the calls that it shows', async () => {
    const authentication = byTokens([adminToken('a-token-of-the-tests')]);
    const { api } = serve({}, { page: PAGE, authentication });
    expect((await api.request('/')).status).toBe(200);
    expect((await api.request('/assets/main-1a2b.js')).status).toBe(200);
    expect((await api.request('/analytics')).status).toBe(401);
  });

  it('is no part of what the API says of itself', async () => {
    const { paths } = (await (await paged().request('/openapi.json')).json()) as { paths: object };
    expect(Object.keys(paths)).not.toContain('/');
    expect(Object.keys(paths)).toContain('/analytics');
  });
});
