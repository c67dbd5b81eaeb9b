import { type DeliveryReport, type EventSource, processDeliveries, type SweepCounts } from '@earshot/core';
import type { App } from './container.js';

/** One source to work through. */
export interface WorkerSource {
  readonly source: EventSource;
  readonly maxReceives: number;
  /** @defaultValue as {@link processDeliveries} has it */
  readonly retryDelaysMs?: readonly number[] | undefined;
}

/** What a worker does. */
export interface WorkerOptions {
  readonly app: Pick<App, 'handleDelivery' | 'sweepJobs'>;
  readonly sources: readonly WorkerSource[];
  /** Deliveries in work at once, of each source. */
  readonly concurrency: number;
  /** How often calls without news are asked after; 0 for never. */
  readonly sweepEveryMs: number;
  readonly overdueMs: number;
  readonly maxAttempts: number;
  readonly onReport: (report: DeliveryReport) => void;
  readonly onSwept: (counts: SweepCounts | Error) => void;
}

/** A worker at work. */
export interface Worker {
  /** Resolves when every source has ended and nothing is in work; rejects when one broke, after the others ended. */
  readonly done: Promise<void>;
  /** Takes nothing more, and finishes what is in work. */
  stop(): Promise<void>;
}

/** Works through all sources at once, and asks after late calls between. */
export function startWorker(options: WorkerOptions): Worker {
  const { app, sources, concurrency, onReport } = options;
  const sweeper = startSweeping(options);
  const stop = async () => {
    await Promise.all([sweeper.stop(), ...sources.map(({ source }) => source.close())]);
  };
  const runs = sources.map(async ({ source, ...patience }) => {
    try {
      const handle = app.handleDelivery.execute.bind(app.handleDelivery);
      await processDeliveries({ source, handle, concurrency, ...patience, onReport });
    } catch (error) {
      await stop();
      throw error;
    }
  });
  const ended = async () => {
    const results = await Promise.allSettled(runs);
    await sweeper.stop();
    const broken = results.find((result) => result.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
  };
  return { done: ended(), stop };
}

/** Sweeps at intervals; one that takes longer delays the next. */
function startSweeping({ app, sweepEveryMs, overdueMs, maxAttempts, onSwept }: WorkerOptions) {
  let sweeping: Promise<void> | undefined;
  const sweep = async () => {
    try {
      onSwept(await app.sweepJobs.execute({ overdueMs, maxAttempts }));
    } catch (error) {
      onSwept(error instanceof Error ? error : new Error(String(error)));
    }
    sweeping = undefined;
  };
  const timer = sweepEveryMs === 0 ? undefined : setInterval(() => (sweeping ??= sweep()), sweepEveryMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await sweeping;
    },
  };
}
