import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ApiRequest, type ApiResponse, isStreamed } from '../src/index.js';
import { completedCall, posted, type Served } from './served-app.js';

class Absent {
  constructor() {
    throw new TypeError('there is no such class here');
  }
}

let served: Served;

beforeEach(async () => {
  for (const name of ['Request', 'Response', 'Headers', 'ReadableStream', 'fetch']) vi.stubGlobal(name, Absent);
  vi.resetModules();
  const { serve } = await import('./served-app.js');
  served = serve();
  await served.repository.save(completedCall('Anruf 1/2'));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function made(target: string, { method = 'GET', headers = {}, body }: RequestInit = {}): ApiRequest {
  const sent = new Map(Object.entries(headers as Record<string, string>));
  const chunks = async function* () {
    if (typeof body === 'string') for (const part of body.match(/.{1,7}/gs) ?? []) yield Buffer.from(part);
  };
  return {
    method,
    url: `https://calls.example.org${target}`,
    headers: { get: (name) => sent.get(name) ?? null },
    body: body === undefined ? null : chunks(),
  };
}

function bodyOf({ body }: ApiResponse): unknown {
  if (isStreamed(body)) throw new TypeError('a whole body is expected');
  return JSON.parse(Buffer.from(body ?? '').toString());
}

describe('an answer without the classes of the Fetch API', () => {
  it('reads calls', async () => {
    const list = await served.api.handle(made('/analytics?pageSize=5'));
    expect(list).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(bodyOf(list)).toMatchObject({ count: 1, items: [{ call_id: 'Anruf 1/2' }] });
    const one = await served.api.handle(made('/analytics/Anruf%201%2F2'));
    expect(bodyOf(one)).toMatchObject({ items: [{ call_id: 'Anruf 1/2' }] });
    const tag = one.headers['etag'] ?? '';
    const again = await served.api.handle(made('/analytics/Anruf%201%2F2', { headers: { 'if-none-match': tag } }));
    expect(again).toMatchObject({ status: 304, body: null, headers: { etag: tag } });
  });

  it('starts and erases calls', async () => {
    const start = posted({ callId: 'new', audioS3Uri: 's3://recordings/new.wav' });
    const started = await served.api.handle(made('/calls', start));
    expect(started.status).toBe(202);
    expect(bodyOf(started)).toMatchObject({ call_id: 'new', state: 'analyzing' });
    expect((await served.api.handle(made('/calls/new', { method: 'DELETE' }))).status).toBe(200);
    const large = await served.api.handle(made('/calls', posted({ pad: 'x'.repeat(70_000) })));
    expect(large.status).toBe(413);
  });

  it.each([
    ['/docs', {}, 200],
    ['/openapi.json', {}, 200],
    ['/health', {}, 200],
    ['/', {}, 302],
    ['/nothing', {}, 404],
    ['/calls', {}, 405],
    ['/calls', { method: 'OPTIONS' }, 204],
    ['/analytics?pageSize=0', {}, 400],
    ['/calls/new', { method: 'DELETE', headers: { origin: 'https://evil.example' } }, 403],
  ])('is given at %s %j', async (target, init, status) => {
    expect((await served.api.handle(made(target, init))).status).toBe(status);
  });

  it('has no body for HEAD, but tells its length', async () => {
    const got = await served.api.handle(made('/analytics'));
    const asked = await served.api.handle(made('/analytics', { method: 'HEAD' }));
    expect(asked).toMatchObject({ status: 200, body: null });
    expect(Number(asked.headers['content-length'])).toBe(String(got.body).length);
  });
});
