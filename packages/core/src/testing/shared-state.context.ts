import type { SharedState } from '../ports/shared-state.js';
import type { ContractContext } from './contract.js';

/** Shared values, none of which is there yet. */
export interface SharedStateContext extends ContractContext {
  readonly state: SharedState;
  /** Another process's adapter over the same values. @defaultValue the same object */
  readonly other?: SharedState;
}
