import { MemoryEventSource, MemorySharedState } from '@earshot/adapters-memory';
import {
  type CallRecord,
  type Delivery,
  type DispatchOptions,
  EarshotError,
  type EventSource,
  type ItemOutcome,
} from '@earshot/core';
import { expect, it, vi } from 'vitest';
import { startWorker, type WorkerOptions } from '../src/worker.js';

function appOf(handled: readonly unknown[] = []) {
  const dispatches: DispatchOptions[] = [];
  const app = {
    state: new MemorySharedState(),
    handleDelivery: { execute: async () => handled as ItemOutcome[] },
    dispatchJobs: { execute: async (options: DispatchOptions) => dispatches.push(options) },
    sweepJobs: { execute: async () => ({}) },
  } as unknown as WorkerOptions['app'];
  return { app, dispatches };
}

function worker(app: WorkerOptions['app'], sources: readonly EventSource[]) {
  return startWorker({
    app,
    sources: sources.map((source) => ({ source, maxReceives: 1 })),
    concurrency: 1,
    sweepEveryMs: 60_000,
    overdueMs: 0,
    onReport: () => {},
    onSwept: () => {},
  });
}

it('stops every source, and ends with the error, when one source breaks for good', async () => {
  const healthy = new MemoryEventSource();
  const error = new Error('the queue is gone');
  const broken: EventSource = Object.assign(new MemoryEventSource(), { receive: () => Promise.reject(error) });
  await expect(worker(appOf().app, [healthy, broken]).done).rejects.toBe(error);
  expect(await healthy.receive(1)).toBeUndefined();
});

it('says which delivery of a message is the last one', async () => {
  const said: unknown[] = [];
  const deliveries = [1, 2].map((receiveCount) => ({ id: `m${receiveCount}`, body: '', receiveCount, sentAtMs: 0 }));
  const source: EventSource = Object.assign(new MemoryEventSource(), {
    receive: async () => (deliveries.length === 0 ? undefined : deliveries.splice(0, 1)),
    acknowledge: async () => {},
  });
  const { app } = appOf();
  const handleDelivery = {
    execute: async (_: unknown, isLast?: boolean) => {
      said.push(isLast);
      return [];
    },
  };
  await startWorker({
    app: { ...app, handleDelivery } as unknown as WorkerOptions['app'],
    sources: [{ source, maxReceives: 2 }],
    concurrency: 1,
    sweepEveryMs: 0,
    overdueMs: 0,
    onReport: () => {},
    onSwept: () => {},
  }).done;
  expect(said).toEqual([false, true]);
});

it('waits as long as each source says before it tries a message again', async () => {
  const waits: number[] = [];
  const deliveries = [1, 2, 3].map((receiveCount) => ({ id: `m${receiveCount}`, body: '', receiveCount, sentAtMs: 0 }));
  const source: EventSource = Object.assign(new MemoryEventSource(), {
    receive: async () => (deliveries.length === 0 ? undefined : deliveries.splice(0, 1)),
    retry: async (_: Delivery, delayMs: number) => void waits.push(delayMs),
    deadLetter: async () => {},
  });
  const unavailable = { status: 'error', error: new EarshotError('EARSHOT_UNAVAILABLE', 'not now') };
  const worker = startWorker({
    app: appOf([unavailable]).app,
    sources: [{ source, maxReceives: 3, retryDelaysMs: [30_000, 300_000] }],
    concurrency: 1,
    sweepEveryMs: 0,
    overdueMs: 0,
    onReport: () => {},
    onSwept: () => {},
  });
  await worker.done;
  expect(waits).toEqual([30_000, 300_000]);
});

const ENDED = { history: [{ state: 'analyzing' }, { state: 'completed' }] } as CallRecord;

it.each([
  [
    'left a call submitted',
    [{ status: 'submitted', record: { hash: 'h', history: [{}] } as CallRecord }],
    false,
    [{ submitted: ['h'], ended: 0 }],
  ],
  ['saw a job end while calls wait', [{ status: 'stored', record: ENDED }], true, [{ submitted: [], ended: 1 }]],
  ['saw a job end while none waits', [{ status: 'stored', record: ENDED }], false, []],
  ['started a call', [{ status: 'started', record: {} }], true, []],
])('dispatches after a delivery that %s', async (_, items, backlog, expected) => {
  const { app, dispatches } = appOf(items);
  if (backlog) await app.state.write('dispatch', { backlog: true }, 0);
  const source = new MemoryEventSource({ whenEmpty: 'end' });
  source.send('{}');
  await worker(app, [source]).done;
  expect(dispatches).toMatchObject(expected);
});

it('dispatches again at once when its time was over before the work was', async () => {
  vi.useFakeTimers();
  const { app } = appOf();
  const ends = ['late', 'late', 'full'];
  Object.assign(app.dispatchJobs, { execute: async () => ends.shift() });
  const started = worker(app, [new MemoryEventSource()]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ends).toEqual([]);
  await started.stop();
  vi.useRealTimers();
});

it('dispatches every minute, and not again while it does', async () => {
  vi.useFakeTimers();
  const { app } = appOf();
  let running = 0;
  let dispatches = 0;
  Object.assign(app.dispatchJobs, {
    execute: async () => {
      expect(running++).toBe(0);
      dispatches++;
      await new Promise((resolve) => setTimeout(resolve, 90_000));
      running--;
    },
  });
  const started = worker(app, [new MemoryEventSource()]);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(dispatches).toBe(3);
  const stopped = started.stop();
  await vi.advanceTimersByTimeAsync(90_000);
  await stopped;
  await started.done;
  vi.useRealTimers();
});
