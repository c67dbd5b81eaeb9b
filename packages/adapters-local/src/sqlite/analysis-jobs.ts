import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { AnalysisRequest, CallId, Failure, JobId, ObjectUri } from '@earshot/core';
import { transaction } from './open-database.js';
import { guarded } from './sqlite-errors.js';

/** How far an analysis is. */
export interface AnalysisProgress {
  readonly stage: 'waiting' | 'transcribing' | 'understanding' | 'ended';
  /** How much of the recording has been transcribed. */
  readonly doneMs: number;
  /** How long the recording is, where that is known. */
  readonly durationMs: number | undefined;
}

/** An analysis as stored. */
export interface KeptJob {
  readonly jobId: JobId;
  readonly callId: CallId;
  readonly mediaUri: ObjectUri;
  readonly outputUri: ObjectUri;
  readonly state: 'queued' | 'running' | 'succeeded' | 'failed';
  readonly progress: AnalysisProgress;
  /** How often it was put back because something else than the recording was wrong. */
  readonly tries: number;
  readonly resultUri: ObjectUri | undefined;
  readonly failure: Failure | undefined;
}

/** How a job ended. */
export type JobEnd = { readonly resultUri: ObjectUri } | { readonly failure: Failure };

export interface AnalysisJobsOptions {
  readonly database: DatabaseSync;
  readonly now?: () => Date;
  /** How long a job stays with an owner who says nothing. @defaultValue 30,000 */
  readonly ownedMs?: number;
  /** Whether an owner is known to be gone: then its jobs are free at once. @defaultValue never */
  readonly isGone?: (owner: string) => boolean;
}

const COLUMNS = `job_id, call_id, media_uri, output_uri, state, tries, stage, done_ms, duration_ms, manifest_uri,
  failure_code, failure_reason`;

/** The analyses of one machine, in a table that several processes work through: each job has one owner at a time. */
export class AnalysisJobs {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #now: () => Date;
  readonly #ownedMs: number;
  readonly #isGone: (owner: string) => boolean;

  constructor({ database, now = () => new Date(), ownedMs = 30_000, isGone = () => false }: AnalysisJobsOptions) {
    this.#database = database;
    this.#file = database.location() ?? ':memory:';
    this.#now = now;
    this.#ownedMs = ownedMs;
    this.#isGone = isGone;
  }

  /** The job of a key. */
  withKey(idempotencyKey: string): KeptJob | undefined {
    return this.#first(`SELECT ${COLUMNS} FROM analysis_job WHERE idempotency_key = ?`, idempotencyKey);
  }

  /** The job of a name. */
  get(jobId: JobId): KeptJob | undefined {
    return this.#first(`SELECT ${COLUMNS} FROM analysis_job WHERE job_id = ?`, jobId);
  }

  /** The jobs of a call, oldest first. */
  ofCall(callId: CallId): readonly KeptJob[] {
    return this.#all(`SELECT ${COLUMNS} FROM analysis_job WHERE call_id = ? ORDER BY created_at_ms, rowid`, callId);
  }

  /** The calls that have jobs. */
  callIds(): readonly CallId[] {
    const rows = guarded(this.#file, () => this.#database.prepare('SELECT DISTINCT call_id FROM analysis_job').all());
    return rows.map((row) => row['call_id'] as CallId);
  }

  /** The jobs that have not ended, oldest first. */
  waiting(): readonly KeptJob[] {
    return this.#all(
      `SELECT ${COLUMNS} FROM analysis_job WHERE state IN ('queued', 'running') ORDER BY created_at_ms, rowid`,
    );
  }

  /** Keeps a job for a request, unless its key has one: then that one stays as it is. */
  add(jobId: JobId, request: AnalysisRequest): KeptJob {
    this.#all(
      `INSERT INTO analysis_job (job_id, idempotency_key, call_id, media_uri, output_uri, state, created_at_ms)
       VALUES (?, ?, ?, ?, ?, 'queued', ?) ON CONFLICT (idempotency_key) DO NOTHING`,
      jobId,
      request.idempotencyKey,
      request.callId,
      request.media.uri,
      request.outputUri,
      this.#nowMs(),
    );
    return this.withKey(request.idempotencyKey) as KeptJob;
  }

  /**
   * Gives an owner the oldest job that nobody works on; `undefined` when there is none.
   * @param canDo - whether the owner can do a job on this recording. Those that it can't are left to others.
   */
  claim(owner: string, canDo: (mediaUri: ObjectUri) => boolean = () => true): KeptJob | undefined {
    return this.#transaction(() => {
      const free = this.#database
        .prepare(
          `SELECT job_id, media_uri, owner, owned_until_ms FROM analysis_job WHERE state IN ('queued', 'running')
           ORDER BY created_at_ms, rowid`,
        )
        .all()
        .find(({ media_uri: mediaUri, owner: holder, owned_until_ms: untilMs }) => {
          const isHeld = typeof holder === 'string' && typeof untilMs === 'number';
          if (isHeld && untilMs > this.#nowMs() && !this.#isGone(holder)) return false;
          return canDo(mediaUri as ObjectUri);
        });
      if (free === undefined) return undefined;
      return this.#first(
        `UPDATE analysis_job SET state = 'running', owner = ?, owned_until_ms = ?, stage = NULL, done_ms = NULL
         WHERE job_id = ? RETURNING ${COLUMNS}`,
        owner,
        this.#nowMs() + this.#ownedMs,
        free['job_id'] as string,
      );
    });
  }

  /** Notes how far a job is, and that its owner lives. Returns whether the job is still the owner's. */
  renew(jobId: JobId, owner: string, { stage, doneMs, durationMs }: AnalysisProgress): boolean {
    return this.#changed(
      `UPDATE analysis_job SET owned_until_ms = ?, stage = ?, done_ms = ?, duration_ms = ?
       WHERE job_id = ? AND owner = ? AND state = 'running' RETURNING job_id`,
      this.#nowMs() + this.#ownedMs,
      stage,
      Math.round(doneMs),
      durationMs === undefined ? null : Math.round(durationMs),
      jobId,
      owner,
    );
  }

  /** Puts a job back for anyone to take, and counts that as a try if it was one. */
  release(jobId: JobId, owner: string, { tried }: { tried: boolean }): void {
    this.#all(
      `UPDATE analysis_job SET state = 'queued', owner = NULL, owned_until_ms = NULL, tries = tries + ?
       WHERE job_id = ? AND owner = ? AND state = 'running'`,
      tried ? 1 : 0,
      jobId,
      owner,
    );
  }

  /**
   * Ends a job, in one step with what `news` does in the same database. Returns whether it did: a job that has ended, or
   * is another's by now, stays as it is. Without an owner, the job ends whoever works on it.
   */
  end(jobId: JobId, owner: string | undefined, end: JobEnd, news: (job: KeptJob) => void = () => {}): boolean {
    return this.#transaction(() => {
      const failure = 'failure' in end ? end.failure : undefined;
      const ended = this.#first(
        `UPDATE analysis_job SET state = ?1, manifest_uri = ?2, failure_code = ?3, failure_reason = ?4, ended_at_ms = ?5,
           owner = NULL, owned_until_ms = NULL, stage = 'ended'
         WHERE job_id = ?6 AND (?7 IS NULL OR owner = ?7) AND state IN ('queued', 'running') RETURNING ${COLUMNS}`,
        failure === undefined ? 'succeeded' : 'failed',
        'resultUri' in end ? end.resultUri : null,
        failure?.code ?? null,
        failure?.reason ?? null,
        this.#nowMs(),
        jobId,
        owner ?? null,
      );
      if (ended === undefined) return false;
      news(ended);
      return true;
    });
  }

  /** Forgets the jobs of a call, whatever they are at. Returns how many there were. */
  forget(callId: CallId): number {
    return this.#all('DELETE FROM analysis_job WHERE call_id = ? RETURNING job_id', callId).length;
  }

  #nowMs(): number {
    return this.#now().getTime();
  }

  #transaction<T>(work: () => T): T {
    return guarded(this.#file, () => transaction(this.#database, work));
  }

  #first(sql: string, ...values: SQLInputValue[]): KeptJob | undefined {
    return this.#all(sql, ...values)[0];
  }

  #changed(sql: string, ...values: SQLInputValue[]): boolean {
    return guarded(this.#file, () => this.#database.prepare(sql).get(...values)) !== undefined;
  }

  #all(sql: string, ...values: SQLInputValue[]): KeptJob[] {
    return guarded(this.#file, () => this.#database.prepare(sql).all(...values)).map((row) =>
      jobOf(row as unknown as JobRow),
    );
  }
}

interface JobRow {
  readonly job_id: JobId;
  readonly call_id: CallId;
  readonly media_uri: ObjectUri;
  readonly output_uri: ObjectUri;
  readonly state: KeptJob['state'];
  readonly tries: number;
  readonly stage: AnalysisProgress['stage'] | 'listening' | null;
  readonly done_ms: number | null;
  readonly duration_ms: number | null;
  readonly manifest_uri: ObjectUri | null;
  readonly failure_code: string | null;
  readonly failure_reason: string | null;
}

function jobOf(row: JobRow): KeptJob {
  return {
    jobId: row.job_id,
    callId: row.call_id,
    mediaUri: row.media_uri,
    outputUri: row.output_uri,
    state: row.state,
    progress: {
      // Earlier versions stored `listening`.
      stage: row.stage === 'listening' ? 'transcribing' : (row.stage ?? 'waiting'),
      doneMs: row.done_ms ?? 0,
      durationMs: row.duration_ms ?? undefined,
    },
    tries: row.tries,
    resultUri: row.manifest_uri ?? undefined,
    failure: row.failure_code === null ? undefined : { code: row.failure_code, reason: row.failure_reason ?? '' },
  };
}
