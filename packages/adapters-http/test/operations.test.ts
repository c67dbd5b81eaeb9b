import { MemoryDeadLetters, MemoryEventSource } from '@earshot/adapters-memory';
import { EarshotError } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { SCOPES } from '../src/index.js';
import { sha256Of } from '../src/serving/access/access-tokens.js';
import { brokenLetters, byTokens, NOW_MS, posted, serve } from './served-app.js';

const REASON = { code: 'EARSHOT_UNREADABLE', reason: 'no JSON in /srv/calls/secret folder/result.json' };
const tokenOf = (scope: string) => `a-token-with-${scope}`;
const TOKENS = SCOPES.map((scope) => ({ name: scope, sha256: sha256Of(tokenOf(scope)), scopes: [scope] }));
const as = (scope: string) => ({ authorization: `Bearer ${tokenOf(scope)}` });

/** A server whose queue has dead-lettered messages with these bodies, oldest first. */
async function withLetters(bodies: readonly string[], settings: Parameters<typeof serve>[1] = {}) {
  const source = new MemoryEventSource({ now: () => new Date(NOW_MS), whenEmpty: 'end' });
  for (const body of bodies) source.send(body);
  for (const delivery of (await source.receive(bodies.length)) ?? []) await source.deadLetter(delivery, REASON);
  const letters = new MemoryDeadLetters(source);
  return { source, ...serve({ letters }, settings) };
}

describe('dead-lettered messages', () => {
  it('are listed with why, and how many there are', async () => {
    const { api } = await withLetters(['{"a":1}', 'b'.repeat(5_000)]);
    const response = await api.request('/dead-letters');
    const about = { queue: 'messages', sent_at: new Date(NOW_MS).toISOString(), receive_count: 1, ...REASON };
    expect(await response.json()).toEqual({
      count: 2,
      items: [
        { ...about, id: '0', body: '{"a":1}' },
        { ...about, id: '1', body: 'b'.repeat(4_000) },
      ],
      queues: [{ name: 'messages', dead_lettered: 2 }],
    });
  });

  it('show their bodies, and where things are on the server, to administrators only', async () => {
    const { api } = await withLetters(['{"audioS3Uri":"s3://private/one.wav"}'], { authentication: byTokens(TOKENS) });
    for (const [scope, sees] of [
      ['read', false],
      ['write', false],
      ['admin', true],
    ] as const) {
      const text = await (await api.request('/dead-letters', { headers: as(scope) })).text();
      expect([scope, text.includes('private'), text.includes('/srv'), text.includes('result.json')]).toEqual([
        scope,
        sees,
        sees,
        true,
      ]);
      const report = await (await api.request('/doctor', { headers: as(scope) })).text();
      expect([scope, report.includes('/srv')]).toEqual([scope, sees]);
    }
  });

  it('go back to their queue', async () => {
    const { api, letters, source } = await withLetters(['one', 'two']);
    const response = await api.request('/dead-letters/messages/redrive', { method: 'POST' });
    expect(await response.json()).toEqual({ message: 'Messages sent back', queue: 'messages', moved: 2 });
    expect(await letters.count()).toEqual({ waiting: 0 });
    expect((await source.receive(10))?.map(({ body }) => body).sort()).toEqual(['one', 'two']);
  });

  it('that could not all go back say why, without paths', async () => {
    const letters = { ...brokenLetters(undefined), redrive: async () => ({ moved: 1, stoppedBy: 'no /srv/disk' }) };
    const { api } = serve({ letters }, { authentication: byTokens(TOKENS) });
    const init = { method: 'POST', headers: as('write') };
    const response = await api.request('/dead-letters/messages/redrive', init);
    expect(await response.json()).toMatchObject({ moved: 1, stopped_by: 'no disk' });
  });

  it('are in conflict while another redrive is under way', async () => {
    const { api } = serve({ letters: brokenLetters(new EarshotError('EARSHOT_INVALID_INPUT', 'a task is running')) });
    const response = await api.request('/dead-letters/messages/redrive', { method: 'POST' });
    expect(response.status).toBe(409);
  });

  it('are deleted by their ids, or all of them, and only if that was said', async () => {
    const { api, letters } = await withLetters(['one', 'two', 'three']);
    const discard = async (body: object) => {
      const response = await api.request('/dead-letters/messages/discard', posted(body));
      return [response.status, await response.json()];
    };
    for (const wrong of [{}, { ids: [] }, { ids: ['0'], all: true }, { all: false }, { id: '0' }]) {
      expect(await discard(wrong)).toEqual([400, expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' })]);
    }
    expect(await letters.count()).toEqual({ waiting: 3 });
    const receipt = { message: 'Messages deleted', queue: 'messages' };
    expect(await discard({ ids: ['1', 'x'] })).toEqual([200, { ...receipt, discarded: 1, missing: ['x'] }]);
    expect((await letters.list()).map(({ messageId }) => messageId)).toEqual(['0', '2']);
    expect(await discard({ all: true })).toEqual([200, { ...receipt, discarded: 2, missing: [] }]);
  });
});

describe('the doctor', () => {
  it.each([
    ['ok', true],
    ['absent', true],
    ['damaged', false],
    ['missing', false],
    ['failed', false],
  ] as const)('finds a server with something %s healthy: %s', async (state, healthy) => {
    const checks = [{ name: 'ffmpeg', state, detail: 'not on the PATH' }];
    const { api } = serve({ doctor: async () => checks });
    expect(await (await api.request('/doctor')).json()).toEqual({ healthy, checks });
  });
});
