import { MemoryAudioAnalyzer, MemorySharedState } from '@earshot/adapters-memory';
import { EarshotError, ObjectUri, readStartMessage, StartAnalysis } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { StartReceipt } from '../src/serving/responses.js';
import { digests, posted, refusing, serve } from './served-app.js';

const START = { callId: 'Anruf 5/7', audioS3Uri: 's3://recordings/five.wav', metadata: { queue: 'support' } };
const HASH = digests.md5Hex(START.callId);

async function codeOf(response: Response): Promise<[number, unknown]> {
  return [response.status, ((await response.json()) as { code?: unknown }).code];
}

describe('POST /calls', () => {
  it('starts an analysis and tells where the call is', async () => {
    const { api, repository } = serve();
    const response = await api.request('/calls', posted({ ...START, timestamp: '2026-09-01T12:00:00+02:00' }));
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/analytics/${HASH}`);
    const receipt = StartReceipt.parse(await response.json());
    expect(receipt).toMatchObject({ status: 'started', hash: HASH, call_id: START.callId, state: 'analyzing' });
    const [record] = (await repository.list({ filter: {}, limit: 1 })).calls;
    expect(record).toMatchObject({
      hash: HASH,
      metadata: START.metadata,
      recordedAt: { ms: Date.parse('2026-09-01T10:00:00Z'), source: 'message' },
    });
    expect((await api.request(`/analytics/${HASH}`)).status).toBe(200);
  });

  it('answers the same call when it is sent again, and starts nothing', async () => {
    const analyzer = new MemoryAudioAnalyzer();
    const { api } = serve({ analyzer });
    const first = StartReceipt.parse(await (await api.request('/calls', posted(START))).json());
    const again = await api.request('/calls', posted(START));
    expect(again.status).toBe(200);
    expect(again.headers.get('location')).toBe(`/analytics/${HASH}`);
    expect(await again.json()).toMatchObject({ status: 'known', hash: HASH, job_id: first.job_id, state: 'analyzing' });
    expect(analyzer.jobs).toHaveLength(1);
  });

  it('starts one analysis when it is sent many times at once', async () => {
    const analyzer = new MemoryAudioAnalyzer();
    const { api, repository } = serve({ analyzer });
    const responses = await Promise.all(Array.from({ length: 8 }, () => api.request('/calls', posted(START))));
    expect(responses.every(({ status }) => status === 202 || status === 200)).toBe(true);
    expect(analyzer.jobs).toHaveLength(1);
    expect((await repository.list({ filter: {}, limit: 10 })).calls).toHaveLength(1);
  });

  it('submits the call when no job slot is free', async () => {
    const full = new EarshotError('EARSHOT_THROTTLED', 'full', { details: { quota: true } });
    const analyzer = Object.assign(new MemoryAudioAnalyzer(), { start: () => Promise.reject(full) });
    const { api } = serve({ analyzer });
    const response = await api.request('/calls', posted(START));
    expect(response.status).toBe(202);
    expect(StartReceipt.parse(await response.json())).toMatchObject({ status: 'submitted', state: 'submitted' });
  });

  it('submits the call when a permission is missing, and tells so of the call', async () => {
    const { api } = serve({ analyzer: refusing('EARSHOT_DENIED') });
    expect((await api.request('/calls', posted(START))).status).toBe(202);
    expect(await (await api.request(`/analytics/${HASH}`)).json()).toMatchObject({
      items: [{ state: 'submitted', start_retry: { code: 'EARSHOT_DENIED', reason: expect.any(String), count: 1 } }],
    });
  });

  it('conflicts when the call has another recording', async () => {
    const { api } = serve();
    await api.request('/calls', posted(START));
    const response = await api.request('/calls', posted({ ...START, audioS3Uri: 's3://recordings/six.wav' }));
    expect(await codeOf(response)).toEqual([409, 'EARSHOT_CONFLICT']);
  });

  it.each(['EARSHOT_INVALID_INPUT', 'EARSHOT_NOT_FOUND', 'EARSHOT_NOT_SUPPORTED'] as const)(
    'tells that the analyzer will never take the recording, for %s, and leaves nothing behind',
    async (code) => {
      const { api, repository } = serve({ analyzer: refusing(code) });
      const response = await api.request('/calls', posted(START));
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ code, status: 422, instance: `/analytics/${HASH}` });
      expect((await api.request(`/analytics/${HASH}`)).status).toBe(404);
      expect((await repository.list({ filter: {}, limit: 1 })).calls).toEqual([]);
    },
  );

  it('takes a corrected recording after a wrong one, from either source', async () => {
    const analyzer = new MemoryAudioAnalyzer();
    const start = analyzer.start.bind(analyzer);
    const missing = 's3://recordings/no-such.wav';
    analyzer.start = async (request) => {
      if (request.media.uri !== missing) return start(request);
      throw new EarshotError('EARSHOT_NOT_FOUND', 'no such recording');
    };
    const { api, repository } = serve({ analyzer });
    const wrong = { ...START, audioS3Uri: missing };
    expect((await api.request('/calls', posted(wrong))).status).toBe(422);
    expect((await api.request('/calls', posted(START))).status).toBe(202);
    const other = { ...wrong, callId: 'by queue' };
    const outputs = ObjectUri.parse('s3://earshot/transcription-outputs/');
    const state = new MemorySharedState();
    const queue = new StartAnalysis({ analyzer, repository, state, digests, now: () => new Date(0), outputs });
    await queue.execute(readStartMessage(other, 0));
    expect((await repository.list({ filter: { state: 'failed' }, limit: 1 })).calls).toHaveLength(1);
    const corrected = await api.request('/calls', posted({ ...START, callId: 'by queue' }));
    expect(await corrected.json()).toMatchObject({ state: 'analyzing', call_id: 'by queue' });
    expect(corrected.status).toBe(202);
  });

  it.each([
    [{ ...START, callId: '' }, ['callId']],
    [{ ...START, callId: 'x'.repeat(256) }, ['callId']],
    [{ callId: 'a', audioS3Uri: 'https://example.org/a.wav' }, ['audioS3Uri']],
    [{ callId: 7, audioS3Uri: null, timestamp: '14.9.2026' }, ['callId', 'audioS3Uri', 'timestamp']],
    [{}, ['callId', 'audioS3Uri']],
    [[START], ['body']],
    ['text', ['body']],
    [null, ['body']],
  ])('refuses %j and names the fields', async (body, fields) => {
    const response = await serve().api.request('/calls', posted(body));
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { code: string; errors: { field: string }[] };
    expect(problem.code).toBe('EARSHOT_INVALID_INPUT');
    expect(problem.errors.map(({ field }) => field)).toEqual(fields);
  });

  it.each([
    ['half of a body', '{"callId":'],
    ['no body', ''],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])('refuses %s', async (_, body) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const response = await serve().api.request('/calls', init);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'EARSHOT_INVALID_INPUT', errors: [{ field: 'body' }] });
  });

  it.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['application/jsonp', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
  ])('takes no %s %j', async (type, headers) => {
    const { api, repository } = serve();
    const response = await api.request('/calls', posted(START, { 'content-type': type, ...headers }));
    expect(response.status).toBe(415);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect((await repository.list({ filter: {}, limit: 1 })).calls).toEqual([]);
  });

  it('takes JSON with a charset, and none without a type', async () => {
    const { api } = serve();
    const typed = posted(START, { 'content-type': 'Application/JSON; charset=utf-8' });
    expect((await api.request('/calls', typed)).status).toBe(202);
    const untyped = { method: 'POST', body: new TextEncoder().encode(JSON.stringify(START)) };
    expect((await api.request('/calls', untyped)).status).toBe(415);
  });

  it('takes a body of the limit and no larger one, whether its length is stated or not', async () => {
    const { api } = serve({}, { bodyLimitBytes: 200 });
    const ofSize = (size: number) => {
      const body = { ...START, metadata: { pad: '' } };
      body.metadata.pad = 'x'.repeat(size - JSON.stringify(body).length);
      return JSON.stringify(body);
    };
    const send = (body: string | ReadableStream, headers = {}) =>
      api.request('/calls', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        duplex: 'half',
      } as RequestInit);
    expect((await send(ofSize(200), { 'content-length': '200' })).status).toBe(202);
    expect((await send(ofSize(201), { 'content-length': '201' })).status).toBe(413);
    expect((await send(new Blob([ofSize(201)]).stream())).status).toBe(413);
  });
});

describe('a body that is stated to be too large', () => {
  it('is not read at all', async () => {
    const { api } = serve({}, { documentLimitBytes: 200 });
    let pulled = false;
    const body = new ReadableStream(
      {
        pull(controller) {
          pulled = true;
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { 'content-type': 'application/json', 'content-length': '201' };
    const response = await api.request('/calls', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    expect(response.status).toBe(413);
    expect(pulled).toBe(false);
  });
});

describe('a body that breaks off', () => {
  it('is told from a fault of the server', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"callId":'));
        controller.error(new Error('the connection is gone'));
      },
    });
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    expect((await serve().api.request('/calls', init)).status).toBe(400);
  });
});
