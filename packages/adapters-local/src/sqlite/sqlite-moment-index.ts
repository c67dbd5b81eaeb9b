import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  type CallHash,
  type IndexedRevision,
  MAX_RANKED,
  type MomentIndex,
  type MomentIndexCapabilities,
  type MomentPage,
  type MomentQuery,
  type MomentsOfCall,
} from '@earshot/core';
import { snapshot, transaction } from './database-transaction.js';
import { GroupedCommits } from './grouped-commits.js';
import { MomentSaving, momentsToSave } from './moment-saving.js';
import { MomentSearch } from './moment-search.js';
import { guarded } from './sqlite-errors.js';

export interface SqliteMomentIndexOptions {
  /** What `openDatabase` gave. It may be shared, and is not closed here. */
  readonly database: DatabaseSync;
}

/**
 * Keeps the moments of calls in a SQLite database, for all processes that have it open. Words are found by FTS5. Of vectors, the
 * signs are stored in memory, 64 bytes for one of 512 dimensions, from the first query by meaning on; of those that have most in
 * common with the query, the vectors are compared.
 *
 * Every method rejects as those of `SqliteRecordRepository` do.
 */
export class SqliteMomentIndex implements MomentIndex {
  readonly capabilities: MomentIndexCapabilities = {
    counts: true,
    prefix: true,
    phrase: true,
    pagedHits: MAX_RANKED,
  };
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #commits: GroupedCommits;
  readonly #saving: MomentSaving;
  readonly #search: MomentSearch;
  readonly #outdated: StatementSync;
  readonly #changes: StatementSync;

  constructor({ database }: SqliteMomentIndexOptions) {
    const file = database.location() ?? ':memory:';
    this.#database = database;
    this.#file = file;
    this.#commits = new GroupedCommits(database, file);
    this.#saving = guarded(file, () => new MomentSaving(database));
    this.#search = new MomentSearch(database);
    this.#outdated = database.prepare(OUTDATED);
    this.#changes = database.prepare('SELECT changes FROM moment_state');
  }

  async put(call: MomentsOfCall): Promise<'indexed' | 'outdated'> {
    const moments = momentsToSave(call);
    return this.#commits.write(() => this.#saving.put(moments));
  }

  /** Overwrites in the files what was kept, too. */
  async delete(hash: CallHash): Promise<number> {
    const removed = guarded(this.#file, () => transaction(this.#database, () => this.#saving.delete(hash)));
    if (removed !== undefined) guarded(this.#file, () => this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
    return removed ?? 0;
  }

  async revisionOf(hash: CallHash): Promise<IndexedRevision | undefined> {
    return guarded(this.#file, () => this.#saving.revisionOf(hash));
  }

  /**
   * Calls that have a result, and of which nothing is kept, or what follows from another revision, from other rules, or has no
   * vectors of the model. Those recorded last are the first. Calls are those of the same database.
   */
  outdated(model: string, rules: string, limit: number): CallHash[] {
    const rows = guarded(this.#file, () => this.#outdated.all(rules, model, limit));
    return rows.map(({ hash }) => hash as CallHash);
  }

  /** How often what is kept has changed, by whatever process. */
  changes(): number {
    return guarded(this.#file, () => Number(this.#changes.get()?.['changes']));
  }

  async search(query: MomentQuery): Promise<MomentPage> {
    return guarded(this.#file, () => snapshot(this.#database, () => this.#search.search(query)));
  }
}

const OUTDATED = `SELECT hash FROM call WHERE state IN ('completed', 'no_match') AND NOT EXISTS (
    SELECT 1 FROM moment_call WHERE moment_call.hash = call.hash AND moment_call.revision = call.revision AND rules = ?
      AND model = ?
  ) ORDER BY rank_ms, hash LIMIT ?`;
