import type { CallHash, CallRecord, Derivation, DerivedChanges, Notice } from '@earshot/core';

const NO_CHANGES: DerivedChanges = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };

/** A derivation that writes down what it is asked, and keeps the revision that it was last given of each call. */
export class ToyDerivation implements Derivation {
  readonly name: string;
  readonly derived: CallRecord[] = [];
  readonly forgotten: CallHash[] = [];
  readonly kept = new Map<CallHash, number>();
  notices: readonly Notice[] = [];
  changes: DerivedChanges = NO_CHANGES;
  /** Done before each derivation takes effect: throws to make it fail. */
  before: () => unknown = () => {};

  constructor(name = 'toy') {
    this.name = name;
  }

  async derive(record: CallRecord) {
    this.derived.push(record);
    await this.before();
    this.kept.set(record.hash, record.revision);
    return { notices: this.notices, changes: this.changes };
  }

  /** Without rules: whether it has derived this revision. */
  async isCurrent(
    { hash, revision }: Pick<CallRecord, 'hash' | 'revision'>,
    rules?: readonly string[],
  ): Promise<boolean> {
    return rules?.includes('changed') !== true && this.kept.get(hash) === revision;
  }

  async forget(hash: CallHash): Promise<number> {
    this.forgotten.push(hash);
    return this.kept.delete(hash) ? 1 : 0;
  }
}
