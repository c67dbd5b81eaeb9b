import { CALL_FORMATS, type CallFormat, PARTICIPANTS_VERSION, toAnalyticsItem } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { completedCall, serve } from './served-app.js';

/** With participants, as every stored call has them. */
const CALL = { ...completedCall('call-1'), participants: { version: PARTICIPANTS_VERSION, people: [] } };

async function served(settings = {}) {
  const all = serve({}, settings);
  await all.repository.save(CALL);
  return all.api;
}

describe('GET /calls/{hash}', () => {
  it.each(Object.keys(CALL_FORMATS) as CallFormat[])('answers with the bytes of the file: %s', async (format) => {
    const api = await served();
    const { mediaType, write } = CALL_FORMATS[format];
    const got = await api.request(`/calls/call-1?format=${format}`);
    expect([got.status, got.headers.get('content-type')]).toEqual([200, mediaType]);
    expect(await got.text()).toBe(write(toAnalyticsItem(CALL)));
  });

  it.each([
    [undefined, 'json'],
    ['*/*', 'json'],
    ['text/markdown', 'markdown'],
    ['text/vtt;q=0.5, text/markdown;q=0.9', 'markdown'],
    ['text/*', 'markdown'],
    ['text/*, text/markdown;q=0', 'vtt'],
    ['Application/X-SubRip', 'srt'],
    ['*/*;q=0.1, text/vtt', 'vtt'],
    ['image/png', 'json'],
    ['text/markdown;q=nonsense', 'json'],
  ] as const)('answers Accept: %s with %s', async (accept, format) => {
    const api = await served();
    const got = await api.request('/calls/call-1', { headers: accept === undefined ? {} : { accept } });
    expect(got.headers.get('content-type')).toBe(CALL_FORMATS[format].mediaType);
    expect(got.headers.get('vary')).toContain('accept');
  });

  it('prefers the parameter to Accept, and tags each format apart', async () => {
    const api = await served();
    const headers = { accept: 'text/vtt' };
    const got = await api.request('/calls/call-1?format=srt', { headers });
    expect(got.headers.get('content-type')).toBe(CALL_FORMATS.srt.mediaType);
    const known = { 'if-none-match': got.headers.get('etag') ?? '' };
    const statusOf = async (format: CallFormat) =>
      (await api.request(`/calls/call-1?format=${format}`, { headers: known })).status;
    expect([await statusOf('srt'), await statusOf('vtt')]).toEqual([304, 200]);
  });

  it('varies by origin, too, where that decides', async () => {
    const api = await served({ corsOrigins: ['https://x.example'] });
    const got = await api.request('/calls/call-1', { headers: { origin: 'https://x.example' } });
    expect(got.headers.get('vary')).toBe('origin, accept');
  });

  it('refuses other formats, and calls that are not there', async () => {
    const api = await served();
    const refused = await api.request('/calls/call-1?format=pdf');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: 'EARSHOT_INVALID_INPUT', errors: [{ field: 'format' }] });
    expect((await api.request('/calls/nobody?format=vtt')).status).toBe(404);
  });
});
