import { openSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type Delivery, isEarshotError } from '@earshot/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SqliteEventFault, SqliteEventSource } from '../../src/sqlite/sqlite-event-source.js';
import { queueFile } from './event-source-file.js';

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

describe('a database that another process has locked', () => {
  it('refuses what is sent and answered, and takes it when it is free again', async () => {
    const source = file.source({ database: file.open(0) });
    await source.send('message');
    const delivery = await take(source);
    const other = file.open();
    other.exec('BEGIN IMMEDIATE');
    await expect(source.send('another', { id: 'another' })).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    expect(() => source.enqueue('another', { id: 'another' })).toThrow(
      expect.objectContaining({ code: 'EARSHOT_UNAVAILABLE' }),
    );
    await expect(source.acknowledge(delivery)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    other.exec('COMMIT');
    await source.acknowledge(delivery);
    expect((await source.send('another', { id: 'another' })).status).toBe('sent');
    expect(await source.count()).toEqual({ waiting: 1, delayed: 0, inWork: 0 });
  });

  it('refuses what waits to be written when it is received, once, and takes it when it is free again', async () => {
    const other = file.open();
    const faults: SqliteEventFault[] = [];
    const onFault = (fault: SqliteEventFault) => {
      faults.push(fault);
      if (faults.length === 2) other.exec('COMMIT');
    };
    const source = file.source({ database: file.open(0), onFault });
    await source.send('message');
    other.exec('BEGIN IMMEDIATE');
    const sent = source.send('another', { id: 'another' });
    const received = source.receive(10);
    await expect(sent).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    expect(await received).toMatchObject([{ body: 'message' }]);
    expect((await source.send('another', { id: 'another' })).status).toBe('sent');
  });

  it('is waited for by a receiver, who says so', async () => {
    const faults: SqliteEventFault[] = [];
    const other = file.open();
    const source = file.source({
      database: file.open(0),
      onFault: (fault) => {
        faults.push(fault);
        if (faults.length === 2) other.exec('COMMIT');
      },
    });
    await source.send('message');
    other.exec('BEGIN IMMEDIATE');
    expect((await take(source)).body).toBe('message');
    expect(faults.map(({ during, error }) => [during, error.code])).toEqual([
      ['receive', 'EARSHOT_UNAVAILABLE'],
      ['receive', 'EARSHOT_UNAVAILABLE'],
    ]);
  });

  it('does not trouble a receiver for whom there is nothing', async () => {
    const onFault = vi.fn();
    const source = file.source({ database: file.open(0), onFault, pollMs: 5 });
    const other = file.open();
    other.exec('BEGIN IMMEDIATE');
    const waiting = source.receive(1);
    await wait(50);
    other.exec('COMMIT');
    await source.send('message');
    expect(await waiting).toMatchObject([{ body: 'message' }]);
    expect(onFault).not.toHaveBeenCalled();
  });

  it('is waited for with patience, and then no more', async () => {
    const source = file.source({ database: file.open(0), patience: 1 });
    await source.send('message');
    const other = file.open();
    other.exec('BEGIN IMMEDIATE');
    await expect(source.receive(1)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    other.exec('ROLLBACK');
    expect((await take(source)).receiveCount).toBe(1);
  });
});

describe('a message whose answer was not taken', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it('is kept from others no longer, and comes again', async () => {
    const now = () => new Date();
    const source = file.source({ database: file.open(0), now });
    await source.send('message');
    const delivery = await take(source);
    const other = file.open();
    other.exec('BEGIN IMMEDIATE');
    await expect(source.acknowledge(delivery)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    other.exec('COMMIT');
    await vi.advanceTimersByTimeAsync(40_000);
    expect(await take(source)).toEqual({ ...delivery, receiveCount: 2 });
  });

  it('is told of when it can no longer be kept from others', async () => {
    const faults: SqliteEventFault[] = [];
    const now = () => new Date();
    const source = file.source({ database: file.open(0), now, onFault: (fault) => faults.push(fault) });
    await source.send('message');
    await take(source);
    file.open().exec('BEGIN IMMEDIATE');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(faults).toMatchObject([{ during: 'extend', error: { code: 'EARSHOT_UNAVAILABLE' } }]);
  });
});

describe('a database that is full', () => {
  it('refuses messages, loses none that it took, and goes on when there is room', async () => {
    const database = file.open();
    const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number };
    const setRoom = (more: number) => database.exec(`PRAGMA max_page_count = ${pages + more}`);
    const faults: SqliteEventFault[] = [];
    const source = file.source({
      database,
      onFault: (fault) => {
        faults.push(fault);
        setRoom(1_000);
      },
    });
    setRoom(20);
    const taken: string[] = [];
    let refused: unknown;
    for (let number = 0; refused === undefined; number++) {
      await source.send('x'.repeat(2_000), { id: String(number) }).then(
        ({ id }) => taken.push(id),
        (error: unknown) => {
          refused = error;
        },
      );
    }
    expect(isEarshotError(refused, 'EARSHOT_UNAVAILABLE')).toBe(true);
    const deliveries = (await source.receive(1_000)) ?? [];
    expect(deliveries.map(({ id }) => id)).toEqual(taken);
    expect(faults).toMatchObject([{ during: 'receive', error: { code: 'EARSHOT_UNAVAILABLE' } }]);
    for (const delivery of deliveries) await source.acknowledge(delivery);
    expect((await source.send('more', { id: String(taken.length) })).status).toBe('sent');
  });
});

describe('a database that is damaged', () => {
  it('is named at once, and not waited for', async () => {
    const writer = file.open();
    const sender = file.source({ database: writer });
    for (let number = 0; number < 200; number++) sender.enqueue('x'.repeat(1_000));
    writer.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    await file.dispose();
    const descriptor = openSync(file.path, 'r+');
    const page = 4_096;
    for (let number = 4; number < 40; number++) writeSync(descriptor, Buffer.alloc(page, 0xee), 0, page, number * page);
    const onFault = vi.fn();
    const receive = async () => file.source({ database: file.open(), onFault }).receive(200);
    await expect(receive()).rejects.toMatchObject({ code: 'EARSHOT_UNREADABLE' });
    expect(onFault).not.toHaveBeenCalled();
  });
});

describe('a database that was closed too early', () => {
  it('is named at once, and not waited for', async () => {
    const database = file.open();
    const onFault = vi.fn();
    const source = file.source({ database, onFault, pollMs: 10 });
    await source.send('message');
    const delivery = await take(source);
    const waiting = source.receive(1);
    database.close();
    await expect(waiting).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    await expect(source.acknowledge(delivery)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    expect(onFault).not.toHaveBeenCalled();
  });
});
