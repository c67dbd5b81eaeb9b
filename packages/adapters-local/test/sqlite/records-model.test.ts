import {
  type CallFilter,
  type CallOverview,
  type CallRecord,
  comparePositions,
  isEarshotError,
  matchesFilter,
  overviewOf,
  type PagePosition,
  RECORD_STATES,
} from '@earshot/core';
import { callFilterArbitrary, recordedAtArbitrary } from '@earshot/core/testing';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteRecordRepository } from '../../src/sqlite/sqlite-record-repository.js';

/*
 * Texts that are alike to an index or to a store, and aren't: in letter case that changes its length or depends on what
 * follows, in lone surrogates, with what stands for what can't be kept, and with pairs that share their code in the
 * index.
 */
const SAID = [
  'the refund of the refund',
  'İzmir, ISTANBUL, ıı',
  'ΟΔΟΣ οδοσ ΟΔΟΣΑ',
  'straße STRASSE',
  'a😀b \ud83d c',
  'gone \ufffd, and \0 too',
  'one caf\u00e1',
  'one cafA',
  'at its end yz',
  'abcd ab cd \u2061bcd',
  '',
];
const ASKED = [
  'refund',
  'the ref',
  'e',
  'İ',
  'i',
  'i\u0307z',
  'οδος',
  'οδοσ',
  'ß',
  'SS',
  '😀',
  '\ud83d',
  '\ude00',
  '\ufffd',
  '\0',
  ' \ufffd,',
  'a',
  'á',
  'cafa',
  'cafá',
  'fA ',
  'abcd',
  '\u2061bcd',
  ' cd',
  'd',
  'l 1',
  'call',
  'llbilling',
  'xyz',
  'z',
  'yz',
  ' yz',
];

const positionOf = ({ recordedAt, hash }: CallOverview): PagePosition => ({ recordedAtMs: recordedAt.ms, hash });

type Model = Map<string, CallRecord>;

/** Something that is done. A save may be so many revisions `away` from the one that is due. */
type Step =
  | { readonly save: CallRecord; readonly away: number }
  | { readonly remove: CallRecord }
  | { readonly list: CallFilter; readonly limit: number };

async function take(step: Step, model: Model, repository: SqliteRecordRepository): Promise<void> {
  if ('save' in step) await save(step.save, step.away, model, repository);
  else if ('remove' in step) expect(await repository.delete(step.remove.hash)).toBe(model.delete(step.remove.hash));
  else expect(await walk(step.list, step.limit, repository)).toEqual(listOf(model, step.list));
}

async function save(record: CallRecord, away: number, model: Model, repository: SqliteRecordRepository): Promise<void> {
  const due = (model.get(record.hash)?.revision ?? 0) + 1;
  const next = { ...record, revision: Math.max(1, due + away) };
  const refused = await repository.save(next).then(
    () => false,
    (error: unknown) => isEarshotError(error, 'EARSHOT_CONFLICT'),
  );
  expect(refused).toBe(next.revision !== due);
  if (!refused) model.set(next.hash, next);
  expect(await repository.get(record.hash)).toEqual(model.get(record.hash));
}

async function walk(filter: CallFilter, limit: number, repository: SqliteRecordRepository): Promise<CallOverview[]> {
  const found: CallOverview[] = [];
  let after: PagePosition | undefined;
  do {
    const page = await repository.list({ filter, limit, after });
    expect(page.calls.length).toBeLessThanOrEqual(limit);
    found.push(...page.calls);
    after = page.next;
  } while (after !== undefined);
  return found;
}

function listOf(model: Model, filter: CallFilter): CallOverview[] {
  const passing = [...model.values()].filter((record) => matchesFilter(record, filter)).map(overviewOf);
  return passing.sort((one, other) => comparePositions(positionOf(one), positionOf(other)));
}

function callArbitrary(): fc.Arbitrary<CallRecord> {
  const form = fc.record({
    number: fc.nat(7),
    recordedAt: recordedAtArbitrary(),
    state: fc.constantFrom(...RECORD_STATES),
    categories: fc.subarray(['billing', 'Billing', '50% off']),
    topics: fc.subarray(['refund', '返金', 'billing']),
    said: fc.constantFrom(...SAID),
    summary: fc.constantFrom(...SAID),
    analysed: fc.nat(4),
  });
  return form.map(({ number, categories, topics, said, summary, analysed, ...changes }) => {
    const none = { topicSummaries: [], moderation: [], sensitiveData: [], customFields: {}, sources: [] };
    const analysis = { callSummary: summary, categories, topics, transcript: { text: said, segments: [] }, ...none };
    return {
      hash: String(number).padStart(32, '0') as CallRecord['hash'],
      callId: `call ${number}` as CallRecord['callId'],
      revision: 1,
      history: [{ state: 'submitted', atMs: 0 }],
      jobs: [],
      createdAtMs: 0,
      updatedAtMs: 0,
      ...changes,
      ...(analysed > 0 ? { analysis } : {}),
    };
  });
}

function stepsArbitrary(): fc.Arbitrary<Step[]> {
  const call = callArbitrary();
  const text = fc.record({ text: fc.constantFrom(...ASKED) });
  const both = fc.tuple(callFilterArbitrary(), text).map(([one, other]) => ({ ...one, ...other }));
  const away = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.constantFrom(-1, 1));
  const limit = fc.integer({ min: 1, max: 4 });
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ save: call, away }) },
    { weight: 1, arbitrary: fc.record({ remove: call }) },
    { weight: 4, arbitrary: fc.record({ list: fc.oneof(text, callFilterArbitrary(), both), limit }) },
  );
  return fc.array<Step>(step, { minLength: 10, maxLength: 40 });
}

it.each([10_000, 3])('does what a plain list of calls does, looking at %i calls for a page', async (scanLimit) => {
  await fc.assert(
    fc.asyncProperty(stepsArbitrary(), async (steps) => {
      const database = openDatabase(':memory:');
      const repository = new SqliteRecordRepository({ database, scanLimit });
      const model: Model = new Map();
      for (const step of steps) await take(step, model, repository);
      database.close();
    }),
    { numRuns: 60 },
  );
});
