import { describe, expect, it } from 'vitest';
import { StartReceipt } from '../src/serving/responses.js';
import { posted, serve } from './served-app.js';

/** A transcript of Post Call Analytics in which one thing is said. */
const TURN = { SegmentStartTime: 0, SegmentEndTime: 1, SegmentSpeaker: 'spk_0', DisplayText: 'Hello.' };
const TRANSCRIPT = { ConversationAnalytics: { GUID: 'g 7' }, SpeechSegments: [TURN] };

const sent = (
  body: string | Uint8Array<ArrayBuffer> | ReadableStream,
  contentType: string,
  headers = {},
): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': contentType, ...headers },
  body,
});

describe('POST /calls with a transcript', () => {
  it('imports it once, and tells where the call is', async () => {
    const { api } = serve();
    const first = await api.request('/calls', posted(TRANSCRIPT));
    expect(first.status).toBe(201);
    const receipt = StartReceipt.parse(await first.json());
    expect(receipt).toMatchObject({ status: 'imported', call_id: 'g 7', state: 'completed' });
    expect(first.headers.get('location')).toBe(`/analytics/${receipt.hash}`);
    const again = await api.request('/calls', posted(TRANSCRIPT));
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ status: 'known', hash: receipt.hash, job_id: expect.any(String) });
    const named = await api.request('/calls?fileName=other.json', posted(TRANSCRIPT));
    expect(await named.json()).toMatchObject({ hash: receipt.hash });
    const read = await api.request(first.headers.get('location') ?? '');
    expect(await read.json()).toMatchObject({ items: [{ transcript: 'Hello.' }] });
  });

  it.each([
    'application/json',
    'text/plain; charset=utf-16',
    'application/octet-stream',
    'TEXT/VTT',
    'application/x-subrip',
  ])('finds the format by the content, in any encoding, sent as %s', async (type) => {
    const utf16 = Buffer.from(`\ufeff${JSON.stringify(TRANSCRIPT)}`, 'utf16le');
    expect((await serve().api.request('/calls', sent(utf16, type))).status).toBe(201);
  });

  it.each([
    ['text/plain', 'no transcript', '/calls'],
    ['application/octet-stream', new Uint8Array(10), '/calls'],
    ['text/plain', '', '/calls'],
    ['application/json', '{"callId":"7","audioS3Uri":"s3://recordings/7.wav"}', '/calls?fileName=7.json'],
  ])('lists the formats that are read when %s is in none of them', async (type, body, target) => {
    const { api, repository } = serve();
    const response = await api.request(target, sent(body, type));
    expect(response.status).toBe(415);
    const detail = expect.stringMatching(/\bpca, transcribe, /);
    expect(await response.json()).toMatchObject({
      code: 'EARSHOT_NOT_SUPPORTED',
      type: '/docs#unknown-format',
      detail,
    });
    expect((await repository.list({ filter: {}, limit: 1 })).calls).toEqual([]);
  });

  it('refuses one that lacks what its format requires, and says where', async () => {
    const { api, store } = serve();
    const response = await api.request('/calls', posted({ ...TRANSCRIPT, SpeechSegments: 'none' }));
    expect(response.status).toBe(422);
    const detail = expect.stringContaining('SpeechSegments');
    expect(await response.json()).toMatchObject({
      code: 'EARSHOT_UNREADABLE',
      type: '/docs#transcript-refused',
      detail,
    });
    expect((await store.list('s3://')).uris).toEqual([]);
  });

  it('refuses one that can’t be masked where only redacted copies are kept', async () => {
    const { api, store } = serve({ copies: 'redacted' });
    const response = await api.request('/calls', posted(TRANSCRIPT));
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'EARSHOT_NOT_REDACTED' });
    expect((await store.list('s3://')).uris).toEqual([]);
  });

  it('takes one of the limit and no larger one', async () => {
    const size = JSON.stringify(TRANSCRIPT).length;
    const ofLimit = (documentLimitBytes: number) => serve({}, { documentLimitBytes, bodyLimitBytes: 10 }).api;
    expect((await ofLimit(size).request('/calls', posted(TRANSCRIPT))).status).toBe(201);
    const body = new Blob([JSON.stringify(TRANSCRIPT)]).stream();
    const streamed = { ...sent(body, 'application/json'), duplex: 'half' } as RequestInit;
    for (const init of [posted(TRANSCRIPT), streamed]) {
      const response = await ofLimit(size - 1).request('/calls', init);
      expect([response.status, await response.json()]).toMatchObject([413, { code: 'EARSHOT_INVALID_INPUT' }]);
    }
  });

  it('says of JSON that is too large for a start message that it is no transcript either', async () => {
    const response = await serve({}, { bodyLimitBytes: 10 }).api.request('/calls', posted({ callId: '7' }));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/10 bytes: .* pca, /) });
  });

  it.each([
    ['fileName', '/calls?fileName=a/b.vtt'],
    ['fileName', '/calls?fileName='],
    ['fileName', '/calls?fileName=a.vtt&fileName=b.vtt'],
    ['file', '/calls?file=a.vtt'],
  ])('names the parameter that is wrong: %s in %s', async (field, target) => {
    const response = await serve().api.request(target, posted(TRANSCRIPT));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'EARSHOT_INVALID_INPUT', errors: [{ field }] });
  });

  it('takes none from a page of another origin, and none that is compressed', async () => {
    const { api } = serve();
    const text = JSON.stringify(TRANSCRIPT);
    expect((await api.request('/calls', sent(text, 'text/plain', { origin: 'https://evil.example' }))).status).toBe(
      403,
    );
    expect((await api.request('/calls', sent(text, 'text/plain', { 'content-encoding': 'gzip' }))).status).toBe(415);
  });
});
