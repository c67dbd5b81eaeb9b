import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { CallId, ObjectUri } from '@earshot/core';
import { transaction } from './database-transaction.js';
import { guarded } from './sqlite-errors.js';

/** A recording that was ingested. */
export interface KeptRecording {
  /** SHA-256 of its bytes, 64 lower-case hex digits: what it is known by, whatever its file is called. */
  readonly digest: string;
  /** `arrived`: its copy is on its way into the store. `announced`: its analysis was asked for. */
  readonly state: 'arrived' | 'announced';
  readonly callId: CallId;
  /** Of the copy. */
  readonly uri: ObjectUri;
  readonly fileName: string;
  /** From the folder that was watched, with slashes. */
  readonly relativePath: string;
  readonly sizeBytes: number;
  readonly recordedAtMs: number;
  readonly addedAtMs: number;
}

/** Where a recording will be kept, or is. */
export interface PlacedRecording {
  readonly uri: ObjectUri;
  /** The call that has it already. */
  readonly callId?: CallId | undefined;
}

export interface ErasedRecording {
  readonly digest: string;
  readonly state: 'erased';
}

const COLUMNS = `digest, state, call_id AS callId, uri, file_name AS fileName, relative_path AS relativePath,
  size_bytes AS sizeBytes, recorded_at_ms AS recordedAtMs, added_at_ms AS addedAtMs`;

/** Which recordings were ingested, by their content, and from which files. All methods throw as {@link guarded} does. */
export class Recordings {
  readonly #database: DatabaseSync;
  readonly #file: string;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#file = database.location() ?? ':memory:';
  }

  /** Runs several steps as one, over which nobody else writes. */
  transaction<T>(work: () => T): T {
    return guarded(this.#file, () => transaction(this.#database, work));
  }

  /** The recording of some content; `undefined` when it never came. */
  get(digest: string): KeptRecording | ErasedRecording | undefined {
    const [found] = this.#all(`SELECT ${COLUMNS} FROM recording WHERE digest = ?`, digest);
    if (found === undefined) return undefined;
    return found['state'] === 'erased' ? { digest, state: 'erased' } : toKept(found);
  }

  /** The forms of a call's recording, the one that counts first: the longest, and of those as long the one that came last. */
  formsOf(callId: CallId): readonly KeptRecording[] {
    const query = `SELECT ${COLUMNS} FROM recording WHERE call_id = ? ORDER BY size_bytes DESC, rowid DESC`;
    return this.#all(query, callId).map(toKept);
  }

  /** The recording of a call: the form that counts. */
  ofCall(callId: CallId): KeptRecording | undefined {
    return this.formsOf(callId)[0];
  }

  /** The recording that a file was when it was last ingested, in the form that counts. */
  ofFile(path: string): KeptRecording | undefined {
    const query = `SELECT call_id FROM recording JOIN seen_file USING (digest) WHERE path = ? AND call_id IS NOT NULL`;
    const [row] = this.#all(query, path);
    return row === undefined ? undefined : this.ofCall(row['call_id'] as CallId);
  }

  /** The calls that recordings came in as. */
  callIds(): readonly CallId[] {
    return this.#all('SELECT call_id FROM recording WHERE call_id IS NOT NULL').map((row) => row['call_id'] as CallId);
  }

  /** Those that arrived and were never announced, oldest first. */
  arrived(): readonly KeptRecording[] {
    return this.#all(`SELECT ${COLUMNS} FROM recording WHERE state = 'arrived' ORDER BY added_at_ms`).map(toKept);
  }

  /**
   * Notes that a recording arrived, even one that was erased before.
   * @param language - what is spoken, as the process was told
   */
  add(recording: Omit<KeptRecording, 'state'>, language?: string): void {
    const { digest, callId, uri, fileName, relativePath, sizeBytes, recordedAtMs, addedAtMs } = recording;
    this.#all(
      `INSERT OR REPLACE INTO recording (digest, state, call_id, uri, file_name, relative_path, size_bytes,
         recorded_at_ms, added_at_ms, language) VALUES (?, 'arrived', ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[digest, callId, uri, fileName, relativePath, sizeBytes, recordedAtMs, addedAtMs, language ?? null],
    );
  }

  /** What is spoken in the recording of some content; `undefined` when nobody said. */
  languageOf(digest: string): string | undefined {
    const [row] = this.#all('SELECT language FROM recording WHERE digest = ? AND language IS NOT NULL', digest);
    return row?.['language'] as string | undefined;
  }

  /** Notes what is spoken in a recording. */
  setLanguage(digest: string, language: string): void {
    this.#all('UPDATE recording SET language = ? WHERE digest = ?', language, digest);
  }

  /** Notes that a recording that arrived was announced. */
  announced(digest: string): void {
    this.#all(`UPDATE recording SET state = 'announced' WHERE digest = ?`, digest);
  }

  /** Forgets a recording, as if it had never come: its files are what they were before, in another form of it, or nothing. */
  drop({ digest, callId }: Pick<KeptRecording, 'digest' | 'callId'>): void {
    this.#all('DELETE FROM recording WHERE digest = ?', digest);
    const before = this.ofCall(callId)?.digest;
    if (before === undefined) this.#all('DELETE FROM seen_file WHERE digest = ?', digest);
    else this.#all(`UPDATE seen_file SET stamp = '', digest = ? WHERE digest = ?`, before, digest);
  }

  /** The call that has a name as its alias. */
  ofAlias(alias: CallId): CallId | undefined {
    const [row] = this.#all('SELECT call_id AS callId FROM recording_alias WHERE alias = ?', alias);
    return row?.['callId'] as CallId | undefined;
  }

  /** Notes one more name of a call. */
  addAlias(alias: CallId, callId: CallId): void {
    this.#all('INSERT INTO recording_alias (alias, call_id) VALUES (?, ?)', alias, callId);
  }

  /** Forgets all of a recording but its digest, and the files that it came from. */
  erase(digest: string): void {
    this.#all('DELETE FROM seen_file WHERE digest = ?', digest);
    const call = 'SELECT call_id FROM recording WHERE digest = ?';
    this.#all(`DELETE FROM recording_alias WHERE call_id = (${call})`, digest);
    this.#all(`INSERT OR REPLACE INTO recording (digest, state) VALUES (?, 'erased')`, digest);
  }

  /** Notes which recording a file is, for as long as it keeps its stamp. */
  see(path: string, stamp: string, digest: string): void {
    this.#all('INSERT OR REPLACE INTO seen_file (path, stamp, digest) VALUES (?, ?, ?)', path, stamp, digest);
  }

  /** Whether a file is a recording that was ingested, since its stamp is as it was. */
  isSeen(path: string, stamp: string): boolean {
    return this.#all('SELECT 1 FROM seen_file WHERE path = ? AND stamp = ?', path, stamp).length > 0;
  }

  /** Notes that a file was reported with a code, as it is. Returns whether that is new. */
  report(pathDigest: string, stamp: string, code: string): boolean {
    const note = `INSERT INTO reported_file VALUES (?, ?, ?) ON CONFLICT (path_digest) DO UPDATE SET stamp = excluded.stamp,
      code = excluded.code WHERE (stamp, code) <> (excluded.stamp, excluded.code) RETURNING stamp`;
    return this.#all(note, pathDigest, stamp, code).length > 0;
  }

  /** The files that a recording came from. */
  filesOf(digest: string): readonly string[] {
    const rows = this.#all('SELECT path FROM seen_file WHERE digest = ? ORDER BY path', digest);
    return rows.map(({ path }) => path as string);
  }

  #all(sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] {
    return guarded(this.#file, () => this.#database.prepare(sql).all(...values));
  }
}

/** The row is one that {@link Recordings.add} wrote: the table's own checks see to that. */
function toKept(row: Record<string, unknown>): KeptRecording {
  return { ...row } as unknown as KeptRecording;
}
