import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type {
  CallHash,
  CallId,
  CallOverview,
  CallPage,
  CallRecord,
  CallTotals,
  DueCalls,
  DueRequest,
  JobId,
  ListRequest,
  OpenState,
  RecordRepository,
  SalvagedCall,
  TotalsRequest,
} from '@earshot/core';
import { DueCallList } from './due-calls.js';
import { type KeptJson, readJson, unlessDamaged } from './record-json.js';
import { RecordList } from './record-list.js';
import { RecordSaving } from './record-saving.js';
import { recordTotals } from './record-totals.js';
import { guarded } from './sqlite-errors.js';

export interface SqliteRecordRepositoryOptions {
  /** What `openDatabase` gave. It may be shared, and is not closed here. */
  readonly database: DatabaseSync;
  /** A page looks at no more calls than this, and may therefore be short. @defaultValue 10,000 */
  readonly scanLimit?: number | undefined;
}

/**
 * Keeps records in a SQLite database. A save that was answered is on the disk. Lists are read from indexes and never touch
 * a transcript; text is found by an index of its own.
 *
 * Every method rejects with `EARSHOT_UNAVAILABLE` while the database is locked, closed or full, or its disk fails; with
 * `EARSHOT_DENIED` when its file may not be written; and with `EARSHOT_UNREADABLE` when it is damaged.
 */
export class SqliteRecordRepository implements RecordRepository {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #byHash: StatementSync;
  readonly #byJob: StatementSync;
  readonly #byAlias: StatementSync;
  readonly #known: StatementSync;
  readonly #list: RecordList;
  readonly #due: DueCallList;
  readonly #saving: RecordSaving;

  constructor({ database, scanLimit = 10_000 }: SqliteRecordRepositoryOptions) {
    const file = database.location() ?? ':memory:';
    this.#database = database;
    this.#file = file;
    [this.#known, this.#byHash, this.#byJob, this.#byAlias, this.#list, this.#due, this.#saving] = guarded(file, () => [
      database.prepare('SELECT 1 FROM call WHERE hash = ?'),
      database.prepare(`SELECT call.hash, document.json, document.crc32 FROM call
        LEFT JOIN call_document AS document ON document.id = call.id WHERE call.hash = ?`),
      database.prepare(`SELECT call.hash, document.json, document.crc32 FROM call_job CROSS JOIN call ON call.id = call_job.id
        LEFT JOIN call_document AS document ON document.id = call.id WHERE call_job.job_id = ?`),
      database.prepare(`SELECT call.hash, document.json, document.crc32 FROM call_alias CROSS JOIN call ON call.id = call_alias.id
        LEFT JOIN call_document AS document ON document.id = call.id WHERE call_alias.alias = ? LIMIT 1`),
      new RecordList({ database, file, scanLimit }),
      new DueCallList(database),
      new RecordSaving(database),
    ]);
  }

  /** Whether there is a record, without reading it. @throws EarshotError what {@link guarded} throws */
  has(hash: CallHash): boolean {
    return guarded(this.#file, () => this.#known.get(hash)) !== undefined;
  }

  /** @throws EarshotError `EARSHOT_UNREADABLE` when the record is not what was saved */
  async get(hash: CallHash): Promise<CallRecord | undefined> {
    return this.#record(this.#byHash, hash);
  }

  /** @throws EarshotError as {@link get} does */
  async findByJob(jobId: JobId): Promise<CallRecord | undefined> {
    return this.#record(this.#byJob, jobId);
  }

  /** @throws EarshotError as {@link get} does */
  async findByAlias(alias: CallId): Promise<CallRecord | undefined> {
    return this.#record(this.#byAlias, alias);
  }

  /** @throws EarshotError `EARSHOT_CONFLICT` unless the kept revision is one less than the record's */
  async save(record: CallRecord): Promise<void> {
    guarded(this.#file, () => this.#saving.save(record));
  }

  /** @throws EarshotError as {@link get} does */
  async list(request: ListRequest): Promise<CallPage> {
    return guarded(this.#file, () => this.#list.page(request));
  }

  async listDue(request: DueRequest): Promise<DueCalls> {
    return guarded(this.#file, () => this.#due.page(request));
  }

  async countOpen(state: OpenState, sinceMs?: number): Promise<number> {
    return guarded(this.#file, () => this.#due.count(state, sinceMs));
  }

  async summarize(request: TotalsRequest): Promise<CallTotals> {
    return guarded(this.#file, () => recordTotals(this.#database, request));
  }

  /** Overwrites in the files what was saved, too. */
  async delete(hash: CallHash): Promise<boolean> {
    return guarded(this.#file, () => this.#saving.delete(hash));
  }

  async salvage(hash: CallHash): Promise<SalvagedCall | undefined> {
    if (!this.has(hash)) return undefined;
    const kept = this.#database.prepare('SELECT hash, json, crc32 FROM call WHERE hash = ?');
    const overview = unlessDamaged(this.#file, () =>
      readJson<CallOverview>(kept.get(hash) as never, { file: this.#file, hash }),
    );
    if (overview !== undefined) return overview;
    const jobs = unlessDamaged(this.#file, () =>
      this.#database
        .prepare('SELECT job_id AS jobId FROM call_job WHERE id = (SELECT id FROM call WHERE hash = ?)')
        .all(hash),
    ) as { jobId: JobId }[] | undefined;
    return jobs === undefined || jobs.length === 0 ? { hash } : { hash, jobs };
  }

  /** Reads every record, and gives those that are damaged. */
  *findDamaged(): Generator<CallHash> {
    const hashes = guarded(this.#file, () => this.#database.prepare('SELECT hash FROM call ORDER BY hash').all());
    const overview = this.#database.prepare('SELECT json, crc32 FROM call WHERE hash = ?');
    for (const { hash } of hashes as { hash: CallHash }[]) {
      const place = { file: this.#file, hash };
      const isWhole = unlessDamaged(this.#file, () => {
        const kept = overview.get(hash) as KeptJson | undefined;
        // Deleted by another process since.
        if (kept === undefined) return true;
        readJson(kept, place);
        return this.#record(this.#byHash, hash) !== undefined;
      });
      if (isWhole === undefined) yield hash;
    }
  }

  #record(statement: StatementSync, key: string): CallRecord | undefined {
    return guarded(this.#file, () => {
      const found = statement.get(key) as (KeptJson & { readonly hash: CallHash }) | undefined;
      return found && readJson<CallRecord>(found, { file: this.#file, hash: found.hash });
    });
  }
}
