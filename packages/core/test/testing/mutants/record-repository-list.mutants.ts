import { type CallHash, type CallOverview, type CallPage, type CallSort, matchesFilter } from '@earshot/core';
import { byOffset, filtering, ghosts, type Mutants, mutant, plain } from './broken-repositories.js';

const durationOf = ({ analysis }: CallOverview) => analysis?.mediaFacts?.durationMs;

/** Shows a whole list in one order as told. */
const sorting = (sort: CallSort, change: (calls: CallOverview[]) => CallOverview[]) =>
  mutant((real) => ({
    list: async (request) => {
      if (request.sort !== sort) return real.list(request);
      const { calls } = await real.list({ ...request, limit: 100 });
      return { calls: change([...calls]).slice(0, request.limit) };
    },
  }));

/** Break what holds of the order of lists, of their pages and of walks. */
export const listMutants: Mutants = {
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
  'a walk names exactly the calls that pass the filter, in order, for any data and any page size': filtering(
    (record, { sentiment: _, ...filter }) => matchesFilter(record, filter),
  ),
  'list sorts by oldest: equal ones by hash, unknown ones last': sorting('oldest', (calls) => calls.reverse()),
  'list sorts by longest: equal ones by hash, unknown ones last': sorting('longest', (calls) =>
    calls.sort((one, other) => (durationOf(one) ?? 1e9) - (durationOf(other) ?? 1e9)).reverse(),
  ),
  'list sorts by shortest: equal ones by hash, unknown ones last': sorting('shortest', (calls) =>
    calls.sort((one, other) => (durationOf(one) ?? 0) - (durationOf(other) ?? 0)),
  ),
  'list sorts by most-negative: equal ones by hash, unknown ones last': sorting('most-negative', (calls) =>
    calls.sort((one, other) => (one.sentiment?.score ?? 0) - (other.sentiment?.score ?? 0)),
  ),
  'a changed call is where its new rank puts it, once, and a deleted one nowhere': ghosts(
    (old, now) => durationOf(old) !== durationOf(now),
  ),
  'a walk can begin anywhere, for any data': plain({
    isAfter: ({ recordedAtMs, hash }, after) =>
      recordedAtMs < after.recordedAtMs || (recordedAtMs === after.recordedAtMs && hash >= after.hash),
  }),
  'a walk names each call that stays unchanged exactly once, whatever happens between its pages': byOffset,
  'a call that is saved between two pages does not disturb the walk': byOffset,
  'a call that is deleted between two pages does not disturb the walk': byOffset,
  'a call that changes its time between two pages does not disturb the walk': byOffset,
};
