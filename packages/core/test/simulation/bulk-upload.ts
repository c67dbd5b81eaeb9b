import { createHash } from 'node:crypto';
import { MemoryResultStore, MemorySharedState } from '@earshot/adapters-memory';
import {
  type AudioAnalyzer,
  createUseCases,
  DEFAULT_LAYOUT,
  dispatchReasons,
  hasBacklog,
  type ItemOutcome,
  locationOf,
  objectUri,
  type RecordRepository,
  type ResultFormat,
  type SharedState,
  type UseCases,
} from '@earshot/core';
import { randomOf } from '../invariants/chance.js';
import { laggingRepository } from './lagging-repository.js';
import { SimulatedAnalyzer } from './simulated-analyzer.js';
import { type HandleBatch, SimulatedQueue } from './simulated-queue.js';
import { VirtualTime } from './virtual-time.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BEGIN_MS = Date.UTC(2026, 8, 14, 12);

/** What is uploaded, and what goes wrong. */
export interface BulkUploadOptions {
  readonly calls: number;
  /** What the analyzer allows, and how many calls are done when it changes its mind. */
  readonly quotas: readonly { readonly quota: number; readonly untilCalls: number }[];
  readonly expected: number;
  /** How far `listDue` and `countOpen` lag behind saves, as an index of DynamoDB may. */
  readonly indexLagMs: number;
  readonly duplicateShare: number;
  /** Invocations that die at work. */
  readonly crashShare: number;
  /** Events of ended jobs that never come. */
  readonly lostEventShare: number;
  readonly seed: number;
}

/** The outcome of them. */
export interface BulkUploadReport {
  readonly completed: number;
  readonly jobs: number;
  readonly starts: number;
  readonly refusals: number;
  readonly deadLetters: number;
  readonly busyShare: number;
  readonly hours: number;
  readonly crashes: number;
}

const digests = {
  md5Hex: (text: string) => createHash('md5').update(text).digest('hex'),
  sha256Hex: (text: string) => createHash('sha256').update(text).digest('hex'),
};

/** A result of one document, which nobody has to write: what is read takes no time here. */
const FORMAT: ResultFormat = {
  name: 'simulated',
  jobAt(path) {
    const [, before, job] = /^(.*\/)?([^/]+)\/job_metadata\.json$/.exec(path) ?? [];
    if (job === undefined) return undefined;
    const output = `${before ?? ''}${job}/`;
    return { job, before: before ?? '', output, result: path };
  },
  placeOf: () => undefined,
  read: async (uri) => ({
    state: 'completed',
    analysis: {
      categories: [],
      topics: [],
      topicSummaries: [],
      moderation: [],
      sensitiveData: [],
      customFields: {},
      sources: [{ uri, kind: 'analysis', redacted: false }],
    },
  }),
};

/**
 * Uploads so many calls at once to a deployment over the memory adapters, with a queue of start messages, one of results, and
 * schedules for the dispatcher and the sweep; and lets time pass until every call is completed.
 */
export async function uploadInBulk(options: BulkUploadOptions): Promise<BulkUploadReport> {
  const { calls, quotas, expected, indexLagMs, duplicateShare, crashShare, lostEventShare, seed } = options;
  const random = randomOf(seed);
  const time = new VirtualTime(BEGIN_MS);
  const repository = laggingRepository(time, indexLagMs);
  const [state, store] = [new MemorySharedState(), new MemoryResultStore()];
  let completed = 0;
  let waiting = 0;
  let crashes = 0;
  const quota = () => quotas.find(({ untilCalls }) => completed < untilCalls)?.quota ?? 1;
  const analyzer = new SimulatedAnalyzer({
    time,
    startMs: 100,
    jobMs: () => 60_000 + random() * 60_000,
    quotaAt: quota,
    onEnd: (_, __, uri) => {
      if (random() < lostEventShare) return;
      const { bucket, key } = locationOf(uri);
      const body = JSON.stringify({
        Records: [
          {
            eventName: 'ObjectCreated:Put',
            eventTime: time.now().toISOString(),
            s3: { bucket: { name: bucket }, object: { key, size: 1 } },
          },
        ],
      });
      const delayMs = 500 + random() * 1_500;
      results.send(body, delayMs);
      if (random() < duplicateShare) results.send(body, delayMs + random() * MINUTE_MS);
    },
  });
  analyzer.countWhile(() => waiting > 0);

  /** One invocation: its ports, and the use cases over them. Once it has died, no port answers any more. */
  const invoke = (mayDie: boolean) => {
    const dies = mayDie && random() < crashShare;
    let isAlive = true;
    if (dies) {
      crashes++;
      time.at(time.nowMs + random() * 500, () => {
        isAlive = false;
      });
    }
    const alive = dies ? <T extends object>(port: T) => mortal(port, () => isAlive) : <T>(port: T) => port;
    const kept: RecordRepository = alive(repository);
    const shared: SharedState = alive(state);
    const useCases = createUseCases({
      analyzer: alive<AudioAnalyzer>(analyzer),
      repository: counting(kept),
      store,
      state: shared,
      digests,
      now: time.now,
      outputs: objectUri('results', DEFAULT_LAYOUT.outputsPrefix),
      layout: DEFAULT_LAYOUT,
      formats: [FORMAT],
      sign: (text) => text,
      jobs: { expected },
    });
    return { useCases, state: shared };
  };

  /** Counts calls that wait and that are done, as they are saved. */
  const counting = (port: RecordRepository): RecordRepository =>
    new Proxy(port, {
      get: (target, name: keyof RecordRepository) => {
        if (name !== 'save') return target[name]?.bind(target as never);
        return async (record: Parameters<RecordRepository['save']>[0]) => {
          await target.save(record);
          analyzer.count();
          if (record.state === 'submitted' && record.revision === 1) waiting++;
          if (record.state === 'analyzing') waiting--;
          if (record.state === 'completed' && record.history.at(-1)?.atMs === record.updatedAtMs) completed++;
        };
      },
    });

  const handle: HandleBatch = async (messages) => {
    const { useCases, state: shared } = invoke(true);
    const outcomes = await Promise.all(messages.map((message) => useCases.handleDelivery.execute(message)));
    await followUp(useCases, outcomes.flat(), () => hasBacklog(shared));
    return outcomes;
  };
  const starts = new SimulatedQueue({ time, concurrency: 10, maxReceives: 10, handle });
  const results = new SimulatedQueue({ time, concurrency: 10, maxReceives: 3, handle });

  for (let index = 0; index < calls; index++) {
    const body = JSON.stringify({ callId: `call-${index}`, audioS3Uri: `s3://media/call-${index}.wav` });
    starts.send(body);
    if (random() < duplicateShare) starts.send(body, random() * 24 * HOUR_MS);
  }
  const every = (ms: number, act: () => Promise<unknown>) => {
    time.at(time.nowMs + ms, () => {
      void act();
      every(ms, act);
    });
  };
  every(MINUTE_MS, () =>
    invoke(true).useCases.dispatchJobs.execute({ timeLeftMs: 50 * SECOND_MS, wait: (ms) => time.wait(ms) }),
  );
  every(15 * MINUTE_MS, () => invoke(true).useCases.sweepJobs.execute({ timeLeftMs: 290 * SECOND_MS }));

  await time.runUntil(() => completed >= calls || time.nowMs > BEGIN_MS + 1_000 * HOUR_MS);
  const hours = (time.nowMs - BEGIN_MS) / HOUR_MS;
  // Whatever is still under way comes to its end.
  const endMs = time.nowMs + 25 * HOUR_MS;
  await time.runUntil(() => time.nowMs > endMs);
  return {
    completed,
    jobs: analyzer.jobCount,
    starts: analyzer.starts,
    refusals: analyzer.refusals,
    deadLetters: starts.deadLetters.length + results.deadLetters.length,
    busyShare: analyzer.busyShare,
    hours,
    crashes,
  };
}

/** As the functions do after a batch. */
async function followUp(
  { dispatchJobs }: UseCases,
  items: readonly ItemOutcome[],
  backlog: () => Promise<boolean>,
): Promise<void> {
  const { submitted, ended } = dispatchReasons(items);
  if (submitted.length > 0 || (ended > 0 && (await backlog()))) {
    await dispatchJobs.execute({ submitted, ended, timeLeftMs: 10 * SECOND_MS });
  }
}

/** A port that stops answering when its process has died: what it was asked for before may still happen. */
function mortal<T extends object>(port: T, isAlive: () => boolean): T {
  return new Proxy(port, {
    get: (target, name) => {
      const member = target[name as keyof T];
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        if (!isAlive()) return new Promise(() => {});
        const answer = await member.apply(target, args);
        return isAlive() ? answer : new Promise(() => {});
      };
    },
  });
}
