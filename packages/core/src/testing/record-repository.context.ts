import type { CallHash } from '../model/call.js';
import type { CallSort } from '../model/call-sort.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { ContractContext, ContractOptions } from './contract.js';

/** A repository that is empty, and shares what it keeps with no other. */
export interface RecordRepositoryContext extends ContractContext {
  readonly repository: RecordRepository;
  /**
   * Waits until `list`, `listDue`, `countOpen`, `summarize`, `findByJob` and `findByAlias` see what was saved and deleted. For indices that lag
   * behind, such as the global secondary indices of Amazon DynamoDB.
   */
  readonly settle?: () => void | Promise<void>;
  /** Damages what is kept of a call, past the repository, so that neither `get` nor `list` can read it. */
  readonly damage?: (hash: CallHash) => void | Promise<void>;
}

/** Facts of a {@link RecordRepository}. */
export interface RecordRepositoryContractOptions extends ContractOptions {
  /**
   * Whether `list` takes `filter.text`. A repository on Amazon DynamoDB alone can't search text; it then rejects such a
   * filter with `EARSHOT_NOT_SUPPORTED`.
   * @defaultValue true
   */
  readonly textSearch?: boolean;
  /**
   * Whether it counts calls by `summarize`. One that would have to read every call for that has no such method.
   * @defaultValue true
   */
  readonly totals?: boolean;
  /**
   * The orders that `list` takes. It rejects all others with `EARSHOT_NOT_SUPPORTED`.
   * @defaultValue all of them
   */
  readonly sorts?: readonly CallSort[];
  /**
   * Whether what is kept can be damaged from outside, such as by a disk or another program. Then the context can
   * `damage` it. What is stored in memory can't.
   * @defaultValue false
   */
  readonly damageable?: boolean;
}

/** What the cases work on: a repository whose every answer may be looked at at once. */
export interface RepositoryInCase extends ContractContext {
  readonly repository: RecordRepository;
  readonly damage: (hash: CallHash) => Promise<void>;
}
