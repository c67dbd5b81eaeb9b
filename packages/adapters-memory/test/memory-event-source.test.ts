import type { Delivery } from '@earshot/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryEventSource, type MemoryEventSourceOptions } from '../src/index.js';

const DAY_MS = 24 * 3_600_000;

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** Whether a promise has settled by now, and with what. */
async function standOf<T>(promise: Promise<T>): Promise<T | 'waiting'> {
  await vi.advanceTimersByTimeAsync(0);
  return Promise.race([promise, Promise.resolve('waiting' as const)]);
}

const bodies = (deliveries: readonly Delivery[] | 'waiting' | undefined) =>
  Array.isArray(deliveries) ? deliveries.map(({ body }: Delivery) => body) : deliveries;

async function take(source: MemoryEventSource): Promise<Delivery> {
  const [delivery] = (await source.receive(1)) ?? [];
  if (delivery === undefined) throw new Error('a message was due');
  return delivery;
}

function sourceOf(messages: readonly string[], options: MemoryEventSourceOptions = {}): MemoryEventSource {
  const source = new MemoryEventSource(options);
  for (const body of messages) source.send(body);
  return source;
}

describe('a source that waits', () => {
  it('gives the next message to a receiver that waits', async () => {
    const source = sourceOf([]);
    const waiting = source.receive(10);
    expect(await standOf(waiting)).toBe('waiting');
    source.send('message');
    expect(bodies(await waiting)).toEqual(['message']);
  });

  it('gives the next messages to all receivers that wait, one each', async () => {
    const source = sourceOf([]);
    const waiting = [source.receive(1), source.receive(1), source.receive(1)];
    source.send('a');
    source.send('b');
    expect(await Promise.all(waiting.map(standOf)).then((all) => all.map(bodies))).toEqual([['a'], ['b'], 'waiting']);
    source.send('c');
    expect((await Promise.all(waiting)).map(bodies)).toEqual([['a'], ['b'], ['c']]);
  });

  it('wakes every receiver when a message is due, and leaves no timer behind', async () => {
    const source = sourceOf([]);
    source.send('later', { delayMs: 5_000 });
    source.send('later still', { delayMs: 6_000 });
    const waiting = [source.receive(1), source.receive(1)];
    await vi.advanceTimersByTimeAsync(4_999);
    expect(await Promise.all(waiting.map(standOf))).toEqual(['waiting', 'waiting']);
    await vi.advanceTimersByTimeAsync(1);
    expect((await Promise.all(waiting.map(standOf))).map(bodies)).toEqual([['later'], 'waiting']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await Promise.all(waiting)).map(bodies)).toEqual([['later'], ['later still']]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('delivers a message that was retried to the millisecond', async () => {
    const source = sourceOf(['message']);
    await source.retry(await take(source), 1_000);
    const waiting = source.receive(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(await standOf(waiting)).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1);
    expect(await standOf(waiting)).toMatchObject([{ body: 'message', receiveCount: 2 }]);
  });

  it('wakes a receiver when a message is to be retried earlier than it thought', async () => {
    const source = sourceOf(['message']);
    const delivery = await take(source);
    const waiting = source.receive(1);
    expect(await standOf(waiting)).toBe('waiting');
    await source.retry(delivery, 0);
    expect(bodies(await waiting)).toEqual(['message']);
  });

  it('waits longer than a timer can', async () => {
    const source = sourceOf([]);
    source.send('next month', { delayMs: 30 * DAY_MS });
    const waiting = source.receive(1);
    await vi.advanceTimersByTimeAsync(30 * DAY_MS - 1);
    expect(await standOf(waiting)).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1);
    expect(bodies(await waiting)).toEqual(['next month']);
  });

  it('ends every wait when it is closed, and leaves no timer behind', async () => {
    const source = sourceOf([]);
    source.send('later', { delayMs: 5_000 });
    const waiting = [source.receive(1), source.receive(1)];
    expect(vi.getTimerCount()).toBe(2);
    await source.close();
    expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a source that ends', () => {
  const ending = (...messages: string[]) => sourceOf(messages, { whenEmpty: 'end' });

  it('ends at once when it has no message', async () => {
    expect(await ending().receive(1)).toBeUndefined();
  });

  it('waits while a message is in work, and ends for every receiver when the last one is done', async () => {
    const source = ending('a', 'b');
    const [a, b] = [await take(source), await take(source)];
    const waiting = [source.receive(1), source.receive(1)];
    await source.acknowledge(a);
    expect(await Promise.all(waiting.map(standOf))).toEqual(['waiting', 'waiting']);
    await source.deadLetter(b, { code: 'Other', reason: 'broken' });
    expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
  });
});

describe('the backstop', () => {
  it('dead-letters a message that was delivered too often without an answer, and says so', async () => {
    const source = sourceOf(['message'], { maxReceives: 2, visibilityMs: 1_000, whenEmpty: 'end' });
    for (const receiveCount of [1, 2]) {
      expect(await source.receive(1)).toMatchObject([{ body: 'message', receiveCount }]);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(await source.receive(1)).toBeUndefined();
    expect(source.deadLettered).toMatchObject([
      { delivery: { body: 'message', receiveCount: 2 }, failure: { code: 'EARSHOT_UNAVAILABLE' } },
    ]);
    expect(source.deadLettered[0]?.failure.reason).toContain('2 times');
    expect(source.size).toBe(0);
  });

  it('dead-letters only that message, and delivers what is due behind it', async () => {
    const source = sourceOf(['stuck'], { maxReceives: 1, visibilityMs: 1_000 });
    await take(source);
    await vi.advanceTimersByTimeAsync(1_000);
    source.send('sound');
    expect(bodies(await source.receive(10))).toEqual(['sound']);
  });
});

describe('what a source tells of itself', () => {
  it('counts messages that are neither acknowledged nor dead-lettered, and knows when the next one is due', async () => {
    const source = sourceOf([], { visibilityMs: 1_000 });
    expect([source.size, source.nextDueMs]).toEqual([0, undefined]);
    source.send('a', { delayMs: 500 });
    source.send('b');
    expect([source.size, source.nextDueMs]).toEqual([2, 0]);
    const b = await take(source);
    expect([source.size, source.nextDueMs]).toEqual([2, 500]);
    await source.retry(b, 100);
    expect([source.size, source.nextDueMs]).toEqual([2, 100]);
    await vi.advanceTimersByTimeAsync(100);
    await source.acknowledge(await take(source));
    expect([source.size, source.nextDueMs]).toEqual([1, 500]);
  });

  it('delivers in the order of sending what is due at one time', async () => {
    expect(bodies(await sourceOf(['a', 'b', 'c']).receive(10))).toEqual(['a', 'b', 'c']);
  });

  it('lists dead-lettered messages oldest first, and each once', async () => {
    const source = sourceOf(['a', 'b']);
    const [a, b] = [await take(source), await take(source)];
    for (const delivery of [b, a, b]) await source.deadLetter(delivery, { code: 'Other', reason: delivery.body });
    expect(source.deadLettered.map(({ failure }) => failure.reason)).toEqual(['b', 'a']);
  });
});
