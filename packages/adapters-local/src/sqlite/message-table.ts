import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Failure } from '@earshot/core';

/** A message to keep. */
export interface NewMessage {
  readonly id: string;
  readonly body: string;
  readonly sentAtMs: number;
  readonly dueAtMs: number;
}

/** Names one delivery of one message, permanently. */
export interface Receipt {
  readonly sequence: number;
  /** How often the message has been delivered, this time included. */
  readonly receiveCount: number;
}

/** A message that may be delivered, and how often it has been. */
export interface DueMessage extends Receipt {
  readonly id: string;
  readonly body: string;
  readonly sentAtMs: number;
}

/** How many messages a queue holds. */
export interface MessageCount {
  /** May be delivered now. */
  readonly waiting: number;
  /** Shall be delivered later. */
  readonly delayed: number;
  /** Are being worked on. */
  readonly inWork: number;
}

/** The statements on the table of messages. An answer to a delivery that is not the last one of its message does nothing. */
export class MessageTable {
  readonly #noteId: StatementSync;
  readonly #add: StatementSync;
  readonly #nextDue: StatementSync;
  readonly #due: StatementSync;
  readonly #hold: StatementSync;
  readonly #extend: StatementSync;
  readonly #putBack: StatementSync;
  readonly #remove: StatementSync;
  readonly #bury: StatementSync;
  readonly #holders: StatementSync;
  readonly #letGo: StatementSync;
  readonly #count: StatementSync;

  constructor(database: DatabaseSync) {
    const ofDelivery = 'WHERE sequence = ? AND receive_count = ?';
    this.#noteId = database.prepare('INSERT INTO sent_id (id) VALUES (?) ON CONFLICT DO NOTHING');
    this.#add = database.prepare('INSERT INTO message (id, body, sent_at_ms, due_at_ms) VALUES (?, ?, ?, ?)');
    this.#nextDue = database.prepare('SELECT due_at_ms AS dueAtMs FROM message ORDER BY due_at_ms LIMIT 1');
    this.#due = database.prepare(
      `SELECT sequence, id, body, sent_at_ms AS sentAtMs, receive_count AS receiveCount FROM message
       WHERE due_at_ms <= ? ORDER BY due_at_ms, sequence LIMIT ?`,
    );
    this.#hold = database.prepare(
      'UPDATE message SET due_at_ms = ?, holder = ?, receive_count = receive_count + 1 WHERE sequence = ?',
    );
    this.#extend = database.prepare(`UPDATE message SET due_at_ms = ?, holder = ? ${ofDelivery}`);
    this.#putBack = database.prepare(`UPDATE message SET due_at_ms = ?, holder = NULL ${ofDelivery}`);
    this.#remove = database.prepare(`DELETE FROM message ${ofDelivery}`);
    this.#bury = database.prepare(
      `INSERT INTO dead_letter (id, sent_at_ms, receive_count, parked_at_ms, code, reason, body)
       SELECT id, sent_at_ms, receive_count, ?, ?, ?, body FROM message ${ofDelivery}`,
    );
    this.#holders = database.prepare('SELECT DISTINCT holder FROM message WHERE holder IS NOT NULL');
    this.#letGo = database.prepare('UPDATE message SET due_at_ms = ?, holder = NULL WHERE holder = ?');
    this.#count = database.prepare(
      `SELECT (SELECT count(*) FROM message) AS total,
         (SELECT count(*) FROM message WHERE due_at_ms <= ?1) AS waiting,
         (SELECT count(*) FROM message WHERE holder IS NOT NULL AND due_at_ms > ?1) AS inWork`,
    );
  }

  /** Notes an id that a sender gave. Returns whether it was new. */
  noteId(id: string): boolean {
    return this.#noteId.run(id).changes === 1;
  }

  add({ id, body, sentAtMs, dueAtMs }: NewMessage): void {
    this.#add.run(id, body, sentAtMs, dueAtMs);
  }

  /** When the next message is due, held ones included; `undefined` when there is none. */
  nextDueMs(): number | undefined {
    return (this.#nextDue.get() as { dueAtMs: number } | undefined)?.dueAtMs;
  }

  /** Messages that are due, longest due first. */
  due(nowMs: number, max: number): DueMessage[] {
    return this.#due.all(nowMs, max) as unknown as DueMessage[];
  }

  /** Counts a delivery, and keeps the message from others until a time. */
  hold(sequence: number, untilMs: number, holder: string): void {
    this.#hold.run(untilMs, holder, sequence);
  }

  /** Keeps a message from others for longer. Returns whether it is still this delivery's. */
  extend({ sequence, receiveCount }: Receipt, untilMs: number, holder: string): boolean {
    return this.#extend.run(untilMs, holder, sequence, receiveCount).changes === 1;
  }

  putBack({ sequence, receiveCount }: Receipt, dueAtMs: number): void {
    this.#putBack.run(dueAtMs, sequence, receiveCount);
  }

  remove({ sequence, receiveCount }: Receipt): void {
    this.#remove.run(sequence, receiveCount);
  }

  /** Moves a message to the dead letters. */
  deadLetter({ sequence, receiveCount }: Receipt, { code, reason }: Failure, nowMs: number): void {
    this.#bury.run(nowMs, code, reason, sequence, receiveCount);
    this.#remove.run(sequence, receiveCount);
  }

  /** Who holds messages. */
  holders(): string[] {
    return (this.#holders.all() as { holder: string }[]).map(({ holder }) => holder);
  }

  /** Makes what a holder holds due. */
  letGo(holder: string, nowMs: number): void {
    this.#letGo.run(nowMs, holder);
  }

  count(nowMs: number): MessageCount {
    const { total, waiting, inWork } = this.#count.get(nowMs) as Record<'total' | 'waiting' | 'inWork', number>;
    return { waiting, delayed: total - waiting - inWork, inWork };
  }
}
