import {
  type CallHash,
  type CallScore,
  compareInsights,
  compareScores,
  EarshotError,
  type InsightFilter,
  type InsightPosition,
  type InsightRepository,
  isOutdated,
  type KeptInsight,
  keptInsight,
  matchesInsightFilter,
  type Replacement,
  replacement,
  type ScoresRequest,
  type StoredInsight,
  withChange,
} from '@earshot/core';
import { byCodePoints } from '../../../src/testing/odd-names.js';

/** What {@link plainInsights} does by parts, each of which a mutant can do in another way. */
export interface InsightParts {
  readonly copy: <T>(value: T) => T;
  readonly keyOf: (id: string) => string;
  readonly isOutdated: (score: CallScore, kept: CallScore) => boolean;
  readonly replacement: typeof replacement;
  readonly kept: (stored: StoredInsight) => KeptInsight;
  /** Done between looking at what is kept and replacing it. */
  readonly pause: (score: CallScore) => void | Promise<void>;
  /** Done between looking at the kept version and deciding. */
  readonly pauseToDecide: () => void | Promise<void>;
  readonly mayDecide: (version: number, kept: number) => boolean;
  readonly scoreToKeep: (score: CallScore, before: CallScore | undefined) => CallScore;
  readonly matches: (insight: KeptInsight, filter: InsightFilter) => boolean;
  readonly compare: (one: InsightPosition, other: InsightPosition) => number;
  readonly isAfter: (position: InsightPosition, after: InsightPosition) => boolean;
  readonly nextOf: (page: readonly KeptInsight[], found: readonly KeptInsight[]) => InsightPosition | undefined;
  readonly agentOf: (score: CallScore) => string | undefined;
  /** The scores that agents have, given every one that was ever kept, oldest first. */
  readonly scored: (kept: readonly CallScore[], versions: readonly CallScore[]) => readonly CallScore[];
  readonly compareNames: (one: string, other: string) => number;
  readonly isNameAfter: (name: string, after: string) => boolean;
  readonly compareScores: typeof compareScores;
  readonly isWithin: (score: CallScore, request: ScoresRequest) => boolean;
  readonly isComplete: (found: number, limit: number) => boolean;
  /** Which insights a delete removes. */
  readonly removes: (stored: StoredInsight, hash: CallHash) => boolean;
}

const CORRECT: InsightParts = {
  copy: (value) => structuredClone(value),
  keyOf: (id) => id,
  isOutdated,
  replacement,
  kept: keptInsight,
  pause: () => {},
  pauseToDecide: () => {},
  mayDecide: (version, kept) => version === kept,
  scoreToKeep: (score) => score,
  matches: matchesInsightFilter,
  compare: compareInsights,
  isAfter: (position, after) => compareInsights(position, after) > 0,
  nextOf: (page, found) => (page.length === found.length ? undefined : page.at(-1)),
  agentOf: ({ agentName }) => agentName,
  scored: (kept) => kept,
  compareNames: byCodePoints,
  isNameAfter: (name, after) => byCodePoints(name, after) > 0,
  compareScores,
  isWithin: ({ recordedAtMs }, { fromMs = -Infinity, toMs = Infinity }) =>
    recordedAtMs >= fromMs && recordedAtMs < toMs,
  isComplete: (found, limit) => found <= limit,
  removes: ({ insight }, hash) => insight.hash === hash,
};

/** The plainest insight repository there is. With no part changed it keeps every rule. */
export function plainInsights(changes: Partial<InsightParts> = {}): InsightRepository {
  const parts = { ...CORRECT, ...changes };
  const scores = new Map<CallHash, CallScore>();
  const versions: CallScore[] = [];
  const stored = new Map<string, StoredInsight>();
  const given = () => [...stored.values()].filter(({ isGiven }) => isGiven).map(parts.kept);
  const find = (filter: InsightFilter) => given().filter((insight) => parts.matches(insight, filter));
  const write = ({ put, remove }: Replacement) => {
    for (const id of remove) stored.delete(parts.keyOf(id));
    for (const one of put) stored.set(parts.keyOf(one.insight.id), parts.copy(one));
  };
  return {
    replace: async (score, insights) => {
      const before = scores.get(score.hash);
      if (before !== undefined && parts.isOutdated(score, before)) {
        return { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };
      }
      const ofCall = [...stored.values()].filter(({ insight }) => insight.hash === score.hash);
      const change = parts.replacement(ofCall, insights);
      const kept = parts.copy(parts.scoreToKeep(score, before));
      const pause = parts.pause(score);
      if (pause !== undefined) await pause;
      write(change);
      scores.set(score.hash, kept);
      versions.push(kept);
      return change.counts;
    },
    scoreOf: async (hash) => parts.copy(scores.get(hash)),
    ofCall: async (hash) =>
      parts.copy(
        given()
          .filter((insight) => insight.hash === hash)
          .sort(compareInsights),
      ),
    get: async (id) => {
      const found = stored.get(parts.keyOf(id));
      return found?.isGiven ? parts.copy(parts.kept(found)) : undefined;
    },
    decide: async (id, version, change) => {
      const found = stored.get(parts.keyOf(id));
      if (!found?.isGiven) throw new EarshotError('EARSHOT_NOT_FOUND', `no insight ${id}`);
      if (!parts.mayDecide(version, found.version)) throw new EarshotError('EARSHOT_CONFLICT', 'another version');
      const pause = parts.pauseToDecide();
      if (pause !== undefined) await pause;
      const decided = parts.copy(withChange(found, change));
      stored.set(parts.keyOf(id), decided);
      return parts.copy(parts.kept(decided));
    },
    list: async ({ filter, limit, after }) => {
      const found = find(filter)
        .sort(parts.compare)
        .filter((insight) => after === undefined || parts.isAfter(insight, after));
      const page = found.slice(0, limit);
      const next = parts.nextOf(page, found);
      const position = next && { createdAtMs: next.createdAtMs, id: next.id };
      return { insights: parts.copy(page), ...(position && { next: position }) };
    },
    count: async (filter) => {
      const found = find(filter);
      const high = found.filter(({ priority }) => priority === 'high').length;
      return { total: found.length, high, isExact: true };
    },
    agents: async ({ limit, after }) => {
      const all = parts.scored([...scores.values()], versions).flatMap((score) => parts.agentOf(score) ?? []);
      const names = [...new Set(all)]
        .sort(parts.compareNames)
        .filter((name) => after === undefined || parts.isNameAfter(name, after));
      const agents = names.slice(0, limit).map((name) => ({ name }));
      return names.length > limit ? { agents, next: agents.at(-1)?.name } : { agents };
    },
    scoresOf: async (request) => {
      const found = parts
        .scored([...scores.values()], versions)
        .filter((score) => parts.agentOf(score) === request.agent && parts.isWithin(score, request))
        .sort(parts.compareScores);
      const isComplete = parts.isComplete(found.length, request.limit);
      return { scores: parts.copy(found.slice(0, request.limit)), isComplete };
    },
    delete: async (hash) => {
      const removed = [...stored].filter(([, one]) => parts.removes(one, hash));
      for (const [id] of removed) stored.delete(id);
      return removed.length + Number(scores.delete(hash));
    },
  };
}
