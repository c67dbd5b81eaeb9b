import { MemoryRecordingStore } from '@earshot/adapters-memory';
import type { CallRecord, ObjectUri, TimeSpan } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { type AccessToken, SCOPES } from '../src/index.js';
import { sha256Of } from '../src/serving/access/access-tokens.js';
import { rangeIn } from '../src/serving/byte-range.js';
import { Problem, RecordingUrlItem } from '../src/serving/responses.js';
import {
  RECORDING as BYTES,
  byTokens,
  completedCall,
  NOW_MS,
  putRecording,
  type Served,
  s3Like,
  serve,
} from './served-app.js';

const MP3 = 's3://recordings/call-1.mp3' as ObjectUri;
const COPY = 's3://recordings/copy.wav' as ObjectUri;

let nowMs = NOW_MS;
const memory = () => new MemoryRecordingStore({ now: () => new Date(nowMs) });

/** Makes one copy of whatever is asked for, and notes what is to be silent in it. */
function copying() {
  const asked: (readonly TimeSpan[])[] = [];
  const copyOf = async (_: ObjectUri, silent: readonly TimeSpan[]) => {
    asked.push(silent);
    return COPY;
  };
  return { asked, playbackCopies: { copyOf } };
}

async function served(changes: Partial<CallRecord> = {}, parts: Parameters<typeof serve>[0] = {}): Promise<Served> {
  const tokens: readonly AccessToken[] = SCOPES.map((name) => ({ name, sha256: sha256Of(name), scopes: [name] }));
  const recordings = parts.recordings ?? memory();
  const all = serve({ ...parts, recordings }, { authentication: byTokens(tokens) });
  await all.repository.save(completedCall('call-1', 0, { media: { uri: MP3 }, ...changes }));
  for (const uri of [MP3, COPY]) await putRecording(recordings, uri);
  return all;
}

const problemOf = async (response: Response) => Problem.parse(await response.json());
const reader = (headers: Record<string, string> = {}) => ({ headers: { authorization: 'Bearer read', ...headers } });
const admin = { headers: { authorization: 'Bearer admin' } };
const redactedJob = {
  jobs: [{ ...(completedCall('call-1').jobs[0] as CallRecord['jobs'][number]), copies: 'redacted' as const }],
};

describe('GET /calls/{hash}/recording', () => {
  it('answers the whole recording, and its length to HEAD', async () => {
    const { api } = await served();
    const got = await api.request('/calls/call-1/recording', reader());
    expect(got.status).toBe(200);
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': '800',
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'content-disposition': "inline; filename*=UTF-8''call-1.mp3",
    });
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(BYTES);
    const head = await api.request('/calls/call-1/recording', { method: 'HEAD', ...reader({ range: 'bytes=0-1' }) });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '800', '']);
  });

  it('answers one range with 206, and one behind the end with 416', async () => {
    const { api } = await served();
    const ranges = {
      'bytes=0-0': [0, 0],
      'bytes=790-5000': [790, 799],
      'bytes=500-': [500, 799],
      'bytes=-3': [797, 799],
    };
    for (const [range, [start = 0, end = 0]] of Object.entries(ranges)) {
      const got = await api.request('/calls/call-1/recording', reader({ range }));
      expect([got.status, got.headers.get('content-range')], range).toEqual([206, `bytes ${start}-${end}/800`]);
      expect(got.headers.get('content-length')).toBe(String(end - start + 1));
      expect(new Uint8Array(await got.arrayBuffer())).toEqual(BYTES.slice(start, end + 1));
    }
    const behind = await api.request('/calls/call-1/recording', reader({ range: 'bytes=800-' }));
    expect([behind.status, behind.headers.get('content-range')]).toEqual([416, 'bytes */800']);
    expect(await behind.json()).toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
  });

  it('answers 304 to a client that has it, and the whole to a range of another version', async () => {
    const { api } = await served();
    const etag = (await api.request('/calls/call-1/recording', reader())).headers.get('etag') ?? '';
    expect((await api.request('/calls/call-1/recording', reader({ 'if-none-match': etag }))).status).toBe(304);
    const asked = async (ifRange: string) =>
      (await api.request('/calls/call-1/recording', reader({ range: 'bytes=1-2', 'if-range': ifRange }))).status;
    expect(await asked(etag)).toBe(206);
    expect(await asked('"other"')).toBe(200);
    expect(await asked(`W/${etag}`)).toBe(200);
    expect(await asked(new Date(NOW_MS).toUTCString())).toBe(206);
    expect(await asked(new Date(NOW_MS - 1_000).toUTCString())).toBe(200);
  });

  it('answers 404 for a call without a recording, or whose recording is gone', async () => {
    const { api, repository, recordings } = await served();
    const { media: _, ...imported } = completedCall('imported');
    await repository.save(imported);
    await recordings.delete(MP3);
    for (const name of ['imported', 'call-1', 'nobody']) {
      expect((await api.request(`/calls/${name}/recording`, reader())).status, name).toBe(404);
    }
  });

  it('redirects to a signed URL where something else serves the recordings', async () => {
    const all = serve({ recordings: s3Like() });
    await all.repository.save(completedCall('call-1', 0, { media: { uri: MP3 } }));
    const got = await all.api.request('/calls/call-1/recording');
    expect([got.status, got.headers.get('location')]).toEqual([302, 'https://s3.example/recording']);
    expect((await all.api.request('/files/call-1.mp3')).status).toBe(404);
  });

  it('offers a copy of what browsers do not play, and the original where it is asked for', async () => {
    const { asked, playbackCopies } = copying();
    const uri = 's3://recordings/call-1.wav' as ObjectUri;
    const analysis = { ...completedCall('call-1').analysis, mediaFacts: { codec: 'mu-law' } } as CallRecord['analysis'];
    const { api, recordings } = await served({ media: { uri }, analysis }, { playbackCopies });
    await putRecording(recordings, uri);
    const item = async (query: string) =>
      RecordingUrlItem.parse(await (await api.request(`/calls/call-1/recording-url${query}`, reader())).json());
    expect(await item('')).toMatchObject({ kind: 'playable', content_type: 'audio/wav' });
    expect(await item('?copy=original')).toMatchObject({ kind: 'original' });
    expect(asked).toEqual([[]]);
    expect((await api.request('/calls/call-1/recording?copy=best', reader())).status).toBe(400);
  });
});

describe('the recording of a redacted call', () => {
  it('is for admins alone where no copies are made', async () => {
    const { api } = await served(redactedJob);
    for (const route of ['recording', 'recording?copy=original', 'recording-url', 'recording-url?copy=original']) {
      const refused = await api.request(`/calls/call-1/${route}`, reader());
      expect([refused.status, (await problemOf(refused)).required_scope], route).toEqual([403, 'admin']);
      expect((await api.request(`/calls/call-1/${route}`, admin)).status, route).toBe(200);
    }
  });

  it('is a copy that is silent where personal data is said, for everybody else', async () => {
    const { asked, playbackCopies } = copying();
    const { api } = await served(redactedJob, { playbackCopies });
    const got = await (await api.request('/calls/call-1/recording-url', reader())).json();
    expect(got).toMatchObject({ kind: 'silenced' });
    expect(asked).toEqual([[{ startMs: 0, endMs: 1_200 }]]);
    expect((await api.request('/calls/call-1/recording?copy=original', reader())).status).toBe(403);
  });

  it('is kept back until it is analyzed, in a server that keeps redacted copies only', async () => {
    const { playbackCopies } = copying();
    const { api, repository } = await served({}, { playbackCopies, copies: 'redacted' });
    const { analysis: _, ...waiting } = completedCall('waiting', 0, { jobs: [], state: 'submitted' });
    await repository.save(waiting);
    expect((await api.request('/calls/waiting/recording', reader())).status).toBe(403);
  });
});

describe('a signed URL', () => {
  it('plays without credentials, with ranges, until it expires', async () => {
    nowMs = NOW_MS;
    const { api } = await served();
    const signed = await api.request('/calls/call-1/recording-url', reader());
    const { url, expires_at } = RecordingUrlItem.parse(await signed.json());
    expect(Date.parse(expires_at)).toBe(NOW_MS + 4 * 3_600_000);
    const got = await api.request(url, { headers: { range: 'bytes=1-2' } });
    expect([got.status, got.headers.get('content-type')]).toEqual([206, 'audio/mpeg']);
    expect((await api.request(url, { method: 'HEAD' })).status).toBe(200);
    for (const wrong of [`${url}1`, url.replace('call-1', 'copy'), '/files/call-1.mp3']) {
      const refused = await api.request(wrong);
      expect([refused.status, (await problemOf(refused)).code], wrong).toEqual([403, 'EARSHOT_DENIED']);
    }
    nowMs = Date.parse(expires_at);
    expect((await api.request(url)).status).toBe(403);
    nowMs = NOW_MS;
  });
});

describe('a Range header', () => {
  const known = { sizeBytes: 10, etag: '"a"', writtenAtMs: NOW_MS };
  const asked = (range: string) => rangeIn({ get: (name) => (name === 'range' ? range : null) }, known);

  it('of several ranges, of another unit or without sense gets everything', () => {
    for (const range of ['bytes=0-1,3-4', 'items=0-1', 'bytes=5-4', 'bytes=-', 'bytes=a-b', '']) {
      expect(asked(range), range).toBeUndefined();
    }
  });

  it('that begins behind the end can not be satisfied', () => {
    for (const range of ['bytes=10-', 'bytes=10-20', 'bytes=-0']) expect(asked(range), range).toBe('unsatisfiable');
    expect(asked('bytes=-20')).toEqual({ start: 0, end: 9 });
  });
});
