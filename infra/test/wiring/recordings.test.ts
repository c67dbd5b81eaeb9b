import { createHash } from 'node:crypto';
import { PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { synthesise } from '../synthesis.ts';
import { type DeployedStack, deployTemplate } from './deployed-stack.ts';
import { type AskOptions, ask } from './gateway.ts';

const synthesis = synthesise({
  environment: 'played',
  region: 'eu-central-1',
  keepData: false,
  media: { playback: true, uploads: true },
  jobs: { commands: true },
  calls: { commands: true },
  coaching: {},
  search: { enabled: true, dimensions: 256 },
  notices: { eventBus: 'calls' },
});
let stack: DeployedStack;

beforeAll(async () => {
  stack = await deployTemplate(synthesis);
}, 60_000);
afterAll(() => stack?.close());

const send = (path: string, options: AskOptions = {}) => ask(synthesis.template, stack.functions, path, options);

const callOf = (size: number) => createHash('md5').update(`call of ${size}`, 'utf8').digest('hex');

interface Upload {
  readonly upload_id: string;
  readonly parts: readonly { readonly url: string; readonly headers: Record<string, string> }[];
}

async function open(size: number): Promise<Upload> {
  const sent = { file_name: 'one.wav', size_bytes: size, metadata: { queue: 'lamps' }, call_id: `call of ${size}` };
  const { status, body } = await send('/uploads', { method: 'POST', body: sent });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body as unknown as Upload;
}

it('routes lead from an upload to its recording, with the permissions of the stack', async () => {
  const { upload_id: id, parts } = await open(11);
  const [{ url = '', headers = {} } = {}] = parts;
  expect((await fetch(url, { method: 'PUT', headers, body: 'a recording' })).status).toBe(200);
  expect((await send(`/uploads/${id}/complete`, { method: 'POST' })).status).toBeLessThan(300);
  const path = `/calls/${callOf(11)}`;
  await vi.waitFor(async () => expect((await send(`/jobs?state=succeeded`)).body).toMatchObject({ count: 1 }), {
    timeout: 20_000,
    interval: 100,
  });
  const { status, headers: redirect } = await send(`${path}/recording`);
  expect(status).toBe(302);
  expect(await (await fetch(redirect['location'] ?? '')).text()).toBe('a recording');
  expect((await send(`${path}/recording-url`)).status).toBe(200);
  expect((await send(`${path}/peaks`)).status).toBe(404);
  expect((await send('/health?queues')).body).toMatchObject({ queues: [{ name: 'calls', waiting: 0 }] });
  expect(stack.bedrock.jobs()).toHaveLength(1);
});

it('routes lead to what cancels and retries jobs, unless they have ended well', async () => {
  expect((await send(`/jobs/${'0'.repeat(32)}.1/cancel`, { method: 'POST' })).status).toBe(404);
  const { items } = (await send('/jobs')).body as { items: { id: string }[] };
  for (const command of ['cancel', 'retry']) {
    expect((await send(`/jobs/${items[0]?.id}/${command}`, { method: 'POST' })).status).toBe(409);
  }
});

it('the sweep announces a call that was cancelled before it started', async () => {
  const Bucket = 'conversational-analytics-played-media-000000000000-euc1';
  await stack.s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: {} }));
  const { upload_id: id, parts } = await open(13);
  const [{ url = '', headers = {} } = {}] = parts;
  await fetch(url, { method: 'PUT', headers, body: 'one recording' });
  const { body: receipt } = await send(`/uploads/${id}/complete`, { method: 'POST' });
  expect(await send(`/jobs/${receipt['hash']}.1/cancel`, { method: 'POST' })).toMatchObject({ status: 200 });
  const announced = () => stack.bus.entries().filter(({ Detail = '' }) => Detail.includes(String(receipt['hash'])));
  expect(announced()).toEqual([]);
  await stack.functions.get('dmg-inbound-callrecording-sweep')?.invoke({ task: 'sweep' });
  expect(announced()).toMatchObject([{ EventBusName: 'calls', DetailType: 'Earshot Call Failed' }]);
});

it('routes lead to what starts, imports, restarts, corrects, annotates and erases calls', async () => {
  const media = 's3://conversational-analytics-played-media-000000000000-euc1';
  const started = await send('/calls', { method: 'POST', body: { callId: 'gone', audioS3Uri: `${media}/gone.wav` } });
  expect(started).toMatchObject({ status: 202, body: { state: 'submitted' } });
  const document = {
    ConversationAnalytics: {
      GUID: 'sent',
      Agent: 'Zoe',
      Duration: 60,
      SentimentTrends: { spk_0: { SentimentScore: -3.5 } },
    },
    SpeechSegments: Array.from({ length: 400 }, (_, at) => ({
      SegmentSpeaker: 'spk_0',
      SegmentStartTime: at,
      SegmentEndTime: at + 1,
      DisplayText: `It broke again, for the ${at}th time: long enough to be kept beside the table.`,
    })),
  };
  const { status, body } = await send('/calls', { method: 'POST', body: document });
  expect(status).toBe(201);
  const path = `/calls/${body['hash']}`;
  const participants = [{ label: 'spk_0', role: 'customer' }];
  expect((await send(`${path}/participants`, { method: 'PUT', body: { participants } })).status).toBe(200);
  const { body: noted } = await send(`${path}/notes`, { method: 'POST', body: { text: 'Call back.' } });
  const [note] = noted['notes'] as { id: string }[];
  expect((await send(`${path}/notes/${note?.id}`, { method: 'DELETE' })).status).toBe(200);
  expect((await send(`${path}/restart`, { method: 'POST' })).status).toBe(409);
  await stack.functions.get('dmg-inbound-callrecording-sweep')?.invoke({ task: 'sweep' });
  for (const call of [path, `/calls/${started.body['hash']}`, `/calls/${callOf(11)}`]) {
    expect(await send(call, { method: 'DELETE' })).toMatchObject({ status: 200, body: { record_removed: true } });
    expect((await send(call)).status).toBe(404);
  }
});

it('an upload in parts is read and cancelled', async () => {
  const { upload_id: id } = await open(100 * 1_024 * 1_024);
  expect(await send(`/uploads/${id}`)).toMatchObject({ status: 200, body: { state: 'waiting' } });
  expect((await send(`/uploads/${id}`, { method: 'DELETE' })).status).toBe(204);
});

it('nothing was denied, and nothing sent that is not allowed', () => {
  expect(stack.denied).toEqual([]);
  expect(stack.excess()).toEqual([]);
});
