import {
  type CallHash,
  type Delivery,
  type DeliveryReport,
  type DispatchedCall,
  dispatchReasons,
  type EventSource,
  hasBacklog,
  type ItemOutcome,
  processDeliveries,
  type SweepCounts,
} from '@earshot/core';
import type { App } from './container.js';
import { startTimer, type Timer } from './timer.js';

/** One source to work through. */
export interface WorkerSource {
  readonly source: EventSource;
  readonly maxReceives: number;
  /** @defaultValue as {@link processDeliveries} has it */
  readonly retryDelaysMs?: readonly number[] | undefined;
}

export interface WorkerOptions {
  readonly app: Pick<App, 'handleDelivery' | 'dispatchJobs' | 'sweepJobs' | 'state'>;
  readonly sources: readonly WorkerSource[];
  /** Deliveries in work at once, of each source. */
  readonly concurrency: number;
  /** How often calls without an event are checked; 0 for never. */
  readonly sweepEveryMs: number;
  readonly overdueMs: number;
  readonly onReport: (report: DeliveryReport) => void;
  /** Called with each call that had waited for its job, and of what kept a dispatcher from its work. */
  readonly onDispatched?: (dispatched: DispatchedCall | Error) => void;
  readonly onSwept: (counts: SweepCounts | Error) => void;
}

/** A worker at work. */
export interface Worker {
  /** Resolves when every source has ended and nothing is in work; rejects when one broke, after the others ended. */
  readonly done: Promise<void>;
  /** Takes nothing more, and finishes what is in work. */
  stop(): Promise<void>;
}

const DISPATCH_EVERY_MS = 60_000;

/** Works through all sources at once; starts calls that wait, and checks late ones between. */
export function startWorker(options: WorkerOptions): Worker {
  const { app, sources, concurrency, overdueMs, sweepEveryMs, onReport, onDispatched = () => {}, onSwept } = options;
  const submitted = new Set<CallHash>();
  let endedJobs = 0;
  const dispatcher: Timer = startTimer(DISPATCH_EVERY_MS, async () => {
    const reasons = { submitted: [...submitted], ended: endedJobs };
    submitted.clear();
    endedJobs = 0;
    const end = await app.dispatchJobs.execute({ ...reasons, onDispatched }).catch((error: unknown) => {
      onDispatched(error instanceof Error ? error : new Error(String(error)));
    });
    // Its time is over, but not the work, nor what others asked it to look for meanwhile.
    if (end === 'late') dispatcher.runNow();
  });
  const sweeper = startTimer(sweepEveryMs, async () => {
    const timeLeftMs = sweepEveryMs;
    onSwept(
      await app.sweepJobs
        .execute({ overdueMs, timeLeftMs })
        .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))),
    );
  });
  const stop = async () => {
    await Promise.all([dispatcher.stop(), sweeper.stop(), ...sources.map(({ source }) => source.close())]);
  };
  /** A call that was left waiting, or a job that ended while others wait, is reason to look for room. */
  const handle = async (delivery: Delivery, isLast: boolean): Promise<readonly ItemOutcome[]> => {
    const items = await app.handleDelivery.execute(delivery, isLast);
    const reasons = dispatchReasons(items);
    if (reasons.submitted.length > 0 || (reasons.ended > 0 && (await hasBacklog(app.state).catch(() => true)))) {
      for (const hash of reasons.submitted) submitted.add(hash);
      endedJobs += reasons.ended;
      dispatcher.runNow();
    }
    return items;
  };
  const runs = sources.map(async ({ source, ...patience }) => {
    try {
      await processDeliveries({ source, handle, concurrency, ...patience, onReport });
    } catch (error) {
      await stop();
      throw error;
    }
  });
  const ended = async () => {
    const results = await Promise.allSettled(runs);
    await Promise.all([dispatcher.stop(), sweeper.stop()]);
    const broken = results.find((result) => result.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
  };
  return { done: ended(), stop };
}
