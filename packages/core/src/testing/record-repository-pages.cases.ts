import * as fc from 'fast-check';
import type { CallSort } from '../model/call-sort.js';
import { CallFilter, comparePositions, matchesFilter, positionOf } from '../model/page.js';
import { type CallOverview, type CallRecord, overviewOf } from '../model/record.js';
import { callFilterArbitrary, listableRecordArbitrary } from './arbitraries.js';
import { assertEqual, assertOk } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { RepositoryInCase } from './record-repository.context.js';
import { nextRevision, SAMPLE_MS, sampleRecord } from './sample-record.js';
import { saveAll, traverse } from './traverse.js';

/** What holds of paginating for any data, and while calls come, change and go. */
export function recordRepositoryWalkCases(
  { example, property }: CaseMaker<RepositoryInCase>,
  textSearch: boolean,
  sorts: readonly CallSort[],
): ContractCase[] {
  const fields = Object.keys(CallFilter.shape) as (keyof CallFilter)[];
  const anyFilter = callFilterArbitrary(fields.filter((field) => textSearch || field !== 'text'));
  const anySort = fc.constantFrom(...sorts);
  const anyLimit = fc.integer({ min: 1, max: 10 });
  const anyRecords = fc.uniqueArray(listableRecordArbitrary(), { maxLength: 8, selector: ({ hash }) => hash });
  const recordedAt = (ms: number) => ({ recordedAt: { ms, source: 'message' as const } });
  return [
    property(
      'a walk names exactly the calls that pass the filter, in order, for any data and any page size',
      fc.record({ records: anyRecords, filter: anyFilter, sort: anySort, limit: anyLimit }),
      async ({ repository }, { records, filter, sort, limit }) => {
        await saveAll(repository, records);
        const expected = inOrder(records, filter, sort);
        assertEqual(await traverse(repository, { filter, sort, limit }), expected, 'what the filter passes');
      },
    ),
    property(
      'a walk can begin anywhere, for any data',
      fc.record({
        records: anyRecords,
        filter: anyFilter,
        sort: anySort,
        limit: anyLimit,
        index: fc.nat(9),
        elsewhere: listableRecordArbitrary(),
      }),
      async ({ repository }, { records, filter, sort, limit, index, elsewhere }) => {
        const chosen = records[index] ?? elsewhere;
        const after = positionOf(chosen, sort);
        await saveAll(repository, records);
        const isAfter = (call: CallOverview) => comparePositions(positionOf(call, sort), after) > 0;
        const expected = inOrder(records, filter, sort).filter(isAfter);
        assertEqual(await traverse(repository, { filter, sort, limit, after }), expected, 'what comes after');
      },
    ),
    property(
      'a walk names each call that stays unchanged exactly once, whatever happens between its pages',
      fc.record({
        records: anyRecords,
        filter: anyFilter,
        limit: fc.integer({ min: 1, max: 3 }),
        changes: fc.array(changeArbitrary(), { maxLength: 6 }),
      }),
      async ({ repository }, { records, filter, limit, changes }) => {
        await saveAll(repository, records);
        const touched = new Set<string>();
        const between = async (page: number) => {
          const change = changes[page];
          if (change !== undefined) touched.add(await apply(repository, records, change));
        };
        const named = await traverse(repository, { filter, limit, between });
        assertInOrder(named);
        const untouched = <T extends { readonly hash: string }>(call: T) => !touched.has(call.hash);
        assertEqual(named.filter(untouched), inOrder(records, filter).filter(untouched), 'each unchanged call once');
      },
    ),
    example('a call that is saved between two pages does not disturb the walk', async ({ repository }) => {
      await saveAll(
        repository,
        [10, 20, 30, 40].map((number) => sampleRecord(number)),
      );
      const between = async (page: number) => {
        if (page === 0)
          await saveAll(
            repository,
            [45, 39, 31, 25, 5].map((number) => sampleRecord(number)),
          );
      };
      const named = await traverse(repository, { limit: 1, between });
      assertInOrder(named);
      assertEqual(
        numbersOf(named).filter((number) => number % 10 === 0),
        [40, 30, 20, 10],
        'each old call once',
      );
    }),
    example('a call that is deleted between two pages does not disturb the walk', async ({ repository }) => {
      await saveAll(
        repository,
        [1, 2, 3, 4, 5, 6].map((number) => sampleRecord(number)),
      );
      const between = async (page: number) => {
        if (page === 0) for (const gone of [5, 6, 3]) await repository.delete(sampleRecord(gone).hash);
      };
      const named = await traverse(repository, { limit: 2, between });
      assertEqual(
        numbersOf(named).filter((number) => ![3, 5, 6].includes(number)),
        [4, 2, 1],
        'each other call once',
      );
    }),
    example('a call that changes its time between two pages does not disturb the walk', async ({ repository }) => {
      await saveAll(
        repository,
        [1, 2, 3, 4, 5, 6].map((number) => sampleRecord(number)),
      );
      const between = async (page: number) => {
        if (page === 0) await repository.save(nextRevision(sampleRecord(5), recordedAt(SAMPLE_MS)));
        if (page === 1) await repository.save(nextRevision(sampleRecord(3), recordedAt(SAMPLE_MS + 60_000)));
      };
      const named = await traverse(repository, { limit: 2, between });
      assertInOrder(named);
      assertEqual(
        numbersOf(named).filter((number) => ![3, 5].includes(number)),
        [6, 4, 2, 1],
        'each other call once',
      );
    }),
  ];
}

type Change =
  | { readonly kind: 'save'; readonly record: CallRecord }
  | { readonly kind: 'delete'; readonly index: number }
  | { readonly kind: 'revise'; readonly index: number; readonly record: CallRecord };

function changeArbitrary(): fc.Arbitrary<Change> {
  const index = fc.nat(7);
  const record = listableRecordArbitrary();
  return fc.oneof(
    fc.record({ kind: fc.constant('save' as const), record }),
    fc.record({ kind: fc.constant('delete' as const), index }),
    fc.record({ kind: fc.constant('revise' as const), index, record }),
  );
}

/** Makes a change, and answers whose call it was. */
async function apply(
  repository: RepositoryInCase['repository'],
  records: readonly CallRecord[],
  change: Change,
): Promise<string> {
  const { hash } = change.kind === 'save' ? change.record : (records[change.index % records.length] ?? sampleRecord(0));
  const kept = await repository.get(hash);
  if (change.kind === 'delete') await repository.delete(hash);
  else if (change.kind === 'save' && kept === undefined) await repository.save(change.record);
  else if (change.kind === 'revise' && kept !== undefined) {
    const { recordedAt, state, analysis } = change.record;
    await repository.save(nextRevision(kept, { recordedAt, state, analysis }));
  }
  return hash;
}

function inOrder(records: readonly CallRecord[], filter: CallFilter, sort?: CallSort): CallOverview[] {
  const passed = records.filter((record) => matchesFilter(record, filter)).map(overviewOf);
  return passed.sort((one, other) => comparePositions(positionOf(one, sort), positionOf(other, sort)));
}

function assertInOrder(calls: readonly CallOverview[]): void {
  for (const [index, call] of calls.entries()) {
    const before = calls[index - 1];
    const holds = before === undefined || comparePositions(positionOf(before), positionOf(call)) < 0;
    assertOk(holds, `call ${call.callId} comes after an older one, or twice at one place`);
  }
}

function numbersOf(calls: readonly CallOverview[]): number[] {
  return calls.map(({ hash }) => Number.parseInt(hash, 16));
}
