import type { CallHash } from '../model/call.js';
import type { Notice } from '../model/notice.js';
import type { CallOverview, CallRecord } from '../model/record.js';

/** The outcome of what a derivation keeps of a call. `withdrawn`: the record doesn't give it any longer. */
export interface DerivedChanges {
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
}

export interface Derived {
  /** What other systems should know of. The same record gives the same ones; each is sent once. */
  readonly notices: readonly Notice[];
  readonly changes: DerivedChanges;
}

/** How to derive. */
export interface DeriveOptions {
  /**
   * Whether what is current is made again, too. Never at the cost of what can't be made again now.
   * @defaultValue false: a derivation may leave it alone
   */
  readonly isForced?: boolean | undefined;
}

/**
 * Keeps what follows from the records of calls, such as insights, in a store of its own. It follows from the record alone, so it
 * can be derived again at any time. Use cases call it through `FinishCall`.
 */
export interface Derivation {
  /** Unique among those of a deployment: names it in receipts, logs and commands. */
  readonly name: string;

  /**
   * Afterwards what is kept of the call follows from this record or from a later one: of two processes that derive at the same
   * time, the one with the older record changes nothing. Idempotent. A record that has lost its analysis
   * leaves nothing.
   * @throws EarshotError whatever its code, the call is derived again later
   */
  derive(record: CallRecord, options?: DeriveOptions): Promise<Derived>;

  /**
   * Whether what is kept of the call follows from this revision, by the rules that are in force now: then nothing is to be
   * derived again.
   * @param rules the names of the rules that matter @defaultValue all of them
   */
  isCurrent(call: Pick<CallOverview, 'hash' | 'revision' | 'createdAtMs'>, rules?: readonly string[]): Promise<boolean>;

  /**
   * Removes all that is kept of a call. May be called again, and for a call of which nothing is kept.
   * @returns how much was removed
   */
  forget(hash: CallHash): Promise<number>;
}
