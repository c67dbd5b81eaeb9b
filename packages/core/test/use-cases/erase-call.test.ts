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
import { Fixture, instead, outputOf } from './fixture.js';

async function analysed(fixture: Fixture, callId: string): Promise<readonly string[]> {
  const { jobId = '' } = await fixture.start(callId);
  const mention = await fixture.finish(jobId, callId);
  await fixture.put(outputOf(mention, '0/standard_output/0/redacted/result.json'), {});
  await new PersistResult(fixture.deps).execute(mention);
  return fixture.documents(outputOf(mention, ''));
}

const erase = (fixture: Fixture, callId: string, more: { store?: ResultStore; repository?: RecordRepository } = {}) =>
  new EraseCall({ ...fixture.deps, ...more }).execute(fixture.hash(callId));

describe('erasing a call', () => {
  test('removes every document of its jobs and its record, and the receipt names them', async () => {
    const fixture = new Fixture();
    const documents = await analysed(fixture, 'call-7');
    expect(documents).toHaveLength(5);
    expect(await erase(fixture, 'call-7')).toEqual({
      hash: fixture.hash('call-7'),
      erasedAtMs: fixture.nowMs,
      documents,
      recordRemoved: true,
      traces: [],
      recording: 's3://recordings/call-7.wav',
    });
    expect(await fixture.documents()).toEqual([]);
    expect(await fixture.record('call-7')).toBeUndefined();
  });

  test('removes the only document of a job that has no folder, and no other that begins alike', async () => {
    const fixture = new Fixture();
    const { record } = await fixture.start('call-7');
    const outputUri = 's3://results/out/call-7.txt' as ObjectUri;
    const other = `${outputUri}.bak` as ObjectUri;
    for (const uri of [outputUri, other]) await fixture.put(uri, 'said');
    const jobs = record.jobs.map((job) => ({ ...job, outputUri }));
    await fixture.repository.save({ ...record, jobs, revision: record.revision + 1 });
    expect(await erase(fixture, 'call-7')).toMatchObject({ documents: [outputUri], recordRemoved: true });
    expect(await fixture.documents()).toEqual([other]);
  });

  test('has its other traces forgotten first, and the receipt names them in place of the recording', async () => {
    const fixture = new Fixture();
    const documents = await analysed(fixture, 'call-7');
    const forget = async (call: SalvagedCall) => {
      expect(call).toEqual(await fixture.record('call-7'));
      expect(await fixture.documents()).toEqual(documents);
      return ['s3://recordings/call-7.wav', 'a message'];
    };
    const receipt = await new EraseCall({ ...fixture.deps, forget }).execute(fixture.hash('call-7'));
    expect(receipt).toMatchObject({ documents, traces: ['s3://recordings/call-7.wav', 'a message'] });
    expect(receipt).not.toHaveProperty('recording');
    expect(await fixture.record('call-7')).toBeUndefined();
  });

  test('leaves other calls alone, also those whose names begin alike', async () => {
    const fixture = new Fixture();
    await analysed(fixture, 'call-7');
    const others = await analysed(fixture, 'call-77');
    await erase(fixture, 'call-7');
    expect(await fixture.documents()).toEqual(others);
    expect(await fixture.record('call-77')).toMatchObject({ state: 'completed' });
  });

  test('that was interrupted at any document is completed when it is repeated', async () => {
    for (let failAt = 1; failAt <= 5; failAt++) {
      const fixture = new Fixture();
      const documents = await analysed(fixture, 'call-7');
      let deleted = 0;
      const store = instead<ResultStore>(fixture.store, {
        delete: async (uri: ObjectUri) => {
          if (++deleted === failAt) throw new EarshotError('EARSHOT_UNAVAILABLE', 'gone');
          return fixture.store.delete(uri);
        },
      });
      await expect(erase(fixture, 'call-7', { store })).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
      expect(await fixture.record('call-7')).toBeDefined();
      const receipt = await erase(fixture, 'call-7');
      expect(receipt).toMatchObject({ documents: documents.slice(failAt - 1), recordRemoved: true });
      expect(await fixture.documents()).toEqual([]);
      expect(await fixture.record('call-7')).toBeUndefined();
    }
  });

  test('that comes back later gives it a job of its own', async () => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    await erase(fixture, 'call-7');
    fixture.nowMs += 60_000;
    expect(await fixture.start('call-7')).toMatchObject({ status: 'started' });
    expect(fixture.analyzer.jobs).toHaveLength(2);
  });

  test('of a call that has no documents removes its record', async () => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    expect(await erase(fixture, 'call-7')).toMatchObject({ documents: [], recordRemoved: true });
  });

  test('of a call that is not there, or no more, is refused', async () => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    await erase(fixture, 'call-7');
    for (const callId of ['call-7', 'call-8']) {
      await expect(erase(fixture, callId)).rejects.toMatchObject({
        code: 'EARSHOT_NOT_FOUND',
        retryable: false,
        details: { field: 'hash', found: fixture.hash(callId) },
      });
    }
  });

  test('removes nothing while the record can’t be reached', async () => {
    const fixture = new Fixture();
    await analysed(fixture, 'call-7');
    const before = await fixture.documents();
    const away = new EarshotError('EARSHOT_UNAVAILABLE', 'not now');
    const repository = instead(fixture.deps.repository, { get: () => Promise.reject(away) });
    await expect(erase(fixture, 'call-7', { repository })).rejects.toBe(away);
    expect(await fixture.documents()).toEqual(before);
  });

  test('tells of a record that somebody else removed meanwhile', async () => {
    const fixture = new Fixture();
    await analysed(fixture, 'call-7');
    const store = instead<ResultStore>(fixture.store, {
      list: async (prefix: string, next?: string) => {
        await fixture.repository.delete(fixture.hash('call-7'));
        return fixture.store.list(prefix, next);
      },
    });
    expect(await erase(fixture, 'call-7', { store })).toMatchObject({ recordRemoved: false });
  });

  test('of a damaged record goes by what can be salvaged, and the receipt tells what could not be read', async () => {
    const damaged = new EarshotError('EARSHOT_UNREADABLE', 'it is damaged');
    for (const isSalvaged of [true, false]) {
      const fixture = new Fixture();
      const documents = await analysed(fixture, 'call-7');
      const hash = fixture.hash('call-7');
      const { jobs = [] } = (await fixture.record('call-7')) ?? {};
      const repository = instead<RecordRepository>(fixture.repository, {
        get: () => Promise.reject(damaged),
        ...(isSalvaged && { salvage: async () => ({ hash, jobs }) }),
      });
      const forgotten: SalvagedCall[] = [];
      const forget = async (call: SalvagedCall) => {
        forgotten.push(call);
        return [];
      };
      expect(await new EraseCall({ ...fixture.deps, repository, forget }).execute(hash)).toMatchObject({
        documents: isSalvaged ? documents : [],
        recordRemoved: true,
        unreadable: isSalvaged ? ['callId'] : ['callId', 'jobs'],
      });
      expect(forgotten).toEqual([isSalvaged ? { hash, jobs } : { hash }]);
      expect(await fixture.record('call-7')).toBeUndefined();
    }
  });
});
