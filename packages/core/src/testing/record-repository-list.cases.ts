import type { CallHash } from '../model/call.js';
import { type PagePosition, positionOf } from '../model/page.js';
import { overviewOf } from '../model/record.js';
import { FIRST_EPOCH_MS, LAST_EPOCH_MS } from './arbitrary-parts.js';
import { assertEqual } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { RepositoryInCase } from './record-repository.context.js';
import { nextRevision, SAMPLE_MS, sampleHash, sampleRecord } from './sample-record.js';
import { listed, saveAll, traverse } from './traverse.js';

/** What holds of the order of a list and of its pages, while nothing else happens. */
export function recordRepositoryListCases(maker: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [...orderCases(maker), ...pageCases(maker)];
}

function orderCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [
    example('list names the newest call first', async ({ repository }) => {
      await saveAll(
        repository,
        [2, 4, 1, 3].map((number) => sampleRecord(number)),
      );
      assertEqual(await listed(repository), [4, 3, 2, 1], 'by recording time, descending');
    }),
    example('list orders calls of the same time by hash', async ({ repository }) => {
      const recordedAt = { ms: SAMPLE_MS, source: 'message' } as const;
      await saveAll(
        repository,
        [0xa0, 0x0b, 0x9c, 0xff].map((number) => sampleRecord(number, { recordedAt })),
      );
      assertEqual(await listed(repository), [0x0b, 0x9c, 0xa0, 0xff], 'by hash, ascending');
    }),
    example('times before 1970 and at the ends of the calendar keep the order', async ({ repository }) => {
      const times = [LAST_EPOCH_MS, 10_000_000_000_000, 9_999_999_999_999, 10, 9, 1, 0, -1, -9, -10, FIRST_EPOCH_MS];
      const records = times.map((ms, number) => sampleRecord(number, { recordedAt: { ms, source: 'message' } }));
      await saveAll(repository, [...records].reverse());
      assertEqual(await listed(repository), [...times.keys()], 'by number, not by text');
      assertEqual(await listed(repository, { fromMs: 0 }), [0, 1, 2, 3, 4, 5, 6], 'from 1970 on');
      assertEqual(await listed(repository, { toMs: 0 }), [7, 8, 9, 10], 'before 1970');
    }),
    example('list gives overviews, without what grows with the length of a call', async ({ repository }) => {
      const bare = sampleRecord(1);
      delete bare.analysis;
      await saveAll(repository, [bare, sampleRecord(2)]);
      assertEqual(await traverse(repository), [overviewOf(sampleRecord(2)), overviewOf(bare)], 'the overviews');
    }),
    example('a changed recording time moves the call, and nothing stays at the old place', async ({ repository }) => {
      await saveAll(
        repository,
        [1, 2, 3].map((number) => sampleRecord(number)),
      );
      const early = nextRevision(sampleRecord(2), { recordedAt: { ms: SAMPLE_MS, source: 'message' } });
      const late = nextRevision(early, { recordedAt: { ms: SAMPLE_MS + 9_000, source: 'message' } });
      await repository.save(early);
      assertEqual(await listed(repository), [3, 1, 2], 'the call moved to the end');
      await repository.save(late);
      assertEqual(await listed(repository), [2, 3, 1], 'the call moved to the front');
      assertEqual(await listed(repository, { category: 'billing' }), [2, 3, 1], 'also with a filter');
      assertEqual(await listed(repository, { toMs: SAMPLE_MS + 2_500 }), [1], 'its old times list it no more');
    }),
  ];
}

function pageCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [
    example('an empty repository lists nothing, and nothing follows', async ({ repository }) => {
      assertEqual(await traverse(repository), [], 'there is nothing to list');
      assertEqual(await listed(repository, { category: 'billing' }), [], 'with a filter neither');
    }),
    example('a page has at most as many calls as asked for, and the walk has them all', async ({ repository }) => {
      const numbers = Array.from({ length: 101 }, (_, index) => index);
      await saveAll(
        repository,
        numbers.map((number) => sampleRecord(number)),
      );
      for (const limit of [1, 2, 50, 99, 100]) {
        const named = (await traverse(repository, { limit })).map(({ hash }) => hash);
        assertEqual(named, [...numbers].reverse().map(sampleHash), `each call once, ${limit} at a time`);
      }
    }),
    example('a walk loses and repeats none of many calls of the same time', async ({ repository }) => {
      const recordedAt = { ms: SAMPLE_MS, source: 'message' } as const;
      const numbers = Array.from({ length: 25 }, (_, index) => index);
      await saveAll(
        repository,
        numbers.map((number) => sampleRecord(number, { recordedAt })),
      );
      for (const limit of [1, 4, 24]) {
        const named = (await traverse(repository, { limit })).map(({ hash }) => hash);
        assertEqual(named, numbers.map(sampleHash), `each call once, ${limit} at a time`);
      }
    }),
    example('a list can begin after the position of any call', async ({ repository }) => {
      const records = [5, 4, 3, 2, 1].map((number) => sampleRecord(number));
      await saveAll(repository, records);
      for (const [index, record] of records.entries()) {
        const rest = await traverse(repository, { after: positionOf(record), limit: 2 });
        assertEqual(rest, records.slice(index + 1).map(overviewOf), 'what comes after the call');
      }
    }),
    example('a list can begin after a position at which no call is', async ({ repository }) => {
      await saveAll(
        repository,
        [1, 2, 3].map((number) => sampleRecord(number)),
      );
      const at = (number: number, hash: string): PagePosition => {
        return { recordedAtMs: SAMPLE_MS + number * 1_000, hash: hash as CallHash };
      };
      const after = async (position: PagePosition) => (await traverse(repository, { after: position })).length;
      assertEqual(await after(at(9, 'f'.repeat(32))), 3, 'all calls are older');
      assertEqual(await after(at(2.5, '0'.repeat(32))), 2, 'two calls are older');
      assertEqual(await after(at(2, '0'.repeat(32))), 2, 'a call of the same time has a greater hash');
      assertEqual(await after(at(2, 'f'.repeat(32))), 1, 'a call of the same time has a lesser hash');
      assertEqual(await after(at(-9, '0'.repeat(32))), 0, 'no call is older');
      assertEqual(await after({ recordedAtMs: LAST_EPOCH_MS, hash: '0'.repeat(32) as CallHash }), 3, 'all of them');
      assertEqual(await after({ recordedAtMs: FIRST_EPOCH_MS, hash: 'f'.repeat(32) as CallHash }), 0, 'none of them');
    }),
    example('after the last call nothing follows', async ({ repository }) => {
      await saveAll(
        repository,
        [1, 2].map((number) => sampleRecord(number)),
      );
      assertEqual(await traverse(repository, { after: positionOf(sampleRecord(1)) }), [], 'the last call is the last');
    }),
  ];
}
