import { type CallHash, dueAtMs } from '@earshot/core';
import { ghosts, type Mutants, mutant, plain } from './broken-repositories.js';
import { compareDue } from './plain-repository.js';

/** Break what holds of `listDue` and `countOpen`. */
export const dueMutants: Mutants = {
  'listDue names the calls of one open state, the longest due first': plain({
    compareDue: (one, other) => compareDue(other, one),
  }),
  'listDue orders calls due at the same time by hash, and negative times by number': plain({
    compareDue: (one, other) => (`${one.dueAtMs}#${one.hash}` < `${other.dueAtMs}#${other.hash}` ? -1 : 1),
  }),
  'listDue names what is due by a time, that time included': plain({
    isDue: (position, { untilMs, after }) =>
      position.dueAtMs < untilMs && (after === undefined || compareDue(position, after) > 0),
  }),
  'countOpen counts what is due since a time, that time included': mutant((real) => ({
    countOpen: (state, sinceMs) => real.countOpen(state, sinceMs === undefined ? undefined : sinceMs + 1),
  })),
  'listDue begins after any position, whether or not a call is there': plain({
    isDue: (position, { untilMs, after }) =>
      position.dueAtMs <= untilMs && (after === undefined || position.dueAtMs > after.dueAtMs),
  }),
  'paginating through listDue names each due call once, in order, for any data and limit': mutant((real) => ({
    listDue: async (request) => {
      const { calls, next } = await real.listDue(request);
      return next === undefined ? { calls } : { calls, next: { ...next, hash: 'f'.repeat(32) as CallHash } };
    },
  })),
  'a call that leaves a state is due in it no longer': ghosts((old, now) => old.state !== now.state),
  'a start that is put off moves the call, and back when it no longer is': plain({
    dueAtMs: (record) => dueAtMs({ state: record.state, history: record.history }),
  }),
  'a save that changes nothing of it keeps the place of a due call': plain({
    dueAtMs: ({ updatedAtMs }) => updatedAtMs,
  }),
  'a call that is submitted again is due since then': plain({ dueAtMs: ({ history }) => history[0]?.atMs }),
  'a refused save changes nothing about what is due': mutant((real) => {
    const refused = new Set<CallHash>();
    return {
      save: (record) =>
        real.save(record).catch((error: unknown) => {
          refused.add(record.hash);
          throw error;
        }),
      listDue: async (request) => {
        const { calls } = await real.listDue(request);
        return { calls: calls.filter(({ hash }) => !refused.has(hash)) };
      },
    };
  }),
  'a deleted call is not due': mutant((real) => {
    let deleted = 0;
    return {
      delete: async (hash) => {
        deleted += 1;
        return real.delete(hash);
      },
      countOpen: async (state, sinceMs) => (await real.countOpen(state, sinceMs)) + deleted,
    };
  }),
};
