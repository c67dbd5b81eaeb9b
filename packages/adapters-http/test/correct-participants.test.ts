import { describe, expect, it } from 'vitest';
import { ParticipantsItem } from '../src/serving/responses.js';
import { byTokens, completedCall, digests, posted, serve } from './served-app.js';

const ZOE = { label: 'spk_0', role: 'agent', name: 'Zoe' };
const put = (body: unknown, headers = {}): RequestInit => ({ ...posted(body, headers), method: 'PUT' });

async function served(settings = {}) {
  const { api, repository } = serve({}, settings);
  const record = completedCall('Anruf 1');
  await repository.save(record);
  return { record, repository, put: (body: unknown, headers = {}) => api.request(TARGET, put(body, headers)), api };
}
const TARGET = '/calls/Anruf%201/participants';

describe('PUT /calls/{hash}/participants', () => {
  it('keeps who takes part, and answers with it', async () => {
    const { record, repository, put, api } = await served();
    const response = await put({ participants: [ZOE] });
    expect(response.status).toBe(200);
    const { participants, correction, hash } = ParticipantsItem.parse(await response.json());
    expect(hash).toBe(record.hash);
    expect(participants).toMatchObject([{ ...ZOE, role_source: 'correction', name_source: 'correction' }]);
    expect(correction).toMatchObject({ participants: [ZOE], actor: 'local' });
    expect((await repository.get(record.hash))?.correction?.roles).toEqual([ZOE]);
    const read = (await (await api.request(`/analytics/${record.hash}`)).json()) as { items: unknown[] };
    expect(read.items).toMatchObject([{ participants, correction }]);
  });

  it('withdraws the correction when nobody is named', async () => {
    const { put } = await served();
    await put({ participants: [ZOE] });
    const withdrawn = ParticipantsItem.parse(await (await put({ participants: [] })).json());
    expect(withdrawn.correction).toBeUndefined();
    expect(withdrawn.participants).toMatchObject([{ label: 'spk_0', role_source: 'unknown' }]);
  });

  it('keeps the caller as the actor', async () => {
    const token = 'a-token-of-the-tests';
    const ana = { name: 'ana', sha256: digests.sha256Hex(token), scopes: ['write'] };
    const { put } = await served({ authentication: byTokens([ana as Parameters<typeof byTokens>[0][number]]) });
    const response = await put({ participants: [ZOE] }, { authorization: `Bearer ${token}` });
    expect(await response.json()).toMatchObject({ correction: { actor: 'ana' } });
  });

  it.each([
    ['no list', {}],
    ['an unknown role', { participants: [{ label: 'spk_0', role: 'boss' }] }],
    ['neither role nor name', { participants: [{ label: 'spk_0' }] }],
    ['the label of nobody', { participants: [{ label: 'spk_7', role: 'agent' }] }],
    ['a label twice', { participants: [ZOE, ZOE] }],
    ['an actor, which the caller is', { participants: [ZOE], actor: 'somebody else' }],
  ])('refuses %s, and keeps nothing', async (_, body) => {
    const { record, repository, put } = await served();
    const response = await put(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
    expect((await repository.get(record.hash))?.revision).toBe(1);
  });
});
