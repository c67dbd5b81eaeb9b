import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createMomentIndexInput, createTableInput, INSIGHTS_TABLE } from '@earshot/adapters-aws';
import type { JobOutcome } from '@earshot/aws-test-servers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { commandEvent } from './api-events.js';
import { type Deployment, deploy, hashOf, scripted } from './deployment.js';

const outcomes = new Map<string, JobOutcome>();
let earshot: Deployment;
let reading: Deployment;

beforeAll(async () => {
  [earshot, reading] = await Promise.all([
    deploy({
      bedrock: { script: scripted(outcomes) },
      otherTables: [createTableInput('coaching-insights', INSIGHTS_TABLE)],
      vectorIndex: createMomentIndexInput('vectors', 'moments-256', 256),
      environment: {
        EARSHOT_CALL_COMMANDS: 'true',
        EARSHOT_FILES: 'true',
        EARSHOT_INSIGHTS_TABLE: 'coaching-insights',
        EARSHOT_SEARCH_BUCKET: 'vectors',
        EARSHOT_SEARCH_INDEX: 'moments-256',
        EARSHOT_SEARCH_DIMENSIONS: '256',
      },
    }),
    deploy({}),
  ]);
}, 60_000);
afterAll(async () => {
  await Promise.all([earshot?.close(), reading?.close()]);
});

const send = (method: string, path: string, { scope = 'write', body = {} as object, to = earshot } = {}) =>
  to.ask(commandEvent(method, path, { scope, body: JSON.stringify(body) }));
const pathOf = (callId: string) => `/calls/${hashOf(callId)}`;
const dispatch = () => earshot.functions.sweep.invoke({ task: 'dispatch' });
const sweep = () => earshot.functions.sweep.invoke({ task: 'sweep' });

async function keysIn(bucket: string): Promise<string[]> {
  const { Versions = [] } = await earshot.stack.s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
  return Versions.map(({ Key = '' }) => Key);
}

/** What tables, buckets and the index hold that names a call. */
async function leftOf(callId: string, ...folders: string[]): Promise<readonly string[]> {
  const { dynamodb, s3Vectors } = earshot.stack;
  const names = [callId, hashOf(callId), ...folders];
  const tables = await Promise.all(
    ['calls', 'coaching-insights'].map(async (TableName) => {
      const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName }));
      // What expires within days names a call by its hash, and says nothing of it: coordination, and what marks insights as erased.
      return Items.filter((item) => item['expires_at'] === undefined && !item['hash']?.S?.startsWith('state#')).map(
        (item) => `${TableName}: ${JSON.stringify(item)}`,
      );
    }),
  );
  const objects = await Promise.all(
    ['media', 'results'].map(async (bucket) => (await keysIn(bucket)).map((key) => `${bucket}: ${key}`)),
  );
  const vectors = s3Vectors.vectors('vectors', 'moments-256').map(({ key }) => `vectors: ${key}`);
  return [...tables.flat(), ...objects.flat(), ...vectors].filter((text) => names.some((name) => text.includes(name)));
}

/** A transcript whose record is too long for the table. */
const TRANSCRIPT = {
  ConversationAnalytics: {
    GUID: 'long-story',
    Agent: 'Zoe',
    Duration: 180,
    ConversationTime: '2026-03-01T12:00:00',
    SentimentTrends: { spk_0: { SentimentScore: -3.5 }, spk_1: { SentimentScore: 2.1 } },
    SpeakerTime: { spk_0: { TotalTimeSecs: 45 }, spk_1: { TotalTimeSecs: 120 } },
  },
  SpeechSegments: Array.from({ length: 400 }, (_, at) => ({
    SegmentSpeaker: `spk_${at % 2}`,
    SegmentStartTime: at,
    SegmentEndTime: at + 1,
    DisplayText: `Turn ${at}: long enough to be kept beside the table.`,
  })),
};

it('are off unless a setting turns them on', async () => {
  const answers = await Promise.all([
    send('POST', '/calls', { scope: 'admin', to: reading }),
    send('POST', `${pathOf('none')}/restart`, { scope: 'admin', to: reading }),
    send('POST', `${pathOf('none')}/notes`, { scope: 'admin', to: reading }),
    send('DELETE', pathOf('none'), { scope: 'admin', to: reading }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 405]);
});

it('each asks for its scope: erasing for admin, the others for write', async () => {
  const commands = [
    ['POST', '/calls', 'read'],
    ['POST', `${pathOf('none')}/restart`, 'read'],
    ['PUT', `${pathOf('none')}/participants`, 'read'],
    ['POST', `${pathOf('none')}/notes`, 'read'],
    ['DELETE', `${pathOf('none')}/notes/1`, 'read'],
    ['DELETE', pathOf('none'), 'write'],
  ] as const;
  const answers = await Promise.all(commands.map(([method, path, scope]) => send(method, path, { scope })));
  expect(answers.map(({ status }) => status)).toEqual(commands.map(() => 403));
  expect((await send('DELETE', pathOf('none'), { scope: 'admin' })).status).toBe(404);
});

it('a started call is submitted, and the dispatcher starts its job, with what lies beside the recording', async () => {
  const sidecar = JSON.stringify({ schema: 'earshot.recording/1', metadata: { queue: 'lamps' } });
  const { s3 } = earshot.stack;
  await s3.send(new PutObjectCommand({ Bucket: 'media', Key: 'recordings/started.wav.json', Body: sidecar }));
  await s3.send(new PutObjectCommand({ Bucket: 'media', Key: 'recordings/started.wav', Body: 'a recording' }));
  const body = { callId: 'started', audioS3Uri: 's3://media/recordings/started.wav' };
  expect(await send('POST', '/calls', { body })).toMatchObject({ status: 202, body: { status: 'submitted' } });
  expect(await send('POST', '/calls', { body })).toMatchObject({ status: 202, body: { status: 'submitted' } });
  expect(earshot.stack.bedrock.jobs()).toEqual([]);
  await dispatch();
  expect(await earshot.until('started', 'completed')).toMatchObject({ metadata: { queue: 'lamps' } });
  expect(earshot.stack.bedrock.jobs()).toHaveLength(1);
  expect(await send('POST', '/calls', { body })).toMatchObject({ status: 200, body: { status: 'known' } });
});

it('a failed call is restarted, and no other', async () => {
  const key = 'recordings/refused.wav';
  outcomes.set(key, { kind: 'client_error', message: 'It is no recording.' });
  await earshot.stack.upload(key);
  await earshot.stack.publish({ callId: 'refused', audioS3Uri: `s3://media/${key}` });
  await earshot.until('refused', 'failed');
  outcomes.delete(key);
  expect(await send('POST', `${pathOf('refused')}/restart`)).toMatchObject({ status: 202 });
  await dispatch();
  await earshot.until('refused', 'completed');
  expect((await send('POST', `${pathOf('refused')}/restart`)).status).toBe(409);
});

it('an imported transcript and its changes reach insights, moments and files with the next sweep', async () => {
  expect(await send('POST', '/calls', { body: TRANSCRIPT })).toMatchObject({
    status: 201,
    body: { state: 'completed' },
  });
  const path = pathOf('long-story');
  const participants = [{ label: 'spk_0', role: 'customer', name: 'Ana' }];
  expect((await send('PUT', `${path}/participants`, { body: { participants } })).status).toBe(200);
  const { body: noted } = await send('POST', `${path}/notes`, { body: { text: 'Call back on Monday.' } });
  expect(noted['notes']).toMatchObject([{ text: 'Call back on Monday.', actor: 'zoe' }]);
  const { body: second } = await send('POST', `${path}/notes`, { body: { text: 'Never mind.' } });
  const [, note] = second['notes'] as { id: string }[];
  expect((await send('DELETE', `${path}/notes/${note?.id}`)).body['notes']).toHaveLength(1);
  await earshot.settled();
  await sweep();
  const left = await leftOf('long-story', '/import-');
  for (const place of ['calls: ', 'coaching-insights: ', 'results: call-files/', 'results: records/', 'vectors: ']) {
    expect(left.filter((text) => text.startsWith(place))).not.toEqual([]);
  }
  expect(left.some((text) => text.startsWith('results: transcription-outputs/'))).toBe(true);
});

it('an erased call leaves nothing in tables, buckets and the index, at once, and is not found again', async () => {
  const { status, body } = await send('DELETE', pathOf('long-story'), { scope: 'admin' });
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { record_removed: true, documents: [expect.stringContaining('transcription-outputs/')] },
  });
  const derived = body['derived'] as { name: string; removed: number }[];
  expect(derived.map(({ name }) => name).sort()).toEqual(['coaching', 'files', 'search']);
  expect(derived.every(({ removed }) => removed > 0)).toBe(true);
  expect(await leftOf('long-story', '/import-')).toEqual([]);
  expect((await send('DELETE', pathOf('long-story'), { scope: 'admin' })).status).toBe(404);
  await sweep();
  expect(await leftOf('long-story', '/import-')).toEqual([]);
  await vi.waitFor(async () => expect(await earshot.item('long-story')).toBeUndefined());
});
