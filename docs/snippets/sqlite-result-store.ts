import type { DatabaseSync } from 'node:sqlite';
import { EarshotError, type ObjectList, type ObjectUri, type ResultStore } from '@earshot/core';

/** How to set up a {@link SqliteResultStore}. */
export interface SqliteResultStoreOptions {
  readonly database: DatabaseSync;
  /** URIs per page of a listing. @defaultValue 1,000 */
  readonly pageSize?: number;
}

/** Keeps result documents in a table of SQLite. */
export class SqliteResultStore implements ResultStore {
  readonly #database: DatabaseSync;
  readonly #pageSize: number;

  constructor({ database, pageSize = 1_000 }: SqliteResultStoreOptions) {
    this.#database = database;
    this.#pageSize = pageSize;
    database.exec('CREATE TABLE IF NOT EXISTS document (uri TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID');
  }

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    const [row] = this.#run('SELECT bytes FROM document WHERE uri = ?', uri);
    return row?.['bytes'] as Uint8Array | undefined;
  }

  async put(uri: ObjectUri, bytes: Uint8Array): Promise<void> {
    this.#run('INSERT INTO document VALUES (?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes', uri, bytes);
  }

  async list(prefix: string, next = ''): Promise<ObjectList> {
    // SQLite orders text by its UTF-8 bytes, as the port asks.
    const found = 'uri >= ?1 AND uri > ?2 AND substr(uri, 1, length(?1)) = ?1';
    const page = `SELECT uri FROM document WHERE ${found} ORDER BY uri LIMIT ?3`;
    const uris = this.#run(page, prefix, next, this.#pageSize + 1).map((row) => row['uri'] as ObjectUri);
    const last = uris[this.#pageSize - 1];
    return uris.length > this.#pageSize && last !== undefined ? { uris: uris.slice(0, -1), next: last } : { uris };
  }

  async delete(uri: ObjectUri): Promise<boolean> {
    return this.#run('DELETE FROM document WHERE uri = ? RETURNING uri', uri).length > 0;
  }

  #run(sql: string, ...values: (string | number | Uint8Array)[]) {
    try {
      return this.#database.prepare(sql).all(...values);
    } catch (error) {
      throw toEarshotError(error);
    }
  }
}

/** What SQLite says, in Earshot's codes: a locked or busy database passes, anything else does not. */
function toEarshotError(error: unknown): EarshotError {
  const { errcode, message } = error as { errcode?: number; message?: string };
  const passing = errcode === 5 || errcode === 6;
  return new EarshotError('EARSHOT_UNAVAILABLE', `SQLite: ${message}`, { cause: error, retryable: passing });
}
