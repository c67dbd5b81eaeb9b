import { MemoryRecordRepository } from '@earshot/adapters-memory';
import { type CallHash, type CallRecord, EarshotError, overviewOf } from '@earshot/core';
import { appendingJobs, type Mutants, mutant, plain, racing } from './broken-repositories.js';
import { aside } from './describe-mutants.js';

const shared = new MemoryRecordRepository();

/** Break what holds of `get`, `save`, `findByJob` and `delete`. */
export const keepingMutants: Mutants = {
  'two repositories know nothing of each other': () => shared,
  'get answers undefined when there is no such call': mutant((real) => ({
    get: async (hash) => {
      const [newest] = (await real.list({ filter: {}, limit: 1 })).calls;
      return (await real.get(hash)) ?? (newest && real.get(newest.hash));
    },
  })),
  'any record is given back equal': plain({
    copyIn: (record) => ({ ...structuredClone(record), createdAtMs: Math.abs(record.createdAtMs) }),
  }),
  'a save takes the place of the previous revision, whole': plain({
    copyIn: (record, before) => structuredClone({ ...before, ...record }),
  }),
  'get sees every save as soon as it was answered': mutant((real) => {
    const cache = new Map<CallHash, CallRecord | undefined>();
    return {
      get: async (hash) => {
        if (!cache.has(hash)) cache.set(hash, await real.get(hash));
        return cache.get(hash);
      },
    };
  }),
  'the record of a long call is kept whole': plain({
    copyIn: (record) => {
      const copy = structuredClone(record);
      if (JSON.stringify(copy).length > 400_000) delete copy.analysis?.transcript;
      return copy;
    },
  }),
  'who takes part in a call is kept, in its overview too': plain({
    overviewOf: (record) => {
      const overview = overviewOf(record);
      for (const person of overview.participants?.people ?? []) {
        if (person.nameSource === 'correction') delete person.name;
      }
      return overview;
    },
  }),
  'the notes of a call are kept, and its overview is without': plain({
    copyIn: (record) => {
      const { notes, ...rest } = structuredClone(record);
      return notes === undefined || record.analysis === undefined ? rest : { ...rest, notes };
    },
  }),
  'that a call was not understood is kept, in its overview too': plain({
    overviewOf: (record) => {
      const overview = overviewOf(record);
      if (overview.analysis?.understood === false) delete overview.analysis.understood;
      return overview;
    },
  }),
  'what was measured and named in a call is kept, and its overview is without': plain({
    copyIn: (record) => {
      const copy = structuredClone(record);
      if (copy.analysis?.entities?.length === 0) delete copy.analysis.entities;
      return copy;
    },
  }),
  'odd names are kept as they are': plain({
    copyIn: (record) => JSON.parse(JSON.stringify(record).normalize('NFC')),
  }),
  'a first save has revision 1: any other is a conflict': plain({
    mayFollow: (revision, kept) => kept === 0 || revision === kept + 1,
  }),
  'a save is a conflict unless the kept revision is one less': plain({
    mayFollow: (revision, kept) => (kept === 0 ? revision === 1 : revision > kept),
  }),
  'a refused save changes nothing': appendingJobs(true),
  'of many parallel first saves, one wins and the others are conflicts': racing,
  'of many parallel saves of one revision, one wins and the others are conflicts': plain({
    pause: ({ revision }) => (revision > 1 ? aside() : undefined),
  }),
  'parallel saves of different calls all succeed': mutant((real) => {
    let saving = false;
    return {
      save: async (record) => {
        if (saving) throw new EarshotError('EARSHOT_CONFLICT', 'one at a time');
        saving = true;
        await aside();
        saving = false;
        await real.save(record);
      },
    };
  }),
  'findByJob answers undefined when no call has the job': mutant((real) => ({
    findByJob: async (jobId) => {
      for (const { hash, jobs } of (await real.list({ filter: {}, limit: 100 })).calls) {
        if (jobs.some((job) => job.jobId?.startsWith(jobId))) return real.get(hash);
      }
      return undefined;
    },
  })),
  'findByJob finds a call by each of its jobs, as after a restart': mutant((real) => ({
    findByJob: async (jobId) => {
      const record = await real.findByJob(jobId);
      return record?.jobs.at(-1)?.jobId === jobId ? record : undefined;
    },
  })),
  'findByJob finds a call no longer by a job that a later revision lacks': appendingJobs(false),
  'findByAlias answers undefined when no call has the alias': mutant((real) => ({
    findByAlias: async (alias) => {
      for (const { hash, aliases = [] } of (await real.list({ filter: {}, limit: 100 })).calls) {
        if (aliases.some((known) => known.startsWith(alias))) return real.get(hash);
      }
      return undefined;
    },
  })),
  'findByAlias finds a call by each of its aliases, as it was saved last': mutant((real) => ({
    findByAlias: async (alias) => {
      const record = await real.findByAlias(alias);
      return record?.aliases?.[0] === alias ? record : undefined;
    },
  })),
  'findByAlias finds a call no longer by an alias that went, or after a delete': mutant((real) => {
    const everHad = new Map<string, CallRecord>();
    return {
      save: async (record) => {
        await real.save(record);
        for (const alias of record.aliases ?? []) everHad.set(alias, record);
      },
      findByAlias: async (alias) => {
        const had = everHad.get(alias);
        return had && ((await real.get(had.hash)) ?? had);
      },
    };
  }),
  'changing a record after it was saved changes nothing that is kept': plain({ copyIn: (record) => record }),
  'changing a second revision after it was saved changes nothing that is kept': plain({
    copyIn: (record, before) => (before === undefined ? structuredClone(record) : record),
  }),
  'changing what get gave changes nothing that is kept': plain({ copyOut: (record) => record }),
  'changing what findByJob gave changes nothing that is kept': plain({ copyOut: (record) => record }),
  'changing what list gave changes nothing that is kept': plain({
    copyOut: (record) => (record.analysis && !('transcript' in record.analysis) ? record : structuredClone(record)),
  }),
  'what was given out does not change with a later save': plain({
    copyIn: (record, before) => Object.assign(before ?? {}, structuredClone(record)),
    copyOut: (record) => record,
  }),
  'after a delete the call is found in no way': appendingJobs(false),
  'delete answers whether a record was there, however often': mutant((real) => ({
    delete: async (hash) => {
      await real.delete(hash);
      return true;
    },
  })),
  'of many parallel deletes, one finds the record': mutant((real) => ({
    delete: async (hash) => {
      const before = await real.get(hash);
      await real.delete(hash);
      return before !== undefined;
    },
  })),
  'a delete leaves the other calls alone': mutant((real) => ({
    delete: async (hash) => {
      const state = (await real.get(hash))?.state;
      const alike = await real.list({ filter: { state }, limit: 100 });
      for (const call of alike.calls) await real.delete(call.hash);
      return alike.calls.length > 0;
    },
  })),
  'after a delete, a writer that was late is told of a conflict': plain({
    mayFollow: (revision, kept) => kept === 0 || revision === kept + 1,
  }),
  'a writer that was late does not win over the call that came back': plain({
    mayFollow: (revision, kept) => revision === kept + 1,
  }),
  'of a delete and a save in parallel, nothing is left': racing,
  'what was deleted can be saved anew, from revision 1': mutant((real) => {
    const deleted = new Set<CallHash>();
    return {
      delete: (hash) => {
        deleted.add(hash);
        return real.delete(hash);
      },
      save: async (record) => {
        if (deleted.has(record.hash)) throw new EarshotError('EARSHOT_CONFLICT', 'it was deleted');
        await real.save(record);
      },
    };
  }),
};
