import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';
import { UploadItem } from '@earshot/adapters-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandEvent } from './api-events.js';
import { type Deployment, deploy, hashOf } from './deployment.js';

const MIB = 1_024 * 1_024;
let earshot: Deployment;
let redacting: Deployment;

beforeAll(async () => {
  const environment = { EARSHOT_PLAYBACK: 'true', EARSHOT_UPLOADS_BUCKET: 'media', EARSHOT_JOB_COMMANDS: 'true' };
  [earshot, redacting] = await Promise.all([
    deploy({ environment }),
    deploy({ environment: { EARSHOT_PLAYBACK: 'true', EARSHOT_COPIES: 'redacted' } }),
  ]);
}, 60_000);
afterAll(async () => {
  await Promise.all([earshot?.close(), redacting?.close()]);
});

/** Sends a request with a token that has a scope. */
function send(method: string, path: string, { to = earshot, ...options }: SendOptions = {}) {
  return to.ask(commandEvent(method, path, options));
}

interface SendOptions {
  readonly scope?: string;
  readonly body?: string;
  readonly to?: Deployment;
}

async function open(request: object): Promise<UploadItem> {
  const { status, body } = await send('POST', '/uploads', { body: JSON.stringify(request) });
  expect({ status, body }).toMatchObject({ status: 201 });
  return UploadItem.parse(body);
}

/** Sends parts to their URLs, as a browser does. */
async function put({ parts }: UploadItem, bytes: Buffer, numbers = parts.map(({ number }) => number)) {
  const starts = parts.map((_, at) => parts.slice(0, at).reduce((sum, { size_bytes: size }) => sum + size, 0));
  for (const [at, { number, url, headers, size_bytes: size }] of parts.entries()) {
    if (!numbers.includes(number)) continue;
    const start = starts[at] ?? 0;
    const answer = await fetch(url, { method: 'PUT', headers, body: bytes.subarray(start, start + size) });
    expect({ status: answer.status, etag: answer.headers.get('etag') }).toMatchObject({
      status: 200,
      etag: expect.stringMatching(/^"/),
    });
  }
}

const jobsOf = (callId: string) => earshot.stack.bedrock.jobs().filter(({ input }) => input.key.includes(`/${callId}`));
const RECORDING = Buffer.from('a recording');
const ofCall = (callId: string, size = RECORDING.length) => ({
  file_name: `${callId}.wav`,
  size_bytes: size,
  call_id: callId,
  metadata: { queue: 'lamps' },
});

it('an upload that S3 reports before it is completed is one job', async () => {
  const upload = await open(ofCall('event-first'));
  await put(upload, RECORDING);
  await earshot.until('event-first', 'completed');
  const { status, body } = await send('POST', `/uploads/${upload.upload_id}/complete`);
  expect({ status, body }).toMatchObject({ status: 200, body: { hash: hashOf('event-first') } });
  await earshot.settled();
  expect(jobsOf('event-first')).toHaveLength(1);
  expect(await earshot.item('event-first')).toMatchObject({ state: 'completed', metadata: { queue: 'lamps' } });
  const again = await send('GET', `/uploads/${upload.upload_id}`);
  expect(again).toMatchObject({ status: 200, body: { state: 'taken', parts: [] } });
});

it('an upload in parts is resumed, its recording put together, and completed as often as it is said: one job', async () => {
  const bytes = Buffer.alloc(96 * MIB, 'noise');
  const upload = await open(ofCall('in-parts', bytes.length));
  expect(upload).toMatchObject({ method: 'parts', part_size_bytes: 16 * MIB });
  await put(upload, bytes, [1, 2, 4, 6]);
  const early = await send('POST', `/uploads/${upload.upload_id}/complete`);
  expect(early).toMatchObject({ status: 409, body: { missing_parts: [3, 5] } });
  const resumed = UploadItem.parse((await send('GET', `/uploads/${upload.upload_id}`)).body);
  expect(resumed.parts.map(({ number }) => number)).toEqual([3, 5]);
  await put(
    { ...upload, parts: upload.parts.map((part) => resumed.parts.find((one) => one.number === part.number) ?? part) },
    bytes,
    [3, 5],
  );
  const both = await Promise.all([1, 2].map(() => send('POST', `/uploads/${upload.upload_id}/complete`)));
  for (const { status, body } of both) {
    expect([200, 202]).toContain(status);
    expect(body).toMatchObject({ hash: hashOf('in-parts') });
  }
  await earshot.until('in-parts', 'completed');
  await earshot.settled();
  expect(jobsOf('in-parts')).toHaveLength(1);
});

it('an upload that S3 never reports is started by the dispatcher, once, and a late report changes nothing', async () => {
  const restore = await silenced();
  const upload = await open(ofCall('complete-first'));
  await put(upload, RECORDING);
  const { status, body } = await send('POST', `/uploads/${upload.upload_id}/complete`);
  expect({ status, body }).toMatchObject({ status: 202, body: { hash: hashOf('complete-first') } });
  expect(await earshot.item('complete-first')).toMatchObject({ state: 'submitted', metadata: { queue: 'lamps' } });
  expect(jobsOf('complete-first')).toEqual([]);
  expect(await earshot.functions.sweep.invoke({ task: 'dispatch' })).toMatchObject({ dispatched: 'done' });
  const { s3_input_uri: uri = '' } = await earshot.until('complete-first', 'completed');
  await restore();
  const key = String(uri).replace('s3://media/', '');
  const Records = [{ eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'media' }, object: { key } } }];
  await earshot.send('start', { Records });
  await earshot.settled();
  expect(jobsOf('complete-first')).toHaveLength(1);
});

/** Lets S3 tell nobody of uploads until it is restored. */
async function silenced() {
  const { s3 } = earshot.stack;
  const Bucket = 'media';
  const { QueueConfigurations } = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: {} }));
  return () =>
    s3.send(
      new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: { QueueConfigurations } }),
    );
}

it('a job is cancelled while it waits, and retried: then it runs once', async () => {
  const restore = await silenced();
  const upload = await open(ofCall('put-off'));
  await put(upload, RECORDING);
  await send('POST', `/uploads/${upload.upload_id}/complete`);
  const job = (attempt: number) => `/jobs/${hashOf('put-off')}.${attempt}`;
  const waiting = await send('GET', job(1));
  expect(waiting.body).toMatchObject({ state: 'queued', links: { cancel: `${job(1)}/cancel` } });
  expect((await send('POST', `${job(1)}/cancel`, { scope: 'read' })).status).toBe(403);
  expect((await send('POST', `${job(1)}/cancel`)).status).toBe(200);
  expect(await earshot.functions.sweep.invoke({ task: 'dispatch' })).toMatchObject({ dispatched: 'done' });
  expect(jobsOf('put-off')).toEqual([]);
  expect((await send('GET', job(1))).body).toMatchObject({ state: 'cancelled' });
  expect((await send('POST', `${job(1)}/retry`)).status).toBe(202);
  await earshot.functions.sweep.invoke({ task: 'dispatch' });
  await earshot.until('put-off', 'completed');
  expect(jobsOf('put-off')).toHaveLength(1);
  await restore();
});

it('a cancelled upload leaves no call', async () => {
  const upload = await open(ofCall('cancelled', 100 * MIB));
  expect((await send('DELETE', `/uploads/${upload.upload_id}`)).status).toBe(204);
  expect((await send('GET', `/uploads/${upload.upload_id}`)).body).toMatchObject({ state: 'cancelled' });
  expect(await earshot.item('cancelled')).toBeUndefined();
});

it('a URL takes exactly what was signed', async () => {
  const { parts } = await open(ofCall('exact'));
  const [{ url = '', headers = {} } = {}] = parts;
  for (const [body, changed] of [
    ['a longer recording', {}],
    ['a recording', { 'content-type': 'text/plain' }],
  ] as const) {
    expect((await fetch(url, { method: 'PUT', headers: { ...headers, ...changed }, body })).status).toBe(403);
  }
  expect(await earshot.item('exact')).toBeUndefined();
});

it('takes uploads of who may write, and of nobody else', async () => {
  const body = JSON.stringify(ofCall('denied'));
  expect((await send('POST', '/uploads', { body, scope: 'read' })).status).toBe(403);
  expect((await send('POST', '/uploads', { body, to: redacting })).status).toBe(404);
});

it('plays a recording by a redirect to S3, in ranges, and by a URL for media elements', async () => {
  const path = `/calls/${hashOf('event-first')}`;
  const { status, headers } = await send('GET', `${path}/recording`, { scope: 'read' });
  expect({ status, headers }).toMatchObject({ status: 302, headers: { 'cache-control': 'no-store' } });
  const played = await fetch(headers['location'] ?? '', { headers: { range: 'bytes=2-4' } });
  expect([played.status, await played.text(), played.headers.get('content-range')]).toEqual([
    206,
    'rec',
    'bytes 2-4/11',
  ]);
  const { body } = await send('GET', `${path}/recording-url`, { scope: 'read' });
  expect(body).toMatchObject({ kind: 'original', content_type: 'audio/wav' });
  expect(await (await fetch(String(body['url']))).text()).toBe('a recording');
  expect((await send('GET', `${path}/peaks`, { scope: 'read' })).status).toBe(404);
  expect((await send('GET', '/calls/none/recording', { scope: 'read' })).status).toBe(404);
});

it('plays redacted calls to admins alone', async () => {
  await redacting.stack.upload('uploads/secret.wav');
  await redacting.until('secret.wav', 'analyzing');
  for (const path of ['recording', 'recording-url', 'recording?copy=original']) {
    const sent = `/calls/${hashOf('secret.wav')}/${path}`;
    expect((await send('GET', sent, { scope: 'write', to: redacting })).status).toBe(403);
    expect((await send('GET', sent, { scope: 'admin', to: redacting })).status).toBeLessThan(400);
  }
});

it('lists jobs, reads one, and counts the calls that wait', async () => {
  const { body } = await send('GET', '/jobs?state=succeeded', { scope: 'read' });
  expect(body['count']).toBe(4);
  const job = await send('GET', `/jobs/${hashOf('event-first')}.1`, { scope: 'read' });
  expect(job).toMatchObject({ status: 200, body: { state: 'succeeded' } });
  const health = await send('GET', '/health?queues', { scope: 'read' });
  expect(health.body).toMatchObject({ status: 'ok', queues: [{ name: 'calls', waiting: 0, in_flight: 0 }] });
});
