import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  type AgentListRequest,
  type AgentPage,
  type AgentScores,
  type CallHash,
  type CallScore,
  compareInsights,
  EarshotError,
  type Insight,
  type InsightChange,
  type InsightCount,
  type InsightFilter,
  type InsightId,
  type InsightListRequest,
  type InsightPage,
  type InsightRepository,
  isOutdated,
  type KeptInsight,
  keptInsight,
  type ReplaceCounts,
  replacement,
  type ScoresRequest,
  type StoredInsight,
  withChange,
} from '@earshot/core';
import { transaction } from './database-transaction.js';
import { GroupedCommits } from './grouped-commits.js';
import { InsightList } from './insight-list.js';
import { INSIGHT_COLUMNS, type InsightRow, keptPeople, readInsight, readPeople } from './insight-rows.js';
import { type KeptJson, keptJson, readJson, unlessDamaged } from './record-json.js';
import { guarded } from './sqlite-errors.js';

export interface SqliteInsightRepositoryOptions {
  /** What `openDatabase` gave. It may be shared, and is not closed here. */
  readonly database: DatabaseSync;
  /** A page looks at no more insights than this, and may therefore be short. @defaultValue 10,000 */
  readonly scanLimit?: number | undefined;
}

/**
 * Keeps insights in a SQLite database, for all processes that have it open. A call's insights are replaced in one
 * transaction, which those of other calls may share. A damaged insight or score counts as none when its call's are replaced; what
 * people said is never dropped.
 *
 * Every method rejects as those of `SqliteRecordRepository` do.
 */
export class SqliteInsightRepository implements InsightRepository {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #commits: GroupedCommits;
  readonly #list: InsightList;
  readonly #statements: Readonly<Record<keyof typeof STATEMENTS, StatementSync>>;

  constructor({ database, scanLimit = 10_000 }: SqliteInsightRepositoryOptions) {
    const file = database.location() ?? ':memory:';
    this.#database = database;
    this.#file = file;
    this.#commits = new GroupedCommits(database, file);
    const prepare = ([name, sql]: [string, string]) => [name, database.prepare(sql)];
    [this.#list, this.#statements] = guarded(file, () => [
      new InsightList({ database, file, scanLimit }),
      Object.fromEntries(Object.entries(STATEMENTS).map(prepare)),
    ]);
  }

  async replace(score: CallScore, insights: readonly Insight[]): Promise<ReplaceCounts> {
    const { json, crc32 } = keptJson(score);
    const given = structuredClone(insights);
    const { hash, recordCreatedAtMs, revision, agentName = null, recordedAtMs } = score;
    const origin = { recordCreatedAtMs, revision };
    return this.#commits.write(() => {
      const kept = this.#statements.score.get(hash) as ScoreRow | undefined;
      const before = kept && { recordCreatedAtMs: kept.record_created_ms, revision: kept.revision };
      if (before !== undefined && isOutdated(origin, before)) {
        return { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };
      }
      const { put, remove, counts } = replacement(this.#stored(hash), given);
      if (kept?.json !== json || kept.crc32 !== crc32) {
        this.#statements.keepScore.run(hash, recordCreatedAtMs, revision, agentName, -recordedAtMs, json, crc32);
      }
      for (const id of remove) this.#statements.remove.run(id);
      for (const stored of put) this.#put(stored);
      return counts;
    });
  }

  /** `undefined` also when the score is damaged: computing it again replaces it. */
  async scoreOf(hash: CallHash): Promise<CallScore | undefined> {
    const row = guarded(this.#file, () => this.#statements.score.get(hash)) as ScoreRow | undefined;
    return row && this.#score(row);
  }

  async ofCall(hash: CallHash): Promise<readonly KeptInsight[]> {
    return guarded(this.#file, () => {
      const rows = this.#rows(hash).filter((row) => row.is_given === 1);
      return rows.map((row) => keptInsight(readInsight(row, this.#file))).sort(compareInsights);
    });
  }

  async get(id: InsightId): Promise<KeptInsight | undefined> {
    const stored = guarded(this.#file, () => this.#get(id));
    return stored && keptInsight(stored);
  }

  async decide(id: InsightId, version: number, change: InsightChange): Promise<KeptInsight> {
    return this.#transaction(() => {
      const stored = this.#get(id);
      if (stored === undefined) {
        throw new EarshotError('EARSHOT_NOT_FOUND', `no insight has id ${id}`, { details: { field: 'id', found: id } });
      }
      if (stored.version !== version) {
        throw new EarshotError('EARSHOT_CONFLICT', `insight ${id} has version ${stored.version}`, {
          details: { field: 'version', expected: stored.version, found: version },
        });
      }
      const decided = withChange(stored, change);
      this.#put(decided);
      return structuredClone(keptInsight(decided));
    });
  }

  async list(request: InsightListRequest): Promise<InsightPage> {
    return guarded(this.#file, () => this.#list.page(request));
  }

  async count(filter: InsightFilter): Promise<InsightCount> {
    return guarded(this.#file, () => this.#list.count(filter));
  }

  async agents({ limit, after = '' }: AgentListRequest): Promise<AgentPage> {
    const names = guarded(this.#file, () => this.#statements.agents.all(after, limit + 1)) as { name: string }[];
    const agents = names.slice(0, limit).map(({ name }) => ({ name }));
    return names.length > limit ? { agents, next: agents.at(-1)?.name } : { agents };
  }

  /** Leaves damaged scores out, and isn't complete then. */
  async scoresOf({ agent, fromMs, toMs, limit }: ScoresRequest): Promise<AgentScores> {
    const after = toMs === undefined ? Number.MIN_SAFE_INTEGER : -toMs;
    const to = fromMs === undefined ? Number.MAX_SAFE_INTEGER : -fromMs;
    const rows = guarded(this.#file, () => this.#statements.scores.all(agent, after, to, limit + 1));
    const scores = rows.slice(0, limit).flatMap((row) => this.#score(row as unknown as ScoreRow) ?? []);
    return { scores, isComplete: scores.length === rows.length };
  }

  /** Overwrites in the files what was kept, too. */
  async delete(hash: CallHash): Promise<number> {
    const removed = this.#transaction(() => {
      const { changes: insights } = this.#statements.removeInsights.run(hash);
      const { changes: scores } = this.#statements.removeScore.run(hash);
      return Number(insights) + Number(scores);
    });
    if (removed > 0) guarded(this.#file, () => this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
    return removed;
  }

  #transaction<T>(work: () => T): T {
    return guarded(this.#file, () => transaction(this.#database, work));
  }

  #rows(hash: CallHash): InsightRow[] {
    return this.#statements.ofCall.all(hash) as unknown as InsightRow[];
  }

  #get(id: InsightId): StoredInsight | undefined {
    const row = this.#statements.insight.get(id) as InsightRow | undefined;
    return row && readInsight(row, this.#file);
  }

  #score({ hash, ...kept }: ScoreRow): CallScore | undefined {
    return unlessDamaged(this.#file, () => readJson<CallScore>(kept, { file: this.#file, hash }));
  }

  /** The insights of a call. Of a damaged one, what people said. */
  #stored(hash: CallHash): StoredInsight[] {
    return this.#rows(hash).map((row) => {
      const readable = unlessDamaged(this.#file, () => readInsight(row, this.#file));
      if (readable !== undefined) return readable;
      const insight = { id: row.id } as Insight;
      return { insight, isGiven: row.is_given === 1, ...readPeople(row, this.#file), version: row.version };
    });
  }

  #put(stored: StoredInsight): void {
    const { insight, isGiven, version } = stored;
    // Nothing else changes, and it may be damaged.
    if (!isGiven) return void this.#statements.setAside.run(version, insight.id);
    const { id, hash, createdAtMs, agentName, priority, type, category, ruleset } = insight;
    const { status } = keptInsight(stored);
    const columns = [-createdAtMs, agentName, status, priority, type, category, ruleset] as const;
    const [content, people] = [keptJson(insight), keptPeople(stored)];
    this.#statements.put.run(id, hash, 1, version, ...columns, content.json, content.crc32, people.json, people.crc32);
  }
}

interface ScoreRow extends KeptJson {
  readonly hash: CallHash;
  readonly record_created_ms: number;
  readonly revision: number;
}

const STATEMENTS = {
  score: 'SELECT hash, record_created_ms, revision, json, crc32 FROM coached_call WHERE hash = ?',
  keepScore: `INSERT INTO coached_call (hash, record_created_ms, revision, agent, rank_ms, json, crc32)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET record_created_ms = excluded.record_created_ms,
    revision = excluded.revision, agent = excluded.agent, rank_ms = excluded.rank_ms, json = excluded.json,
    crc32 = excluded.crc32`,
  removeScore: 'DELETE FROM coached_call WHERE hash = ?',
  // From each name to the next one: the index has a name for every call.
  agents: `WITH RECURSIVE agent_name (name) AS (
      SELECT min(agent) FROM coached_call WHERE agent > ?1
      UNION ALL
      SELECT (SELECT min(agent) FROM coached_call WHERE agent > name) FROM agent_name WHERE name IS NOT NULL
    ) SELECT name FROM agent_name WHERE name IS NOT NULL LIMIT ?2`,
  scores: `SELECT hash, record_created_ms, revision, json, crc32 FROM coached_call INDEXED BY coached_call_by_agent
    WHERE agent = ? AND rank_ms > ? AND rank_ms <= ? ORDER BY rank_ms, hash LIMIT ?`,
  insight: `SELECT ${INSIGHT_COLUMNS} FROM insight WHERE id = ? AND is_given = 1`,
  ofCall: `SELECT ${INSIGHT_COLUMNS} FROM insight WHERE hash = ?`,
  setAside: 'UPDATE insight SET is_given = 0, version = ? WHERE id = ?',
  remove: 'DELETE FROM insight WHERE id = ?',
  removeInsights: 'DELETE FROM insight WHERE hash = ?',
  put: `INSERT INTO insight (id, hash, is_given, version, rank_ms, agent, status, priority, type, category, ruleset,
      json, crc32, people, people_crc32) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET is_given = excluded.is_given, version = excluded.version, rank_ms = excluded.rank_ms,
      agent = excluded.agent, status = excluded.status, priority = excluded.priority, type = excluded.type,
      category = excluded.category, ruleset = excluded.ruleset, json = excluded.json, crc32 = excluded.crc32,
      people = excluded.people, people_crc32 = excluded.people_crc32`,
} as const;
