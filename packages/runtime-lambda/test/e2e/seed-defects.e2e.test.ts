import { randomUUID } from 'node:crypto';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { JobOutcome } from '@earshot/aws-test-servers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, deploy, hashOf, scripted } from './deployment.js';
import { customOutput, manifest, standardOutput } from './result-documents.js';

/* What broke the systems that Earshot takes the place of, each a case of its own. */

const TURNS = ['Good morning.', 'My lamp hums.'];
const outcomes = new Map<string, JobOutcome>();
let earshot: Deployment;

beforeAll(async () => {
  earshot = await deploy({ bedrock: { script: scripted(outcomes), workMs: 10 } });
}, 60_000);
afterAll(() => earshot?.close());

const results = (key: string) => `transcription-outputs/${key}`;

async function write(key: string, document: object): Promise<void> {
  const Body = JSON.stringify(document);
  await earshot.stack.s3.send(new PutObjectCommand({ Bucket: 'results', Key: key, Body }));
}

/** Results of a job that Earshot didn't start, in a folder. The manifest comes last, and S3 reports it. */
async function elsewhere(folder: string, callId: string, jobId: string): Promise<void> {
  const media = `recordings/${callId}.wav`;
  await write(`${folder}0/standard_output/0/result.json`, standardOutput(media, TURNS));
  await write(`${folder}0/custom_output/0/result.json`, customOutput(['Billing'], ['lamp'], `About ${callId}.`));
  await write(`${folder}job_metadata.json`, manifest(jobId, `s3://results/${folder}`, media));
}

function s3Event(bucket: string, ...keys: readonly string[]) {
  const Records = keys.map((key) => ({
    eventSource: 'aws:s3',
    eventName: 'ObjectCreated:Put',
    eventTime: new Date().toISOString(),
    s3: { bucket: { name: bucket }, object: { key, size: 11, eTag: 'e', sequencer: '01' } },
  }));
  return { Records };
}

describe('results', () => {
  it('are found where the service writes them, and belong to the call that their folder names', async () => {
    await elsewhere(results(`call-elsewhere/job-1/`), 'call-elsewhere', 'job-1');
    const item = await earshot.until('call-elsewhere', 'completed');
    expect(item).toMatchObject({
      call_summary: 'About call-elsewhere.',
      call_categories: ['Billing'],
      topics: ['lamp'],
    });
    expect(item.s3_output_uri).toBe('s3://results/transcription-outputs/call-elsewhere/job-1/');
    expect(await earshot.item('transcription-outputs')).toBeUndefined();
  });

  it("are read in Earshot's own format", async () => {
    const analysis = {
      categories: ['Billing'],
      topics: ['lamp'],
      topicSummaries: [],
      transcript: { text: 'My lamp hums.', segments: [{ index: 0, text: 'My lamp hums.', startMs: 0, endMs: 900 }] },
      moderation: [],
      sensitiveData: [],
      customFields: {},
    };
    const key = results('call-imported/job-9/earshot-analysis.json');
    await write(key, { earshotAnalysis: 1, mediaUri: 's3://media/recordings/call-imported.wav', analysis });
    await earshot.send('results', s3Event('results', key));
    const item = await earshot.until('call-imported', 'completed');
    expect(item).toMatchObject({
      transcript: 'My lamp hums.',
      recording_uri: 's3://media/recordings/call-imported.wav',
    });
    expect(item.sources).toEqual([{ uri: `s3://results/${key}`, kind: 'analysis', redacted: false }]);
    expect(item).not.toHaveProperty('bedrock_status');
  });

  it('are read below a slash too many', async () => {
    await elsewhere(results('call-slashes//job-2/'), 'call-slashes', 'job-2');
    const item = await earshot.until('call-slashes', 'completed');
    expect(item.s3_output_uri).toBe('s3://results/transcription-outputs/call-slashes//job-2/');
    expect(item.sources?.[1]?.uri).toBe(`${item.s3_output_uri}0/custom_output/0/result.json`);
  });

  it('are read whole when the notification is on result.json alone', async () => {
    const folder = results('call-result-json/job-3/');
    await elsewhere(folder, 'call-result-json', 'job-3');
    await earshot.send('results', s3Event('results', `${folder}0/custom_output/0/result.json`));
    expect(await earshot.until('call-result-json', 'completed')).toMatchObject({ transcript: TURNS.join(' ') });
  });

  it('of a call of four hours are kept whole, beside the table, and come back whole', async () => {
    const key = 'recordings/call-long.wav';
    const turns = Array.from(
      { length: 4_000 },
      (_, index) => `Turn ${index} of a call in which nobody hangs up at all.`,
    );
    outcomes.set(key, { kind: 'success', standard: standardOutput(key, turns) });
    await earshot.stack.upload(key);
    await earshot.stack.publish({ callId: 'call-long', audioS3Uri: `s3://media/${key}` });
    const item = await earshot.until('call-long', 'completed');
    expect(item.transcript).toBe(turns.join(' '));
    expect(item.segments?.map(({ text }) => text)).toEqual(turns);
    expect(item.media?.duration_ms).toBe(4 * 60 * 60 * 1_000);
    const beside = { Bucket: 'results', Prefix: `records/${hashOf('call-long')}/` };
    expect((await earshot.stack.s3.send(new ListObjectsV2Command(beside))).KeyCount).toBeGreaterThan(0);
  });
});

describe('a batch', () => {
  it('is not broken by a body that can not be read, which is dead-lettered with the reason', async () => {
    const bodies = [
      'undefined',
      JSON.stringify({
        Records: [{ eventName: 'ObjectCreated:Put', s3: 'undefined' }, s3Event('results', 'other.txt').Records[0]],
      }),
      JSON.stringify(s3Event('results', results('call-late/job-4/job_metadata.json'))),
    ];
    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    const folder = results('call-late/job-4/');
    await write(`${folder}0/standard_output/0/result.json`, standardOutput('recordings/call-late.wav', TURNS));
    await write(`${folder}0/custom_output/0/result.json`, customOutput([], [], 'Late.'));
    await earshot.stack.sqs.send(new SendMessageBatchCommand({ QueueUrl: earshot.stack.queues.results, Entries }));
    await write(`${folder}job_metadata.json`, manifest('job-4', `s3://results/${folder}`, 'recordings/call-late.wav'));
    await earshot.until('call-late', 'completed');
    await earshot.settled();
    const deadLettered = await earshot.stack.messages('resultsDlq');
    expect(deadLettered.map(({ Body }) => Body).sort()).toEqual(bodies.slice(0, 2).sort());
    const codes = deadLettered.map(({ MessageAttributes = {} }) => MessageAttributes['EarshotCode']?.StringValue);
    expect(codes.sort()).toEqual(['EARSHOT_INVALID_INPUT', 'EARSHOT_UNREADABLE']);
    for (const { MessageAttributes = {} } of deadLettered) {
      expect(MessageAttributes['EarshotReason']?.StringValue).toMatch(/expected|invalid/i);
      expect(MessageAttributes['EarshotReceiveCount']?.StringValue).toBe('1');
      expect(MessageAttributes['EarshotSource']?.StringValue).toMatch(/results$/);
    }
  });

  it('of start messages dead-letters what is none, once, with the reason', async () => {
    await earshot.stack.publish({ callId: 'call-nowhere', audioS3Uri: 'https://example.org/a.wav' });
    await earshot.send('start', { hello: 'world' });
    await earshot.send('start', s3Event('results', results('call-x/job-x/job_metadata.json')));
    await earshot.settled();
    const deadLettered = await earshot.stack.messages('startDlq');
    const codes = deadLettered.map(({ MessageAttributes = {} }) => MessageAttributes['EarshotCode']?.StringValue);
    expect(codes.sort()).toEqual(['EARSHOT_INVALID_INPUT', 'EARSHOT_NOT_SUPPORTED', 'EARSHOT_UNREADABLE']);
    expect(await earshot.item('call-nowhere')).toBeUndefined();
  });
});

describe('a start message', () => {
  it('whose recording is missing ends as a failed call with the reason, after one try', async () => {
    const callId = 'call-missing';
    const asked = earshot.stack.bedrock.requests().length;
    await earshot.stack.publish({ callId, audioS3Uri: 's3://media/recordings/missing.wav' });
    const item = await earshot.until(callId, 'failed');
    expect(item.failure).toEqual({ code: 'EARSHOT_NOT_FOUND', reason: expect.stringMatching(/unable to read file/i) });
    expect(item.s3_input_uri).toBe('s3://media/recordings/missing.wav');
    await earshot.settled();
    expect(earshot.stack.bedrock.requests().slice(asked)).toHaveLength(1);
  });

  it('that comes again makes no second job and no second record', async () => {
    const callId = 'call-again';
    const key = `recordings/${callId}.wav`;
    await earshot.stack.upload(key);
    const message = { callId, audioS3Uri: `s3://media/${key}`, timestamp: '2026-09-14T07:30:00Z' };
    for (let time = 0; time < 5; time++) await earshot.stack.publish(message, time % 2 === 0);
    const first = await earshot.until(callId, 'completed');
    await earshot.stack.publish(message);
    await earshot.send('results', s3Event('results', results(`${callId}/${first.job_id}/job_metadata.json`)));
    await earshot.settled();
    const jobs = earshot.stack.bedrock.jobs().filter(({ input }) => input.key === key);
    expect(jobs).toHaveLength(1);
    expect(jobs[0]?.request.clientToken).toMatch(/^[\da-f]{64}$/);
    expect(await earshot.item(callId)).toMatchObject({ state_history: first.state_history, attempts: 1 });
    const { body } = await earshot.get('/analytics?pageSize=100');
    const items = body['items'] as { call_id: string; epchdatetimestamp: number }[];
    expect(items.filter(({ call_id }) => call_id === callId)).toEqual([
      expect.objectContaining({ epchdatetimestamp: first.epchdatetimestamp }),
    ]);
  });
});

describe('a key', () => {
  it('is decoded once and never again', async () => {
    await earshot.stack.upload('uploads/google-oauth2%7C123/my rec+1.webm');
    const callId = 'google-oauth2%7C123/my rec+1.webm';
    const item = await earshot.until(callId, 'failed');
    expect(item).toMatchObject({ hash: hashOf(callId), s3_input_uri: `s3://media/uploads/${callId}` });
    expect(item.failure?.reason).toBeTruthy();
    expect(await earshot.item('google-oauth2|123/my rec+1.webm')).toBeUndefined();
  });

  it.each(['.webm', '.WAV', '.Mp3', '.m4a', '.FLAC'])('of a recording may end in %s', async (suffix) => {
    const callId = `${randomUUID()}${suffix}`;
    await earshot.stack.upload(`uploads/${callId}`);
    await earshot.until(callId, 'completed');
  });

  it('that is overwritten by the same recording makes no second job', async () => {
    const callId = 'copied.webm';
    await earshot.stack.upload(`uploads/${callId}`);
    await earshot.until(callId, 'completed');
    await earshot.stack.upload(`uploads/${callId}`);
    await earshot.settled();
    expect(earshot.stack.bedrock.jobs().filter(({ input }) => input.key === `uploads/${callId}`)).toHaveLength(1);
  });
});

it('ignores test events of S3', async () => {
  const before = await earshot.stack.count('startDlq');
  const test = { Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-09-14T07:30:00.000Z', Bucket: 'media' };
  await earshot.send('start', test);
  await earshot.send('results', { Type: 'Notification', TopicArn: 'arn', Message: JSON.stringify(test) });
  await earshot.settled();
  expect(await earshot.stack.count('startDlq')).toBe(before);
});
