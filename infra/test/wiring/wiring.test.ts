import { createHash } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { named } from '../named.ts';
import { synthesise } from '../synthesis.ts';
import { one, resolve } from '../template.ts';
import { type DeployedStack, deployTemplate } from './deployed-stack.ts';
import { ask } from './gateway.ts';

const NOTICES = { eventBus: 'calls', topicArn: 'arn:aws:sns:eu-central-1:000000000000:calls' };
const synthesis = synthesise({ environment: 'wired', region: 'eu-central-1', keepData: false, notices: NOTICES });
const { template } = synthesis;
const NAMES = {
  media: 'conversational-analytics-wired-media-000000000000-euc1',
  results: 'conversational-analytics-wired-results-000000000000-euc1',
  topic: 'arn:aws:sns:eu-central-1:000000000000:dmg-inbound-callrecording-transcript',
  dlqs: ['dmg-inbound-callrecording-transcription-sqs-dlq', 'dmg-inbound-callrecording-persistence-sqs-dlq'],
} as const;
let stack: DeployedStack;

beforeAll(async () => {
  stack = await deployTemplate(synthesis, ({ input }) =>
    input.key.endsWith('broken.wav') ? { kind: 'client_error', message: 'too quiet' } : { kind: 'success' },
  );
  await stack.sns.send(new CreateTopicCommand({ Name: 'calls' }));
}, 60_000);
afterAll(() => stack?.close());

const hashOf = (callId: string) => createHash('md5').update(callId, 'utf8').digest('hex');

async function upload(key: string): Promise<void> {
  await stack.s3.send(new PutObjectCommand({ Bucket: NAMES.media, Key: key, Body: 'a recording' }));
}

async function until(callId: string, state: string): Promise<Record<string, unknown>> {
  return vi.waitFor(
    async () => {
      const { status, body } = await ask(template, stack.functions, `/analytics/${hashOf(callId)}`);
      expect({ status, body }).toMatchObject({ status: 200, body: { items: [{ call_id: callId, state }] } });
      return (body['items'] as Record<string, unknown>[])[0] ?? {};
    },
    { timeout: 20_000, interval: 100 },
  );
}

it.each(['kitchen lamp.wav', 'LOUD.MP3', 'Mixed.FlAc'])(
  'a recording put into S3 as %s comes out of the API',
  async (callId) => {
    await upload(`uploads/${callId}`);
    const item = await until(callId, 'completed');
    expect(item).toMatchObject({ s3_input_uri: `s3://${NAMES.media}/uploads/${callId}`, bedrock_status: 'SUCCESS' });
    expect(String(item['s3_output_uri'])).toContain(`s3://${NAMES.results}/transcription-outputs/`);
    expect(item['transcript']).toEqual(expect.stringMatching(/\w+/));
  },
);

it('a start message published to the topic comes out of the API', async () => {
  await upload('elsewhere/by-message.wav');
  const audioS3Uri = `s3://${NAMES.media}/elsewhere/by-message.wav`;
  const Message = JSON.stringify({ callId: 'by-message', audioS3Uri });
  await stack.sns.send(new PublishCommand({ TopicArn: NAMES.topic, Message }));
  await until('by-message', 'completed');
});

it('a job that fails is told by the rule, which is the only way to hear of it', async () => {
  await upload('uploads/broken.wav');
  expect(await until('broken.wav', 'failed')).toMatchObject({ failure: { reason: 'too quiet' } });
});

it('each call that ended is announced on the event bus, under one id', async () => {
  const ended = { 'LOUD.MP3': 'Earshot Call Completed', 'broken.wav': 'Earshot Call Failed' };
  for (const [callId, DetailType] of Object.entries(ended)) {
    // Two reports of a job that arrive at the same moment may both announce its call, in the same words.
    const announced = () => {
      const entries = stack.bus.entries().filter(({ Detail = '' }) => Detail.includes(hashOf(callId)));
      return [...new Map(entries.map((entry) => [entry.Detail, entry])).values()];
    };
    await vi.waitFor(() => expect(announced()).toMatchObject([{ EventBusName: 'calls', DetailType }]));
  }
});

it('what is put elsewhere, or is no recording, is left alone', async () => {
  await upload('uploads/notes.txt');
  await upload('elsewhere/call.wav');
  await upload('uploads/last.wav');
  await until('last.wav', 'completed');
  for (const callId of ['notes.txt', 'call.wav']) {
    expect((await ask(template, stack.functions, `/analytics/${hashOf(callId)}`)).status).toBe(404);
  }
});

it('lists what there is by the other route, and has no third', async () => {
  const { status, body } = await ask(template, stack.functions, '/analytics?pageSize=100');
  expect({ status, count: body['count'] }).toEqual({ status: 200, count: 6 });
  expect((await ask(template, stack.functions, '/calls')).status).toBe(404);
});

it.each([
  ['SweepSchedule', { swept: {} }],
  ['DispatchSchedule', { dispatched: 'done' }],
])('the %s reaches the sweep function, with its task', async (id, expected) => {
  const { Target: target } = one(template, 'Scheduler::Schedule', id).Properties;
  const name =
    String(resolve(template, target.Arn, named))
      .split(':')
      .at(-1) ?? '';
  expect(await stack.functions.get(name)?.invoke(JSON.parse(target.Input))).toEqual(expected);
});

it('nothing was denied, and nothing was dead-lettered', async () => {
  expect(stack.denied).toEqual([]);
  expect(stack.excess()).toEqual([]);
  for (const name of NAMES.dlqs) {
    const AttributeNames = ['ApproximateNumberOfMessages' as const];
    const { Attributes } = await stack.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: stack.queueUrl(name), AttributeNames }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: '0' });
  }
});
