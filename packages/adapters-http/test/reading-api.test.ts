import { readFileSync } from 'node:fs';
import { MemoryRecordRepository, MemoryResultStore } from '@earshot/adapters-memory';
import { createReaders } from '@earshot/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CallReading, createApi, createReadingApi } from '../src/index.js';
import { type AskedApi, asked, completedCall, digests, serve } from './served-app.js';

const HEADERS = { 'x-request-id': 'same' };

let repository: MemoryRecordRepository;
let app: CallReading;
let api: AskedApi;

beforeEach(async () => {
  repository = new MemoryRecordRepository();
  await repository.save(completedCall('one'));
  app = { ...createReaders({ repository, store: new MemoryResultStore(), sign: () => 'signed' }), digests };
  api = asked(createReadingApi(app, { version: '1.2.3' }));
});

describe('the API that reads', () => {
  it.each(['/analytics', '/analytics/one', '/analytics?callId=one', '/analytics?pageSize=0', '/analytics/nobody'])(
    'answers what the whole API does at %s',
    async (target) => {
      const { api: whole } = serve({ repository });
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST']) {
        const [ours, theirs] = [
          await api.request(target, { method, headers: HEADERS }),
          await whole.request(target, { method, headers: HEADERS }),
        ];
        expect(ours.status).toBe(theirs.status);
        expect(await ours.text()).toBe(await theirs.text());
        expect([...ours.headers]).toEqual([...theirs.headers]);
      }
    },
  );

  it('tells how it is', async () => {
    const response = await api.request('/health');
    expect(await response.json()).toMatchObject({ status: 'ok', version: '1.2.3' });
  });

  it.each(['/', '/docs', '/openapi.json', '/calls', '/calls/one/restart'])('has no route at %s', async (target) => {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      expect((await api.request(target, { method })).status).toBe(404);
    }
  });

  it('needs nothing of what describes the API', () => {
    const needed = new Set<string>();
    const follow = (url: URL) => {
      if (needed.has(url.href)) return;
      needed.add(url.href);
      const imports = readFileSync(url, 'utf8').matchAll(/^(?:im|ex)port (?!type )[^;]*? from '(\.[^']+)\.js';/gm);
      for (const [, path] of imports) follow(new URL(`${path}.ts`, url));
    };
    follow(new URL('../src/create-reading-api.ts', import.meta.url));
    const files = [...needed].map((href) => href.slice(href.indexOf('/src/') + 5));
    expect(files).toContain('serving/exchange.ts');
    expect(files.filter((file) => /^describing\/|responses|command/.test(file))).toEqual([]);
  });
});

describe('the whole API over an app without commands', () => {
  it('has no routes for them, and describes none', async () => {
    const commandless = asked(createApi(app));
    expect((await commandless.request('/calls', { method: 'POST' })).status).toBe(404);
    expect((await commandless.request('/calls/one', { method: 'DELETE' })).status).toBe(405);
    const { paths } = (await (await commandless.request('/openapi.json')).json()) as { paths: object };
    expect(Object.keys(paths)).toEqual([
      '/analytics',
      '/calls/summary',
      '/analytics/{hash}',
      '/calls/{hash}',
      '/jobs',
      '/jobs/{id}',
      '/jobs/{id}/events',
      '/session',
      '/health',
      '/openapi.json',
      '/docs',
      '/',
    ]);
    expect((await commandless.request('/docs')).status).toBe(200);
  });
});
