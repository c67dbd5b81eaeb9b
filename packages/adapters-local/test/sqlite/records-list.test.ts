import { readFileSync } from 'node:fs';
import { CALL_SORTS, type CallFilter, type CallRecord, type PagePosition } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { pageQuery, placeQuery, stretchOf, walkAmong, walkOf } from '../../src/sqlite/record-query.js';
import { inPairs } from '../../src/sqlite/record-text.js';
import { SqliteRecordRepository } from '../../src/sqlite/sqlite-record-repository.js';
import { databaseFolder } from './database-folder.js';
import { callOf } from './records-calls.js';

const { newPath, open } = databaseFolder();

async function repositoryOf(calls: readonly CallRecord[], scanLimit?: number): Promise<SqliteRecordRepository> {
  const repository = new SqliteRecordRepository({ database: open(':memory:'), scanLimit });
  for (const call of calls) await repository.save(call);
  return repository;
}

/** How many calls each page has, and whether one follows. */
async function pagesOf(repository: SqliteRecordRepository, filter: CallFilter, limit: number): Promise<number[]> {
  const pages: number[] = [];
  let after: PagePosition | undefined;
  do {
    const page = await repository.list({ filter, limit, after });
    pages.push(page.calls.length);
    after = page.next;
  } while (after !== undefined);
  return pages;
}

/** A call with another summary. */
function summarised(number: number, callSummary: string): CallRecord {
  const call = callOf(number);
  return { ...call, analysis: { ...(call.analysis as NonNullable<CallRecord['analysis']>), callSummary } };
}

describe('a page', () => {
  it('looks at no more calls than it may, and leads on', async () => {
    const calls = Array.from({ length: 10 }, (_, number) => summarised(number, number < 5 ? 'needle' : 'hay'));
    const repository = await repositoryOf(calls, 3);
    expect(await pagesOf(repository, { text: 'needle' }, 10)).toEqual([0, 1, 3, 1]);
    const filter = { category: 'billing', topic: 'topic-1' };
    expect(await pagesOf(repository, filter, 10)).toEqual([1]);
  });

  it('of a text that few calls have is full, however far they are apart', async () => {
    const calls = Array.from({ length: 100 }, (_, number) => summarised(number, number % 50 === 0 ? 'needle' : 'hay'));
    expect(await pagesOf(await repositoryOf(calls, 80), { text: 'needle' }, 10)).toEqual([2]);
    expect(await pagesOf(await repositoryOf(calls, 80), { text: 'dl' }, 10)).toEqual([2]);
  });

  it('is made without a look at a record', async () => {
    const database = open(':memory:');
    const repository = new SqliteRecordRepository({ database });
    await repository.save(callOf(1));
    database.exec('DELETE FROM call_document');
    for (const filter of [{}, { text: 'summary-1' }, { state: 'completed', topic: 'topic-1' } as const]) {
      expect((await repository.list({ filter, limit: 2 })).calls).toHaveLength(1);
    }
  });
});

describe('the plan of a page', () => {
  const parts = {
    state: 'completed',
    category: 'billing',
    topic: 'refund',
    agent: 'zoe',
    sentiment: 'negative',
    minDurationMs: 1,
    fromMs: 1,
    toMs: 2,
  } as const;
  const filters = [
    [],
    ['state'],
    ['category'],
    ['topic'],
    ['category', 'state'],
    ['topic', 'category', 'state'],
    ['fromMs', 'toMs', 'state'],
    ['agent', 'state'],
    ['sentiment', 'agent', 'category'],
    ['minDurationMs', 'state'],
  ];
  const stretch = stretchOf(parts, 'newest', { recordedAtMs: 1, hash: callOf(1).hash });

  function planOf({ sql, values }: ReturnType<typeof pageQuery>): string[] {
    const steps = open(':memory:')
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...values);
    return steps.map(({ detail }) => String(detail));
  }

  it.each(filters)('walks an index from where the page begins, with nothing to sort: %s %s %s', (...names) => {
    const filter = Object.fromEntries(names.map((name) => [name, parts[name as keyof typeof parts]]));
    const walk = walkOf(filter);
    for (const plan of [planOf(pageQuery(walk, stretch, 10)), planOf(placeQuery(walk, stretch, 10))]) {
      expect(plan[0]).toMatch(/^SEARCH place USING .*\(.*\(rank_ms,hash\)>\(\?,\?\)/);
      expect(plan.join()).not.toMatch(/SCAN|TEMP B-TREE/);
    }
  });

  it.each(CALL_SORTS.slice(1))(
    'sorted by %s walks an index from where the page begins, with nothing to sort',
    (sort) => {
      const walk = walkOf(parts, sort);
      const from = stretchOf(parts, sort, { recordedAtMs: 1, hash: callOf(1).hash, rank: 1 });
      for (const plan of [planOf(pageQuery(walk, from, 10)), planOf(placeQuery(walk, from, 10))]) {
        expect(plan[0]).toMatch(/^SEARCH place USING (?:COVERING )?INDEX call_fact_by_\w+ \(\(\w+,hash\)>\(\?,\?\)/);
        expect(plan.join()).not.toMatch(/SCAN|TEMP B-TREE/);
      }
    },
  );

  it('of a few calls reads those alone', () => {
    const plan = planOf(pageQuery(walkAmong([1, 2], parts, 'newest'), stretch, 10));
    expect(plan[0]).toBe('SEARCH place USING INTEGER PRIMARY KEY (rowid=?)');
  });
});

describe('a deleted call', () => {
  it('leaves none of its words in the files', async () => {
    const path = newPath();
    const database = open(path);
    const repository = new SqliteRecordRepository({ database });
    const secret = summarised(1, 'Xyzzyx.');
    await repository.save(callOf(0));
    await repository.save(secret);
    await repository.save({ ...secret, revision: 2 });
    const files = () => Buffer.concat([path, `${path}-wal`].map((file) => readFileSync(file)));
    // The index keeps only how an entry differs from the one before it.
    const entry = inPairs('zyx.').slice(2);
    expect([files().includes('xyzzyx'), files().includes(entry)]).toEqual([true, true]);
    await repository.delete(secret.hash);
    expect([files().includes('xyzzyx'), files().includes('Xyzzyx'), files().includes(entry)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
