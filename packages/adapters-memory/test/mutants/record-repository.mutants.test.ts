import {
  type CallFilter,
  type CallHash,
  type CallPage,
  type CallRecord,
  EarshotError,
  type JobId,
  matchesFilter,
  type PagePosition,
  type RecordRepository,
} from '@earshot/core';
import { recordRepositoryContract, registerContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { MemoryRecordRepository } from '../../src/index.js';
import { aside, describeMutants, withChanges } from './describe-mutants.js';
import { type Parts, plainRepository, positionOf } from './plain-repository.js';

const plain = (changes: Partial<Parts>) => () => plainRepository(changes);

function mutant(change: (real: RecordRepository) => Partial<RecordRepository>): () => RecordRepository {
  return () => withChanges<RecordRepository>(new MemoryRecordRepository(), change);
}

/** Lists by a filter of its own. */
const filtering = (matches: Parts['matches']) => plain({ matches });

/** Passes a record by text that it finds as told, in the texts of the record. */
const searching = (found: (place: string, wanted: string) => boolean, placesOf = textsOf) =>
  filtering((record, { text, ...filter }) => {
    return (
      matchesFilter(record, filter) && (text === undefined || placesOf(record).some((place) => found(place, text)))
    );
  });

function textsOf({ callId, analysis }: CallRecord): string[] {
  const { callSummary = '', audioSummary = '', categories = [], topics = [], transcript } = analysis ?? {};
  return [callId, callSummary, audioSummary, ...categories, ...topics, transcript?.text ?? ''];
}

const contains = (place: string, wanted: string) => place.toLowerCase().includes(wanted.toLowerCase());

/** Changes what passes as a name in one list of the analysis. */
const naming = (field: 'categories' | 'topics', namesOf: (names: readonly string[]) => string[]) =>
  filtering((record, filter) => {
    const { analysis } = record;
    return matchesFilter(
      analysis ? { ...record, analysis: { ...analysis, [field]: namesOf(analysis[field]) } } : record,
      filter,
    );
  });

/** Goes on from where a page ended by counting calls, not by position. */
function byOffset(): RecordRepository {
  const ends = new Map<PagePosition, number>();
  return withChanges<RecordRepository>(new MemoryRecordRepository(), (real) => ({
    list: async ({ filter, limit, after }) => {
      const start = (after && ends.get(after)) ?? 0;
      const { calls } = await real.list({ filter, limit: 10_000 });
      const page = calls.slice(start, start + limit);
      const last = page.at(-1);
      if (last === undefined || start + limit >= calls.length) return { calls: page };
      const next = positionOf(last);
      ends.set(next, start + limit);
      return { calls: page, next };
    },
  }));
}

/** Looks at the kept revision, and keeps the next one a moment later. */
const racing = plain({ pause: aside });

/** Lists a call also where, and as what, it was before. */
const ghosts = (differ: (one: CallRecord, other: CallRecord) => boolean) =>
  plain({
    listable: (kept, versions) => [
      ...kept,
      ...versions.filter((old) => kept.some((now) => now.hash === old.hash && differ(old, now))),
    ],
  });

/** Finds calls by an index of jobs that is only ever added to. */
const appendingJobs = (early: boolean) =>
  mutant((real) => {
    const hashes = new Map<JobId, CallRecord>();
    const index = (record: CallRecord) => {
      for (const { jobId } of record.jobs) if (jobId !== undefined) hashes.set(jobId, record);
    };
    return {
      findByJob: async (jobId) =>
        hashes.has(jobId)
          ? ((await real.get(hashes.get(jobId)?.hash ?? ('' as CallHash))) ?? hashes.get(jobId))
          : undefined,
      save: async (record) => {
        if (early) index(record);
        await real.save(record);
        index(record);
      },
    };
  });

const shared = new MemoryRecordRepository();

describe('the plainest repository', () => registerContract(recordRepositoryContract(plain({})), it));

describeMutants<RecordRepository>('recordRepositoryContract', {
  contract: (create) => recordRepositoryContract(create),
  correct: () => new MemoryRecordRepository(),
  mutants: {
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
    'list names the newest call first': plain({
      compare: (one, other) => one.recordedAtMs - other.recordedAtMs || (one.hash < other.hash ? -1 : 1),
    }),
    'list orders calls of the same time by hash': plain({
      compare: (one, other) => other.recordedAtMs - one.recordedAtMs || (one.hash < other.hash ? 1 : -1),
    }),
    'times before 1970 and at the ends of the calendar keep the order': plain({
      compare: (one, other) => (String(one.recordedAtMs) > String(other.recordedAtMs) ? -1 : 1),
    }),
    'list gives overviews, without what grows with the length of a call': plain({ overviewOf: (record) => record }),
    'a changed recording time moves the call, and nothing stays at the old place': ghosts(
      (old, now) => old.recordedAt.ms !== now.recordedAt.ms,
    ),
    'an empty repository lists nothing, and nothing follows': mutant((real) => ({
      list: async (request): Promise<CallPage> => {
        const page = await real.list(request);
        return { ...page, next: page.next ?? { recordedAtMs: 0, hash: '0'.repeat(32) as CallHash } };
      },
    })),
    'a page has at most as many calls as asked for, and the walk has them all': plain({ page: (calls) => calls }),
    'a walk loses and repeats none of many calls of the same time': plain({
      isAfter: (position, after) => position.recordedAtMs < after.recordedAtMs,
    }),
    'a list can begin after the position of any call': plain({
      isAfter: (position, after) => position.recordedAtMs <= after.recordedAtMs,
    }),
    'a list can begin after a position at which no call is': mutant((real) => ({
      list: async (request) => {
        const { calls } = await real.list({ filter: {}, limit: 100 });
        const { after } = request;
        const known = calls.some(({ hash }) => hash === after?.hash);
        return real.list(known ? request : { ...request, after: undefined });
      },
    })),
    'after the last call nothing follows': mutant((real) => ({
      list: async (request) => {
        const page = await real.list(request);
        return page.calls.length > 0 ? page : real.list({ ...request, after: undefined });
      },
    })),
    'a walk names exactly the calls that pass the filter, in order, for any data and any page size': searching(
      contains,
      ({ analysis, ...record }) => textsOf(analysis ? { ...record, analysis: { ...analysis, audioSummary: '' } } : record),
    ),
    'a walk can begin anywhere, for any data': plain({
      isAfter: ({ recordedAtMs, hash }, after) =>
        recordedAtMs < after.recordedAtMs || (recordedAtMs === after.recordedAtMs && hash >= after.hash),
    }),
    'a walk names each call that stays unchanged exactly once, whatever happens between its pages': byOffset,
    'a call that is saved between two pages does not disturb the walk': byOffset,
    'a call that is deleted between two pages does not disturb the walk': byOffset,
    'a call that changes its time between two pages does not disturb the walk': byOffset,
    'a category filter passes the calls that have the category, exactly': naming('categories', (names) =>
      names.map((name) => name.toLowerCase()),
    ),
    'a topic filter passes the calls that have the topic, exactly': naming('topics', (names) =>
      names.flatMap((name) => [name, ...name.split(' ')]),
    ),
    'a state filter passes the calls in that state': filtering((record, filter) =>
      matchesFilter(record.state === 'no_match' ? { ...record, state: 'completed' } : record, filter),
    ),
    'fromMs is the first time that passes, toMs the first that does not': filtering((record, { toMs, ...filter }) =>
      matchesFilter(record, toMs === undefined ? filter : { ...filter, toMs: toMs + 1 }),
    ),
    'odd names are found exactly': naming('topics', (names) => names.map((name) => name.normalize('NFC'))),
    'a call that names a category or a topic twice is listed once': plain({
      listable: (kept) => kept.flatMap((record) => record.analysis?.categories.map(() => record) ?? record),
    }),
    'a call of many categories and topics is found by each': naming('categories', (names) => names.slice(0, 50)),
    'every field of a filter must hold': filtering((record, filter) => {
      const [first] = Object.entries(filter);
      return matchesFilter(record, first === undefined ? {} : (Object.fromEntries([first]) as CallFilter));
    }),
    'a field that is undefined does not filter': filtering((record, filter) => {
      return matchesFilter(record, filter) && ('state' in filter ? record.state === filter.state : true);
    }),
    'a filter that passes few of many calls finds them all, page by page': plain({
      listable: (kept) => kept.slice(-100),
    }),
    'a changed state leaves the list of the old one and enters that of the new': ghosts(
      (old, now) => old.state !== now.state,
    ),
    'changed categories leave the lists of the old ones and enter those of the new': ghosts(
      (old, now) => old.analysis?.categories.join() !== now.analysis?.categories.join(),
    ),
    'changed topics leave the lists of the old ones and enter those of the new': ghosts(
      (old, now) => old.analysis?.topics.join() !== now.analysis?.topics.join(),
    ),
    'a call whose analysis went is no longer listed by what it said': ghosts(
      (old, now) => old.analysis !== undefined && now.analysis === undefined,
    ),
    'text is found in call id, summaries, categories, topics and transcript': searching(contains, (record) =>
      textsOf(record).map((place) => place.slice(0, 100_000)),
    ),
    'text is not found where it is not looked for': searching(contains, (record) => [JSON.stringify(record)]),
    'text is found in any letter case, of any script': searching((place, wanted) => {
      const folded = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
      return folded(place).includes(folded(wanted));
    }),
    'text is found inside a word, and however short': searching(contains, (record) => [
      textsOf(record)
        .filter((place) => place.length >= 3)
        .join('\n'),
    ]),
    'text of several words is found as it stands, spaces included': searching((place, wanted) =>
      wanted.split(' ').every((word) => contains(place, word)),
    ),
    'no character of a text is a wildcard or an operator': searching((place, wanted) => {
      return wanted.includes('_') || wanted.split('%').every((part) => contains(place, part));
    }),
    'text that a save changed is found as it stands now': ghosts(
      (old, now) => old.analysis?.callSummary !== now.analysis?.callSummary,
    ),
    'a text filter holds beside the others, page by page': filtering((record, { text, ...filter }) =>
      matchesFilter(record, text === undefined ? filter : { text }),
    ),
  },
});

const names = new Set(recordRepositoryContract(plain({})).map(({ name }) => name));

describeMutants<RecordRepository>('recordRepositoryContract of a repository that searches no text', {
  contract: (create) => recordRepositoryContract(create, { textSearch: false }).filter(({ name }) => !names.has(name)),
  correct: mutant((real) => ({
    list: async (request) => {
      if (request.filter.text === undefined) return real.list(request);
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'no text');
    },
  })),
  mutants: {
    'a text filter is rejected with EARSHOT_NOT_SUPPORTED, alone and with others': mutant((real) => ({
      list: ({ filter: { text: _, ...filter }, ...request }) => real.list({ ...request, filter }),
    })),
  },
});
