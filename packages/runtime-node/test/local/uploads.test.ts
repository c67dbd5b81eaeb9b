import { access } from 'node:fs/promises';
import { createApi } from '@earshot/adapters-http';
import { CallHash, ObjectUri } from '@earshot/core';
import { expect, it, onTestFinished } from 'vitest';
import { openLocalApp } from '../../src/local/local-app.js';
import { serveHttp } from '../../src/serve-http.js';
import { temporaryFolder } from '../results-on-disk.js';
import { toneFile } from '../tone-file.js';
import { receiptOf, uploadClient } from '../upload-client.js';

const TONE = new Uint8Array(toneFile());
const MESSAGE = { file_name: 'tone.wav', size_bytes: TONE.length };

/** Serves a data folder in which nobody works, so that messages and jobs stay where they are. */
async function served() {
  const app = await openLocalApp({ folder: await temporaryFolder() });
  const server = await serveHttp(createApi(app.app));
  onTestFinished(async () => {
    await server.close();
    await app.close();
  });
  const recordOf = (hash: string) => app.app.repository.get(CallHash.parse(hash));
  /** Handles what the queue has. */
  const handle = async () => {
    if ((await app.local.source.count()).waiting === 0) return;
    for (const delivery of (await app.local.source.receive(10)) ?? []) {
      await app.app.handleDelivery.execute(delivery);
      await app.local.source.acknowledge(delivery);
    }
  };
  return { ...app, url: server.url, recordOf, handle, client: uploadClient(server.url) };
}

it('an upload is a call with one job, whichever of its event and its completion comes first', async () => {
  for (const isEventFirst of [true, false]) {
    const { client, handle, recordOf, local } = await served();
    const { open, send, complete } = client;
    const opened = await open({ ...MESSAGE, call_id: 'a/b %2F', metadata: { queue: 'billing' } });
    expect((await send(opened, 1, TONE)).status).toBe(200);
    if (isEventFirst) await handle();
    const receipt = await receiptOf(await complete(opened.upload_id));
    await handle();
    expect(receipt).toMatchObject({ call_id: 'a/b %2F', hash: opened.hash });
    expect(await recordOf(opened.hash)).toMatchObject({ state: 'analyzing', metadata: { queue: 'billing' } });
    expect(local.jobs.ofCall(receipt.call_id)).toHaveLength(1);
  }
});

it('a recording that nobody completes is a call all the same', async () => {
  const { client, handle, recordOf } = await served();
  const { open, send } = client;
  const opened = await open(MESSAGE);
  await send(opened, 1, TONE);
  await handle();
  expect(await recordOf(opened.hash)).toMatchObject({ callId: opened.call_id, state: 'analyzing' });
});

it('an upload plays, and goes with its call', async () => {
  const { client, url, recordOf, local } = await served();
  const { open, send, complete } = client;
  const opened = await open(MESSAGE);
  await send(opened, 1, TONE);
  await complete(opened.upload_id);
  const played = await fetch(`${url}/calls/${opened.hash}/recording?copy=original`);
  expect(new Uint8Array(await played.arrayBuffer())).toEqual(TONE);
  const uri = ObjectUri.parse((await recordOf(opened.hash))?.media?.uri);
  const path = (await local.store.pathOf(uri)) ?? '';
  await access(path);
  const erased = await (await fetch(`${url}/calls/${opened.hash}`, { method: 'DELETE' })).json();
  expect(erased).toMatchObject({ record_removed: true, traces: expect.arrayContaining([uri]) });
  expect(erased).not.toHaveProperty('recording');
  await expect(access(path)).rejects.toThrow('ENOENT');
  // Its event was a trace, too: it doesn't bring the call back.
  expect(await local.source.count()).toMatchObject({ waiting: 0 });
});

it('what is no recording is refused, and its failed call says why', async () => {
  const { client, handle, recordOf } = await served();
  const { open, send, complete } = client;
  const opened = await open(MESSAGE);
  await send(opened, 1, TONE.slice().fill(7));
  for (const _ of 'ab') {
    const refused = await complete(opened.upload_id);
    expect([refused.status, await refused.json()]).toMatchObject([422, { instance: `/analytics/${opened.hash}` }]);
    await handle();
  }
  const record = await recordOf(opened.hash);
  expect(record).toMatchObject({ state: 'failed', jobs: [{ state: 'refused' }] });
  expect(record?.failure?.reason).not.toContain(process.cwd());
});

it('only names of recordings that can be analyzed here are taken', async () => {
  const { url } = await served();
  const ask = async (file_name: string) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ ...MESSAGE, file_name });
    return (await fetch(`${url}/uploads`, { method: 'POST', headers, body })).status;
  };
  expect([await ask('call.opus'), await ask('call.pdf')]).toEqual([201, 400]);
});
