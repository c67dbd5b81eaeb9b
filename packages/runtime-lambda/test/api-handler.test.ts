import { gunzipSync } from 'node:zlib';
import type { ApiRequest, ApiResponse } from '@earshot/adapters-http';
import { describe, expect, it } from 'vitest';
import { createApiHandler, type HandlerFault, type HttpApiEvent, type RestApiEvent } from '../src/api-handler.js';

/** An API that answers with what it was asked. */
function mirror(answer: Partial<ApiResponse> = {}) {
  const asked: { request: ApiRequest; body: string }[] = [];
  const faults: HandlerFault[] = [];
  const api = {
    async handle(request: ApiRequest) {
      let body = '';
      for await (const chunk of request.body ?? []) body += new TextDecoder().decode(chunk);
      asked.push({ request, body });
      return { status: 200, headers: { 'content-type': 'application/json', etag: 'W/"1"' }, body: '{}', ...answer };
    },
  };
  const handler = createApiHandler(api, (fault) => faults.push(fault));
  return { handler, last: () => asked.at(-1), faults: () => faults };
}

const restEvent = (more: Partial<RestApiEvent> = {}): RestApiEvent => ({
  httpMethod: 'GET',
  path: '/analytics',
  resource: '/analytics',
  headers: { Host: 'api.example.org', 'If-None-Match': 'W/"1"' },
  multiValueHeaders: { Host: ['api.example.org'], 'If-None-Match': ['W/"1"'] },
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: null,
  body: null,
  isBase64Encoded: false,
  requestContext: { domainName: 'api.example.org' },
  ...more,
});

const httpEvent = (more: Partial<HttpApiEvent> = {}): HttpApiEvent => ({
  version: '2.0',
  routeKey: 'GET /analytics',
  rawPath: '/analytics',
  rawQueryString: '',
  headers: { host: 'api.example.org' },
  isBase64Encoded: false,
  requestContext: { domainName: 'api.example.org', stage: '$default', http: { method: 'GET' } },
  ...more,
});

describe('a REST API', () => {
  it('hands over method, path, headers and every value of a query', async () => {
    const { handler, last } = mirror();
    const result = await handler(
      restEvent({
        queryStringParameters: { category: 'Tech support', include: 'words' },
        multiValueQueryStringParameters: { category: ['Tech support'], include: ['moderation', 'words'] },
      }),
    );
    const { request } = last() ?? {};
    expect(request?.method).toBe('GET');
    expect(request?.url).toBe(
      'https://api.example.org/analytics?category=Tech+support&include=moderation&include=words',
    );
    expect(request?.headers.get('if-none-match')).toBe('W/"1"');
    expect(request?.headers.get('origin')).toBeNull();
    expect(request?.body).toBeNull();
    expect(result).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json', etag: 'W/"1"' },
      body: '{}',
      isBase64Encoded: false,
    });
  });

  it('takes parameters of the path from where they are whole', async () => {
    const { handler, last } = mirror();
    const parts = { resource: '/analytics/{hash}', pathParameters: { hash: 'a/b 100% ü' } };
    await handler(restEvent({ ...parts, path: '/analytics/a/b 100% ü' }));
    expect(last()?.request.url).toBe('https://api.example.org/analytics/a%2Fb%20100%25%20%C3%BC');
  });

  it('takes the path itself where the route says less', async () => {
    const { handler, last } = mirror();
    await handler(restEvent({ resource: '/{proxy+}', pathParameters: { proxy: 'analytics/x' }, path: '/analytics/x' }));
    expect(last()?.request.url).toBe('https://api.example.org/analytics/x');
  });

  it('decodes a body', async () => {
    const { handler, last } = mirror();
    const body = Buffer.from('{"callId":"ü"}').toString('base64');
    await handler(restEvent({ httpMethod: 'POST', body, isBase64Encoded: true }));
    expect(last()?.body).toBe('{"callId":"ü"}');
  });

  it('does with as little as a test in the console sends', async () => {
    const { handler, last } = mirror();
    await handler({ httpMethod: 'GET', path: '/analytics' });
    expect(last()?.request.url).toBe('https://localhost/analytics');
  });
});

describe('an HTTP API', () => {
  it('hands the query over as it was sent', async () => {
    const { handler, last } = mirror();
    await handler(httpEvent({ rawQueryString: 'from=2026-09-01&text=%26+x' }));
    expect(last()?.request.url).toBe('https://api.example.org/analytics?from=2026-09-01&text=%26+x');
  });

  it('leaves the stage out of the path', async () => {
    const { handler, last } = mirror();
    const requestContext = { domainName: 'api.example.org', stage: 'dev', http: { method: 'GET' } };
    await handler(httpEvent({ routeKey: '$default', rawPath: '/dev/analytics/x', requestContext }));
    expect(last()?.request.url).toBe('https://api.example.org/analytics/x');
  });

  it('takes parameters of the path from where they are whole', async () => {
    const { handler, last } = mirror();
    const route = { routeKey: 'GET /analytics/{hash}', pathParameters: { hash: 'x y' } };
    await handler(httpEvent({ ...route, rawPath: '/dev/analytics/x y' }));
    expect(last()?.request.url).toBe('https://api.example.org/analytics/x%20y');
  });
});

it('answers a function URL, whose paths come as they were sent', async () => {
  const { handler, last } = mirror();
  await handler(httpEvent({ routeKey: '$default', rawPath: '/analytics/a%2Fb' }));
  expect(last()?.request.url).toBe('https://api.example.org/analytics/a%2Fb');
});

it('answers without a body where there is none', async () => {
  const { handler } = mirror({ status: 304, body: null });
  expect(await handler(httpEvent())).toMatchObject({ statusCode: 304, body: '', isBase64Encoded: false });
});

it('answers with bytes as they are, whatever they are', async () => {
  const body = new Uint8Array([0x00, 0x80, 0xff, 0xc3, 0x28]);
  const { handler } = mirror({ body, headers: { 'content-type': 'application/octet-stream' } });
  const result = await handler(httpEvent());
  expect(result.isBase64Encoded).toBe(true);
  expect(new Uint8Array(Buffer.from(result.body, 'base64'))).toEqual(body);
});

describe('long answers', () => {
  const body = JSON.stringify({ words: 'a word '.repeat(20_000) });

  it('are compressed for who takes that', async () => {
    const { handler } = mirror({ body: new TextEncoder().encode(body) });
    const result = await handler(httpEvent({ headers: { 'accept-encoding': 'br, gzip' } }));
    expect(result.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(result.isBase64Encoded).toBe(true);
    expect(gunzipSync(Buffer.from(result.body, 'base64')).toString()).toBe(body);
  });

  it('are plain for who does not', async () => {
    const { handler } = mirror({ body });
    expect(await handler(httpEvent())).toMatchObject({ body, isBase64Encoded: false });
  });

  it('are refused in words when they are longer than Lambda lets through', async () => {
    const { handler, faults } = mirror({ body: 'x'.repeat(6_000_001) });
    const result = await handler(httpEvent());
    expect(result.statusCode).toBeGreaterThanOrEqual(400);
    const { 'x-request-id': requestId } = result.headers;
    expect(JSON.parse(result.body)).toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED', request_id: requestId });
    expect(faults()).toEqual([{ requestId, status: result.statusCode }]);
    const compressed = await handler(httpEvent({ headers: { 'accept-encoding': 'gzip' } }));
    expect(compressed.statusCode).toBe(200);
  });
});

it('answers an event that it fails on with a problem, and logs why under the id that the problem carries', async () => {
  const { handler, faults } = mirror();
  const result = await handler(restEvent({ requestContext: { domainName: 'no host' } }));
  expect(result.statusCode).toBe(500);
  const { 'x-request-id': requestId } = result.headers;
  expect(JSON.parse(result.body)).toMatchObject({ code: 'EARSHOT_INTERNAL', request_id: requestId });
  expect(faults()).toEqual([{ requestId, status: 500, error: expect.any(TypeError) }]);
});
