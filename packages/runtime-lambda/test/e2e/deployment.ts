import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { createTableInput } from '@earshot/adapters-aws';
import {
  type AwsStack,
  type AwsStackOptions,
  type BedrockServerOptions,
  type FunctionOptions,
  type LambdaFunction,
  mapQueue,
  startAwsStack,
  startFunction,
} from '@earshot/aws-test-servers';
import { AnalyticsItem } from '@earshot/core';
import { expect, vi } from 'vitest';
import type { ApiResult } from '../../src/api-handler.js';
import { type Gateway, requestEvent } from './api-events.js';

const HANDLERS = ['transcription', 'persistence', 'retrieval', 'sweep'] as const;
type HandlerName = (typeof HANDLERS)[number];

/** How to deploy. */
export interface DeploymentOptions extends Omit<AwsStackOptions, 'table'> {
  readonly environment?: Readonly<Record<string, string>>;
  readonly functions?: Pick<FunctionOptions, 'timeoutMs' | 'concurrency'>;
  /** How often the schedule asks for calls that wait. @defaultValue never */
  readonly dispatchEveryMs?: number;
  /** Batches that each of the two functions of queues gets at once. @defaultValue 2 */
  readonly maximumConcurrency?: number;
}

/** An answer of the API. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
}

/** Earshot as it is deployed: the built bundles in processes of their own, over AWS on this machine. */
export interface Deployment {
  readonly stack: AwsStack;
  readonly functions: Readonly<Record<HandlerName, LambdaFunction>>;
  /** Asks the API. */
  get(target: string, gateway?: Gateway): Promise<ApiAnswer>;
  /** Sends the API an event as a gateway makes it. */
  ask(event: unknown): Promise<ApiAnswer>;
  /** A call as the API tells it; `undefined` when there is none. */
  item(callId: string): Promise<AnalyticsItem | undefined>;
  /** A call, once it is in a state. */
  until(callId: string, state: AnalyticsItem['state'], timeoutMs?: number): Promise<AnalyticsItem>;
  /** Puts a message into a queue, as it is. */
  send(queue: 'start' | 'results', body: unknown): Promise<void>;
  /** Waits until nothing is left in the queues, and no job under way. */
  settled(timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** Deploys what `npm run build` made. */
export async function deploy(options: DeploymentOptions = {}): Promise<Deployment> {
  const stack = await startAwsStack({ ...options, table: { ...createTableInput('calls'), TableName: 'calls' } });
  const functions = Object.fromEntries(HANDLERS.map((name) => [name, functionOf(name, stack, options)])) as Record<
    HandlerName,
    LambdaFunction
  >;
  const { maximumConcurrency = 2 } = options;
  const mappings = [
    mapQueue({
      client: stack.sqs,
      queueUrl: stack.queues.start,
      function: functions.transcription,
      maximumConcurrency,
    }),
    mapQueue({
      client: stack.sqs,
      queueUrl: stack.queues.results,
      function: functions.persistence,
      maximumConcurrency,
    }),
  ];

  const stopDispatching = dispatching(functions.sweep, options.dispatchEveryMs);

  const get: Deployment['get'] = (target, gateway = 'function URL') => ask(requestEvent(gateway, target));
  const ask: Deployment['ask'] = async (event) => {
    const answer = (await functions.retrieval.invoke(event)) as ApiResult;
    const bytes = Buffer.from(answer.body, answer.isBase64Encoded ? 'base64' : 'utf8');
    const text = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
    return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(text.toString('utf8') || '{}') };
  };
  const item: Deployment['item'] = async (callId) => {
    const { status, body } = await get(`/analytics?callId=${encodeURIComponent(callId)}`);
    if (status === 404) return undefined;
    expect({ status, body }).toMatchObject({ status: 200, body: { count: 1 } });
    return AnalyticsItem.parse((body['items'] as unknown[])[0]);
  };
  return {
    stack,
    functions,
    get,
    ask,
    item,
    until: (callId, state, timeoutMs = 20_000) =>
      vi.waitFor(
        async () => {
          const found = await item(callId);
          expect(found?.state).toBe(state);
          return found as AnalyticsItem;
        },
        { timeout: timeoutMs, interval: 50 },
      ),
    send: async (queue, body) => {
      const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
      await stack.sqs.send(new SendMessageCommand({ QueueUrl: stack.queues[queue], MessageBody }));
    },
    settled: (timeoutMs = 20_000) => settled(stack, timeoutMs),
    close: async () => {
      await stopDispatching();
      await Promise.allSettled(mappings.map((mapping) => mapping.close()));
      await Promise.all(Object.values(functions).map((each) => each.close()));
      await stack.close();
    },
  };
}

/** Invokes the sweep function as its schedule does. Returns what ends that. */
function dispatching(sweep: LambdaFunction, everyMs?: number): () => Promise<void> {
  let running: Promise<unknown> | undefined;
  const dispatch = () => {
    running ??= sweep
      .invoke({ task: 'dispatch' })
      // The next one makes up for it.
      .catch(() => {})
      .finally(() => {
        running = undefined;
      });
  };
  const timer = everyMs === undefined ? undefined : setInterval(dispatch, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Waits until nothing is left in a stack's queues, and no job under way. */
export async function settled({ bedrock, s3Server, count }: AwsStack, timeoutMs: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const start = await count('start');
      await bedrock.idle();
      await s3Server.idle();
      expect({ start, results: await count('results') }).toEqual({ start: 0, results: 0 });
    },
    { timeout: timeoutMs, interval: 200 },
  );
}

/** A call's identity in the API. */
export function hashOf(callId: string): string {
  return createHash('md5').update(callId, 'utf8').digest('hex');
}

/** Ends jobs as specified for their recordings, by keys; the others as the server does. */
export function scripted(
  outcomes: ReadonlyMap<string, Awaited<ReturnType<NonNullable<BedrockServerOptions['script']>>>>,
) {
  return ({ input }: Parameters<NonNullable<BedrockServerOptions['script']>>[0]) =>
    outcomes.get(input.key) ?? ({ kind: 'success' } as const);
}

function functionOf(name: HandlerName, stack: AwsStack, options: DeploymentOptions): LambdaFunction {
  const file = join(import.meta.dirname, '../../bundles', name, 'index.cjs');
  if (!existsSync(file)) throw new Error(`${file} is missing: run "npm run build" first`);
  return startFunction({ file, environment: { ...stack.environment, ...options.environment }, ...options.functions });
}
