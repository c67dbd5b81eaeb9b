import {
  type CallFilter,
  type CallOverview,
  type CallRecord,
  comparePositions,
  isEarshotError,
  type JobId,
  matchesFilter,
  overviewOf,
  type PagePosition,
  RECORD_STATES,
} from '@earshot/core';
import { callFilterArbitrary, recordedAtArbitrary } from '@earshot/core/testing';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { MemoryRecordRepository } from '../src/index.js';

/** What a repository is, without any index: a list of records, and a page that somebody has open. */
interface Model {
  records: CallRecord[];
  open: { readonly filter: CallFilter; readonly after: PagePosition } | undefined;
}

type Command = fc.AsyncCommand<Model, MemoryRecordRepository>;

/** The names of a call's jobs, with its number behind. */
const JOBS = ['first', 'second'];

const positionOf = ({ recordedAt, hash }: CallOverview): PagePosition => ({ recordedAtMs: recordedAt.ms, hash });

function command(name: string, run: Command['run'], check: Command['check'] = () => true): Command {
  return { check, run, toString: () => name };
}

function kept({ records }: Readonly<Model>, { hash }: CallRecord): CallRecord | undefined {
  return records.find((record) => record.hash === hash);
}

function save(record: CallRecord, revision: (kept: number) => number): Command {
  return command(`save ${record.hash}`, async (model, repository) => {
    const before = kept(model, record)?.revision ?? 0;
    const next = { ...record, revision: revision(before) };
    const outcome = await repository.save(next).then(
      () => 'saved',
      (error: unknown) => isEarshotError(error, 'EARSHOT_CONFLICT'),
    );
    const due = next.revision === before + 1;
    expect(outcome).toBe(due ? 'saved' : true);
    if (due) model.records = [...model.records.filter(({ hash }) => hash !== next.hash), next];
  });
}

function remove(record: CallRecord): Command {
  return command(`delete ${record.hash}`, async (model, repository) => {
    expect(await repository.delete(record.hash)).toBe(kept(model, record) !== undefined);
    model.records = model.records.filter(({ hash }) => hash !== record.hash);
  });
}

function read(record: CallRecord): Command {
  return command(`read ${record.hash}`, async (model, repository) => {
    expect(await repository.get(record.hash)).toEqual(kept(model, record));
    for (const name of JOBS) {
      const jobId = `${name} ${Number(record.hash)}` as JobId;
      const found = model.records.find(({ jobs }) => jobs.some((job) => job.jobId === jobId));
      expect(await repository.findByJob(jobId)).toEqual(found);
    }
  });
}

/** Opens a list, or goes on with the one that is open, whatever happened since. */
function page(limit: number, opened?: CallFilter): Command {
  return command(
    `page of ${limit}${opened === undefined ? ', the next one' : ` by ${JSON.stringify(opened)}`}`,
    async (model, repository) => {
      const { filter, after } = opened === undefined ? (model.open ?? { filter: {} }) : { filter: opened };
      const following = model.records
        .filter((record) => after === undefined || comparePositions(positionOf(record), after) > 0)
        .filter((record) => matchesFilter(record, filter))
        .sort((one, other) => comparePositions(positionOf(one), positionOf(other)));
      const { calls, next } = await repository.list({ filter, limit, after });
      expect(calls).toEqual(following.slice(0, limit).map(overviewOf));
      if (following.length > limit) expect(next).toBeDefined();
      model.open = next === undefined ? undefined : { filter, after: next };
    },
    (model) => opened !== undefined || model.open !== undefined,
  );
}

/** A few calls, each of which takes many forms. */
function callArbitrary(): fc.Arbitrary<CallRecord> {
  const form = fc.record({
    number: fc.nat(5),
    jobs: fc.nat(2),
    recordedAt: recordedAtArbitrary(),
    state: fc.constantFrom(...RECORD_STATES),
    categories: fc.subarray(['billing', 'Billing', '50% off']),
    topics: fc.subarray(['refund', '返金', 'billing']),
    analysed: fc.boolean(),
  });
  return form.map(({ number, jobs, categories, topics, analysed, ...changes }) => {
    const none = { topicSummaries: [], moderation: [], sensitiveData: [], customFields: {}, sources: [] };
    return {
      hash: String(number).padStart(32, '0') as CallRecord['hash'],
      callId: `call ${number}` as CallRecord['callId'],
      revision: 1,
      history: [{ state: 'submitted', atMs: 0 }],
      jobs: JOBS.slice(0, jobs).map((name) => ({ jobId: `${name} ${number}` as JobId, state: 'running' })),
      createdAtMs: 0,
      updatedAtMs: 0,
      ...changes,
      ...(analysed ? { analysis: { categories, topics, ...none } } : {}),
    };
  });
}

function commandsArbitrary(): fc.Arbitrary<Iterable<Command>> {
  const call = callArbitrary();
  const next = call.map((record) => save(record, (revision) => revision + 1));
  const wrong = fc.constantFrom(-1, 0, 2).map((away) => (revision: number) => Math.max(1, revision + away));
  const limit = fc.integer({ min: 1, max: 4 });
  return fc.commands(
    [
      next,
      next,
      next,
      fc.tuple(call, wrong).map(([record, revision]) => save(record, revision)),
      call.map(remove),
      call.map(read),
      fc.tuple(limit, callFilterArbitrary()).map(([size, filter]) => page(size, filter)),
      limit.map((size) => page(size)),
    ],
    { size: 'medium' },
  );
}

it('a repository does what a plain list does, after any commands', async () => {
  await fc.assert(
    fc.asyncProperty(commandsArbitrary(), async (commands) => {
      const setup = () => ({ model: { records: [], open: undefined }, real: new MemoryRecordRepository() });
      await fc.asyncModelRun(setup, commands);
    }),
    { numRuns: 300 },
  );
});
