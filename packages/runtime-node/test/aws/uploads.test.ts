import { readAwsVariables } from '@earshot/adapters-aws';
import { createApi } from '@earshot/adapters-http';
import { CallHash } from '@earshot/core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { APP_VARIABLES, composeAwsApp } from '../../src/aws/aws-app.js';
import { serveHttp } from '../../src/serve-http.js';
import { receiptOf } from '../upload-client.js';
import { served } from './serving-uploads.js';

const BYTES = new Uint8Array(1_000).fill(7);
const MESSAGE = { file_name: 'call 7.wav', size_bytes: 1_000, call_id: 'line 2/call 7 %2F+' };

it('an upload goes straight to S3, and its event and its completion start one job of the call that it names', async () => {
  const { app, stack, url, client } = await served();
  const { open, send, complete, read } = client;
  const opened = await open(MESSAGE);
  expect(new URL(opened.parts[0]?.url ?? '').host).not.toBe(new URL(url).host);
  expect(opened.parts[0]?.headers).toEqual({ 'content-type': 'audio/wav', 'if-none-match': '*' });
  expect((await send(opened, 1, BYTES)).status).toBe(200);
  // It never overwrites: neither with the same, nor with other bytes.
  expect((await send(opened, 1, BYTES)).status).toBe(412);
  expect((await read(opened.upload_id)).state).toBe('received');
  const { job_id } = await receiptOf(await complete(opened.upload_id));
  const event = await vi.waitFor(
    async () => {
      const bodies = (await stack.messages('start')).map(({ Body = '' }) => Body);
      return bodies.find((body) => body.includes('ObjectCreated')) ?? expect.fail('no event yet');
    },
    { timeout: 10_000, interval: 200 },
  );
  const [outcome] = await app.handleDelivery.execute({ body: event, sentAtMs: Date.now() });
  expect(outcome).toMatchObject({
    status: 'duplicate',
    record: { callId: MESSAGE.call_id, jobs: [{ jobId: job_id }] },
  });
  const record = await app.repository.get(CallHash.parse(opened.hash));
  expect(record?.jobs).toHaveLength(1);
  expect((await read(opened.upload_id)).state).toBe('taken');
});

it('a URL of S3 takes nothing but the type and size that were signed', async () => {
  const { open, complete } = (await served()).client;
  const opened = await open(MESSAGE);
  const [{ url, headers } = { url: '', headers: {} }] = opened.parts;
  const put = async (change: object, body: Uint8Array<ArrayBuffer>) =>
    (await fetch(url, { method: 'PUT', headers: { ...headers, ...change }, body })).status;
  expect(await put({ 'content-type': 'text/html' }, BYTES)).toBe(403);
  expect(await put({}, BYTES.subarray(1))).toBe(403);
  expect((await complete(opened.upload_id)).status).toBe(409);
});

it('without a bucket for uploads there are none', async () => {
  const { stack } = await served();
  const app = composeAwsApp(readAwsVariables(stack.environment, APP_VARIABLES));
  const server = await serveHttp(createApi(app));
  onTestFinished(() => server.close());
  expect((await fetch(`${server.url}/uploads`, { method: 'POST' })).status).toBe(404);
});
