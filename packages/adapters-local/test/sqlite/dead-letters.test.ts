import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteDeadLetters } from '../../src/sqlite/sqlite-dead-letters.js';
import type { SqliteEventSource } from '../../src/sqlite/sqlite-event-source.js';
import { queueFile } from './event-source-file.js';

let file: ReturnType<typeof queueFile>;
let source: SqliteEventSource;
let letters: SqliteDeadLetters;

beforeEach(() => {
  file = queueFile();
  source = file.source();
  letters = new SqliteDeadLetters({ database: file.open(), now: file.clock.now });
});
afterEach(() => file.dispose());

/** Dead-letters messages, in this order. */
async function deadLetter(...ids: readonly string[]): Promise<void> {
  for (const id of ids) await source.send(`body of ${id}`, { id, sentAtMs: 1_000 });
  const deliveries = (await source.receive(ids.length)) ?? [];
  for (const id of ids) {
    const delivery = deliveries.find((each) => each.id === id);
    if (delivery !== undefined) await source.deadLetter(delivery, { code: 'Other', reason: `because of ${id}` });
  }
}

const idsOf = async (options?: { max: number }) => (await letters.list(options)).map(({ messageId }) => messageId);

describe('looking at dead letters', () => {
  it('tells all of a message that was dead-lettered', async () => {
    await deadLetter('a');
    const letter = {
      messageId: 'a',
      body: 'body of a',
      sentAtMs: 1_000,
      receiveCount: 1,
      parkedAtMs: file.clock.now().getTime(),
      failure: { code: 'Other', reason: 'because of a' },
    };
    expect(await letters.list()).toEqual([letter]);
    expect(await letters.show('a')).toEqual(letter);
    expect(await letters.show('b')).toBeUndefined();
  });

  it('lists them oldest first, as many as asked for', async () => {
    await deadLetter('c', 'a');
    await deadLetter('d', 'b');
    expect(await idsOf()).toEqual(['c', 'a', 'd', 'b']);
    expect(await idsOf({ max: 3 })).toEqual(['c', 'a', 'd']);
    expect(await letters.count()).toEqual({ waiting: 4 });
  });
});

describe('sending dead letters back', () => {
  it('delivers all of them as for the first time, oldest first', async () => {
    await deadLetter('c', 'a', 'b');
    expect(await letters.redrive()).toEqual({ moved: 3 });
    expect(await source.receive(10)).toEqual(
      ['c', 'a', 'b'].map((id) => ({ id, body: `body of ${id}`, sentAtMs: 1_000, receiveCount: 1 })),
    );
    expect(await letters.list()).toEqual([]);
    expect(await letters.redrive()).toEqual({ moved: 0 });
  });

  it('delivers the one that was named, and leaves the others', async () => {
    await deadLetter('a', 'b');
    expect(await letters.redrive({ messageId: 'c' })).toEqual({ moved: 0 });
    expect(await letters.redrive({ messageId: 'b' })).toEqual({ moved: 1 });
    expect(await source.receive(10)).toMatchObject([{ id: 'b' }]);
    expect(await idsOf()).toEqual(['a']);
  });

  it('lets a message be dead-lettered again, as the youngest', async () => {
    await deadLetter('a', 'b');
    await letters.redrive({ messageId: 'a' });
    const [again] = (await source.receive(1)) ?? [];
    if (again !== undefined) await source.deadLetter(again, { code: 'Other', reason: 'again' });
    expect(await letters.list()).toMatchObject([{ messageId: 'b' }, { messageId: 'a', failure: { reason: 'again' } }]);
  });

  it('is not undone by an answer to an earlier delivery', async () => {
    const late = file.source();
    await source.send('message', { id: 'a' });
    const [before] = (await late.receive(1)) ?? [];
    file.clock.advance(30_000);
    const [after] = (await source.receive(1)) ?? [];
    if (before === undefined || after === undefined) throw new Error('the message was due');
    await source.deadLetter(after, { code: 'Other', reason: 'broken' });
    await letters.redrive();
    const [fresh] = (await source.receive(1)) ?? [];
    expect(fresh).toEqual(before);
    await late.acknowledge(before);
    expect(await source.count()).toEqual({ waiting: 0, delayed: 0, inWork: 1 });
  });

  it('moves all or none', async () => {
    const blocked = new SqliteDeadLetters({ database: file.open(0) });
    await deadLetter('a', 'b');
    const other = file.open();
    other.exec('BEGIN IMMEDIATE');
    await expect(blocked.redrive()).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    other.exec('ROLLBACK');
    expect(await idsOf()).toEqual(['a', 'b']);
  });
});

describe('discarding dead letters', () => {
  const isOnDisk = (text: string) => ['', '-wal'].some((suffix) => readFileSync(file.path + suffix).includes(text));

  it('leaves no trace of what it deleted in the files on disk', async () => {
    await deadLetter('a', 'b');
    expect(isOnDisk('body of a')).toBe(true);
    expect(await letters.discard({ messageIds: ['a', 'a'] })).toEqual({ discarded: 1, missing: [] });
    expect([isOnDisk('body of a'), isOnDisk('because of a'), isOnDisk('body of b')]).toEqual([false, false, true]);
    expect(await letters.discard()).toEqual({ discarded: 1, missing: [] });
    expect(isOnDisk('body of b')).toBe(false);
  });

  it('deletes all or none', async () => {
    const blocked = new SqliteDeadLetters({ database: file.open(0) });
    await deadLetter('a', 'b');
    const other = file.open();
    other.exec('BEGIN IMMEDIATE');
    await expect(blocked.discard()).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    other.exec('ROLLBACK');
    expect(await idsOf()).toEqual(['a', 'b']);
  });
});
