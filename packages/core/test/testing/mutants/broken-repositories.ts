import { MemoryRecordRepository } from '@earshot/adapters-memory';
import {
  type CallRecord,
  type JobId,
  matchesFilter,
  type PagePosition,
  positionOf,
  type RecordRepository,
  textTerms,
} from '@earshot/core';
import { aside, withChanges } from './describe-mutants.js';
import { type Parts, plainRepository } from './plain-repository.js';

/** What makes a repository that breaks a rule, by the name of the case. */
export type Mutants = Readonly<Record<string, () => RecordRepository>>;

/** The plainest repository with some parts changed. */
export const plain = (changes: Partial<Parts>) => () => plainRepository(changes);

/** A repository in memory with some methods changed. */
export function mutant(change: (real: RecordRepository) => Partial<RecordRepository>): () => RecordRepository {
  return () => withChanges<RecordRepository>(new MemoryRecordRepository(), change);
}

/** Lists by a filter of its own. */
export const filtering = (matches: Parts['matches']) => plain({ matches });

/** Passes a record by text when each of its words and phrases is found as specified, in one of the texts of the record. */
export const searching = (found: (place: string, wanted: string) => boolean, placesOf = textsOf) =>
  filtering((record, { text, ...filter }) => {
    if (!matchesFilter(record, filter)) return false;
    const places = placesOf(record);
    return textTerms(text ?? '').every((term) => places.some((place) => found(place, term)));
  });

/** The texts of a record that a text filter looks at. */
export function textsOf({ callId, aliases = [], analysis }: CallRecord): string[] {
  const { callSummary = '', audioSummary = '', categories = [], topics = [], transcript } = analysis ?? {};
  return [callId, ...aliases, callSummary, audioSummary, ...categories, ...topics, transcript?.text ?? ''];
}

/** Whether a text is in another, in any letter case. */
export const contains = (place: string, wanted: string) => place.toLowerCase().includes(wanted.toLowerCase());

/** Changes what passes as a name in one list of the analysis. */
export const naming = (field: 'categories' | 'topics', namesOf: (names: readonly string[]) => string[]) =>
  filtering((record, filter) => {
    const { analysis } = record;
    return matchesFilter(
      analysis ? { ...record, analysis: { ...analysis, [field]: namesOf(analysis[field]) } } : record,
      filter,
    );
  });

/** Goes on from where a page ended by counting calls, not by position. */
export function byOffset(): RecordRepository {
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
export const racing = plain({ pause: aside });

/** Lists a call also where, and as what, it was before. */
export const ghosts = (differ: (one: CallRecord, other: CallRecord) => boolean) =>
  plain({
    listable: (kept, versions) => [
      ...kept,
      ...versions.filter((old) => kept.some((now) => now.hash === old.hash && differ(old, now))),
    ],
  });

/** Finds calls by an index of jobs that is only ever added to. */
export const appendingJobs = (early: boolean) =>
  mutant((real) => {
    const hashes = new Map<JobId, CallRecord>();
    const index = (record: CallRecord) => {
      for (const { jobId } of record.jobs) if (jobId !== undefined) hashes.set(jobId, record);
    };
    return {
      findByJob: async (jobId) => {
        const indexed = hashes.get(jobId);
        return indexed && ((await real.get(indexed.hash)) ?? indexed);
      },
      save: async (record) => {
        if (early) index(record);
        await real.save(record);
        index(record);
      },
    };
  });
