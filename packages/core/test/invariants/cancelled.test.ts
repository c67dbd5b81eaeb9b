import {
  type AudioAnalyzer,
  type CallRecord,
  CancelJob,
  callJobState,
  currentAttempt,
  DispatchJobs,
  isCancelled,
  isEarshotError,
  type JobId,
  type JobMention,
  PersistResult,
  RecordFailure,
  type RecordRepository,
  RetryJob,
  StartAnalysis,
} from '@earshot/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fixture, instead, requestOf } from '../use-cases/fixture.js';

const CALL = 'call-7';

/** What somebody does. It may crash at one of its calls of a port. */
interface Act {
  readonly kind: 'start' | 'dispatch' | 'cancel' | 'retry' | 'succeed' | 'fail' | 'deliver';
  /** Which attempt, job or message. */
  readonly which: number;
  readonly crashesAt: number | undefined;
}

const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('start', 'dispatch', 'cancel', 'cancel', 'retry', 'retry', 'succeed', 'fail', 'deliver'),
  which: fc.nat(3),
  crashesAt: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(6) }),
});
const acts = fc.array(act, { minLength: 3, maxLength: 10, size: 'max' });
const actors = fc.array(acts, { minLength: 2, maxLength: 3, size: 'max' });

interface Message {
  readonly mention: JobMention;
  readonly failed: boolean;
}

function withoutCancel(analyzer: AudioAnalyzer): AudioAnalyzer {
  return { start: (request) => analyzer.start(request), status: (jobId) => analyzer.status(jobId) };
}

/** One call, and everybody who does something about it, one port call after another in an order that is chosen. */
class Cancelling extends Fixture {
  readonly saves: CallRecord[] = [];
  /** Attempts whose cancellation was answered. */
  readonly cancelled = new Set<number>();
  readonly messages: Message[] = [];
  /** Messages that would be dead-lettered. */
  readonly refused: unknown[] = [];
  crashes = 0;
  readonly #scheduler: fc.Scheduler;
  readonly #cancels: boolean;

  constructor(scheduler: fc.Scheduler, cancels: boolean) {
    super();
    this.#scheduler = scheduler;
    this.#cancels = cancels;
  }

  /** The ports as a process sees them that dies at its call of this number. */
  process(crashesAt = Number.POSITIVE_INFINITY, turn = () => this.#scheduler.schedule(Promise.resolve())) {
    let calls = 0;
    const step = async () => {
      await turn();
      if (calls++ < crashesAt) return;
      this.crashes++;
      await new Promise(() => {});
    };
    const stepping = <T extends object>(port: T, names: readonly (keyof T)[]): T => {
      const change =
        (name: keyof T) =>
        async (...args: unknown[]) => {
          await step();
          const answer: unknown = await (port[name] as (...args: unknown[]) => unknown).apply(port, args);
          // A process may die after what it did was done.
          await step();
          return answer;
        };
      return instead(port, Object.fromEntries(names.map((name) => [name, change(name)])) as Partial<T>);
    };
    const save = async (record: CallRecord) => {
      await this.repository.save(record);
      this.saves.push(record);
    };
    const saving = instead<RecordRepository>(this.repository, { save });
    const analyzer = stepping<AudioAnalyzer>(this.analyzer, ['start', 'cancel']);
    return {
      ...this.deps,
      repository: stepping(saving, ['get', 'save', 'findByJob']),
      analyzer: this.#cancels ? analyzer : withoutCancel(analyzer),
    };
  }

  async act({ kind, which, crashesAt }: Act): Promise<void> {
    const deps = this.process(crashesAt);
    const record = await this.record(CALL);
    const latest = record === undefined ? 1 : currentAttempt(record);
    const ref = { hash: this.hash(CALL), attempt: Math.max(1, which === 0 ? latest - 1 : latest) };
    switch (kind) {
      case 'start':
        await new StartAnalysis(deps).execute(requestOf(CALL));
        return;
      case 'dispatch':
        await new DispatchJobs(deps).execute();
        return;
      case 'cancel':
        await new CancelJob(deps).execute(ref, 'ana');
        this.cancelled.add(ref.attempt);
        return;
      case 'retry':
        await new RetryJob(deps).execute(ref);
        return;
      case 'deliver':
        await this.deliver(which, deps);
        return;
      default:
        await this.#scheduler.schedule(Promise.resolve());
        await this.end(which, kind === 'fail');
    }
  }

  /** A job ends in the world, if one runs; its message is on its way. */
  async end(which: number, failed: boolean): Promise<boolean> {
    const states = await Promise.all(this.analyzer.jobs.map(({ jobId }) => this.analyzer.status(jobId)));
    const running = this.analyzer.jobs.filter((_, at) => states[at]?.state === 'running');
    const job = running[which % Math.max(1, running.length)];
    if (job === undefined) return false;
    const mention = await this.finish(job.jobId, CALL);
    if (failed) this.analyzer.fail(job.jobId, { code: 'ServiceError', reason: 'down' });
    else this.analyzer.succeed(job.jobId, mention.resultUri);
    this.messages.push({ mention, failed });
    return true;
  }

  /** Messages stay: they may come again. */
  async deliver(which: number, deps: ReturnType<Cancelling['process']>): Promise<boolean> {
    const message = this.messages[which % Math.max(1, this.messages.length)];
    if (message === undefined) return false;
    const { mention, failed } = message;
    try {
      if (failed) await new RecordFailure(deps).execute(mention, { code: 'ServiceError', reason: 'down' });
      else await new PersistResult(deps).execute(mention);
      return true;
    } catch (error) {
      if (!isEarshotError(error) || !error.retryable) this.refused.push(error);
      return false;
    }
  }

  /** Nothing crashes any more, and everything happens that is to happen. */
  async rest(): Promise<void> {
    const deps = this.process(undefined, async () => {});
    await new StartAnalysis(deps).execute(requestOf(CALL));
    for (let round = 0; round < 4; round++) {
      this.nowMs += 60 * 60_000;
      await new DispatchJobs(deps).execute();
      while (await this.end(0, false));
      for (const which of this.messages.keys()) await this.deliver(which, deps);
    }
  }

  /** How the attempts are whose jobs run. */
  async running(): Promise<unknown[]> {
    const record = await this.record(CALL);
    const found = this.analyzer.jobs.map(async ({ jobId }) => {
      const { state } = await this.analyzer.status(jobId);
      return record && state === 'running' && callJobState(record, this.attemptOf(jobId, record));
    });
    return Promise.all(found);
  }

  /** Which attempt an analyzer's job is: the key of its start says so. */
  attemptOf(jobId: JobId, record: CallRecord): number {
    const uri = record.media?.uri;
    const keyOf = (index: number) =>
      this.deps.digests.sha256Hex(JSON.stringify([record.callId, uri, record.createdAtMs, index]));
    return 1 + Array.from({ length: record.jobs.length }, (_, index) => keyOf(index)).indexOf(jobId);
  }
}

test.each([
  ['an analyzer that stops jobs', true],
  ['an analyzer that can not stop jobs', false],
])(
  'cancelling at %s leaves one final state, and no result of a cancelled attempt, whatever comes when and crashes',
  async (_, cancels) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), actors, async (scheduler, plans) => {
        const world = new Cancelling(scheduler, cancels);
        for (const plan of plans) {
          void (async () => {
            for (const one of plan) {
              const attempt = world.act(one).catch((error: unknown) => {
                if (!isEarshotError(error)) throw error;
              });
              // Who crashed never answers; somebody else goes on.
              await Promise.race([
                attempt,
                one.crashesAt === undefined ? attempt : scheduler.schedule(Promise.resolve()),
              ]);
            }
          })();
        }
        await scheduler.waitIdle();
        if (cancels && world.crashes === 0) expect(await world.running()).not.toContain('cancelled');
        await world.rest();
        const record = await world.record(CALL);
        if (record === undefined) throw new Error('the call is gone');
        expect(world.refused).toEqual([]);
        expect(['completed', 'failed']).toContain(record.state);
        for (const attempt of world.cancelled) expect(isCancelled(record.jobs[attempt - 1])).toBe(true);
        for (const { jobs } of world.saves) {
          for (const [at, job] of jobs.entries()) if (isCancelled(job)) expect(isCancelled(record.jobs[at])).toBe(true);
        }
        const source = record.analysis?.sources[0]?.uri;
        expect(record.state === 'completed').toBe(source !== undefined);
        for (const { jobId } of world.analyzer.jobs) {
          const attempt = world.attemptOf(jobId, record);
          expect(attempt).toBeGreaterThan(0);
          if (source?.includes(jobId))
            expect([attempt, isCancelled(record.jobs[attempt - 1])]).toEqual([record.jobs.length, false]);
        }
      }),
      { numRuns: 150 },
    );
  },
);
