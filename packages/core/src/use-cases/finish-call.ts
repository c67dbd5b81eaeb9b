import type { EarshotError } from '../errors.js';
import type { CallHash, Digests } from '../model/call.js';
import { endNotices, type Notice } from '../model/notice.js';
import { type CallRecord, hadResult } from '../model/record.js';
import type { Derivation, Derived } from '../ports/derivation.js';
import type { Notifier } from '../ports/notifier.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { SharedState } from '../ports/shared-state.js';
import { DeriveCall, type DerivedCall, type ForgottenPart } from './derive-call.js';
import { toEarshotError } from './to-earshot-error.js';
import { type UnfinishedCall, UnfinishedCalls, type UnfinishedNote } from './unfinished-calls.js';

export interface FinishCallDeps {
  /** Data that is stored besides records. @defaultValue none */
  readonly derivations?: readonly Derivation[] | undefined;
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
  readonly onFailed?: ((failure: FinishFailure) => void) | undefined;
}

/** A notice that a target didn't accept, or a call that couldn't be read or derived. */
export interface FinishFailure {
  readonly hash: CallHash;
  /** Absent unless it is about a notice, like `notice`. */
  readonly target?: string;
  readonly notice?: Notice;
  /** If it isn't retryable, nothing is repeated for it. A later report of the same end sends the notice again. */
  readonly error: EarshotError;
}

/** Finishes calls, if only after loading what that takes. */
export type Finisher = Pick<
  FinishCall,
  'execute' | 'finishLater' | 'whileChanging' | 'whileSaving' | 'resume' | 'forget'
>;

const DAY_MS = 86_400_000;

/** Messages are redelivered within 14 days. An older end comes up only when results are read again, and is no event anymore. */
const ANNOUNCED_WITHIN_MS = 14 * DAY_MS;
/** A call that has not ended a day after somebody set about ending it will be reported by whatever ends it. */
const ENDS_WITHIN_MS = DAY_MS;
/** A process that read a call before it was erased derives from it within this time, if at all. */
const DERIVES_WITHIN_MS = 3_600_000;
/** Work that changes a call has ended or died within this time: a Lambda function does not run longer. */
const CHANGES_WITHIN_MS = 15 * 60_000;

/** How many calls {@link FinishCall.resume} finishes at once. */
const AT_ONCE = 10;

/** How to resume. */
export interface ResumeOptions {
  /** No further call is finished once this time is over. @defaultValue 30,000 */
  readonly timeLeftMs?: number;
}

/**
 * Does what is to be done whenever a call has changed: derives what follows from its record, then sends a notice of each end
 * of the call, and of what was derived, to each target that hasn't got it. Call it after the save, and again when the same
 * report is delivered again: a crash between the two loses nothing, and doing it again changes nothing.
 */
export class FinishCall {
  readonly #deps: FinishCallDeps;
  readonly #due: UnfinishedCalls;
  readonly #deriveCall: DeriveCall;

  constructor(deps: FinishCallDeps) {
    this.#deps = deps;
    this.#due = new UnfinishedCalls(deps.state);
    this.#deriveCall = new DeriveCall({ derivations: deps.derivations ?? [], repository: deps.repository });
  }

  /**
   * One target's failure leaves the others alone, and so does a derivation's. A call that never had a result isn't derived.
   * @returns the first transient error: the report should be delivered again for it. `undefined` when retrying wouldn't help.
   */
  execute(record: CallRecord): Promise<EarshotError | undefined> {
    return this.#finish(record, hadResult(record));
  }

  async #finish(record: CallRecord, isDerived: boolean): Promise<EarshotError | undefined> {
    const { notifiers, digests, withCallIds } = this.#deps;
    const sinceMs = this.#nowMs() - ANNOUNCED_WITHIN_MS;
    const { notices: derived, error } = isDerived ? await this.#derive(record) : { notices: [], error: undefined };
    const named = withCallIds === true ? { callId: record.callId } : {};
    const notices = [
      ...endNotices(record, digests, { withCallId: withCallIds }),
      ...derived.map((notice) => ({ ...notice, ...named })),
    ].filter(({ atMs }) => atMs > sinceMs);
    const sent = notifiers.flatMap((notifier) => notices.map((notice) => this.#send(notifier, notice)));
    return [error, ...(await Promise.all(sent))].find((each) => each !== undefined);
  }

  /**
   * Leaves a stored call to the next {@link resume}: for a delivery that won't come again.
   * @param isChanging whether the caller goes on to change what is kept of the call: a sweep in between leaves the note
   * @returns whether it is noted; `false` when too many calls wait already
   * @throws what the shared state throws
   */
  async finishLater(hash: CallHash, isChanging = false): Promise<boolean> {
    if (isChanging) return (await this.#noteChange(hash)) !== undefined;
    return (await this.#due.add({ hash, atMs: this.#nowMs() })) !== undefined;
  }

  /**
   * Finishes a call after work that may change it, and that no message repeats. If this process dies, or a target or derivation
   * fails for now, the next {@link resume} does what is missing, unless too many calls wait for that already.
   * @param work its outcome holds the call's `record`, unless it left all calls as they were
   * @throws what `work` and the shared state throw
   */
  async whileChanging<T extends object>(hash: CallHash, work: () => Promise<T>): Promise<T> {
    const note = await this.#noteChange(hash);
    const outcome = await work();
    if (!('record' in outcome) || (await this.execute(outcome.record as CallRecord)) === undefined) {
      await this.#unnote(note);
    }
    return outcome;
  }

  /**
   * Does work that derives from a call, and that no message repeats. If this process dies in the middle, or the work fails, the next
   * {@link resume} derives from the call.
   * @throws what `work` and the shared state throw
   */
  async whileDeriving(hash: CallHash, work: () => Promise<DerivedCall>): Promise<DerivedCall> {
    const note = await this.#noteChange(hash);
    const outcome = await work();
    if (outcome.error === undefined) await this.#unnote(note);
    return outcome;
  }

  /**
   * Does as {@link whileChanging} for work whose call is known only when it is saved. Nothing is noted and derived of a call that
   * never had a result.
   * @param work gets the repository to save to
   */
  async whileSaving<T extends object>(
    repository: RecordRepository,
    work: (repository: RecordRepository) => Promise<T>,
  ): Promise<T> {
    const notes = new Map<CallHash, UnfinishedNote | undefined>();
    const note = async (record: CallRecord) => {
      const { hash } = record;
      if (hadResult(record) && !notes.has(hash)) notes.set(hash, await this.#noteChange(hash));
    };
    const save = async (record: CallRecord) => {
      await note(record);
      await repository.save(record);
    };
    const outcome = await work(withSave(repository, save));
    const record = 'record' in outcome ? (outcome.record as CallRecord) : undefined;
    // A record that was saved before is still derived again, because the first attempt may have stopped halfway.
    if (record !== undefined) await note(record);
    const isDone = record === undefined || !hadResult(record) || (await this.execute(record)) === undefined;
    if (isDone) for (const noted of notes.values()) await this.#unnote(noted);
    return outcome;
  }

  /**
   * Finishes what {@link whileChanging}, {@link whileSaving} and {@link finishLater} left, until the time is up or nothing succeeds. One call's error
   * leaves the others alone, and is reported to `onFailed`.
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

  /**
   * Makes each derivation forget a call. Erasing does so before it deletes the record, since an erasure can be
   * repeated only while the record names the call, and after it, since a delivery may derive in between. With {@link finishLater}, a sweep does so again.
   * @throws EarshotError retryable, the first derivation's that failed
   */
  forget(hash: CallHash): Promise<readonly ForgottenPart[]> {
    return this.#deriveCall.forget(hash);
  }

  #noteChange(hash: CallHash): Promise<UnfinishedNote | undefined> {
    return this.#due.add({ hash, atMs: this.#nowMs() + CHANGES_WITHIN_MS });
  }

  /** Removes a note, unless somebody else had noted the call, or has since. If that fails, the call is finished again. */
  async #unnote(note: UnfinishedNote | undefined): Promise<void> {
    if (note?.isNew === true) await this.#due.remove(note).catch(() => {});
  }

  /** Notices of one derivation are sent even if another derivation failed. */
  async #derive(
    record: CallRecord,
  ): Promise<{ readonly notices: readonly Notice[]; readonly error?: EarshotError | undefined }> {
    const { derived, error } = await this.#deriveCall
      .execute(record)
      .catch((cause: unknown) => ({ derived: new Map<string, Derived>(), error: toEarshotError(cause) }));
    if (error !== undefined) this.#deps.onFailed?.({ hash: record.hash, error });
    return { notices: [...derived.values()].flatMap(({ notices }) => notices), error };
  }

  /** @returns whether the call needs no other try for now */
  async #resume(due: UnfinishedCall): Promise<boolean> {
    const { hash, atMs } = due;
    try {
      let record = await this.#deps.repository.get(hash);
      if (record === undefined) {
        await this.forget(hash);
        // If it has come back meanwhile, more was forgotten than was left of it.
        record = await this.#deps.repository.get(hash);
      }
      // Derived whether or not it had a result: what is kept may be left of a call that was erased and came back.
      if (record !== undefined && (await this.#finish(record, true)) !== undefined) {
        // The others come first next time: this one may fail whatever the target does with them.
        await this.finishLater(hash);
        return false;
      }
      if (atMs <= this.#nowMs() - this.#staysMs(record)) await this.#due.remove(due);
      return true;
    } catch (cause) {
      const error = toEarshotError(cause);
      this.#deps.onFailed?.({ hash, error });
      const isDamaged = error.code === 'EARSHOT_UNREADABLE';
      await (isDamaged ? this.#due.remove(due) : this.finishLater(hash)).catch(() => {});
      return isDamaged;
    }
  }

  /** How long a call that was noted stays so: another process may be about to change it, or to derive what was erased. */
  #staysMs(record: CallRecord | undefined): number {
    if (record === undefined) return this.#deps.derivations?.length ? DERIVES_WITHIN_MS : 0;
    return record.state === 'submitted' || record.state === 'analyzing' ? ENDS_WITHIN_MS : 0;
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

function withSave(repository: RecordRepository, save: RecordRepository['save']): RecordRepository {
  return new Proxy(repository, {
    get: (target, name) => {
      if (name === 'save') return save;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
