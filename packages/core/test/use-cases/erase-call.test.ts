import {
  EarshotError,
  EraseCall,
  type ObjectUri,
  PersistResult,
  type RecordRepository,
  type ResultStore,
  type SalvagedCall,
} from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { Bench, instead, outputOf } from './bench.js';

async function analysed(bench: Bench, callId: string): Promise<readonly string[]> {
  const { jobId = '' } = await bench.start(callId);
  const mention = await bench.finish(jobId, callId);
  await bench.put(outputOf(mention, '0/standard_output/0/redacted/result.json'), {});
  await new PersistResult(bench.deps).execute(mention);
  return bench.documents(outputOf(mention, ''));
}

const erase = (bench: Bench, callId: string, more: { store?: ResultStore; repository?: RecordRepository } = {}) =>
  new EraseCall({ ...bench.deps, ...more }).execute(bench.hash(callId));

describe('erasing a call', () => {
  test('removes every document of its jobs and its record, and the receipt names them', async () => {
    const bench = new Bench();
    const documents = await analysed(bench, 'call-7');
    expect(documents).toHaveLength(5);
    expect(await erase(bench, 'call-7')).toEqual({
      hash: bench.hash('call-7'),
      erasedAtMs: bench.nowMs,
      documents,
      recordRemoved: true,
      traces: [],
      recording: 's3://recordings/call-7.wav',
    });
    expect(await bench.documents()).toEqual([]);
    expect(await bench.record('call-7')).toBeUndefined();
  });

  test('has its other traces forgotten first, and the receipt names them in place of the recording', async () => {
    const bench = new Bench();
    const documents = await analysed(bench, 'call-7');
    const forget = async (call: SalvagedCall) => {
      expect(call).toEqual(await bench.record('call-7'));
      expect(await bench.documents()).toEqual(documents);
      return ['s3://recordings/call-7.wav', 'a message'];
    };
    const receipt = await new EraseCall({ ...bench.deps, forget }).execute(bench.hash('call-7'));
    expect(receipt).toMatchObject({ documents, traces: ['s3://recordings/call-7.wav', 'a message'] });
    expect(receipt).not.toHaveProperty('recording');
    expect(await bench.record('call-7')).toBeUndefined();
  });

  test('leaves other calls alone, also those whose names begin alike', async () => {
    const bench = new Bench();
    await analysed(bench, 'call-7');
    const others = await analysed(bench, 'call-77');
    await erase(bench, 'call-7');
    expect(await bench.documents()).toEqual(others);
    expect(await bench.record('call-77')).toMatchObject({ state: 'completed' });
  });

  test('that was interrupted at any document is completed when it is repeated', async () => {
    for (let failAt = 1; failAt <= 5; failAt++) {
      const bench = new Bench();
      const documents = await analysed(bench, 'call-7');
      let deleted = 0;
      const store = instead<ResultStore>(bench.store, {
        delete: async (uri: ObjectUri) => {
          if (++deleted === failAt) throw new EarshotError('EARSHOT_UNAVAILABLE', 'gone');
          return bench.store.delete(uri);
        },
      });
      await expect(erase(bench, 'call-7', { store })).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
      expect(await bench.record('call-7')).toBeDefined();
      const receipt = await erase(bench, 'call-7');
      expect(receipt).toMatchObject({ documents: documents.slice(failAt - 1), recordRemoved: true });
      expect(await bench.documents()).toEqual([]);
      expect(await bench.record('call-7')).toBeUndefined();
    }
  });

  test('that comes back later gives it a job of its own', async () => {
    const bench = new Bench();
    await bench.start('call-7');
    await erase(bench, 'call-7');
    bench.nowMs += 60_000;
    expect(await bench.start('call-7')).toMatchObject({ status: 'started' });
    expect(bench.analyzer.jobs).toHaveLength(2);
  });

  test('of a call that has no documents removes its record', async () => {
    const bench = new Bench();
    await bench.start('call-7');
    expect(await erase(bench, 'call-7')).toMatchObject({ documents: [], recordRemoved: true });
  });

  test('of a call that is not there, or no more, is refused', async () => {
    const bench = new Bench();
    await bench.start('call-7');
    await erase(bench, 'call-7');
    for (const callId of ['call-7', 'call-8']) {
      await expect(erase(bench, callId)).rejects.toMatchObject({
        code: 'EARSHOT_NOT_FOUND',
        retryable: false,
        details: { field: 'hash', found: bench.hash(callId) },
      });
    }
  });

  test('removes nothing while the record can’t be reached', async () => {
    const bench = new Bench();
    await analysed(bench, 'call-7');
    const before = await bench.documents();
    const away = new EarshotError('EARSHOT_UNAVAILABLE', 'not now');
    const repository = instead(bench.deps.repository, { get: () => Promise.reject(away) });
    await expect(erase(bench, 'call-7', { repository })).rejects.toBe(away);
    expect(await bench.documents()).toEqual(before);
  });

  test('tells of a record that somebody else removed meanwhile', async () => {
    const bench = new Bench();
    await analysed(bench, 'call-7');
    const store = instead<ResultStore>(bench.store, {
      list: async (prefix: string, next?: string) => {
        await bench.repository.delete(bench.hash('call-7'));
        return bench.store.list(prefix, next);
      },
    });
    expect(await erase(bench, 'call-7', { store })).toMatchObject({ recordRemoved: false });
  });

  test('of a damaged record goes by what can be salvaged, and the receipt tells what could not be read', async () => {
    const damaged = new EarshotError('EARSHOT_UNREADABLE', 'it is damaged');
    for (const isSalvaged of [true, false]) {
      const bench = new Bench();
      const documents = await analysed(bench, 'call-7');
      const hash = bench.hash('call-7');
      const { jobs = [] } = (await bench.record('call-7')) ?? {};
      const repository = instead<RecordRepository>(bench.repository, {
        get: () => Promise.reject(damaged),
        ...(isSalvaged && { salvage: async () => ({ hash, jobs }) }),
      });
      const forgotten: SalvagedCall[] = [];
      const forget = async (call: SalvagedCall) => {
        forgotten.push(call);
        return [];
      };
      expect(await new EraseCall({ ...bench.deps, repository, forget }).execute(hash)).toMatchObject({
        documents: isSalvaged ? documents : [],
        recordRemoved: true,
        unreadable: isSalvaged ? ['callId'] : ['callId', 'jobs'],
      });
      expect(forgotten).toEqual([isSalvaged ? { hash, jobs } : { hash }]);
      expect(await bench.record('call-7')).toBeUndefined();
    }
  });
});
