import { MemoryEventSource } from '@earshot/adapters-memory';
import { type Delivery, EarshotError, type EventSource } from '@earshot/core';
import { expect, it } from 'vitest';
import { startWorker } from '../src/worker.js';

it('stops every source, and ends with the error, when one source breaks for good', async () => {
  const healthy = new MemoryEventSource();
  const error = new Error('the queue is gone');
  const broken: EventSource = Object.assign(new MemoryEventSource(), { receive: () => Promise.reject(error) });
  const worker = startWorker({
    app: {
      handleDelivery: { execute: async () => [] },
      sweepJobs: { execute: async () => ({}) },
    } as unknown as Parameters<typeof startWorker>[0]['app'],
    sources: [healthy, broken].map((source) => ({ source, maxReceives: 1 })),
    concurrency: 1,
    sweepEveryMs: 60_000,
    overdueMs: 0,
    maxAttempts: 1,
    onReport: () => {},
    onSwept: () => {},
  });
  await expect(worker.done).rejects.toBe(error);
  expect(await healthy.receive(1)).toBeUndefined();
});

it('waits as long as each source says before it tries a message again', async () => {
  const waits: number[] = [];
  const deliveries = [1, 2, 3].map((receiveCount) => ({ id: `m${receiveCount}`, body: '', receiveCount, sentAtMs: 0 }));
  const source: EventSource = Object.assign(new MemoryEventSource(), {
    receive: async () => (deliveries.length === 0 ? undefined : deliveries.splice(0, 1)),
    retry: async (_: Delivery, delayMs: number) => void waits.push(delayMs),
    park: async () => {},
  });
  const unavailable = { status: 'error', error: new EarshotError('EARSHOT_UNAVAILABLE', 'not now') };
  const worker = startWorker({
    app: { handleDelivery: { execute: async () => [unavailable] } } as unknown as Parameters<
      typeof startWorker
    >[0]['app'],
    sources: [{ source, maxReceives: 3, retryDelaysMs: [30_000, 300_000] }],
    concurrency: 1,
    sweepEveryMs: 0,
    overdueMs: 0,
    maxAttempts: 1,
    onReport: () => {},
    onSwept: () => {},
  });
  await worker.done;
  expect(waits).toEqual([30_000, 300_000]);
});
