import type { DatabaseSync } from 'node:sqlite';

/** Runs statements as one: all of it holds, or none. Nobody else writes meanwhile. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  return within(database, 'BEGIN IMMEDIATE', work);
}

/** Runs queries that all see the database as it is at the first of them, whoever writes meanwhile. */
export function snapshot<T>(database: DatabaseSync, work: () => T): T {
  return within(database, 'BEGIN', work);
}

function within<T>(database: DatabaseSync, begin: string, work: () => T): T {
  database.exec(begin);
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite has rolled back by itself when the disk is full or fails.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
