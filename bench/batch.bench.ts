import { createHash } from 'node:crypto';
import { LambdaBatchEventSource } from '@earshot/adapters-aws/sqs';
import {
  MemoryAudioAnalyzer,
  MemoryRecordRepository,
  MemoryResultStore,
  MemorySharedState,
} from '@earshot/adapters-memory';
import { DEFAULT_LAYOUT, HandleDelivery, ObjectUri, PersistResult, RecordFailure, StartAnalysis } from '@earshot/core';
import { createLog, createMetrics, createQueueHandler, type SqsBatch } from '@earshot/runtime-lambda';
import { customDocument, manifestDocument, standardDocument } from './documents.ts';
import { type Effort, type Figure, median, round } from './measure.ts';

const BATCH = 10;
/** How long a call to a store or a table takes: at least, and at most. */
const CALL_MS = [20, 60] as const;
const SEED = 1;
const CONTEXT = { awsRequestId: 'request', getRemainingTimeInMillis: () => 60_000 };

const digests = {
  md5Hex: (text: string) => createHash('md5').update(text).digest('hex'),
  sha256Hex: (text: string) => createHash('sha256').update(text).digest('hex'),
};
const now = () => new Date();

/** Results that wait to be persisted, each behind a network as slow as its own latency. */
class Results {
  readonly #repository = new MemoryRecordRepository();
  readonly #store = new MemoryResultStore();
  readonly #start: HandleDelivery;
  readonly #standard = standardDocument(4.4);
  readonly #persist = new Map<string, HandleDelivery>();

  constructor() {
    this.#start = this.#handling(this.#repository, this.#store);
  }

  /** Reports a call, has its job end, and gives the message that reports it. */
  async add(callId: string, latencyMs: number): Promise<SqsBatch['Records'][number]> {
    const start = { callId, audioS3Uri: `s3://recordings/${callId}.wav` };
    const [started] = await this.#start.execute({ body: JSON.stringify(start), sentAtMs: now().getTime() });
    if (started?.status !== 'started') throw new Error(`${callId} did not start: ${JSON.stringify(started)}`);
    const jobId = String(started.record.jobs[0]?.jobId);
    const key = `${DEFAULT_LAYOUT.outputsPrefix}${callId}/${jobId}/`;
    const folder = `s3://results/${key}`;
    await this.#store.put(ObjectUri.parse(`${folder}0/standard_output/0/result.json`), this.#standard);
    await this.#store.put(ObjectUri.parse(`${folder}0/custom_output/0/result.json`), customDocument());
    await this.#store.put(ObjectUri.parse(`${folder}job_metadata.json`), manifestDocument(folder, jobId));
    this.#persist.set(callId, this.#handling(late(this.#repository, latencyMs), late(this.#store, latencyMs)));
    const object = { key: `${key}job_metadata.json`, size: 671 };
    const event = { eventName: 'ObjectCreated:Put', eventTime: now().toISOString() };
    return {
      messageId: callId,
      receiptHandle: callId,
      body: JSON.stringify({ Records: [{ ...event, s3: { bucket: { name: 'results' }, object } }] }),
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(now().getTime()) },
      eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:results',
      eventSource: 'aws:sqs',
    } as SqsBatch['Records'][number];
  }

  /** Handles results as the function behind the queue does. Returns how long it took. */
  async persist(messages: SqsBatch['Records']): Promise<number> {
    const outcomes: string[] = [];
    const handler = createQueueHandler({
      handleDelivery: {
        execute: async (delivery) => {
          const items = await this.#handlerOf(delivery.body).execute(delivery);
          outcomes.push(...items.map(({ status }) => status));
          return items;
        },
      },
      sourceOf: (event) => new LambdaBatchEventSource({ event }),
      maxReceives: 10,
      log: createLog({ level: 'INFO', write: () => {} }),
      metrics: createMetrics({ namespace: 'Earshot', service: 'persistence', write: () => {} }),
    });
    const startedMs = performance.now();
    const report = await handler({ Records: messages }, CONTEXT);
    const tookMs = performance.now() - startedMs;
    const stored = outcomes.filter((status) => status === 'stored').length;
    if (stored !== messages.length || report?.batchItemFailures.length !== 0) {
      throw new Error(`${messages.length} results became ${outcomes}`);
    }
    return tookMs;
  }

  #handlerOf(body: string): HandleDelivery {
    const callId = body.match(/(call-[\d-]+\d)\//)?.[1] ?? '';
    const handler = this.#persist.get(callId);
    if (handler === undefined) throw new Error(`no result is known of ${callId}`);
    return handler;
  }

  #handling(repository: MemoryRecordRepository, store: MemoryResultStore): HandleDelivery {
    const analyzer = new MemoryAudioAnalyzer();
    const state = new MemorySharedState();
    const outputs = ObjectUri.parse(`s3://results/${DEFAULT_LAYOUT.outputsPrefix}`);
    return new HandleDelivery({
      layout: DEFAULT_LAYOUT,
      startAnalysis: new StartAnalysis({ analyzer, repository, state, digests, now, outputs }),
      persistResult: new PersistResult({ repository, store, digests, now }),
      recordFailure: new RecordFailure({ repository, digests, now }),
    });
  }
}

/** `batch-10`: how long a batch of 10 results takes, to how long its slowest result takes alone. */
export async function* batchBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const rounds = effort.smoke ? 2 : 15;
  const results = new Results();
  const random = seededRandom(SEED);
  const timed: { batch: number; slowest: number; together: number }[] = [];
  // The first turn warms up.
  for (let turn = -1; turn < rounds; turn++) {
    const [least, most] = CALL_MS;
    const latencies = Array.from({ length: BATCH }, () => least + random() * (most - least));
    const add = (set: string) =>
      Promise.all(latencies.map((ms, at) => results.add(`call-${turn + 1}-${set}${at}`, ms)));
    const [alone, together] = [await add('1'), await add('2')];
    const persistAlone = async () => {
      const times: number[] = [];
      for (const message of alone) times.push(await results.persist([message]));
      return times;
    };
    const before = turn % 2 === 0 ? await results.persist(together) : undefined;
    const times = await persistAlone();
    const batch = before ?? (await results.persist(together));
    const all = times.reduce((sum, ms) => sum + ms, 0);
    if (turn >= 0) timed.push({ batch, slowest: Math.max(...times), together: all });
  }
  const [batch, slowest, all] = [
    median(timed.map((one) => one.batch)),
    median(timed.map((one) => one.slowest)),
    median(timed.map((one) => one.together)),
  ].map((ms) => ms.toFixed(0));
  const value = round(median(timed.map((one) => one.batch / one.slowest)));
  const note = `${batch} ms to ${slowest} ms, ${all} ms one by one, ${rounds} batches, calls of ${CALL_MS.join(' to ')} ms`;
  yield { name: 'batch-10', value, limit: 1.2, better: 'lower', note };
}

/** A port whose every call takes so much longer. */
function late<T extends object>(port: T, ms: number): T {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        return Reflect.apply(member, target, args);
      };
    },
  });
}

/** Numbers from 0 to 1, the same ones for the same seed: mulberry32. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
