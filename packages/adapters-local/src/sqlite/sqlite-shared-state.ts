import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { JsonObject, SharedState, StoredState, WriteOptions } from '@earshot/core';
import { guarded } from './sqlite-errors.js';

export interface SqliteSharedStateOptions {
  /** What `openDatabase` gave. */
  readonly database: DatabaseSync;
  readonly now?: () => Date;
}

/**
 * Keeps shared values in a SQLite database, for all processes that have it open. Each write removes what has expired.
 *
 * Every method rejects as those of `SqliteRecordRepository` do.
 */
export class SqliteSharedState implements SharedState {
  readonly #file: string;
  readonly #now: () => Date;
  readonly #statements: Readonly<Record<keyof typeof STATEMENTS, StatementSync>>;

  constructor({ database, now = () => new Date() }: SqliteSharedStateOptions) {
    this.#file = database.location() ?? ':memory:';
    this.#now = now;
    const prepare = ([name, sql]: [string, string]) => [name, database.prepare(sql)];
    this.#statements = guarded(this.#file, () => Object.fromEntries(Object.entries(STATEMENTS).map(prepare)));
  }

  async read(name: string): Promise<StoredState | undefined> {
    const row = guarded(this.#file, () => this.#statements.read.get(name)) as Row | undefined;
    return row && { value: JSON.parse(row.json), version: row.version };
  }

  async write(name: string, value: JsonObject, version: number, { expiresAtMs }: WriteOptions = {}): Promise<boolean> {
    return guarded(this.#file, () => {
      const { forget, insert, update } = this.#statements;
      forget.run(this.#now().getTime(), name);
      // Each is one statement, so nobody writes between the look at the version and the write.
      const written = version === 0 ? insert : update;
      return written.run(JSON.stringify(value), expiresAtMs ?? null, name, version).changes === 1;
    });
  }
}

interface Row {
  readonly json: string;
  readonly version: number;
}

const STATEMENTS = {
  read: 'SELECT json, version FROM shared_state WHERE name = ?',
  insert: `INSERT INTO shared_state (json, expires_at_ms, name, version) VALUES (?1, ?2, ?3, ?4 + 1)
    ON CONFLICT DO NOTHING`,
  update: `UPDATE shared_state SET json = ?1, expires_at_ms = ?2, version = version + 1
    WHERE name = ?3 AND version = ?4`,
  // The value that is written was read before: removed now, the write would fail.
  forget: 'DELETE FROM shared_state WHERE expires_at_ms <= ? AND name <> ?',
} as const;
