import { describe, expect, it } from 'vitest';
import { completedCall, NOW_MS, resultDocument, resultUri, serve } from './served-app.js';

async function tagOf(api: ReturnType<typeof serve>['api'], target: string): Promise<string> {
  const response = await api.request(target);
  expect(response.status).toBe(200);
  return response.headers.get('etag') ?? '';
}

describe('If-None-Match', () => {
  const targets = ['/analytics', '/analytics/one', '/analytics?callId=one', '/openapi.json', '/docs'];

  it.each(targets)('is answered with 304 at %s while nothing changed', async (target) => {
    const { api, repository } = serve();
    await repository.save(completedCall('one'));
    const tag = await tagOf(api, target);
    expect(tag).toMatch(/^(W\/)?"[\w-]+"$/);
    const policy = (await api.request(target)).headers.get('content-security-policy');
    for (const sent of [tag, `"other", ${tag}`, `W/${tag.replace('W/', '')}`, '*']) {
      const response = await api.request(target, { headers: { 'if-none-match': sent } });
      expect(response.status).toBe(304);
      expect(response.headers.get('etag')).toBe(tag);
      // A browser puts it in place of the one that it has kept.
      expect(response.headers.get('content-security-policy')).toBe(policy);
      expect(response.headers.get('cache-control')).toBe('private, no-cache');
      expect(await response.text()).toBe('');
    }
    expect((await api.request(target, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    expect((await api.request(target, { method: 'HEAD', headers: { 'if-none-match': tag } })).status).toBe(304);
  });

  it('is answered whole once the call has changed', async () => {
    const { api, repository } = serve();
    const record = completedCall('one');
    await repository.save(record);
    const tags = [await tagOf(api, '/analytics'), await tagOf(api, '/analytics/one')];
    await repository.save({ ...record, revision: 2 });
    expect([await tagOf(api, '/analytics'), await tagOf(api, '/analytics/one')]).not.toEqual(tags);
    for (const [index, target] of ['/analytics', '/analytics/one'].entries()) {
      const response = await api.request(target, { headers: { 'if-none-match': tags[index] ?? '' } });
      expect(response.status).toBe(200);
    }
  });

  it('tells a call that was erased and came again from the one before', async () => {
    const { api, repository } = serve();
    const record = completedCall('one');
    await repository.save(record);
    const tag = await tagOf(api, '/analytics/one');
    await repository.delete(record.hash);
    await repository.save({ ...record, updatedAtMs: NOW_MS + 1_000 });
    expect(await tagOf(api, '/analytics/one')).not.toBe(tag);
  });

  it('has another tag for every page and every way to ask', async () => {
    const { api, repository, store } = serve();
    await repository.save(completedCall('one', 1));
    await repository.save(completedCall('two', 2));
    await store.put(resultUri('one'), resultDocument());
    const targets = [
      '/analytics',
      '/analytics?pageSize=1',
      '/analytics?pageSize=2',
      '/analytics/one',
      '/analytics/two',
      '/analytics/one?include=words',
      '/analytics/one?include=moderation',
      '/analytics/one?include=moderation,words',
    ];
    const tags = await Promise.all(targets.map((target) => tagOf(api, target)));
    expect(new Set(tags).size).toBe(targets.length);
    expect(await tagOf(api, '/analytics/one?include=words,moderation,words')).toBe(tags.at(-1));
  });

  it('has other tags in another version', async () => {
    const [old, next] = [serve({}, { version: '1.0.0' }), serve({}, { version: '1.0.1' })];
    for (const { repository } of [old, next]) await repository.save(completedCall('one'));
    expect(await tagOf(old.api, '/analytics')).not.toBe(await tagOf(next.api, '/analytics'));
  });

  it('has the tag of what is sent when the call changes between two reads', async () => {
    const { repository, store } = serve();
    const record = completedCall('one');
    await repository.save(record);
    await store.put(resultUri('one'), resultDocument());
    const whole = '/analytics/one?include=words';
    const tagBefore = await tagOf(serve({ repository, store }).api, whole);

    let reads = 0;
    const changing = Object.create(repository) as typeof repository;
    changing.get = async (hash) => {
      if (++reads === 2) await repository.save({ ...record, revision: 2 });
      return repository.get(hash);
    };
    const tag = await tagOf(serve({ repository: changing, store }).api, whole);
    expect(tag).not.toBe(tagBefore);
    expect(tag).toBe(await tagOf(serve({ repository, store }).api, whole));
  });
});
