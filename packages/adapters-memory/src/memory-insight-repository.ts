import {
  type AgentListRequest,
  type AgentPage,
  type AgentScores,
  type CallHash,
  type CallScore,
  compareInsights,
  compareScores,
  EarshotError,
  type Insight,
  type InsightChange,
  type InsightCount,
  type InsightFilter,
  type InsightId,
  type InsightListRequest,
  type InsightPage,
  type InsightPosition,
  type InsightRepository,
  isOutdated,
  type KeptInsight,
  keptInsight,
  matchesInsightFilter,
  type ReplaceCounts,
  replacement,
  type ScoresRequest,
  type StoredInsight,
  withChange,
} from '@earshot/core';
import { BTree } from './b-tree.js';
import { compareCodePoints } from './compare-code-points.js';
import { frozenCopy } from './frozen-copy.js';

type Index = BTree<InsightPosition, KeptInsight>;
type ScoreIndex = BTree<Pick<CallScore, 'recordedAtMs' | 'hash'>, CallScore>;

export interface MemoryInsightRepositoryOptions {
  /** A page looks at no more insights than this, and may therefore be short. @defaultValue 10,000 */
  readonly scanLimit?: number;
}

/** Keeps insights in memory: the reference for every {@link InsightRepository}. Gives out frozen insights. */
export class MemoryInsightRepository implements InsightRepository {
  readonly #scanLimit: number;
  readonly #scores = new Map<CallHash, CallScore>();
  readonly #stored = new Map<InsightId, StoredInsight>();
  readonly #ofCall = new Map<CallHash, Set<InsightId>>();
  readonly #newestFirst: Index = newIndex();
  readonly #indices = new Map<string, Index>();
  readonly #byAgent = new Map<string, ScoreIndex>();
  readonly #agents = new BTree<string, undefined>(undefined, compareCodePoints);

  constructor(options: MemoryInsightRepositoryOptions = {}) {
    this.#scanLimit = options.scanLimit ?? 10_000;
  }

  async replace(score: CallScore, insights: readonly Insight[]): Promise<ReplaceCounts> {
    const kept = this.#scores.get(score.hash);
    if (kept !== undefined && isOutdated(score, kept)) return { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };
    const { put, remove, counts } = replacement(this.#storedOf(score.hash), insights);
    for (const id of remove) this.#remove(id);
    for (const stored of put) this.#put(stored);
    this.#forgetScore(score.hash);
    this.#keepScore(frozenCopy(score));
    return counts;
  }

  async scoreOf(hash: CallHash): Promise<CallScore | undefined> {
    return this.#scores.get(hash);
  }

  async ofCall(hash: CallHash): Promise<readonly KeptInsight[]> {
    const given = this.#storedOf(hash).filter(({ isGiven }) => isGiven);
    return given.map((stored) => this.#out(stored)).sort(compareInsights);
  }

  async get(id: InsightId): Promise<KeptInsight | undefined> {
    const stored = this.#stored.get(id);
    return stored?.isGiven ? this.#out(stored) : undefined;
  }

  async decide(id: InsightId, version: number, change: InsightChange): Promise<KeptInsight> {
    const stored = this.#stored.get(id);
    if (!stored?.isGiven) throw new EarshotError('EARSHOT_NOT_FOUND', `no insight has id ${id}`);
    if (stored.version !== version) {
      throw new EarshotError('EARSHOT_CONFLICT', `insight ${id} has version ${stored.version}`, {
        details: { field: 'version', expected: stored.version, found: version },
      });
    }
    return this.#put(withChange(stored, change));
  }

  async list({ filter, limit, after }: InsightListRequest): Promise<InsightPage> {
    const insights: KeptInsight[] = [];
    let examined = 0;
    let last: InsightPosition | undefined;
    for (const [position, insight] of this.#narrowest(filter)?.entries(startOf(filter, after)) ?? []) {
      if (after !== undefined && compareInsights(position, after) <= 0) continue;
      if (filter.fromMs !== undefined && position.createdAtMs < filter.fromMs) break;
      if (last !== undefined && (insights.length === limit || examined === this.#scanLimit)) {
        return { insights, next: last };
      }
      examined++;
      last = position;
      if (matchesInsightFilter(insight, filter)) insights.push(insight);
    }
    return { insights };
  }

  async count(filter: InsightFilter): Promise<InsightCount> {
    const found = [...(this.#narrowest(filter)?.values() ?? [])].filter((kept) => matchesInsightFilter(kept, filter));
    return { total: found.length, high: found.filter(({ priority }) => priority === 'high').length, isExact: true };
  }

  async agents({ limit, after }: AgentListRequest): Promise<AgentPage> {
    const agents: { readonly name: string }[] = [];
    for (const [name] of this.#agents.entries(after)) {
      if (name === after) continue;
      if (agents.length === limit) return { agents, next: agents.at(-1)?.name };
      agents.push({ name });
    }
    return { agents };
  }

  async scoresOf({ agent, fromMs = -Infinity, toMs = Infinity, limit }: ScoresRequest): Promise<AgentScores> {
    const scores: CallScore[] = [];
    const newest = { recordedAtMs: toMs, hash: '' as CallHash };
    for (const [, score] of this.#byAgent.get(agent)?.entries(newest) ?? []) {
      if (score.recordedAtMs >= toMs) continue;
      if (score.recordedAtMs < fromMs) break;
      if (scores.length === limit) return { scores, isComplete: false };
      scores.push(score);
    }
    return { scores, isComplete: true };
  }

  async delete(hash: CallHash): Promise<number> {
    const ids = [...(this.#ofCall.get(hash) ?? [])];
    for (const id of ids) this.#remove(id);
    return ids.length + Number(this.#forgetScore(hash));
  }

  #storedOf(hash: CallHash): StoredInsight[] {
    return [...(this.#ofCall.get(hash) ?? [])].map((id) => this.#stored.get(id) as StoredInsight);
  }

  #out(stored: StoredInsight): KeptInsight {
    return this.#newestFirst.get(stored.insight) ?? keptInsight(stored);
  }

  #put(changed: StoredInsight): KeptInsight {
    const stored = frozenCopy(changed);
    const { id, hash } = stored.insight;
    this.#remove(id);
    this.#stored.set(id, stored);
    this.#ofCall.set(hash, (this.#ofCall.get(hash) ?? new Set()).add(id));
    const kept = Object.freeze(keptInsight(stored));
    if (!stored.isGiven) return kept;
    this.#newestFirst.set(positionOf(kept), kept);
    for (const name of indexNames(kept)) {
      const index = this.#indices.get(name) ?? newIndex();
      this.#indices.set(name, index);
      index.set(positionOf(kept), kept);
    }
    return kept;
  }

  #remove(id: InsightId): void {
    const stored = this.#stored.get(id);
    if (stored === undefined) return;
    const { hash } = stored.insight;
    const kept = keptInsight(stored);
    this.#stored.delete(id);
    this.#newestFirst.delete(positionOf(kept));
    for (const name of indexNames(kept)) {
      this.#indices.get(name)?.delete(positionOf(kept));
      if (this.#indices.get(name)?.size === 0) this.#indices.delete(name);
    }
    this.#ofCall.get(hash)?.delete(id);
    if (this.#ofCall.get(hash)?.size === 0) this.#ofCall.delete(hash);
  }

  #keepScore(score: CallScore): void {
    this.#scores.set(score.hash, score);
    if (score.agentName === undefined) return;
    const scores: ScoreIndex = this.#byAgent.get(score.agentName) ?? new BTree(undefined, compareScores);
    this.#byAgent.set(score.agentName, scores);
    scores.set(score, score);
    this.#agents.set(score.agentName, undefined);
  }

  #forgetScore(hash: CallHash): boolean {
    const score = this.#scores.get(hash);
    if (score === undefined) return false;
    const { agentName = '' } = score;
    this.#byAgent.get(agentName)?.delete(score);
    if (this.#byAgent.get(agentName)?.size === 0) {
      this.#byAgent.delete(agentName);
      this.#agents.delete(agentName);
    }
    return this.#scores.delete(hash);
  }

  #narrowest(filter: InsightFilter): Index | undefined {
    const named = indexNames({ ...filter, agentName: filter.agent });
    if (named.length === 0) return this.#newestFirst;
    const indices = named.map((name) => this.#indices.get(name));
    return indices.reduce((a, b) => (a === undefined || b === undefined ? undefined : a.size <= b.size ? a : b));
  }
}

function newIndex(): Index {
  return new BTree<InsightPosition, KeptInsight>(undefined, compareInsights);
}

function positionOf({ createdAtMs, id }: KeptInsight): InsightPosition {
  return { createdAtMs, id };
}

/** The later of where the filter's time begins and where the page before ended. */
function startOf({ toMs }: InsightFilter, after: InsightPosition | undefined): InsightPosition | undefined {
  const newest = toMs === undefined ? undefined : { createdAtMs: toMs - 1, id: '' as InsightId };
  if (after === undefined || newest === undefined) return after ?? newest;
  return compareInsights(after, newest) < 0 ? newest : after;
}

const INDEXED = ['agentName', 'hash', 'status', 'priority', 'type', 'category', 'ruleset'] as const;

function indexNames(insight: { readonly [Field in (typeof INDEXED)[number]]?: string | undefined }): string[] {
  return INDEXED.flatMap((field) => (insight[field] === undefined ? [] : [`${field} ${insight[field]}`]));
}
