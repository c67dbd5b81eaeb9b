import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type Delivery, type EarshotError, type EventSource, type Failure, isEarshotError } from '@earshot/core';
import { GroupedCommits } from './grouped-commits.js';
import { type HeldMessage, MessageKeeper } from './message-keeper.js';
import { type MessageCount, MessageTable } from './message-table.js';
import { transaction } from './open-database.js';
import { isKnownDead, thisHolder } from './process-holder.js';
import { guarded } from './sqlite-errors.js';

/** Something that went wrong at the queue and is not told by any method, because it may pass. */
export interface SqliteEventFault {
  /** `receive`: it is tried again. `extend`: a message may be delivered again while it is in work. */
  readonly during: 'receive' | 'extend';
  readonly error: EarshotError;
}

export interface SqliteEventSourceOptions {
  /** What `openDatabase` gave. */
  readonly database: DatabaseSync;
  /**
   * How soon a message comes again when its receiver died and that can't be known, such as in another container. While
   * the receiver lives, its messages are kept from others; when it is known to be dead, they come at once.
   * @defaultValue 30,000
   */
  readonly visibilityMs?: number;
  /** A message that was delivered this often without an answer is dead-lettered. @defaultValue 10 */
  readonly maxReceives?: number;
  /** How soon messages that other processes sent are noticed, and messages that dead ones held. @defaultValue 200 */
  readonly pollMs?: number;
  /** How often in a row a `receive` that met a transient error tries again before it throws it. @defaultValue 8 */
  readonly patience?: number;
  readonly onFault?: (fault: SqliteEventFault) => void;
  readonly now?: () => Date;
  /** Names messages that their senders don't. @defaultValue random UUIDs */
  readonly newId?: () => string;
}

/** How a message is sent. */
export interface SendOptions {
  /** @defaultValue now */
  readonly sentAtMs?: number;
  /** It is not delivered before so long has passed. @defaultValue 0 */
  readonly delayMs?: number;
  /** The message's own name. A message whose name has ever been sent is not sent again. */
  readonly id?: string;
}

/** The outcome of a message to send: `known` when its id had been sent before. */
export interface SendOutcome {
  readonly status: 'sent' | 'known';
  readonly id: string;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/**
 * A durable queue in a SQLite database, which any number of processes on one machine may share. It delivers at least
 * once, as Amazon SQS does, those first that have been due longest.
 *
 * @example
 * const source = new SqliteEventSource({ database: openDatabase('earshot.db') });
 * process.once('SIGTERM', () => source.close());
 * await processDeliveries({ source, handle });
 */
export class SqliteEventSource implements EventSource {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #visibilityMs: number;
  readonly #maxReceives: number;
  readonly #pollMs: number;
  readonly #patience: number;
  readonly #onFault: (fault: SqliteEventFault) => void;
  readonly #now: () => Date;
  readonly #newId: () => string;
  readonly #holder = thisHolder();
  readonly #table: MessageTable;
  readonly #commits: GroupedCommits;
  readonly #keeper: MessageKeeper;
  readonly #waiting = new Set<() => void>();
  #lookedForDeadMs = Number.NEGATIVE_INFINITY;
  #closed = false;

  /** @throws EarshotError EARSHOT_UNAVAILABLE or EARSHOT_UNREADABLE, when the database can't be read */
  constructor({ database, ...options }: SqliteEventSourceOptions) {
    this.#database = database;
    this.#file = database.location() ?? ':memory:';
    this.#visibilityMs = options.visibilityMs ?? 30_000;
    this.#maxReceives = options.maxReceives ?? 10;
    this.#pollMs = options.pollMs ?? 200;
    this.#patience = options.patience ?? 8;
    this.#onFault = options.onFault ?? (() => {});
    this.#now = options.now ?? (() => new Date());
    this.#newId = options.newId ?? randomUUID;
    this.#table = guarded(this.#file, () => new MessageTable(database));
    this.#commits = new GroupedCommits(database, this.#file);
    this.#keeper = new MessageKeeper({
      visibilityMs: this.#visibilityMs,
      now: this.#now,
      extend: (messages, untilMs) =>
        this.#transaction(() => messages.filter((held) => !this.#table.extend(held, untilMs, this.#holder))),
      onFailure: (error) => this.#tell('extend', error),
    });
  }

  /**
   * Resolves when the message is on the disk. Messages that are sent in one turn of the event loop go to the disk
   * together.
   * @throws EarshotError EARSHOT_UNAVAILABLE when the database is locked or full, else of any code: then it is not sent
   */
  async send(body: string, options: SendOptions = {}): Promise<SendOutcome> {
    const outcome = await this.#commits.write(() => this.#add(body, options));
    this.#wake();
    return outcome;
  }

  /**
   * Sends a message as part of the transaction that the caller has begun on the same database, or else of its own: when
   * that is committed, the message is sent.
   * @throws EarshotError EARSHOT_UNAVAILABLE when the database is locked or full, else of any code: then it is not sent
   */
  enqueue(body: string, options: SendOptions = {}): SendOutcome {
    const add = () => this.#add(body, options);
    const outcome = this.#database.isTransaction ? guarded(this.#file, add) : this.#transaction(add);
    // The receivers look in a later microtask, when the caller's transaction has ended.
    this.#wake();
    return outcome;
  }

  /** How many messages there are, apart from those that were dead-lettered. @throws EarshotError of any code */
  async count(): Promise<MessageCount> {
    return guarded(this.#file, () => this.#table.count(this.#nowMs()));
  }

  /** @throws EarshotError of any code, when the database can't be read or written permanently or too long */
  async receive(max: number): Promise<readonly Delivery[] | undefined> {
    let failures = 0;
    while (!this.#closed) {
      try {
        const taken = this.#take(max);
        if (taken.length > 0) return taken;
        failures = 0;
        await this.#pause(this.#untilDueMs());
      } catch (error) {
        failures++;
        const mayPass = isEarshotError(error) && error.retryable && this.#database.isOpen;
        if (!mayPass || failures > this.#patience) throw error;
        this.#tell('receive', error);
        await this.#pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1)));
      }
    }
    return undefined;
  }

  /** @throws EarshotError of any code, when it can't be written: then the message comes again */
  async acknowledge(delivery: Delivery): Promise<void> {
    await this.#answer(delivery, (held) => this.#table.remove(held));
  }

  /** @throws EarshotError of any code, when it can't be written: then the message comes again when its visibility ends */
  async retry(delivery: Delivery, delayMs: number): Promise<void> {
    await this.#answer(delivery, (held) => this.#table.putBack(held, this.#nowMs() + delayMs));
    this.#wake();
  }

  /** @throws EarshotError of any code, when it can't be written: then the message comes again */
  async deadLetter(delivery: Delivery, { code, reason }: Failure): Promise<void> {
    await this.#answer(delivery, (held) => this.#table.deadLetter(held, { code, reason }, this.#nowMs()));
  }

  /** Resolves when what was sent and answered before is on the disk. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
    await this.#commits.settled();
  }

  #add(body: string, { id, sentAtMs, delayMs = 0 }: SendOptions): SendOutcome {
    if (id !== undefined && !this.#table.noteId(id)) return { status: 'known', id };
    const nowMs = this.#nowMs();
    const message = { id: id ?? this.#newId(), body, sentAtMs: sentAtMs ?? nowMs, dueAtMs: nowMs + delayMs };
    this.#table.add(message);
    return { status: 'sent', id: message.id };
  }

  #take(max: number): Delivery[] {
    const nowMs = this.#nowMs();
    this.#freeFromDead(nowMs);
    // Who only looks leaves the others their turn to write.
    if (!this.#commits.isWaiting && this.#untilDueMs() > 0) return [];
    const untilMs = nowMs + this.#visibilityMs;
    const taken = this.#commits.writeNow(() => this.#hold(nowMs, untilMs, max));
    this.#keeper.keep(taken.map(({ held }) => held));
    return taken.map(({ delivery }) => delivery);
  }

  #hold(nowMs: number, untilMs: number, max: number): { held: HeldMessage; delivery: Delivery }[] {
    return this.#table.due(nowMs, max).flatMap((message) => {
      const { sequence, id, body, sentAtMs, receiveCount } = message;
      if (this.#keeper.heldBy(message)?.inWork) {
        // The machine slept, or this process was busy: it has come due, and is still in work.
        this.#table.extend(message, untilMs, this.#holder);
        return [];
      }
      if (receiveCount >= this.#maxReceives) {
        const reason = `delivered ${this.#maxReceives} times without an answer`;
        this.#table.deadLetter(message, { code: 'EARSHOT_UNAVAILABLE', reason }, nowMs);
        return [];
      }
      this.#table.hold(sequence, untilMs, this.#holder);
      const delivery = { id, body, sentAtMs, receiveCount: receiveCount + 1 };
      return [{ delivery, held: { id, sequence, receiveCount: receiveCount + 1, untilMs, inWork: true } }];
    });
  }

  #freeFromDead(nowMs: number): void {
    if (Math.abs(nowMs - this.#lookedForDeadMs) < this.#pollMs) return;
    this.#lookedForDeadMs = nowMs;
    guarded(this.#file, () => {
      for (const holder of this.#table.holders()) {
        if (holder !== this.#holder && isKnownDead(holder)) this.#table.letGo(holder, nowMs);
      }
    });
  }

  async #answer(delivery: Delivery, write: (held: HeldMessage) => void): Promise<void> {
    const held = this.#keeper.heldBy(delivery);
    if (held === undefined) return;
    held.inWork = false;
    await this.#commits.write(() => write(held));
    this.#keeper.forget(held);
  }

  /** How long to wait for the next message, or for another process to send one. */
  #untilDueMs(): number {
    const dueMs = guarded(this.#file, () => this.#table.nextDueMs()) ?? Number.POSITIVE_INFINITY;
    return Math.max(0, Math.min(this.#pollMs, dueMs - this.#nowMs()));
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.add(wake);
    });
  }

  /** Makes every receiver that waits look again. */
  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  #transaction<T>(work: () => T): T {
    return guarded(this.#file, () => transaction(this.#database, work));
  }

  #tell(during: SqliteEventFault['during'], error: unknown): void {
    if (!isEarshotError(error)) throw error;
    this.#onFault({ during, error });
  }

  #nowMs(): number {
    return this.#now().getTime();
  }
}
