import type { CallHash } from '../model/call.js';
import type { Notice } from '../model/notice.js';
import type { CallOverview, CallRecord } from '../model/record.js';

/**
 * What happened to an item that a derivation stores for a call. `withdrawn`: the record no longer
 * results in it.
 */
export interface DerivedChanges {
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
}

export interface Derived {
  /** Notices for other systems. The same record results in the same notices; each is sent once. */
  readonly notices: readonly Notice[];
  readonly changes: DerivedChanges;
}

/** How to derive. */
export interface DeriveOptions {
  /**
   * Whether to recompute current data, too. Existing data is not deleted if it can't be recomputed now.
   * @defaultValue false: a derivation may skip current data
   */
  readonly isForced?: boolean | undefined;
}

/**
 * Stores data that is derived from the records of calls, such as insights. It depends only on the record, so it can be recomputed at
 * any time. Use cases call it through `FinishCall`.
 */
export interface Derivation {
  /** Unique within a deployment. Used in receipts, logs and commands. */
  readonly name: string;

  /**
   * Afterwards the stored data corresponds to this record or a later one: if two processes derive at the same time, the older record has
   * no effect. For a record without an analysis, the data is deleted. Idempotent.
   * @throws EarshotError of any code; the call is derived again later
   */
  derive(record: CallRecord, options?: DeriveOptions): Promise<Derived>;

  /**
   * Whether the stored data corresponds to this revision and the current rules, so that nothing needs to be recomputed.
   * @param rules the names of the rules that matter @defaultValue all of them
   */
  isCurrent(call: Pick<CallOverview, 'hash' | 'revision' | 'createdAtMs'>, rules?: readonly string[]): Promise<boolean>;

  /**
   * Deletes the data of a call. Idempotent.
   * @returns the number of deleted items
   */
  forget(hash: CallHash): Promise<number>;
}
