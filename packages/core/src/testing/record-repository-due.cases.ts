import * as fc from 'fast-check';
import type { CallHash } from '../model/call.js';
import { type CallRecord, dueAtMs, OPEN_STATES, type OpenState, RECORD_STATES } from '../model/record.js';
import type { DuePosition, RecordRepository } from '../ports/record-repository.js';
import { callHashArbitrary } from './arbitraries.js';
import { epochMsArbitrary, FIRST_EPOCH_MS, LAST_EPOCH_MS } from './arbitrary-parts.js';
import { assertEqual, assertOk } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { RepositoryInCase } from './record-repository.context.js';
import { nextRevision, SAMPLE_MS, sampleHash, sampleRecord } from './sample-record.js';
import { saveAll } from './traverse.js';

/** Rules of `listDue` and `countOpen`. */
export function recordRepositoryDueCases(maker: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [...orderCases(maker), ...changeCases(maker)];
}

function orderCases({ example, property }: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [
    example('listDue names the calls of one open state, the longest due first', async ({ repository }) => {
      await saveAll(repository, [
        openRecord(1, 'submitted', 30),
        openRecord(2, 'submitted', 10),
        openRecord(3, 'analyzing', 5),
        openRecord(4, 'submitted', 20),
        sampleRecord(5),
      ]);
      assertEqual(await due(repository, 'submitted'), [2, 4, 1], 'by when they were submitted');
      assertEqual(await due(repository, 'analyzing'), [3], 'the other open state');
    }),
    example('listDue orders calls due at the same time by hash, and negative times by number', async (context) => {
      const { repository } = context;
      const times = [FIRST_EPOCH_MS, -10, -9, 0, 0, 9, 10, LAST_EPOCH_MS];
      const records = times.map((ms, number) => openRecord(number, 'submitted', ms - SAMPLE_MS));
      await saveAll(repository, [...records].reverse());
      assertEqual(await due(repository, 'submitted', { limit: 3 }), [...times.keys()], 'ascending');
    }),
    example('listDue names what is due by a time, that time included', async ({ repository }) => {
      await saveAll(repository, [openRecord(1, 'analyzing', 1), openRecord(2, 'analyzing', 2)]);
      assertEqual(await due(repository, 'analyzing', { untilMs: SAMPLE_MS }), [], 'before the first');
      assertEqual(await due(repository, 'analyzing', { untilMs: SAMPLE_MS + 1 }), [1], 'at the first');
      assertEqual(await due(repository, 'analyzing', { untilMs: SAMPLE_MS + 2 }), [1, 2], 'at the second');
    }),
    example('countOpen counts what is due since a time, that time included', async ({ repository }) => {
      await saveAll(repository, [openRecord(1, 'analyzing', 1), openRecord(2, 'analyzing', 2)]);
      await repository.save(openRecord(3, 'submitted', 2));
      assertEqual(await repository.countOpen('analyzing', SAMPLE_MS + 1), 2, 'since the first');
      assertEqual(await repository.countOpen('analyzing', SAMPLE_MS + 2), 1, 'since the second');
      assertEqual(await repository.countOpen('analyzing', SAMPLE_MS + 3), 0, 'after the second');
      assertEqual(await repository.countOpen('analyzing', FIRST_EPOCH_MS), 2, 'since ever');
    }),
    example('listDue begins after any position, whether or not a call is there', async ({ repository }) => {
      await saveAll(
        repository,
        [1, 2, 3].map((number) => openRecord(number, 'submitted', number)),
      );
      const after = (atMs: number, hash: string) =>
        due(repository, 'submitted', { after: { dueAtMs: SAMPLE_MS + atMs, hash: hash as CallHash } });
      assertEqual(await after(2, sampleHash(2)), [3], 'after a call');
      assertEqual(await after(2, '0'.repeat(32)), [2, 3], 'before its hash');
      assertEqual(await after(2, 'f'.repeat(32)), [3], 'after its hash');
      assertEqual(await after(0, 'f'.repeat(32)), [1, 2, 3], 'before all');
      assertEqual(await after(3, sampleHash(3)), [], 'after the last');
      assertEqual(await after(9, '0'.repeat(32)), [], 'after all');
    }),
    property(
      'paginating through listDue names each due call once, in order, for any data and limit',
      fc.record({
        records: fc.uniqueArray(dueRecordArbitrary(), { maxLength: 12, selector: ({ hash }) => hash }),
        limit: fc.integer({ min: 1, max: 5 }),
        untilMs: epochMsArbitrary(),
      }),
      async ({ repository }, { records, limit, untilMs }) => {
        await saveAll(repository, records);
        for (const state of OPEN_STATES) {
          const positions = await paginateDue(repository, { state, limit, untilMs });
          const expected = positionsOf(records, state).filter(({ dueAtMs: atMs }) => atMs <= untilMs);
          assertEqual(positions, expected, `the due calls that are ${state}`);
          assertEqual(await repository.countOpen(state), positionsOf(records, state).length, 'due or not, all count');
        }
      },
    ),
  ];
}

function changeCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [
    example('a call that leaves a state is due in it no longer', async ({ repository }) => {
      const submitted = openRecord(1, 'submitted', 1);
      const analyzing = movedTo(submitted, 'analyzing', 2);
      await repository.save(submitted);
      await repository.save(analyzing);
      assertEqual(await counts(repository), [0, 1], 'it is analyzed now');
      assertEqual(await due(repository, 'submitted'), [], 'it is not to be started');
      assertEqual(await due(repository, 'analyzing', { untilMs: SAMPLE_MS + 2 }), [1], 'due since its job runs');
      await repository.save(movedTo(analyzing, 'completed', 3));
      assertEqual(await counts(repository), [0, 0], 'nothing is to be done');
      assertEqual(await due(repository, 'analyzing'), [], 'it is no longer analyzed');
    }),
    example('a start that is put off moves the call, and back when it no longer is', async ({ repository }) => {
      const submitted = openRecord(1, 'submitted', 1);
      const failure = { code: 'EARSHOT_DENIED', reason: 'no' };
      const startRetry = { atMs: SAMPLE_MS + 9, count: 1, failure };
      const later = nextRevision(submitted, { startRetry });
      const { startRetry: _, ...again } = nextRevision(later);
      await saveAll(repository, [submitted, openRecord(2, 'submitted', 5), later]);
      assertEqual(await due(repository, 'submitted', { untilMs: SAMPLE_MS + 8 }), [2], 'not before its time');
      assertEqual(await due(repository, 'submitted'), [2, 1], 'after the other one');
      assertEqual((await repository.get(sampleHash(1)))?.startRetry, startRetry, 'get gives why');
      await repository.save(again);
      assertEqual(await due(repository, 'submitted'), [1, 2], 'as submitted');
      assertEqual(await counts(repository), [2, 0], 'each counts once');
    }),
    example('a save that changes nothing of it keeps the place of a due call', async ({ repository }) => {
      const submitted = openRecord(1, 'submitted', 1);
      await saveAll(repository, [submitted, openRecord(2, 'submitted', 2)]);
      await repository.save(nextRevision(submitted, { updatedAtMs: SAMPLE_MS + 9 }));
      assertEqual(await due(repository, 'submitted'), [1, 2], 'in order');
      assertEqual(await counts(repository), [2, 0], 'each counts once');
    }),
    example('a call that is submitted again is due since then', async ({ repository }) => {
      const failed = nextRevision(openRecord(1, 'submitted', 1), { state: 'failed' });
      await saveAll(repository, [openRecord(1, 'submitted', 1), openRecord(2, 'submitted', 2), failed]);
      await repository.save(movedTo(failed, 'submitted', 3));
      assertEqual(await due(repository, 'submitted'), [2, 1], 'at its new place only');
    }),
    example('a refused save changes nothing about what is due', async ({ repository }) => {
      await repository.save(openRecord(1, 'submitted', 1));
      await repository.save(openRecord(1, 'analyzing', 2)).catch(() => {});
      assertEqual(await due(repository, 'submitted'), [1], 'as it was');
      assertEqual(await counts(repository), [1, 0], 'as it was');
    }),
    example('a deleted call is not due', async ({ repository }) => {
      await saveAll(repository, [openRecord(1, 'submitted', 1), openRecord(2, 'submitted', 2)]);
      await repository.delete(sampleHash(1));
      assertEqual(await due(repository, 'submitted'), [2], 'the other one is');
      assertEqual(await counts(repository), [1, 0], 'and counts');
    }),
  ];
}

/** A sample record in an open state since so many milliseconds after the first sample's time. */
function openRecord(number: number, state: OpenState, sinceMs: number): CallRecord {
  return sampleRecord(number, { state, history: [{ state, atMs: SAMPLE_MS + sinceMs }] });
}

function movedTo(record: CallRecord, state: CallRecord['state'], sinceMs: number): CallRecord {
  return nextRevision(record, { state, history: [...record.history, { state, atMs: SAMPLE_MS + sinceMs }] });
}

/** Bare records in any state, with times that often coincide. */
function dueRecordArbitrary(): fc.Arbitrary<CallRecord> {
  const time = fc.oneof(fc.integer({ min: -2, max: 2 }), epochMsArbitrary());
  const parts = {
    hash: callHashArbitrary(),
    state: fc.constantFrom(...RECORD_STATES),
    atMs: time,
    retryMs: fc.option(time),
  };
  return fc.record(parts).map(({ hash, state, atMs, retryMs }) => {
    const { analysis: _, ...bare } = sampleRecord(0, { hash, state, history: [{ state, atMs }], jobs: [] });
    if (state !== 'submitted' || retryMs === null) return bare;
    return { ...bare, startRetry: { atMs: retryMs, count: 1, failure: { code: 'EARSHOT_DENIED', reason: 'no' } } };
  });
}

function positionsOf(records: readonly CallRecord[], state: OpenState): DuePosition[] {
  return records
    .filter((record) => record.state === state)
    .map((record) => ({ dueAtMs: dueAtMs(record) as number, hash: record.hash }))
    .sort((one, other) => one.dueAtMs - other.dueAtMs || (one.hash < other.hash ? -1 : 1));
}

type Paginate = { readonly state: OpenState; readonly limit: number; readonly untilMs: number; after?: DuePosition };

/** More pages than any case has. */
const MAX_PAGES = 100;

async function paginateDue(repository: RecordRepository, { after, ...request }: Paginate): Promise<DuePosition[]> {
  const positions: DuePosition[] = [];
  let from = after;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { calls, next } = await repository.listDue({ ...request, after: from });
    assertOk(calls.length <= request.limit, `a page of at most ${request.limit} calls has ${calls.length}`);
    positions.push(...calls);
    if (next === undefined) return positions;
    from = next;
  }
  throw new Error('the list does not end');
}

/** The numbers of the sample records that are due. */
async function due(
  repository: RecordRepository,
  state: OpenState,
  request: Partial<Omit<Paginate, 'state'>> = {},
): Promise<number[]> {
  const positions = await paginateDue(repository, { state, limit: 100, untilMs: LAST_EPOCH_MS, ...request });
  return positions.map(({ hash }) => Number.parseInt(hash, 16));
}

async function counts(repository: RecordRepository): Promise<number[]> {
  return Promise.all(OPEN_STATES.map((state) => repository.countOpen(state)));
}
