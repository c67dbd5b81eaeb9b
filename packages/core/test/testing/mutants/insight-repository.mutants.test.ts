import { MemoryInsightRepository } from '@earshot/adapters-memory';
import {
  compareInsights,
  compareScores,
  type InsightFilter,
  type InsightRepository,
  keptInsight,
  matchesInsightFilter,
  replacement,
  type StoredInsight,
  withChange,
} from '@earshot/core';
import { insightRepositoryContract, registerContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { aside, describeMutants, withChanges } from './describe-mutants.js';
import { type InsightParts, plainInsights } from './plain-insights.js';

const plain = (changes: Partial<InsightParts>) => () => plainInsights(changes);

function mutant(change: (real: InsightRepository) => Partial<InsightRepository>): () => InsightRepository {
  return () => withChanges<InsightRepository>(new MemoryInsightRepository(), change);
}

/** Filters by other values than those given. */
const filtering = (change: (filter: InsightFilter) => InsightFilter) =>
  plain({ matches: (insight, filter) => matchesInsightFilter(insight, change(filter)) });

/** Replaces as if other insights were stored, or given. */
const replacing = (
  storedAs: (stored: StoredInsight) => StoredInsight,
  resultOf: (result: ReturnType<typeof replacement>) => ReturnType<typeof replacement> = (result) => result,
) => plain({ replacement: (stored, given) => resultOf(replacement(stored.map(storedAs), given)) });

const withoutPeople = (stored: StoredInsight): StoredInsight => ({ ...stored, decisions: [], comments: [] });

const shared = new MemoryInsightRepository();

/** Goes on from where a page ended by counting insights, not by position. */
function byOffset(): InsightRepository {
  const ends = new Map<object, number>();
  return withChanges<InsightRepository>(new MemoryInsightRepository(), (real) => ({
    list: async ({ filter, limit, after }) => {
      const start = (after && ends.get(after)) ?? 0;
      const { insights } = await real.list({ filter, limit: 1_000 });
      const last = insights[start + limit - 1];
      if (last === undefined || start + limit >= insights.length) return { insights: insights.slice(start) };
      const next = { createdAtMs: last.createdAtMs, id: last.id };
      ends.set(next, start + limit);
      return { insights: insights.slice(start, start + limit), next };
    },
  }));
}

describe('the plainest insight repository', () => registerContract(insightRepositoryContract(plain({})), it));

describeMutants<InsightRepository>('insightRepositoryContract', {
  contract: (create) => insightRepositoryContract(create),
  correct: () => new MemoryInsightRepository(),
  mutants: {
    'two insight repositories know nothing of each other': () => shared,
    'nothing is found of a call that has no score, or under another id': plain({ keyOf: (id) => id.slice(-1) }),
    'any score and any insights are given back equal, by every process': plain({
      scoreToKeep: ({ rulesets: _, ...score }) => ({ ...score, rulesets: {} }),
    }),
    'a call without insights keeps its score': mutant((real) => ({
      replace: async (score, insights) => {
        const counts = await real.replace(score, insights);
        if (insights.length === 0) await real.delete(score.hash);
        return counts;
      },
    })),
    'odd names and long texts are kept as they are': plain({
      kept: (stored) => {
        const kept = keptInsight(stored);
        return { ...kept, message: kept.message.slice(0, 3_000) };
      },
    }),
    'fifty insights of one call are kept': mutant((real) => ({
      replace: (score, insights) => real.replace(score, insights.slice(0, 25)),
    })),
    'changing what was passed in or given out changes nothing that is kept': plain({ copy: (value) => value }),
    'replace answers what it added, changed, withdrew and left as it was': replacing(
      (stored) => stored,
      (result) => ({ ...result, counts: { ...result.counts, changed: 0, added: result.counts.added + 1 } }),
    ),
    'an insight that is given no longer is found in no way': replacing(
      (stored) => stored,
      (result) => ({ ...result, remove: [] }),
    ),
    'a changed insight replaces the earlier one at its new place, and has a new version': replacing(
      (stored) => stored,
      ({ put, ...rest }) => ({ ...rest, put: put.map((stored) => ({ ...stored, version: 1 })) }),
    ),
    'replacing the insights of one call leaves those of others alone': mutant((real) => ({
      replace: async (score, insights) => {
        const { insights: all } = await real.list({ filter: {}, limit: 100 });
        if (score.revision > 1) for (const { hash } of all) await real.delete(hash);
        return real.replace(score, insights);
      },
    })),
    'an older revision of the record changes nothing': plain({ isOutdated: () => false }),
    'the same revision replaces what is kept: rules may have changed': plain({
      isOutdated: (score, kept) => score.revision <= kept.revision,
    }),
    'of a call that was erased and came back, the later record counts': plain({
      isOutdated: (score, kept) => score.revision < kept.revision,
    }),
    'of revisions that are kept at the same time, the newest remains': plain({ pause: aside }),

    'decisions and comments are kept in order, and the last decision is the status': plain({
      kept: (stored) => ({
        ...keptInsight(stored),
        status: stored.decisions[0]?.status ?? stored.insight.initialStatus,
      }),
    }),
    'a decision moves the insight to the lists of its new status': plain({
      matches: ({ decisions: _, ...insight }, filter) =>
        matchesInsightFilter({ ...insight, decisions: [], status: insight.initialStatus }, filter),
    }),
    'changing a decision that was passed in changes nothing that is kept': mutant((real) => {
      const passed = new Map<string, Parameters<InsightRepository['decide']>[2]>();
      return {
        decide: (id, version, change) => {
          passed.set(id, change);
          return real.decide(id, version, change);
        },
        get: async (id) => {
          const kept = await real.get(id);
          const { decision, comment } = passed.get(id) ?? {};
          return kept && { ...kept, decisions: decision ? [decision] : [], comments: comment ? [comment] : [] };
        },
      };
    }),
    'a decision on another version is a conflict, and changes nothing': plain({
      mayDecide: (version, kept) => version <= kept,
    }),
    'a decision on an insight that changed since it was read is a conflict': replacing(
      (stored) => stored,
      ({ put, ...rest }) => ({ ...rest, put: put.map((stored) => ({ ...stored, version: 1 })) }),
    ),
    'a decision on an insight that is not given is EARSHOT_NOT_FOUND': mutant((real) => ({
      decide: async (id, version, change) => {
        const known = await real.get(id);
        return known ? real.decide(id, version, change) : withKeptAside(id);
      },
    })),
    'of many parallel decisions on one version, one wins and the others are conflicts': plain({ pauseToDecide: aside }),
    'decisions and comments survive when the insight is computed again': replacing(withoutPeople),
    'decisions on an insight that is withdrawn are back when it is': plain({
      replacement: (stored, given) =>
        replacement(
          stored.map((one) => (given.some(({ id }) => id === one.insight.id) ? one : withoutPeople(one))),
          given,
        ),
    }),
    'an insight that nobody decided about has the status that it is given with': plain({
      replacement: (stored, given) =>
        replacement(
          stored,
          given.map((insight) => {
            const before = stored.find((one) => one.insight.id === insight.id)?.insight;
            return { ...insight, initialStatus: before?.initialStatus ?? insight.initialStatus };
          }),
        ),
    }),
    'a decision that was answered is not lost, whatever replaces the insight meanwhile': plain({ pause: aside }),

    'after a delete nothing of the call is found, not even what was kept aside': plain({
      removes: ({ insight, isGiven }, hash) => isGiven && insight.hash === hash,
    }),
    'delete answers how much it removed, and may be repeated': mutant((real) => ({
      delete: async (hash) => Math.max(1, await real.delete(hash)),
    })),
    'a delete leaves the other calls alone': plain({ removes: () => true }),
    'of a delete and a replace at the same time, all of the call is left or nothing': plain({
      pause: ({ revision }) => (revision === 1 ? undefined : aside()),
    }),

    'list gives the newest insight first, and orders those of the same time by id': plain({
      compare: (one, other) => other.createdAtMs - one.createdAtMs,
    }),
    'insights of times before 1970 and at the ends of the calendar are in order': plain({
      compare: (one, other) =>
        String(other.createdAtMs).localeCompare(String(one.createdAtMs)) || compareInsights(one, other),
    }),
    'each filter passes what it names, and all together what all name': filtering(
      ({ category: _, ...filter }) => filter,
    ),
    'paginating through a list gives each matching insight once, in order, for any data, filter and limit': filtering(
      ({ fromMs: _, ...filter }) => filter,
    ),
    'an empty repository lists and counts nothing': mutant((real) => ({
      count: async (filter) => ({ ...(await real.count(filter)), isExact: false }),
    })),
    'pages have at most as many insights as asked for, and together all': mutant((real) => ({
      list: (request) => real.list({ ...request, limit: request.limit + 1 }),
    })),
    'a list can begin after any position, whether or not an insight is there': plain({
      isAfter: (position, after) => position.createdAtMs < after.createdAtMs,
    }),
    'insights that change between two pages do not disturb the others': byOffset,

    'agents names each agent once, in the order of code points, page by page': plain({
      compareNames: (one, other) => (one < other ? -1 : one > other ? 1 : 0),
    }),
    'agents can begin after any name, whether or not an agent has it': mutant((real) => ({
      agents: async ({ limit, after }) => {
        const { agents } = await real.agents({ limit: 100 });
        const start = after === undefined ? 0 : agents.findIndex(({ name }) => name === after) + 1;
        const page = agents.slice(start, start + limit);
        return start + limit < agents.length ? { agents: page, next: page.at(-1)?.name } : { agents: page };
      },
    })),
    'calls whose agent has no name count for nobody': plain({ agentOf: ({ agentName = 'Unknown' }) => agentName }),
    'an agent whose last call went to another one is named no longer': plain({ scored: (_, versions) => versions }),
    'scores of agents with odd names are kept apart': plain({
      agentOf: ({ agentName }) => agentName?.normalize('NFC'),
    }),
    'scores are given newest first, those of the same time by hash': plain({
      compareScores: (one, other) => -compareScores(one, other),
    }),
    'only so many of the newest scores are given, and whether that is all': plain({
      isComplete: (found, limit) => found < limit,
    }),
    'the scores of an agent within any times are those of its calls recorded then': plain({
      isWithin: ({ recordedAtMs }, { fromMs = -Infinity, toMs = Infinity }) =>
        recordedAtMs >= fromMs && recordedAtMs <= toMs,
    }),
    'a later score of a call takes the place of the one before': plain({
      scoreToKeep: (score, before) => ({ ...score, recordedAtMs: before?.recordedAtMs ?? score.recordedAtMs }),
    }),
  },
});

/** What decides about anything. */
function withKeptAside(id: string): ReturnType<typeof keptInsight> {
  const insight = { id } as StoredInsight['insight'];
  return keptInsight(withChange({ insight, isGiven: true, decisions: [], comments: [], version: 1 }, {}));
}
