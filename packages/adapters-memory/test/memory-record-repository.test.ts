import { type CallRecord, isEarshotError, type PagePosition } from '@earshot/core';
import { callRecordArbitrary } from '@earshot/core/testing';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryRecordRepository } from '../src/index.js';

const [sample] = fc.sample(callRecordArbitrary(), { numRuns: 1, seed: 1 }) as [CallRecord];

function call(number: number, state: CallRecord['state'] = 'completed'): CallRecord {
  const hash = number.toString(16).padStart(32, '0') as CallRecord['hash'];
  return { ...sample, hash, state, jobs: [], recordedAt: { ms: -number, source: 'message' } };
}

async function repositoryOf(calls: readonly CallRecord[], scanLimit?: number): Promise<MemoryRecordRepository> {
  const repository = new MemoryRecordRepository(scanLimit === undefined ? {} : { scanLimit });
  for (const record of calls) await repository.save(record);
  return repository;
}

describe('MemoryRecordRepository', () => {
  it('gives short pages that lead on when few of the calls that it looks at pass', async () => {
    const calls = Array.from({ length: 10 }, (_, number) => call(number));
    const repository = await repositoryOf(
      calls.map((record, number) => (number === 7 ? { ...record, callId: 'needle' as CallRecord['callId'] } : record)),
      3,
    );
    const pages: [calls: number, next: number | undefined][] = [];
    let after: PagePosition | undefined;
    do {
      const page = await repository.list({ filter: { text: 'needle' }, limit: 10, after });
      after = page.next;
      pages.push([page.calls.length, after?.recordedAtMs]);
    } while (after !== undefined);
    expect(pages).toEqual([
      [0, -2],
      [0, -5],
      [1, -8],
      [0, undefined],
    ]);
  });

  it('looks only at the calls of a category, a topic or a state that it is asked for', async () => {
    const calls = Array.from({ length: 10 }, (_, number) => call(number, number === 8 ? 'failed' : 'completed'));
    const repository = await repositoryOf(calls, 1);
    const page = await repository.list({ filter: { state: 'failed' }, limit: 2 });
    expect(page.calls.map(({ hash }) => hash)).toEqual([call(8).hash]);
    expect(page.next).toBeUndefined();
  });

  it('gives out frozen records, and the same object for the same revision', async () => {
    const jobId = 'job' as NonNullable<CallRecord['jobs'][number]['jobId']>;
    const repository = await repositoryOf([{ ...call(1), jobs: [{ jobId, state: 'running' }] }]);
    const record = await repository.get(call(1).hash);
    expect(await repository.get(call(1).hash)).toBe(record);
    expect(await repository.findByJob(jobId)).toBe(record);
    expect(Object.isFrozen(record)).toBe(true);
    expect(Object.isFrozen(record?.jobs[0])).toBe(true);
    const list = () => repository.list({ filter: {}, limit: 1 });
    const [[overview], [again]] = [(await list()).calls, (await list()).calls];
    expect(again).toBe(overview);
    expect(Object.isFrozen(overview)).toBe(true);
    expect(Object.isFrozen(overview?.analysis)).toBe(true);
  });

  it('copies no part of a record that it gave out itself', async () => {
    const repository = await repositoryOf([{ ...call(1), metadata: { agent: 'Ada' } }]);
    const first = await repository.get(call(1).hash);
    if (first === undefined) throw new Error('the record was saved');
    await repository.save({ ...first, revision: 2, state: 'failed' });
    const second = await repository.get(call(1).hash);
    expect(second).not.toBe(first);
    expect(second?.metadata).toBe(first.metadata);
  });

  it('tells a writer that was late which revision is kept', async () => {
    const repository = await repositoryOf([call(1)]);
    const error = await repository.save(call(1)).catch((reason: unknown) => reason);
    expect(isEarshotError(error, 'EARSHOT_CONFLICT') && error.details).toEqual({
      field: 'revision',
      expected: 2,
      found: 1,
    });
  });
});
