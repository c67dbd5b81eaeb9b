import type { CallScore } from '../coaching/call-score.js';
import type { Insight, InsightId } from '../coaching/insight.js';
import type { InsightFilter, InsightPosition } from '../coaching/insight-filter.js';
import type { InsightChange, KeptInsight, ReplaceCounts } from '../coaching/kept-insight.js';
import type { CallHash } from '../model/call.js';

/** Which insights to list. */
export interface InsightListRequest {
  readonly filter: InsightFilter;
  /** At most this many, 1–100. */
  readonly limit: number;
  /** Only what comes after this position. It need not be the position of an insight that exists. */
  readonly after?: InsightPosition | undefined;
}

/** A page of insights, and the position where the next page begins. */
export interface InsightPage {
  readonly insights: readonly KeptInsight[];
  /** Absent when nothing follows. A page may be shorter than asked, even empty, while more follow. */
  readonly next?: InsightPosition | undefined;
  /** Ids of insights left out because their stored form is damaged. Absent when there are none. */
  readonly damaged?: readonly InsightId[] | undefined;
}

/** How many insights match. */
export interface InsightCount {
  readonly total: number;
  /** Those of them that have high priority. */
  readonly high: number;
  /** `false` when there are more than the repository counts. The numbers are then a lower bound. */
  readonly isExact: boolean;
}

/** A repository counts at least this many insights before it gives a lower bound. */
export const MIN_COUNTED = 10_000;

/** Which agents to name. */
export interface AgentListRequest {
  /** At most this many, 1–100. */
  readonly limit: number;
  /** Only names that come after this one. It need not be the name of an agent that exists. */
  readonly after?: string | undefined;
}

/** Some agents. */
export interface AgentPage {
  readonly agents: readonly { readonly name: string }[];
  /** Absent when none follows. */
  readonly next?: string | undefined;
}

/** Which calls of an agent to read the scores of. */
export interface ScoresRequest {
  readonly agent: string;
  /** Recorded at this time or later, epoch ms. */
  readonly fromMs?: number | undefined;
  /** Recorded before this time, epoch ms. */
  readonly toMs?: number | undefined;
  /** At most this many, 1–1,000. */
  readonly limit: number;
}

/** The scores of an agent's calls. */
export interface AgentScores {
  /** Newest first: by `recordedAtMs` descending, then by `hash`. */
  readonly scores: readonly CallScore[];
  /** Whether no further call of the agent matches. */
  readonly isComplete: boolean;
}

/**
 * Stores the insights of calls, people's decisions and comments on them, and the score of each
 * call. `scoreOf`, `ofCall` and `get` see every write that was answered; lists, counts and agents
 * may lag behind. Changing a returned object never changes the stored one, and changing a saved
 * object doesn't either.
 */
export interface InsightRepository {
  /**
   * Keeps what one revision of a record gives in place of what is kept of the call, if that isn't
   * from a newer revision or a later record of the call: then nothing changes, and all counts are
   * 0. Decisions and comments stay, those on insights that are given no longer included: they are
   * back when the insight is. Of any number of concurrent calls, the newest revision remains. A
   * failed call may have been applied in part; repeating it completes it.
   */
  replace(score: CallScore, insights: readonly Insight[]): Promise<ReplaceCounts>;

  /** The score of a call; `undefined` when there is none. */
  scoreOf(hash: CallHash): Promise<CallScore | undefined>;

  /** The insights that are given of a call, in the order of lists. @throws EarshotError `EARSHOT_UNREADABLE` when one is damaged */
  ofCall(hash: CallHash): Promise<readonly KeptInsight[]>;

  /** An insight that is given; `undefined` when there is none. @throws EarshotError `EARSHOT_UNREADABLE` when it is damaged */
  get(id: InsightId): Promise<KeptInsight | undefined>;

  /**
   * Adds a decision, a comment or both to the version of an insight that the caller has read. Of any number of concurrent
   * changes to one version, one succeeds.
   * @returns the insight as stored afterwards
   * @throws EarshotError `EARSHOT_CONFLICT` when another version is kept, `EARSHOT_NOT_FOUND` when the insight isn't given;
   *   as {@link get} does
   */
  decide(id: InsightId, version: number, change: InsightChange): Promise<KeptInsight>;

  /**
   * Lists insights that are given, newest first: by `createdAtMs` descending, then by `id`. Iterating over the pages yields
   * each matching insight that stays unchanged exactly once, and a page costs the same however many insights are kept.
   */
  list(request: InsightListRequest): Promise<InsightPage>;

  /** How many insights {@link list} gives in all. Counts at least {@link MIN_COUNTED}. */
  count(filter: InsightFilter): Promise<InsightCount>;

  /** Names the agents that have scores, each once, in the order of their code points. */
  agents(request: AgentListRequest): Promise<AgentPage>;

  /** The newest scores of an agent's calls. Costs the same however many other calls there are. */
  scoresOf(request: ScoresRequest): Promise<AgentScores>;

  /**
   * Removes everything stored for a call. Returns the number of removed items: the score, and each
   * insight, including withdrawn ones. Idempotent.
   */
  delete(hash: CallHash): Promise<number>;
}
