import type { MomentIndex, MomentIndexCapabilities } from '../ports/moment-index.js';
import type { ContractContext, ContractOptions } from './contract.js';

/** An index that is empty, and shares what it keeps with no other. */
export interface MomentIndexContext extends ContractContext {
  readonly index: MomentIndex;
  /** Another process's adapter over the same moments. @defaultValue the same object */
  readonly other?: MomentIndex;
  /** Waits until `search` sees what was put and deleted. For indexes that lag behind. */
  readonly settle?: () => void | Promise<void>;
}

/** Facts of a {@link MomentIndex}. */
export interface MomentIndexContractOptions extends ContractOptions {
  /** What the index must declare. */
  readonly capabilities: MomentIndexCapabilities;
  /** How many numbers the vectors have that it takes. @defaultValue 512 */
  readonly dimensions?: number;
}

/** What the cases work on: indexes whose every answer may be looked at at once. */
export interface IndexInCase extends ContractContext {
  readonly index: MomentIndex;
  readonly other: MomentIndex;
}
