import { setTimeout as wait } from 'node:timers/promises';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type AwsStack, type BedrockServerOptions, type JobOutcome, randomFrom } from '@earshot/aws-test-servers';
import { hashOf } from './deployment.js';
import { customOutput, manifest, standardOutput } from './result-documents.js';

/** How a call of a storm comes in. `elsewhere`: its result is there, and told, before its start message. */
type Way = 'message' | 'upload' | 'elsewhere' | 'missing';

/** A call of a storm, and what has to become of it. */
export interface StormCall {
  readonly callId: string;
  readonly key: string;
  readonly way: Way;
  readonly outcome: JobOutcome;
  readonly end: 'completed' | 'no_match' | 'failed';
  /** How many jobs it may cost. */
  readonly paidJobs: number;
}

/** Calls that come in all at once, in disorder and more than once, and messages that mean nothing. */
export interface Storm {
  readonly calls: readonly StormCall[];
  /** The bodies of messages that have to be dead-lettered, by queue. */
  readonly poison: { readonly start: readonly string[]; readonly results: readonly string[] };
  /** Ends jobs as planned, and has S3 report some of them as well, before or after EventBridge does. */
  readonly script: NonNullable<BedrockServerOptions['script']>;
  /** Lets it begin. Resolves when everything is sent that isn't put off. */
  unleash(stack: AwsStack): Promise<void>;
  /** Resolves when what was put off is sent as well. */
  over(): Promise<void>;
}

const SENDERS = 16;
const POISON = 5;
/** Jobs of a call that Bedrock itself fails each time. A third one would begin an hour later. */
const RETRIED_JOBS = 2;
/** What functions and workers in a storm are set to. */
export const STORM_ENVIRONMENT = { EARSHOT_SWEEP_MAX_ATTEMPTS: String(RETRIED_JOBS) };

/** A storm of so many calls. The same seed plans the same one; what meets what depends on the machine. */
export function storm(seed: number, count: number): Storm {
  const random = randomFrom(seed);
  const calls = Array.from({ length: count }, (_, index) => callOf(index, random));
  const byKey = new Map(calls.map((call) => [call.key, call]));
  const poisonOf = (queue: string) => Array.from({ length: POISON }, (_, index) => `poison ${index} of ${queue}`);
  const poison = { start: poisonOf('start'), results: poisonOf('results') };
  const under = new Set<Promise<unknown>>();
  let unleashed: AwsStack | undefined;

  const aside: Aside = (work) => {
    under.add(work);
    void work.finally(() => under.delete(work)).catch(() => {});
  };
  return {
    calls,
    poison,
    script: ({ input, output, jobId }) => {
      const { outcome } = byKey.get(input.key) as StormCall;
      const { sqs, queues } = unleashed as AwsStack;
      if (outcome.kind === 'success' && random() < 0.3) {
        const news = newsOf(output.bucket, `${output.key}/${jobId}/job_metadata.json`);
        aside(wait(random() * 1_500).then(() => tell(sqs, queues.results, news)));
      }
      return outcome;
    },
    unleash: async (stack) => {
      unleashed = stack;
      const { sqs, queues } = stack;
      const deeds = [
        ...poison.start.map((body) => () => tell(sqs, queues.start, body)),
        ...poison.results.map((body) => () => tell(sqs, queues.results, body)),
        ...calls.flatMap((call) => deedsOf(call, stack, random, aside)),
      ];
      await inDisorder(deeds, random);
    },
    over: async () => {
      while (under.size > 0) await Promise.all(under);
    },
  };
}

function callOf(index: number, random: () => number): StormCall {
  const drawn = random();
  const way: Way = drawn < 0.6 ? 'message' : drawn < 0.85 ? 'upload' : drawn < 0.95 ? 'elsewhere' : 'missing';
  const callId = way === 'upload' ? `storm-${index}.wav` : `storm-${index}`;
  const key = way === 'upload' ? `uploads/${callId}` : `recordings/${callId}.wav`;
  const paidJobs = way === 'message' || way === 'upload' ? 1 : 0;
  if (way === 'missing') return { callId, key, way, paidJobs, end: 'failed', outcome: { kind: 'success' } };
  const standard = standardOutput(key, [`This is call ${index}.`, 'Goodbye.']);
  const custom = customOutput(['Billing'], [`topic-${index % 7}`], `Call ${index}.`);
  const end = way === 'elsewhere' ? 0 : random();
  if (end < 0.75)
    return { callId, key, way, paidJobs, end: 'completed', outcome: { kind: 'success', standard, custom } };
  if (end < 0.88) {
    return { callId, key, way, paidJobs, end: 'no_match', outcome: { kind: 'success', standard, custom: 'NO_MATCH' } };
  }
  const kind = end < 0.94 ? 'client_error' : 'service_error';
  const outcome = { kind, message: `Call ${index} can't be heard.` } as const;
  return { callId, key, way, paidJobs: kind === 'service_error' ? RETRIED_JOBS : paidJobs, end: 'failed', outcome };
}

type Deed = () => Promise<unknown>;
/** Takes note of work that goes on by itself. */
type Aside = (work: Promise<unknown>) => void;

/** What is done to bring a call in: each message once to three times. */
function deedsOf(call: StormCall, stack: AwsStack, random: () => number, aside: Aside): Deed[] {
  const { callId, key, way } = call;
  const times = 1 + Math.floor(random() * 3);
  const message = { callId, audioS3Uri: `s3://media/${key}`, timestamp: '2026-09-14T07:30:00Z' };
  const publish = () => stack.publish(message, random() < 0.5);
  const repeated = (deed: Deed): Deed[] => Array.from({ length: times }, () => deed);
  let ready: Promise<unknown> | undefined;
  const onceReady = async (prepare: Deed) => {
    ready ??= prepare();
    await ready;
    await publish();
  };
  switch (way) {
    case 'missing':
      return repeated(publish);
    case 'upload':
      return repeated(() => stack.upload(key));
    case 'message':
      return repeated(() => onceReady(() => stack.upload(key)));
    case 'elsewhere':
      return repeated(async () => aside(onceReady(() => finishElsewhere(call, stack))));
  }
}

/** A job that somebody else ran: S3 reports it as of any other. Resolves when its result is stored. */
async function finishElsewhere(
  { callId, key, outcome }: StormCall,
  { s3, sqs, queues, dynamodb }: AwsStack,
): Promise<void> {
  if (outcome.kind !== 'success') return;
  const jobId = `job-of-${callId}`;
  const folder = `transcription-outputs/${callId}/${jobId}/`;
  const write = (name: string, document: unknown) =>
    s3.send(new PutObjectCommand({ Bucket: 'results', Key: folder + name, Body: JSON.stringify(document) }));
  await write('0/standard_output/0/result.json', outcome.standard);
  await write('0/custom_output/0/result.json', outcome.custom);
  await write('job_metadata.json', manifest(jobId, `s3://results/${folder}`, key));
  await tell(sqs, queues.results, newsOf('results', `${folder}job_metadata.json`));
  const Key = { hash: { S: hashOf(callId) } };
  while ((await dynamodb.send(new GetItemCommand({ TableName: 'calls', Key }))).Item === undefined) await wait(100);
}

function newsOf(bucket: string, key: string): string {
  const s3 = { bucket: { name: bucket }, object: { key } };
  const Records = [{ eventName: 'ObjectCreated:Put', eventTime: new Date().toISOString(), s3 }];
  return JSON.stringify({ Records });
}

function tell(sqs: AwsStack['sqs'], QueueUrl: string, MessageBody: string): Promise<unknown> {
  return sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

async function inDisorder(deeds: readonly Deed[], random: () => number): Promise<void> {
  const left = deeds.map((deed) => ({ deed, at: random() })).sort((one, other) => one.at - other.at);
  const send = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await next.deed();
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
}
