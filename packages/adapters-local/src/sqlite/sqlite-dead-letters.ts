import type { DatabaseSync } from 'node:sqlite';
import type {
  DeadLetter,
  DeadLetterCount,
  DeadLetters,
  Discard,
  DiscardOptions,
  Failure,
  Redrive,
  RedriveOptions,
} from '@earshot/core';
import { transaction } from './open-database.js';
import { guarded } from './sqlite-errors.js';

/** A dead-lettered message. It keeps its id. */
export interface SqliteDeadLetter extends DeadLetter {
  readonly parkedAtMs: number;
  readonly failure: Failure;
}

export interface SqliteDeadLettersOptions {
  /** What `openDatabase` gave. */
  readonly database: DatabaseSync;
  readonly now?: () => Date;
}

const LETTER = `id, body, sent_at_ms AS sentAtMs, receive_count AS receiveCount, parked_at_ms AS parkedAtMs, code, reason
  FROM dead_letter`;

/** The dead letters of a queue in SQLite. */
export class SqliteDeadLetters implements DeadLetters {
  readonly countsLooks = false;
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #now: () => Date;

  constructor({ database, now = () => new Date() }: SqliteDeadLettersOptions) {
    this.#database = database;
    this.#file = database.location() ?? ':memory:';
    this.#now = now;
  }

  /** Up to `max` messages, those first that were dead-lettered first. @throws EarshotError of any code */
  async list({ max = 100 }: { readonly max?: number } = {}): Promise<readonly SqliteDeadLetter[]> {
    const query = `SELECT ${LETTER} ORDER BY sequence LIMIT ?`;
    const rows = guarded(this.#file, () => this.#database.prepare(query).all(max));
    return (rows as unknown as LetterRow[]).map(toDeadLetter);
  }

  /** The message of that id. @throws EarshotError of any code */
  async show(messageId: string): Promise<SqliteDeadLetter | undefined> {
    const row = guarded(this.#file, () => this.#database.prepare(`SELECT ${LETTER} WHERE id = ?`).get(messageId));
    return row === undefined ? undefined : toDeadLetter(row as unknown as LetterRow);
  }

  /** @throws EarshotError of any code */
  async count(): Promise<DeadLetterCount> {
    const query = 'SELECT count(*) AS waiting FROM dead_letter';
    const row = guarded(this.#file, () => this.#database.prepare(query).get());
    return { waiting: (row as { waiting: number }).waiting };
  }

  /**
   * Sends back all messages, or the one with an id, in one transaction. They are on the disk when it resolves.
   * @throws EarshotError EARSHOT_UNAVAILABLE when the database is locked or full, else of any code: then all stay dead-lettered
   */
  async redrive({ messageId, onMoved }: RedriveOptions & { readonly messageId?: string } = {}): Promise<Redrive> {
    const id = messageId ?? null;
    const moved = guarded(this.#file, () =>
      transaction(this.#database, () => {
        const send = this.#database.prepare(
          `INSERT INTO message (id, body, sent_at_ms, due_at_ms)
           SELECT id, body, sent_at_ms, ?1 FROM dead_letter WHERE ?2 IS NULL OR id = ?2 ORDER BY sequence`,
        );
        const { changes } = send.run(this.#now().getTime(), id);
        this.#database.prepare('DELETE FROM dead_letter WHERE ?1 IS NULL OR id = ?1').run(id);
        return Number(changes);
      }),
    );
    onMoved?.(moved);
    return { moved };
  }

  /**
   * Deletes in one transaction, and then removes what was deleted from the files on disk, as far as no other process is
   * reading it.
   * @throws EarshotError EARSHOT_UNAVAILABLE when the database is locked or full, else of any code: then all stay
   */
  async discard({ messageIds, onDiscarded }: DiscardOptions = {}): Promise<Discard> {
    const missing: string[] = [];
    const discarded = guarded(this.#file, () =>
      transaction(this.#database, () => {
        if (messageIds === undefined) return Number(this.#database.prepare('DELETE FROM dead_letter').run().changes);
        const remove = this.#database.prepare('DELETE FROM dead_letter WHERE id = ?');
        for (const id of new Set(messageIds)) if (remove.run(id).changes === 0) missing.push(id);
        return new Set(messageIds).size - missing.length;
      }),
    );
    // The database overwrites what it deletes; its write-ahead log keeps it until it is emptied.
    if (discarded > 0) guarded(this.#file, () => this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
    onDiscarded?.(discarded);
    return { discarded, missing };
  }
}

interface LetterRow extends Omit<SqliteDeadLetter, 'messageId' | 'failure'>, Failure {
  readonly id: string;
}

function toDeadLetter({ id, body, sentAtMs, receiveCount, parkedAtMs, code, reason }: LetterRow): SqliteDeadLetter {
  return { messageId: id, body, sentAtMs, receiveCount, parkedAtMs, failure: { code, reason } };
}
