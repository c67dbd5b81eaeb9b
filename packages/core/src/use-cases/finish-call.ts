import { EarshotError, isEarshotError } from '../errors.js';
import type { CallHash, Digests } from '../model/call.js';
import { endNotices, type Notice } from '../model/notice.js';
import type { CallRecord } from '../model/record.js';
import type { Notifier } from '../ports/notifier.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { SharedState } from '../ports/shared-state.js';
import { type DueCall, NoticesDue } from './unfinished-calls.js';

/** What announcing takes. */
export interface AnnounceCallDeps {
  /** One per target. */
  readonly notifiers: readonly Notifier[];
  /** Remembers what was sent, and what nothing else would send. */
  readonly state: SharedState;
  readonly repository: Pick<RecordRepository, 'get'>;
  readonly digests: Pick<Digests, 'sha256Hex'>;
  readonly now: () => Date;
  /** Whether notices carry call ids, which may hold personal data. @defaultValue false */
  readonly withCallIds?: boolean | undefined;
  /** Receives each attempt that failed. */
  readonly onFailed?: ((failure: NoticeFailure) => void) | undefined;
}

/** A notice that a target didn't accept, or a call that couldn't be read for its notices. */
export interface NoticeFailure {
  readonly hash: CallHash;
  /** Absent when the call couldn't be read, like `notice`. */
  readonly target?: string;
  readonly notice?: Notice;
  /** If it isn't retryable, nothing is repeated for it. A later report of the same end sends the notice again. */
  readonly error: EarshotError;
}

/** Sends notices, if only after loading what that takes. */
export type Announcer = Pick<AnnounceCall, 'execute' | 'announceLater' | 'whileEnding' | 'resume'>;

const DAY_MS = 86_400_000;

/** Messages are redelivered within 14 days. An older end comes up only when results are read again, and is no event anymore. */
const ANNOUNCED_WITHIN_MS = 14 * DAY_MS;
/** A call that has not ended a day after somebody set about ending it will be reported by whatever ends it. */
const ENDS_WITHIN_MS = DAY_MS;

/** How many calls {@link AnnounceCall.resume} announces at once. */
const AT_ONCE = 10;

/** How to resume. */
export interface ResumeOptions {
  /** No further call is announced once this time is over. @defaultValue 30,000 */
  readonly timeLeftMs?: number;
}

/**
 * Sends a notice of each end of a call to each target that hasn't got it: at least once, and normally once. Call it after the
 * save, and again when the same report is delivered again: a crash between the two loses nothing.
 */
export class AnnounceCall {
  readonly #deps: AnnounceCallDeps;
  readonly #due: NoticesDue;

  constructor(deps: AnnounceCallDeps) {
    this.#deps = deps;
    this.#due = new NoticesDue(deps.state);
  }

  /**
   * One target's failure leaves the others alone.
   * @returns the first transient error: the report should be delivered again for it. `undefined` when retrying wouldn't help.
   */
  async execute(record: CallRecord): Promise<EarshotError | undefined> {
    const { notifiers, digests, withCallIds } = this.#deps;
    const sinceMs = this.#nowMs() - ANNOUNCED_WITHIN_MS;
    const notices = endNotices(record, digests, { withCallId: withCallIds }).filter(({ atMs }) => atMs > sinceMs);
    const sent = notifiers.flatMap((notifier) => notices.map((notice) => this.#send(notifier, notice)));
    return (await Promise.all(sent)).find((error) => error !== undefined);
  }

  /**
   * Leaves a stored call to the next {@link resume}: for a delivery that won't come again.
   * @returns whether it is noted; `false` when too many calls wait already
   * @throws what the shared state throws
   */
  announceLater(hash: CallHash): Promise<boolean> {
    return this.#due.add({ hash, atMs: this.#nowMs() });
  }

  /**
   * Announces what comes of work that may end a call, and that no message repeats. If this process dies, or a target doesn't
   * answer, the next {@link resume} sends what is missing, unless too many calls wait for that already.
   * @throws what `work` and the shared state throw
   */
  async whileEnding<T extends object>(hash: CallHash, work: () => Promise<T>): Promise<T> {
    const due = { hash, atMs: this.#nowMs() };
    await this.#due.add(due);
    const outcome = await work();
    if (!('record' in outcome) || (await this.execute(outcome.record as CallRecord)) === undefined) {
      // Otherwise it is announced once more, which changes nothing.
      await this.#due.remove(due).catch(() => {});
    }
    return outcome;
  }

  /**
   * Announces what {@link whileEnding} and {@link announceLater} left unannounced, until the time is up or no target answers.
   * One call's error leaves the others alone, and is reported to `onFailed`.
   * @throws what the shared state throws
   */
  async resume({ timeLeftMs = 30_000 }: ResumeOptions = {}): Promise<void> {
    const untilMs = this.#nowMs() + timeLeftMs;
    const due = await this.#due.list();
    // The first alone, since the target may still be down.
    for (let count = 1; due.length > 0; count = AT_ONCE) {
      const answers = await Promise.all(due.splice(0, count).map((call) => this.#resume(call)));
      if (!answers.includes(true) || this.#nowMs() >= untilMs) return;
    }
  }

  /** @returns whether the call needs no other try for now */
  async #resume(due: DueCall): Promise<boolean> {
    const { hash, atMs } = due;
    try {
      const record = await this.#deps.repository.get(hash);
      if (record !== undefined && (await this.execute(record)) !== undefined) {
        // The others come first next time: this one may fail whatever the target does with them.
        await this.announceLater(hash);
        return false;
      }
      const isOpen = record?.state === 'submitted' || record?.state === 'analyzing';
      // Another process may be about to end it.
      if (!isOpen || atMs <= this.#nowMs() - ENDS_WITHIN_MS) await this.#due.remove(due);
      return true;
    } catch (cause) {
      const error = toEarshotError(cause);
      this.#deps.onFailed?.({ hash, error });
      const isDamaged = error.code === 'EARSHOT_UNREADABLE';
      await (isDamaged ? this.#due.remove(due) : this.announceLater(hash)).catch(() => {});
      return isDamaged;
    }
  }

  async #send(notifier: Notifier, notice: Notice): Promise<EarshotError | undefined> {
    const { state } = this.#deps;
    const { target } = notifier;
    const name = `notice#${target}#${notice.id}`;
    try {
      if ((await state.read(name)) !== undefined) return undefined;
      await notifier.notify(notice);
      // Forgotten a day after a repeated report could still be announced.
      await state.write(name, {}, 0, { expiresAtMs: notice.atMs + ANNOUNCED_WITHIN_MS + DAY_MS });
      return undefined;
    } catch (cause) {
      const error = toEarshotError(cause);
      this.#deps.onFailed?.({ hash: notice.hash, target, notice, error });
      return error.retryable ? error : undefined;
    }
  }

  #nowMs(): number {
    return this.#deps.now().getTime();
  }
}

/** Unknown errors count as transient. */
function toEarshotError(cause: unknown): EarshotError {
  if (isEarshotError(cause)) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EarshotError('EARSHOT_UNAVAILABLE', `unexpected: ${reason}`, { cause });
}
