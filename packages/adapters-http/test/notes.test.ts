import { describe, expect, it } from 'vitest';
import { NotesItem } from '../src/serving/responses.js';
import { byTokens, completedCall, digests, posted, serve } from './served-app.js';

const NOTES = '/calls/Anruf%201/notes';
const NOTE = { text: 'Called back.' };

async function served(settings = {}) {
  const { api, repository } = serve({}, settings);
  const record = completedCall('Anruf 1');
  await repository.save(record);
  const add = (body: unknown, headers = {}) => api.request(NOTES, posted(body, headers));
  const remove = (id: string) => api.request(`${NOTES}/${id}`, { method: 'DELETE' });
  return { record, repository, api, add, remove };
}

describe('notes on a call', () => {
  it('are added, read with the call alone, and deleted', async () => {
    const { record, api, add, remove } = await served();
    const added = await add(NOTE);
    expect(added.status).toBe(201);
    const { hash, notes } = NotesItem.parse(await added.json());
    expect(hash).toBe(record.hash);
    expect(notes).toMatchObject([{ id: '2', ...NOTE, actor: 'local' }]);
    for (const target of [`/analytics/${hash}`, `/calls/${hash}`]) {
      expect(JSON.stringify(await (await api.request(target)).json())).toContain(JSON.stringify(notes));
    }
    expect(await (await api.request(`/calls/${hash}?format=markdown`)).text()).toContain('local:** Called back.');
    const listed = (await (await api.request('/analytics')).json()) as { items: object[] };
    expect(listed.items[0]).not.toHaveProperty('notes');
    const deleted = await remove('2');
    expect(deleted.status).toBe(200);
    expect(NotesItem.parse(await deleted.json()).notes).toEqual([]);
  });

  it('have the caller as their author', async () => {
    const token = 'a-token-of-the-tests';
    const ana = { name: 'ana', sha256: digests.sha256Hex(token), scopes: ['write'] };
    const { add } = await served({ authentication: byTokens([ana as Parameters<typeof byTokens>[0][number]]) });
    const response = await add(NOTE, { authorization: `Bearer ${token}` });
    expect(await response.json()).toMatchObject({ notes: [{ actor: 'ana' }] });
  });

  it.each([
    ['no text', {}],
    ['a blank text', { text: ' ' }],
    ['too long a text', { text: 'x'.repeat(4_001) }],
    ['an actor, which the caller is', { ...NOTE, actor: 'somebody else' }],
  ])('are refused with %s', async (_, body) => {
    const { record, repository, add } = await served();
    const response = await add(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
    expect((await repository.get(record.hash))?.revision).toBe(1);
  });

  it('of no such call or id are not found', async () => {
    const { api, remove } = await served();
    const answers = [
      await remove('2'),
      await api.request('/calls/nobody/notes', posted(NOTE)),
      await api.request('/calls/nobody/notes/2', { method: 'DELETE' }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    }
  });
});
