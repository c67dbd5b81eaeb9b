import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type CallHash, type CallRecord, dueAtMs, mayReplace, overviewOf, saveConflict } from '@earshot/core';
import { transaction } from './database-transaction.js';
import { factsOf, labelsOf } from './record-facts.js';
import { keptJson } from './record-json.js';
import { inPairs, searchableText } from './record-text.js';
import { countedJson } from './record-totals.js';

/** What there is to know of a call before it is written. */
interface Row {
  readonly id: number;
  readonly revision: number;
  /** Epoch ms; `null` when the row is damaged. */
  readonly created_ms: number | null;
}

/** Writes calls into their tables, and out of them. */
export class RecordSaving {
  readonly #database: DatabaseSync;
  readonly #statements: Readonly<Record<keyof typeof STATEMENTS, StatementSync>>;

  constructor(database: DatabaseSync) {
    this.#database = database;
    const prepared = Object.entries(STATEMENTS).map(([name, sql]) => [name, database.prepare(sql)]);
    this.#statements = Object.fromEntries(prepared);
  }

  /** @throws EarshotError `EARSHOT_CONFLICT` as the port says */
  save(record: CallRecord): void {
    const { call, insert, update, document, counted } = this.#statements;
    const { hash, revision, state, recordedAt, analysis } = record;
    const understood = Number(analysis?.understood !== false);
    // Made before others have to wait.
    const [overview, whole, text] = [keptJson(overviewOf(record)), keptJson(record), searchableText(record)];
    const counting = countedJson(record);
    transaction(this.#database, () => {
      const found = call.get(hash) as Row | undefined;
      // A damaged row doesn't say when it was created.
      const kept = found && { revision: found.revision, createdAtMs: found.created_ms ?? record.createdAtMs };
      if (!mayReplace(record, kept)) throw saveConflict(record, kept);
      const row = kept === undefined ? insert : update;
      const { id } = row.get(
        revision,
        state,
        -recordedAt.ms,
        overview.json,
        overview.crc32,
        understood,
        hash,
      ) as unknown as Row;
      document.run(id, whole.json, whole.crc32);
      counted.run(id, counting);
      this.#search(id, text);
      this.#name(id, record);
      this.#schedule(id, record);
    });
  }

  /** Whether the call was there. Nothing of it is left in the files then, unless another process reads at the moment. */
  delete(hash: CallHash): boolean {
    const deleted = transaction(this.#database, () => {
      const kept = this.#statements.call.get(hash) as Row | undefined;
      if (kept === undefined) return false;
      this.#search(kept.id, undefined);
      this.#statements.delete.run(kept.id);
      return true;
    });
    if (deleted) this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return deleted;
  }

  /** Lets a call be found by a text, and no more by the one before. */
  #search(id: number, text: string | undefined): void {
    const { searched, text: keep, index, unindex } = this.#statements;
    const before = (searched.get(id) as { readonly folded: string } | undefined)?.folded;
    if (before === text) return;
    if (before !== undefined) unindex.run(id, inPairs(before));
    if (text === undefined) return;
    keep.run(id, text);
    index.run(id, inPairs(text));
  }

  /** Lets a call be found by its aliases, jobs and labels, and no more by those before; and notes what it is sorted by. */
  #name(id: number, record: CallRecord): void {
    const { hash, state, recordedAt, aliases = [], jobs } = record;
    const { forgetAliases, forgetJobs, forgetLabels, alias, job, label, fact } = this.#statements;
    forgetAliases.run(id);
    for (const name of aliases) alias.run(id, name);
    forgetJobs.run(id);
    forgetLabels.run(id);
    for (const { jobId } of jobs) if (jobId !== undefined) job.run(id, jobId);
    for (const [kind, name] of labelsOf(record)) label.run(id, state, -recordedAt.ms, hash, kind, name);
    fact.run(id, hash, state, -recordedAt.ms, recordedAt.ms, ...factsOf(record));
  }

  /** Lists a call among those that are due, or no longer. */
  #schedule(id: number, record: CallRecord): void {
    const { forgetDue, due } = this.#statements;
    const atMs = dueAtMs(record);
    forgetDue.run(id);
    if (atMs !== undefined) due.run(record.state, atMs, record.hash, id);
  }
}

const STATEMENTS = {
  call: `SELECT id, revision, CASE WHEN json_valid(json) THEN json_extract(json, '$.createdAtMs') END AS created_ms
    FROM call WHERE hash = ?`,
  insert: `INSERT INTO call (revision, state, rank_ms, json, crc32, understood, hash) VALUES (?, ?, ?, ?, ?, ?, ?)
    RETURNING id`,
  update: `UPDATE call SET revision = ?, state = ?, rank_ms = ?, json = ?, crc32 = ?, understood = ?
    WHERE hash = ? RETURNING id`,
  document: `INSERT INTO call_document (id, json, crc32) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET json = excluded.json, crc32 = excluded.crc32`,
  counted: 'INSERT INTO call_counted (id, json) VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
  searched: 'SELECT folded FROM call_text WHERE id = ?',
  text: 'INSERT INTO call_text (id, folded) VALUES (?, ?) ON CONFLICT DO UPDATE SET folded = excluded.folded',
  index: 'INSERT INTO call_search (rowid, pairs) VALUES (?, ?)',
  unindex: `INSERT INTO call_search (call_search, rowid, pairs) VALUES ('delete', ?, ?)`,
  forgetAliases: 'DELETE FROM call_alias WHERE id = ?',
  alias: 'INSERT OR IGNORE INTO call_alias (id, alias) VALUES (?, ?)',
  forgetJobs: 'DELETE FROM call_job WHERE id = ?',
  forgetLabels: 'DELETE FROM call_label WHERE id = ?',
  job: 'INSERT INTO call_job (id, job_id) VALUES (?, ?) ON CONFLICT DO UPDATE SET id = excluded.id',
  label: 'INSERT INTO call_label (id, state, rank_ms, hash, kind, name) VALUES (?, ?, ?, ?, ?, ?)',
  fact: `INSERT OR REPLACE INTO call_fact
    (id, hash, state, rank_ms, oldest, duration_ms, longest, shortest, most_negative) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  forgetDue: 'DELETE FROM call_due WHERE id = ?',
  due: 'INSERT INTO call_due (state, due_ms, hash, id) VALUES (?, ?, ?, ?)',
  delete: 'DELETE FROM call WHERE id = ?',
} as const;
