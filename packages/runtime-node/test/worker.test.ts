import { MemoryEventSource } from '@earshot/adapters-memory';
import type { EventSource } from '@earshot/core';
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
