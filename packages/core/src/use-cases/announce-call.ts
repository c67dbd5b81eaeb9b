import * as z from 'zod/mini';
import { EarshotError, isEarshotError } from '../errors.js';
import { CallHash, type Digests, EpochMs } from '../model/call.js';
import { endNotices, type Notice } from '../model/notice.js';
import type { CallRecord } from '../model/record.js';
import type { Notifier } from '../ports/notifier.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { SharedState } from '../ports/shared-state.js';
import { changeState } from './change-state.js';

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

/** A notice that a target didn't accept. */
export interface NoticeFailure {
  readonly target: string;
  readonly notice: Notice;
  /** If it isn't retryable, nothing is repeated for it. A later report of the same end sends the notice again. */
  readonly error: EarshotError;
}

/** Sends notices, if only after loading what that takes. */
export type Announcer = Pick<AnnounceCall, 'execute' | 'whileEnding' | 'resume'>;

const DAY_MS = 86_400_000;

/** Messages are redelivered within 14 days. An older end comes up only when results are read again, and is no event anymore. */
const ANNOUNCED_WITHIN_MS = 14 * DAY_MS;
/** A call that has not ended a day after somebody set about ending it will be reported by whatever ends it. */
const ENDS_WITHIN_MS = DAY_MS;

/** The name among the shared values, and by the hash of each call since when it is expected to end. */
const ENDING = 'notices-due';
const Ending = z.record(CallHash, EpochMs);
/** A value has to fit into a store's item. */
const MOST_ENDING = 2_000;

/**
 * Sends a notice of each end of a call to each target that hasn't got it: at least once, and normally once. Call it after the
 * save, and again when the same report is delivered again: a crash between the two loses nothing.
 */
export class AnnounceCall {
  readonly #deps: AnnounceCallDeps;

  constructor(deps: AnnounceCallDeps) {
    this.#deps = deps;
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
   * Announces what comes of work that may end a call, and that no message repeats. If this process dies, or a target doesn't
   * answer, the next {@link resume} sends what is missing.
   * @throws what `work` and the shared state throw
   */
  async whileEnding<T extends object>(hash: CallHash, work: () => Promise<T>): Promise<T> {
    await this.#changeEnding((ending) => latestOf({ ...ending, [hash]: this.#nowMs() }));
    const outcome = await work();
    if (!('record' in outcome) || (await this.execute(outcome.record as CallRecord)) === undefined) {
      // Otherwise it is announced once more, which changes nothing.
      await this.#changeEnding((ending) => without(ending, hash)).catch(() => {});
    }
    return outcome;
  }

  /** Announces what {@link whileEnding} left unannounced, until a target doesn't answer. @throws what the shared state and the repository throw */
  async resume(): Promise<void> {
    const { state, repository } = this.#deps;
    const ending = readEnding((await state.read(ENDING))?.value);
    for (const [hash, sinceMs] of Object.entries(ending) as [CallHash, number][]) {
      const record = await repository.get(hash);
      if (record !== undefined && (await this.execute(record)) !== undefined) return;
      const isOpen = record?.state === 'submitted' || record?.state === 'analyzing';
      // Another process may be about to end it.
      if (isOpen && sinceMs > this.#nowMs() - ENDS_WITHIN_MS) continue;
      await this.#changeEnding((latest) => (latest[hash] === sinceMs ? without(latest, hash) : latest));
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
      const error = isEarshotError(cause) ? cause : unexpected(cause);
      this.#deps.onFailed?.({ target, notice, error });
      return error.retryable ? error : undefined;
    }
  }

  async #changeEnding(change: (ending: z.infer<typeof Ending>) => z.infer<typeof Ending>): Promise<void> {
    await changeState(this.#deps.state, ENDING, readEnding, change);
  }

  #nowMs(): number {
    return this.#deps.now().getTime();
  }
}

function readEnding(value: unknown): z.infer<typeof Ending> {
  return Ending.safeParse(value).data ?? {};
}

function without(ending: z.infer<typeof Ending>, hash: CallHash): z.infer<typeof Ending> {
  return Object.fromEntries(Object.entries(ending).filter(([known]) => known !== hash));
}

function latestOf(ending: z.infer<typeof Ending>): z.infer<typeof Ending> {
  const oldestFirst = Object.entries(ending).sort(([, a], [, b]) => a - b);
  return Object.fromEntries(oldestFirst.slice(-MOST_ENDING));
}

/** Unknown errors count as transient. */
function unexpected(cause: unknown): EarshotError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EarshotError('EARSHOT_UNAVAILABLE', `unexpected: ${reason}`, { cause });
}
