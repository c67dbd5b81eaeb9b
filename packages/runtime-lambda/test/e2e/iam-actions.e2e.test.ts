import { setTimeout as wait } from 'node:timers/promises';
import { DeleteItemCommand, GetItemCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoRecordRepository, DynamoSharedState, S3ResultStore } from '@earshot/adapters-aws';
import { type JobOutcome, startRewritingFront } from '@earshot/aws-test-servers';
import { CallHash, DISPATCH, ObjectUri } from '@earshot/core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import documented from '../../iam-actions.json' with { type: 'json' };
import { type Deployment, deploy, hashOf, scripted } from './deployment.js';
import { customOutput, manifest, standardOutput } from './result-documents.js';

const TURNS = Array.from({ length: 400 }, (_, index) => `Turn ${index}: long enough to be kept beside the table.`);
const THROTTLED = { status: 429, type: 'ThrottlingException', message: 'slower' };
const outcomes = new Map<string, JobOutcome>();
let throttling = false;
const condemned = new Map<string, () => void>();
let earshot: Deployment;

beforeAll(async () => {
  earshot = await deploy({
    jobNews: [],
    bedrock: {
      script: scripted(outcomes),
      fault: (operation) => (operation === 'InvokeDataAutomationAsync' && throttling ? THROTTLED : undefined),
    },
    environment: { EARSHOT_SWEEP_OVERDUE_MINUTES: '1' },
    front: async (service, server) => (service === 'DYNAMODB' ? startRewritingFront(server, meddle) : server),
  });
}, 60_000);
afterAll(() => earshot?.close());

/** Lets somebody erase a call just before its long parts are kept. Resolves when that has happened. */
function eraseBeforeSave(callId: string): Promise<void> {
  return new Promise((resolve) => condemned.set(hashOf(callId), resolve));
}

/** Calls that other writers save faster, every time. */
const contended = new Set<string>();

async function meddle(operation: string, body: string): Promise<string> {
  if (operation === 'UpdateItem' && [...contended].some((each) => body.includes(each))) {
    const { ConditionExpression: condition, ...update } = JSON.parse(body);
    return JSON.stringify({ ...update, ConditionExpression: `${condition} AND attribute_exists(another_writer)` });
  }
  const hash = [...condemned.keys()].find((each) => body.includes(each));
  if (hash === undefined || operation !== 'UpdateItem' || !body.includes('s3://results/records/')) return body;
  const done = condemned.get(hash);
  condemned.delete(hash);
  await earshot.stack.dynamodb.send(new DeleteItemCommand({ TableName: 'calls', Key: { hash: { S: hash } } }));
  done?.();
  return body;
}

async function write(key: string, document: object): Promise<void> {
  await earshot.stack.s3.send(new PutObjectCommand({ Bucket: 'results', Key: key, Body: JSON.stringify(document) }));
}

async function tellOfManifest(key: string): Promise<void> {
  const Records = [{ eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'results' }, object: { key } } }];
  await earshot.send('results', { Records });
}

/** Starts a call by a message. */
async function start(callId: string, outcome: Partial<JobOutcome> = {}): Promise<void> {
  const key = `recordings/${callId}.wav`;
  outcomes.set(key, { kind: 'success', standard: standardOutput(key, TURNS), ...outcome } as JobOutcome);
  await earshot.stack.upload(key);
  await earshot.stack.publish({ callId, audioS3Uri: `s3://media/${key}`, metadata: { late: true } });
}

/** As if all that happened to a call so far had happened an hour earlier. */
async function backdate(callId: string): Promise<void> {
  const overflow = {
    store: new S3ResultStore({ client: earshot.stack.s3 }),
    prefix: ObjectUri.parse('s3://results/records/'),
  };
  const client = DynamoDBDocumentClient.from(earshot.stack.dynamodb, {
    marshallOptions: { removeUndefinedValues: true },
  });
  const repository = new DynamoRecordRepository({ client, tableName: 'calls', overflow });
  const record = await repository.get(CallHash.parse(hashOf(callId)));
  if (record === undefined) throw new Error(`there is no call ${callId}`);
  const anHourBefore = <T extends { readonly atMs: number }>(step: T) => ({ ...step, atMs: step.atMs - 3_600_000 });
  const history = record.history.map(anHourBefore);
  const startRetry = record.startRetry && anHourBefore(record.startRetry);
  await repository.save({ ...record, history, ...(startRetry && { startRetry }), revision: record.revision + 1 });
}

/** Nothing is started for a second or two after a dispatcher was throttled. Resolves then. */
async function pauseToBeOver(): Promise<void> {
  throttling = true;
  await vi.waitFor(async () => expect(await dispatchState()).not.toMatchObject({ setbacks: 0 }), { timeout: 20_000 });
  throttling = false;
  await wait(Math.max(0, Number((await dispatchState())['notBeforeMs']) - Date.now()) + 100);
}

/** Has calls wait, as if another process were starting them and died over it: until then, no other starts any. */
async function holdLease(ms: number): Promise<void> {
  const state = new DynamoSharedState({ client: earshot.stack.dynamodb, tableName: 'calls' });
  const stored = await state.read(DISPATCH);
  const limit = { limit: 20, startsSinceRefusal: 0, refusedAtMs: 0, refused: [], setbacks: 0, notBeforeMs: 0 };
  const lease = { lease: 1, untilMs: ms === 0 ? 0 : Date.now() + ms, again: false, backlog: true };
  await state.write(DISPATCH, { ...limit, ...lease }, stored?.version ?? 0);
}

async function dispatchState(): Promise<Record<string, unknown>> {
  const Key = { hash: { S: 'state#dispatch' } };
  const { Item } = await earshot.stack.dynamodb.send(new GetItemCommand({ TableName: 'calls', Key }));
  return JSON.parse(Item?.['value']?.S ?? '{"setbacks":0}');
}

const sent = (name: keyof typeof documented) => [...earshot.functions[name].actions().keys()].sort();

it('persistence: a result that comes early and is tried again, a job that ends while a call waits, one whose call is erased meanwhile, a message that is none', async () => {
  const folder = 'transcription-outputs/call-early/job-1/';
  await tellOfManifest(`${folder}job_metadata.json`);
  await vi.waitFor(() => expect(sent('persistence')).toContain('sqs:ChangeMessageVisibility'), { timeout: 10_000 });
  await write(`${folder}0/standard_output/0/result.json`, standardOutput('recordings/call-early.wav', TURNS));
  await write(`${folder}0/custom_output/0/result.json`, customOutput(['Billing'], [], 'Early.'));
  await write(`${folder}job_metadata.json`, manifest('job-1', `s3://results/${folder}`, 'recordings/call-early.wav'));
  await earshot.until('call-early', 'completed');

  await start('call-erased', { custom: customOutput(['Billing'], ['lamp'], 'Erased, and found again.') });
  const { job_id: jobId } = await earshot.until('call-erased', 'analyzing');
  const erased = eraseBeforeSave('call-erased');
  await tellOfManifest(`transcription-outputs/call-erased/${jobId}/job_metadata.json`);
  await earshot.until('call-erased', 'completed');
  await erased;
  // Another function may be faster to start what waits.
  for (let round = 1; !sent('persistence').includes('bedrock:InvokeDataAutomationAsync'); round++) {
    expect(round).toBeLessThan(6);
    const [ends, waits] = [`call-ends-${round}`, `call-waits-${round}`];
    await start(ends, { custom: customOutput(['Billing'], [], 'Ends.') });
    const { job_id: endsJobId } = await earshot.until(ends, 'analyzing');
    await holdLease(600_000);
    await start(waits);
    await earshot.until(waits, 'submitted');
    await holdLease(0);
    await tellOfManifest(`transcription-outputs/${ends}/${endsJobId}/job_metadata.json`);
    await earshot.until(waits, 'analyzing');
  }
  await earshot.send('results', 'none');
  await earshot.settled();
  expect(await earshot.stack.count('resultsDlq')).toBe(1);
  expect(sent('persistence')).toEqual(documented.persistence.sent);
});

it('transcription: a message that is tried again, a call that waits, one whose call has a long result and is erased meanwhile, one that is none', async () => {
  contended.add(hashOf('call-lost'));
  await start('call-lost');
  await vi.waitFor(() => expect(sent('transcription')).toContain('sqs:ChangeMessageVisibility'), { timeout: 20_000 });
  throttling = true;
  contended.clear();
  await earshot.until('call-lost', 'submitted');
  await pauseToBeOver();
  await start('call-broken', { kind: 'service_error', message: 'It broke.' });
  await earshot.until('call-broken', 'analyzing');
  await earshot.until('call-lost', 'analyzing');
  const erased = eraseBeforeSave('call-early');
  await start('call-early');
  await earshot.until('call-early', 'analyzing');
  await erased;
  await earshot.send('start', 'none');
  await earshot.settled();
  expect(await earshot.stack.count('startDlq')).toBe(1);
  expect(sent('transcription')).toEqual(documented.transcription.sent);
});

it('sweep: a job that ended and is erased meanwhile, one that broke and is started anew', async () => {
  await Promise.all(['call-lost', 'call-broken'].map(backdate));
  const erased = eraseBeforeSave('call-lost');
  expect(await earshot.functions.sweep.invoke({})).toEqual({ swept: { stored: 1, submitted: 1 }, dispatched: 'done' });
  await erased;
  expect(await earshot.item('call-lost')).toMatchObject({ state: 'completed', transcript: TURNS.join(' ') });
  expect(await earshot.item('call-broken')).toMatchObject({ state: 'submitted', attempts: 1 });
  await backdate('call-broken');
  await earshot.functions.sweep.invoke({ task: 'dispatch' });
  expect(await earshot.item('call-broken')).toMatchObject({ state: 'analyzing', attempts: 2 });
  expect(sent('sweep')).toEqual(documented.sweep.sent);
});

/** As if the saves of all calls had been interrupted before pointers got their overviews. */
async function bareAllPointers(): Promise<void> {
  const { dynamodb } = earshot.stack;
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: 'calls' }));
  for (const { hash } of Items) {
    if (hash?.S === undefined || !/^(category|topic)#/.test(hash.S)) continue;
    const UpdateExpression = 'REMOVE details';
    await dynamodb.send(new UpdateItemCommand({ TableName: 'calls', Key: { hash }, UpdateExpression }));
  }
}

it('retrieval: one call, with its long parts and its words, and lists by everything', async () => {
  await bareAllPointers();
  for (const query of ['', '?category=Billing', '?topic=lamp', '?state=failed', '/call-lost?include=words']) {
    expect((await earshot.get(`/analytics${query}`)).status).toBe(200);
  }
  expect(sent('retrieval')).toEqual(documented.retrieval.sent);
});

it('names each action once, in order', () => {
  for (const { sent: own, onBehalf } of Object.values(documented)) {
    for (const list of [own, onBehalf]) expect(list).toEqual([...new Set(list)].sort());
  }
});
