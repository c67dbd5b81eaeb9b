import { MemoryRecordingStore } from '@earshot/adapters-memory';
import { EarshotError, type RecordingUrls } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { UploadItem } from '../src/index.js';
import { Problem, StartReceipt } from '../src/serving/responses.js';
import { NOW_MS, posted, refusing, s3Like, serve } from './served-app.js';

const small = () => new MemoryRecordingStore({ now: () => new Date(NOW_MS), partsFromBytes: 20, partSizeBytes: 10 });
const MESSAGE = { file_name: 'call-7.wav', size_bytes: 25, call_id: 'call-7' };
type Api = ReturnType<typeof serve>['api'];

const itemOf = async (response: Response) => UploadItem.parse(await response.json());
const open = async (api: Api, more: object = {}) =>
  itemOf(await api.request('/uploads', posted({ ...MESSAGE, ...more })));
const resume = async (api: Api, { upload_id }: UploadItem) => itemOf(await api.request(`/uploads/${upload_id}`));
const complete = (api: Api, { upload_id }: UploadItem) =>
  api.request(`/uploads/${upload_id}/complete`, { method: 'POST' });

async function send(api: Api, { parts }: UploadItem, numbers = parts.map(({ number }) => number)): Promise<Response[]> {
  const wanted = parts.filter(({ number }) => numbers.includes(number));
  return Promise.all(
    wanted.map(({ url, headers, size_bytes }) =>
      api.request(url, {
        method: 'PUT',
        headers: { ...headers, 'content-length': String(size_bytes) },
        body: new Uint8Array(size_bytes),
      }),
    ),
  );
}

describe('an upload over HTTP', () => {
  it('goes on with the parts that are missing, and becomes the recording of one call', async () => {
    const { api, repository } = serve({ recordings: small() });
    const response = await api.request('/uploads', posted(MESSAGE));
    expect([response.status, response.headers.get('location')]).toEqual([
      201,
      expect.stringMatching(/^\/uploads\/\S+$/),
    ]);
    const opened = await itemOf(response);
    expect(opened).toMatchObject({ call_id: 'call-7', state: 'waiting', method: 'parts', part_size_bytes: 10 });
    const [sent] = await send(api, opened, [2]);
    expect([sent?.status, sent?.headers.get('etag')]).toEqual([200, '"2"']);
    const early = await complete(api, opened);
    expect(early.status).toBe(409);
    expect(Problem.parse(await early.json())).toMatchObject({ type: '/docs#parts-missing', missing_parts: [1, 3] });
    const resumed = await resume(api, opened);
    expect(resumed.received).toEqual([{ number: 2, size_bytes: 10, etag: '"2"' }]);
    expect(resumed.parts.map(({ number }) => number)).toEqual([1, 3]);
    await send(api, resumed);
    const [first, again] = [await complete(api, opened), await complete(api, opened)];
    expect([first.status, again.status]).toEqual([202, 200]);
    expect(first.headers.get('location')).toBe(`/analytics/${opened.hash}`);
    const { hash, job_id } = StartReceipt.parse(await first.json());
    expect(await again.json()).toMatchObject({ hash, job_id, status: 'known' });
    expect((await repository.get(opened.hash))?.jobs).toHaveLength(1);
    expect(await resume(api, opened)).toMatchObject({ state: 'taken', parts: [] });
    expect((await api.request(`/uploads/${opened.upload_id}`, { method: 'DELETE' })).status).toBe(409);
  });

  it('of no recording is refused with the failed call, however often it is completed', async () => {
    const { api } = serve({ analyzer: refusing('EARSHOT_NOT_SUPPORTED') });
    const opened = await open(api);
    await send(api, opened);
    for (let count = 0; count < 2; count++) {
      const refused = await complete(api, opened);
      expect(refused.status).toBe(422);
      expect(Problem.parse(await refused.json())).toMatchObject({
        code: 'EARSHOT_NOT_SUPPORTED',
        instance: `/analytics/${opened.hash}`,
      });
    }
    expect(await (await api.request('/analytics/call-7')).json()).toMatchObject({ items: [{ state: 'failed' }] });
  });

  it('names the field that is wrong, and what is expected', async () => {
    const { api } = serve();
    const refused = await api.request('/uploads', posted({ ...MESSAGE, file_name: 'notes.txt' }));
    const { errors = [] } = Problem.parse(await refused.json());
    expect(errors.map(({ field }) => field)).toEqual(['file_name']);
    expect(errors[0]?.message).toContain('.wav');
  });

  it('says once of a field what is expected, and not before a whole sentence', async () => {
    const { api } = serve();
    for (const wrong of [{ size_bytes: 0 }, { size_bytes: 1.5 }, { kind: 'x' }, { colour: 'red' }, { call_id: '' }]) {
      const refused = await api.request('/uploads', posted({ ...MESSAGE, ...wrong }));
      const { errors = [] } = Problem.parse(await refused.json());
      expect(errors.map(({ message }) => message.match(/expected/g)?.length ?? 0)).toEqual(['colour' in wrong ? 0 : 1]);
    }
  });

  it('can be sent by pages of allowed origins, which see the ETag', async () => {
    const origin = 'https://calls.example';
    const { api } = serve({}, { corsOrigins: [origin] });
    const [part] = (await open(api)).parts;
    const asked = { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' };
    const preflight = await api.request(part?.url ?? '', { method: 'OPTIONS', headers: asked });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type');
    const headers = { ...part?.headers, 'content-length': '25', origin };
    const put = await api.request(part?.url ?? '', { method: 'PUT', headers, body: new Uint8Array(25) });
    expect([put.status, put.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    expect(put.headers.get('access-control-expose-headers')).toContain('etag');
    const foreign = { ...headers, origin: 'https://evil.example' };
    expect((await api.request(part?.url ?? '', { method: 'PUT', headers: foreign, body: 'x' })).status).toBe(403);
  });

  it('takes parts where the store says, if something else serves its URLs', async () => {
    const { api } = serve({ recordings: s3Like() });
    expect((await api.request('/files/one', { method: 'PUT', body: 'x' })).status).toBe(404);
    expect((await open(api)).parts).toHaveLength(1);
  });
});

describe('a part', () => {
  const sending = async (recordings = small()) => {
    const log: unknown[] = [];
    const { api } = serve({ recordings }, { log: (entry) => log.push(entry) });
    const opened = await open(api, { size_bytes: 5 });
    const [{ url, headers } = { url: '', headers: {} }] = opened.parts;
    const put = (change: Record<string, string>, body: unknown, target = url, allowSlowBody = () => {}) =>
      api.handle({
        method: 'PUT',
        url: `http://localhost${target}`,
        headers: new Headers({ ...headers, 'content-length': '5', ...change }),
        body: body as AsyncIterable<Uint8Array>,
        allowSlowBody,
      });
    return { api, opened, put, url, log };
  };
  const bytes = async function* (...sizes: number[]) {
    for (const size of sizes) yield new Uint8Array(size);
  };

  it('of another type or size than was signed is refused before it is read', async () => {
    const { put } = await sending();
    const unread = {
      [Symbol.asyncIterator]: () => {
        throw new Error('it is read');
      },
    };
    for (const change of [{ 'content-type': 'text/html' }, { 'content-length': '6' }]) {
      const refused = await put(change, unread);
      expect([refused.status, Problem.parse(JSON.parse(String(refused.body))).type]).toEqual([
        403,
        '/docs#url-not-valid',
      ]);
    }
    expect((await put({}, bytes(2, 2))).status).toBe(400);
    expect((await put({}, bytes(2, 3))).status).toBe(200);
  });

  it('of a client that goes away is no fault of the server, and can be sent again', async () => {
    const { put, log, api, opened } = await sending();
    const cut = async function* () {
      yield new Uint8Array(2);
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    };
    expect((await put({}, cut())).status).toBe(400);
    expect(log.some((entry) => typeof entry === 'object' && entry !== null && 'error' in entry)).toBe(false);
    expect((await resume(api, opened)).received).toEqual([]);
    expect((await put({}, bytes(5))).status).toBe(200);
  });

  it('may take any time, if its URL is valid', async () => {
    const { put, url } = await sending();
    const slow: string[] = [];
    await put({}, bytes(5), `${url}0`, () => slow.push('unsigned'));
    await put({ 'content-length': '4' }, bytes(5), url, () => slow.push('another size'));
    await put({}, bytes(5), url, () => slow.push('signed'));
    expect(slow).toEqual(['signed']);
  });

  it('is never logged with its URL or its bytes', async () => {
    class Failing extends MemoryRecordingStore {
      override receive: RecordingUrls['receive'] = async () => {
        throw new EarshotError('EARSHOT_UNAVAILABLE', 'the disk is full');
      };
    }
    const { put, log, url } = await sending(new Failing({ now: () => new Date(NOW_MS) }));
    expect((await put({}, bytes(5))).status).toBe(503);
    expect(JSON.stringify(log)).not.toContain(url.slice(url.indexOf('signature')));
    expect(JSON.stringify(log)).not.toContain('call-7');
  });
});
