import { LambdaBatchEventSource, type LambdaSqsRecord, type SqsSender } from '@earshot/adapters-aws';
import {
  MemoryAudioAnalyzer,
  MemoryRecordRepository,
  MemoryResultStore,
  MemorySharedState,
} from '@earshot/adapters-memory';
import {
  type AudioAnalyzer,
  CallId,
  type CallRecord,
  DEFAULT_LAYOUT,
  type DispatchOptions,
  FinishCall,
  HandleDelivery,
  hasBacklog,
  hashOf,
  type JobId,
  type Notifier,
  ObjectUri,
  PersistResult,
  RecordFailure,
  StartAnalysis,
} from '@earshot/core';
import {
  audioOutput,
  jobEvent as bdaJobEvent,
  buildBdaJob,
  customOutput,
  documentText,
} from '@earshot/core/testing/bda';
import { digests } from '../src/adapters.js';
import { telemetryOf } from '../src/environment.js';
import { dispatchAfter } from '../src/follow-up.js';
import type { LogLevel } from '../src/log.js';
import { createQueueHandler } from '../src/queue-handler.js';

const RESULTS_BUCKET = 'results';
export const START_QUEUE_URL = 'https://sqs.eu-central-1.amazonaws.com/111122223333/starts';
export const DEAD_LETTER_QUEUE_URL = `${START_QUEUE_URL}-dlq`;
export const NOW_MS = Date.UTC(2026, 8, 14, 12);

/** A command that SQS was sent. */
export interface SentCommand {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A line that the function wrote. */
export type Line = Readonly<Record<string, unknown>>;

/** How a result's custom output matched, and what was said. */
export interface Result {
  readonly matched?: boolean;
  readonly said?: string;
  /** The standard output as it lies there, in place of a good one. */
  readonly standard?: string;
}

/** How to set up a {@link QueueFunction}. */
export interface QueueFunctionOptions {
  readonly maxReceives?: number;
  readonly retryDelaysMs?: readonly number[];
  readonly logLevel?: LogLevel;
  readonly endsJobs?: boolean;
  /** Asked in place of the memory analyzer. */
  readonly start?: AudioAnalyzer['start'];
  /** Dispatches in place of nobody. */
  readonly dispatch?: (options: DispatchOptions) => Promise<void>;
  /** Gets notices. */
  readonly notifier?: Notifier;
  /** What SQS answers; throws what the SDK would. */
  readonly sqs?: (command: SentCommand) => unknown;
}

/** The handler over the memory adapters, a batch's real event source, and an SQS that writes down what it is sent. */
export class QueueFunction {
  readonly sent: SentCommand[] = [];
  readonly analyzer = new MemoryAudioAnalyzer();
  readonly repository = new MemoryRecordRepository();
  readonly store = new MemoryResultStore();
  readonly state = new MemorySharedState();
  readonly finishCall: FinishCall | undefined;
  readonly handler: ReturnType<typeof createQueueHandler>;
  readonly #lines: string[] = [];

  constructor({
    maxReceives = 10,
    retryDelaysMs,
    logLevel = 'INFO',
    endsJobs = false,
    start,
    dispatch,
    notifier,
    sqs = () => ({}),
  }: QueueFunctionOptions = {}) {
    const { repository, store } = this;
    const analyzer = {
      start: start ?? this.analyzer.start.bind(this.analyzer),
      status: this.analyzer.status.bind(this.analyzer),
    };
    const outputs = ObjectUri.parse(`s3://${RESULTS_BUCKET}/${DEFAULT_LAYOUT.outputsPrefix}`);
    const now = () => new Date(NOW_MS);
    const client = {
      send: async (command: { constructor: { name: string }; input: object }) => {
        const sent = { name: command.constructor.name.replace(/Command$/, ''), input: { ...command.input } };
        this.sent.push(sent);
        return (await sqs(sent)) ?? {};
      },
    } as unknown as SqsSender;
    const write = (line: string) => void this.#lines.push(line);
    const telemetry = telemetryOf('test', { logLevel, metricsNamespace: 'Earshot' }, write);
    const finishCall =
      notifier && new FinishCall({ notifiers: [notifier], repository, state: this.state, digests, now });
    this.finishCall = finishCall;
    this.handler = createQueueHandler({
      endsJobs,
      ...telemetry,
      handleDelivery: new HandleDelivery({
        layout: DEFAULT_LAYOUT,
        startAnalysis: new StartAnalysis({ analyzer, repository, state: this.state, digests, now, outputs }),
        persistResult: new PersistResult({ repository, store, digests, now }),
        recordFailure: new RecordFailure({ repository, digests, now }),
        finishCall,
      }),
      sourceOf: (event) => new LambdaBatchEventSource({ event, client, deadLetterQueueUrl: DEAD_LETTER_QUEUE_URL }),
      followUp: dispatchAfter({
        ...telemetry,
        backlog: () => hasBacklog(this.state),
        dispatcher: async () => ({
          execute: async (options = {}) => {
            await dispatch?.(options);
            return 'done';
          },
        }),
      }),
      maxReceives,
      retryDelaysMs,
      now,
    });
  }

  /** The lines of the log, as they were written. */
  get rawLines(): readonly string[] {
    return this.#lines.filter((line) => !('_aws' in JSON.parse(line)));
  }

  get log(): readonly Line[] {
    return this.rawLines.map((line) => JSON.parse(line));
  }

  /** Everything that was counted and measured, lines of the same metrics after each other. */
  get metrics(): readonly Line[] {
    return this.#lines.map((line) => JSON.parse(line)).filter((line) => '_aws' in line);
  }

  record(callId: string): Promise<CallRecord | undefined> {
    return this.repository.get(hashOf(CallId.parse(callId), digests));
  }

  /** The job of a call that was started. */
  async jobOf(callId: string): Promise<JobId> {
    const jobId = (await this.record(callId))?.jobs.at(-1)?.jobId;
    if (jobId === undefined) throw new TypeError(`no job of ${callId}`);
    return jobId;
  }

  /** Writes what a job leaves behind; answers with the key of its manifest. */
  async finish(callId: string, jobId: JobId, { matched = true, said = 'Hello.', standard }: Result = {}) {
    const folder = `${DEFAULT_LAYOUT.outputsPrefix}${callId}/${jobId}/`;
    const files = buildBdaJob({
      jobId,
      folder: `s3://${RESULTS_BUCKET}/${folder}`,
      standard: standardOutput(said),
      custom: matched ? customOutput({ fields: { call_summary: said } }) : 'NO_MATCH',
    });
    for (const { name, uri, document } of files) {
      const text = name === 'standard' && standard !== undefined ? standard : documentText(document ?? {});
      await this.store.put(ObjectUri.parse(uri), new TextEncoder().encode(document === undefined ? '' : text));
    }
    return `${folder}job_metadata.json`;
  }
}

function standardOutput(said: string) {
  return audioOutput({
    input: { bucket: 'recordings', key: 'call.wav' },
    turns: [{ text: said, startMs: 0, endMs: 900 }],
    summary: said,
  });
}

/** A batch of SQS, of bodies or of messages. */
export function batch(...messages: readonly (string | object | LambdaSqsRecord)[]) {
  return { Records: messages.map((message, index) => toMessage(message, `m${index + 1}`)) };
}

/** A message that was received so often. */
export function message(messageId: string, body: string | object, receiveCount = 1): LambdaSqsRecord {
  return {
    messageId,
    receiptHandle: `receipt of ${messageId}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: String(receiveCount), SentTimestamp: String(NOW_MS - 60_000) },
    messageAttributes: {},
    eventSourceARN: 'arn:aws:sqs:eu-central-1:111122223333:starts',
    ...{ eventSource: 'aws:sqs' },
  };
}

function toMessage(given: string | object, messageId: string): LambdaSqsRecord {
  return typeof given === 'object' && 'messageId' in given ? (given as LambdaSqsRecord) : message(messageId, given);
}

/** A start message. */
export function start(callId: string): { readonly callId: string; readonly audioS3Uri: string } {
  return { callId, audioS3Uri: `s3://recordings/${callId}.wav` };
}

/** A message as SNS delivers it. */
export function published(body: object): object {
  const Message = JSON.stringify(body);
  const TopicArn = 'arn:aws:sns:eu-central-1:111122223333:calls';
  return { Type: 'Notification', MessageId: 'b1f2', TopicArn, Message, Timestamp: new Date(NOW_MS).toISOString() };
}

/** S3's news of new objects. */
export function created(bucket: string, ...keys: readonly string[]): object {
  return {
    Records: keys.map((key) => ({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      eventTime: new Date(NOW_MS - 2_500).toISOString(),
      s3: { bucket: { name: bucket }, object: { key } },
    })),
  };
}

/** S3's news of a result. */
export const resultAt = (key: string) => created(RESULTS_BUCKET, key);

/** Bedrock's event of a job, as EventBridge sends it. */
export function jobEvent(
  outcome: 'Succeeded' | 'Failed With Client Error' | 'Failed With Service Error',
  callId: string,
  jobId: JobId,
  agoMs = 4_000,
): object {
  return bdaJobEvent({
    jobId,
    outcome,
    folder: `s3://${RESULTS_BUCKET}/${DEFAULT_LAYOUT.outputsPrefix}${callId}/${jobId}/`,
    time: new Date(NOW_MS - agoMs).toISOString(),
    reason: outcome === 'Succeeded' ? '' : 'the file could not be read',
  });
}

/** An error as the SDK throws it. */
export function sdkError(name: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(name), { name, $fault: 'client', $metadata: { httpStatusCode } });
}
