import type { InsightRepository } from '../ports/insight-repository.js';
import type { ContractContext } from './contract.js';

/** A repository that is empty, and shares what it keeps with no other. */
export interface InsightRepositoryContext extends ContractContext {
  readonly repository: InsightRepository;
  /** Another process's adapter over the same insights. @defaultValue the same object */
  readonly other?: InsightRepository;
  /**
   * Waits until `list`, `count`, `agents` and `scoresOf` see what was written. For indices that lag behind, such as the global
   * secondary indices of Amazon DynamoDB.
   */
  readonly settle?: () => void | Promise<void>;
}

/** What the cases work on: repositories whose every answer may be looked at at once. */
export interface InsightsInCase extends ContractContext {
  readonly repository: InsightRepository;
  readonly other: InsightRepository;
}
