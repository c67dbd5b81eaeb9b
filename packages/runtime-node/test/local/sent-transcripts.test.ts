import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { AnalyticsList, createApi } from '@earshot/adapters-http';
import { FOREIGN_DOCUMENTS } from '@earshot/core/testing';
import fc from 'fast-check';
import { expect, it, onTestFinished, test } from 'vitest';
import { loadFormats } from '../../src/load-formats.js';
import { ingestInto } from '../../src/local/ingest-local.js';
import { type LocalApp, openLocalApp } from '../../src/local/local-app.js';
import { serveHttp } from '../../src/serve-http.js';
import { filesWith, temporaryFolder, writeFiles } from '../results-on-disk.js';

const NAME = 'Quillfeather';

/** A transcript of Post Call Analytics in which one thing is said. */
function pca(text: string, call: object = {}): object {
  const turn = { SegmentStartTime: 0, SegmentEndTime: 1, SegmentSpeaker: 'spk_0', DisplayText: text };
  return { ConversationAnalytics: call, SpeechSegments: [turn] };
}

interface Served extends LocalApp {
  readonly folder: string;
  readonly url: string;
  post(body: string, target?: string): Promise<Response>;
}

interface Settings {
  readonly copies?: 'redacted';
  readonly documentLimitBytes?: number;
  readonly requestLimitMs?: number;
}

async function served({ copies, requestLimitMs = 30_000, ...settings }: Settings = {}): Promise<Served> {
  const folder = await temporaryFolder();
  const app = await openLocalApp({ folder, formats: await loadFormats([]), copies });
  const server = await serveHttp(createApi(app.app, settings), { requestLimitMs });
  onTestFinished(async () => {
    await server.close();
    await app.close();
  });
  const headers = { 'content-type': 'application/octet-stream' };
  const post = (body: string, target = '/calls') => fetch(server.url + target, { method: 'POST', headers, body });
  return { ...app, folder, url: server.url, post };
}

async function callsIn({ app }: LocalApp) {
  return (await app.queryAnalytics.execute({ pageSize: 100 })).calls;
}

test.each(Object.entries(FOREIGN_DOCUMENTS))(
  'a transcript over HTTP is one call with its words until it is erased: %s',
  async (_, arbitrary) => {
    const server = await served();
    const [sample] = fc.sample(arbitrary(), { numRuns: 1, seed: 7 });
    const { document, expected } = sample ?? expect.unreachable();
    const body = typeof document === 'string' ? document : JSON.stringify(document);
    const answers = await Promise.all(Array.from({ length: 4 }, () => server.post(body, '/calls?fileName=c.txt')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    const [call, ...others] = await callsIn(server);
    expect(others).toEqual([]);
    const location = `${server.url}${answers[0]?.headers.get('location')}`;
    const { items } = AnalyticsList.parse(await (await fetch(`${location}?include=words`)).json());
    expect(items[0]).toMatchObject({ call_id: call?.callId, transcript: expected.analysis.transcript?.text ?? '' });
    expect((await server.local.store.list('local://results/')).uris).toHaveLength(1);
    const hash = location.slice(location.lastIndexOf('/') + 1);
    const erased = await (await fetch(`${server.url}/calls/${hash}`, { method: 'DELETE' })).json();
    expect(erased).toMatchObject({ documents: [expect.stringContaining('/earshot-import/')], record_removed: true });
    expect((await server.local.store.list('local://results/')).uris).toEqual([]);
  },
);

it('a file that was ingested is known when it is sent, and the other way round', async () => {
  const server = await served();
  const folder = await temporaryFolder();
  const [one, two] = [pca('One.'), pca('Two.')];
  await writeFiles(folder, { '1.json': one, '2.json': two });
  expect((await server.post(JSON.stringify(one), '/calls?fileName=1.json')).status).toBe(201);
  expect(await ingestInto(server, [folder])).toMatchObject({ stored: 1, duplicate: 1 });
  expect((await server.post(JSON.stringify(two), '/calls?fileName=2.json')).status).toBe(200);
  expect(await callsIn(server)).toHaveLength(2);
  for (const { hash } of await callsIn(server)) await server.app.eraseCall.execute(hash);
  expect(await filesWith(join(server.folder, 'files'), 'SpeechSegments')).toEqual([]);
});

it('of a transcript, nothing but what is masked is stored where only redacted copies are', async () => {
  const server = await served({ copies: 'redacted' });
  const text = JSON.stringify(pca(`My name is ${NAME} Smith, and my email is ${NAME}@example.org.`));
  expect((await server.post(text, '/calls?fileName=1.json')).status).toBe(201);
  expect((await server.post(text, '/calls?fileName=1.json')).status).toBe(200);
  const [call] = await callsIn(server);
  expect((await server.app.readCall.execute(call?.hash ?? ('' as never)))?.analysis?.transcript?.text).toContain('[');
  await server.close();
  expect(await filesWith(server.folder, NAME)).toEqual([]);
});

it('a transcript that is too large, breaks off or is junk leaves nothing', async () => {
  const server = await served({ documentLimitBytes: 1_000 });
  expect((await server.post(JSON.stringify(pca('x'.repeat(1_000))))).status).toBe(413);
  const junk = await server.post(JSON.stringify(pca('Hello.')).slice(1));
  expect([junk.status, await junk.json()]).toMatchObject([415, { code: 'EARSHOT_NOT_SUPPORTED' }]);
  const broken = request(`${server.url}/calls`, { method: 'POST', headers: { 'content-type': 'text/plain' } });
  broken.on('error', () => {});
  broken.write('{"ConversationAnalytics":');
  await new Promise((resolve) => setTimeout(resolve, 20));
  broken.destroy();
  expect(await callsIn(server)).toEqual([]);
  expect((await server.local.store.list('local://')).uris).toEqual([]);
});

it('a transcript that arrives slowly is imported, and others meanwhile', async () => {
  const server = await served();
  const slow = request(`${server.url}/calls`, { method: 'POST', headers: { 'content-type': 'text/plain' } });
  const answered = once(slow, 'response');
  const body = JSON.stringify(pca('Slowly.'));
  slow.write(body.slice(0, 10));
  expect((await server.post(JSON.stringify(pca('Fast.')))).status).toBe(201);
  slow.write(body.slice(10, 20));
  slow.end(body.slice(20));
  const [{ statusCode }] = await answered;
  expect(statusCode).toBe(201);
  expect(await callsIn(server)).toHaveLength(2);
});

it('a transcript that stops arriving is answered with 408 and leaves nothing, and others are imported', async () => {
  const server = await served({ requestLimitMs: 250 });
  const stalled = request(`${server.url}/calls`, { method: 'POST', headers: { 'content-type': 'text/plain' } });
  stalled.on('error', () => {});
  const answered = once(stalled, 'response');
  stalled.write(JSON.stringify(pca('Stalled.')).slice(0, 20));
  const [{ statusCode, headers }] = await answered;
  expect([statusCode, headers['content-type'], headers.connection]).toEqual([408, 'application/problem+json', 'close']);
  expect(await callsIn(server)).toEqual([]);
  expect((await server.local.store.list('local://')).uris).toEqual([]);
  expect((await server.post(JSON.stringify(pca('Fast.')))).status).toBe(201);
});
