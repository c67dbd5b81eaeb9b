import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Delivery } from '@earshot/core';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { transaction } from '../../src/sqlite/open-database.js';
import { SqliteDeadLetters } from '../../src/sqlite/sqlite-dead-letters.js';
import type { SqliteEventSource } from '../../src/sqlite/sqlite-event-source.js';
import { queueFile } from './event-source-file.js';

const HOUR_MS = 3_600_000;

let file: ReturnType<typeof queueFile>;
beforeEach(() => {
  file = queueFile();
});
afterEach(() => file.dispose());

async function take(source: SqliteEventSource): Promise<Delivery> {
  const [delivery] = (await source.receive(1)) ?? [];
  if (delivery === undefined) throw new Error('a message was due');
  return delivery;
}

async function bodies(source: SqliteEventSource, max = 10): Promise<readonly string[] | undefined> {
  return (await source.receive(max))?.map(({ body }) => body);
}

describe('sending', () => {
  it('is done when the message is where other processes find it', async () => {
    const { id } = await file.source().send('message', { sentAtMs: 123 });
    expect(await file.source().receive(10)).toEqual([{ id, body: 'message', sentAtMs: 123, receiveCount: 1 }]);
  });

  it('keeps the order, also of messages that are sent at once', async () => {
    const source = file.source();
    const sent = Array.from({ length: 50 }, (_, number) => String(number));
    await Promise.all(sent.map((body) => source.send(body)));
    expect(await bodies(source, 100)).toEqual(sent);
  });

  it('tells when the message shall come at the earliest', async () => {
    const source = file.source();
    await source.send('later', { delayMs: 1_000 });
    await source.send('now');
    file.clock.advance(999);
    expect(await bodies(source)).toEqual(['now']);
    file.clock.advance(1);
    expect(await bodies(source)).toEqual(['later']);
  });

  it('is done once for each id, whoever sends it and whether or not the message is done', async () => {
    const [one, other] = [file.source(), file.source()];
    expect(await one.send('first', { id: 'news' })).toEqual({ status: 'sent', id: 'news' });
    expect(await other.send('second', { id: 'news' })).toEqual({ status: 'known', id: 'news' });
    const delivery = await take(other);
    expect(delivery).toMatchObject({ id: 'news', body: 'first' });
    await other.acknowledge(delivery);
    expect(other.enqueue('third', { id: 'news' }).status).toBe('known');
    expect(await one.count()).toEqual({ waiting: 0, delayed: 0, inWork: 0 });
  });

  it('is part of the transaction that it is done in: when that fails nothing is sent, and the id is free', async () => {
    const database = file.open();
    const source = file.source({ database });
    const fail = () =>
      transaction(database, () => {
        source.enqueue('news', { id: 'news' });
        source.enqueue('more');
        throw new Error('the caller thinks better of it');
      });
    expect(fail).toThrow('better');
    expect(await source.count()).toEqual({ waiting: 0, delayed: 0, inWork: 0 });
    transaction(database, () => source.enqueue('news again', { id: 'news' }));
    expect(await bodies(file.source())).toEqual(['news again']);
  });

  it('does not take the id of what can never be kept', () => {
    const source = file.source();
    expect(() => source.enqueue(Symbol('no text') as unknown as string, { id: 'news' })).toThrow();
    expect(source.enqueue('news', { id: 'news' }).status).toBe('sent');
  });

  it('of what can never be kept leaves the others alone', async () => {
    const source = file.source();
    const sent = await Promise.allSettled([
      source.send('a'),
      source.send(Symbol('no text') as unknown as string),
      source.send('b'),
    ]);
    expect(sent.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await bodies(source)).toEqual(['a', 'b']);
  });

  it('keeps every text as it is', async () => {
    const source = file.source();
    const anyText = fc.string({ unit: 'binary' });
    await fc.assert(
      fc.asyncProperty(anyText, async (body) => {
        await source.send(body);
        const delivery = await take(source);
        expect(delivery.body).toBe(body);
        await source.acknowledge(delivery);
      }),
      { numRuns: 50 },
    );
  });
});

describe('waiting', () => {
  it('ends at once when this source is sent a message, in a transaction or not', async () => {
    const database = file.open();
    const source = file.source({ database, pollMs: HOUR_MS });
    const first = source.receive(1);
    await source.send('sent');
    expect(await first).toMatchObject([{ body: 'sent' }]);
    const second = source.receive(1);
    transaction(database, () => source.enqueue('enqueued'));
    expect(await second).toMatchObject([{ body: 'enqueued' }]);
  });

  it('gives each message to one of those who wait', async () => {
    const source = file.source({ pollMs: HOUR_MS });
    const waiting = [source.receive(1), source.receive(1), source.receive(1)];
    for (const body of ['a', 'b', 'c']) await source.send(body);
    const received = (await Promise.all(waiting)).flatMap((deliveries) => deliveries?.map(({ body }) => body));
    expect(received.sort()).toEqual(['a', 'b', 'c']);
  });

  it('ends when another process sends a message', async () => {
    const waiting = bodies(file.source({ pollMs: 10 }));
    await file.source().send('from elsewhere');
    expect(await waiting).toEqual(['from elsewhere']);
  });

  it('ends when a delayed message is due', async () => {
    const source = file.source({ pollMs: HOUR_MS, now: () => new Date() });
    await source.send('later', { delayMs: 30 });
    expect(await bodies(source)).toEqual(['later']);
  });
});

describe('receiving', () => {
  it('takes what waits to be written to the disk with it: once for both', async () => {
    const [source, other] = [file.source(), file.source()];
    await source.send('a');
    const acknowledged = source.acknowledge(await take(source));
    const sent = source.send('b');
    expect(await bodies(source)).toEqual(['b']);
    const once = { waiting: 0, delayed: 0, inWork: 1 };
    expect(await other.count()).toEqual(once);
    await Promise.all([acknowledged, sent, nextTurn()]);
    expect(await other.count()).toEqual(once);
  });

  it('is not kept from it by what can never be written', async () => {
    const source = file.source();
    source.enqueue('a');
    const sent = [source.send('b'), source.send(Symbol('no text') as unknown as string), source.send('c')];
    expect(await bodies(source)).toEqual(['a', 'b', 'c']);
    expect((await Promise.allSettled(sent)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});

describe('a message in work', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: 0 }));
  afterEach(() => void vi.useRealTimers());
  const now = () => new Date();

  it('is kept from others for as long as its receiver lives, and no longer than the answer', async () => {
    const [one, other] = [file.source({ now }), file.source({ now })];
    await one.send('long work');
    const delivery = await take(one);
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    await one.send('another');
    expect(await bodies(other)).toEqual(['another']);
    await one.retry(delivery, 0);
    expect(await other.receive(1)).toMatchObject([{ body: 'long work', receiveCount: 2 }]);
    expect(vi.getTimerCount()).toBe(2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('is kept from others after the close, until it is answered', async () => {
    const [one, other] = [file.source({ now }), file.source({ now })];
    await one.send('long work');
    const delivery = await take(one);
    await one.close();
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(await other.count()).toEqual({ waiting: 0, delayed: 0, inWork: 1 });
    await one.acknowledge(delivery);
    expect(await other.count()).toEqual({ waiting: 0, delayed: 0, inWork: 0 });
  });

  it('is not given to its own receiver again when the machine slept', async () => {
    const source = file.source({ now });
    await source.send('long work');
    const delivery = await take(source);
    vi.setSystemTime(HOUR_MS);
    await source.send('another');
    expect(await bodies(source)).toEqual(['another']);
    await source.acknowledge(delivery);
    expect(await source.count()).toEqual({ waiting: 0, delayed: 0, inWork: 1 });
  });

  it('is no longer kept by a receiver from whom it was taken over', async () => {
    const database = file.open();
    const [one, other] = [file.source({ now }), file.source({ now, database })];
    await one.send('message');
    await take(one);
    vi.setSystemTime(HOUR_MS);
    await take(other);
    database.close();
    await vi.advanceTimersByTimeAsync(40_000);
    expect(await file.source({ now }).receive(1)).toMatchObject([{ body: 'message', receiveCount: 3 }]);
  });
});

describe('an answer', () => {
  const late: Record<string, (source: SqliteEventSource, delivery: Delivery) => Promise<void>> = {
    acknowledge: (source, delivery) => source.acknowledge(delivery),
    retry: (source, delivery) => source.retry(delivery, 0),
    deadLetter: (source, delivery) => source.deadLetter(delivery, { code: 'Other', reason: 'broken' }),
  };

  it.each(Object.keys(late))('%s does nothing when another receiver has taken the message over', async (answer) => {
    const [one, other] = [file.source(), file.source()];
    await one.send('message');
    const before = await take(one);
    file.clock.advance(30_000);
    const after = await take(other);
    expect(after).toEqual({ ...before, receiveCount: 2 });
    await late[answer]?.(one, before);
    expect(await other.count()).toEqual({ waiting: 0, delayed: 0, inWork: 1 });
    await other.retry(after, 0);
    expect(await take(other)).toEqual({ ...before, receiveCount: 3 });
  });

  it.each(Object.keys(late))('%s does nothing to a later delivery to the same receiver', async (answer) => {
    const source = file.source();
    await source.send('message');
    const before = await take(source);
    await source.retry(before, 0);
    await take(source);
    await late[answer]?.(source, before);
    expect(await source.count()).toEqual({ waiting: 0, delayed: 0, inWork: 1 });
  });

  it('counts when it comes late and nobody else has taken the message', async () => {
    const [one, other] = [file.source(), file.source()];
    await one.send('message');
    const delivery = await take(one);
    file.clock.advance(HOUR_MS);
    await one.acknowledge(delivery);
    expect(await other.count()).toEqual({ waiting: 0, delayed: 0, inWork: 0 });
  });

  it('that was given before the close is on the disk when the close is done', async () => {
    const [one, other] = [file.source(), file.source()];
    await one.send('message');
    const acknowledged = one.acknowledge(await take(one));
    await one.close();
    expect(await other.count()).toEqual({ waiting: 0, delayed: 0, inWork: 0 });
    await acknowledged;
  });
});

describe('a message that is never answered', () => {
  it('is dead-lettered with the reason, and the others come', async () => {
    const letters = new SqliteDeadLetters({ database: file.open() });
    await file.source().send('poison');
    for (let times = 1; times <= 3; times++) {
      expect((await take(file.source({ maxReceives: 3 }))).receiveCount).toBe(times);
      file.clock.advance(30_000);
      expect(await letters.count()).toEqual({ waiting: 0 });
    }
    const source = file.source({ maxReceives: 3 });
    await source.send('good');
    expect(await bodies(source)).toEqual(['good']);
    expect(await letters.list()).toMatchObject([
      { body: 'poison', receiveCount: 3, failure: { code: 'EARSHOT_UNAVAILABLE' } },
    ]);
  });
});
