import type { CallRecord } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { type AccessToken, SCOPES } from '../src/index.js';
import { sha256Of } from '../src/serving/access/access-tokens.js';
import { byTokens, completedCall, notUnderstoodCall, PEAKS, peaksUri, serve } from './served-app.js';

const TOKENS: readonly AccessToken[] = SCOPES.map((name) => ({ name, sha256: sha256Of(name), scopes: [name] }));
const by = (scope: string, headers: Record<string, string> = {}) => ({
  headers: { authorization: `Bearer ${scope}`, ...headers },
});
const HEADER_BYTES = 24;

async function served(call: CallRecord = completedCall('call-1'), parts: Parameters<typeof serve>[0] = {}) {
  const all = serve(parts, { authentication: byTokens(TOKENS) });
  await all.repository.save(call);
  await all.store.put(peaksUri('call-1'), PEAKS);
  return all;
}

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe('GET /calls/{hash}/peaks', () => {
  it('answers what the analysis measured, and 304 to those who have it', async () => {
    const { api } = await served();
    const got = await api.request('/calls/call-1/peaks', by('read'));
    expect([got.status, got.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
    expect(await bytesOf(got)).toEqual(PEAKS);
    const known = { 'if-none-match': got.headers.get('etag') ?? '' };
    expect((await api.request('/calls/call-1/peaks', by('read', known))).status).toBe(304);
  });

  it('answers 404 with a code for calls without peaks', async () => {
    const { api, repository, store } = await served();
    await store.delete(peaksUri('call-1'));
    const { analysis: _, ...waiting } = completedCall('waiting');
    await repository.save({ ...waiting, state: 'analyzing' });
    for (const name of ['call-1', 'waiting', 'nobody']) {
      const got = await api.request(`/calls/${name}/peaks`, by('admin'));
      expect(got.status).toBe(404);
      expect(await got.json()).toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    }
  });

  it('never answers with the peaks of another job than the one that the result is of', async () => {
    const call = completedCall('call-1');
    const elsewhere = { uri: 's3://earshot/imports/call-1.json', kind: 'analysis', redacted: false };
    const analysis = { ...call.analysis, sources: [elsewhere] } as CallRecord['analysis'];
    const { api } = await served({ ...call, analysis });
    expect((await api.request('/calls/call-1/peaks', by('read'))).status).toBe(404);
  });

  it('is flat where a redacted recording is silent, and tagged apart from what an admin gets', async () => {
    const { api } = await served(undefined, { copies: 'redacted' });
    const [flat, whole] = await Promise.all(
      ['read', 'admin'].map((who) => api.request('/calls/call-1/peaks', by(who))),
    );
    expect(flat?.headers.get('etag')).not.toBe(whole?.headers.get('etag'));
    const points = (await bytesOf(flat as Response)).slice(HEADER_BYTES);
    // The only segment ends at 900 ms, and has an address in it; 300 ms more are silent.
    expect(points.slice(0, 24).every((value) => value === 0)).toBe(true);
    expect(points.slice(24)).toEqual(PEAKS.slice(HEADER_BYTES + 24));
    expect(await bytesOf(whole as Response)).toEqual(PEAKS);
  });

  it('is for admins where nobody can say what is sensitive', async () => {
    const { api } = await served(notUnderstoodCall('call-1'), { copies: 'redacted' });
    const refused = await api.request('/calls/call-1/peaks', by('read'));
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ required_scope: 'admin' });
    expect((await api.request('/calls/call-1/peaks', by('admin'))).status).toBe(200);
  });
});
