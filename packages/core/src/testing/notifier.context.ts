import type { Notifier } from '../ports/notifier.js';
import type { ContractContext } from './contract.js';

/** How a target fails the next notice: `transient` faults pass, `permanent` ones don't. */
export type NoticeFault = 'transient' | 'permanent';

/** A notifier, and the target that it sends to. */
export interface NotifierContext extends ContractContext {
  readonly notifier: Notifier;
  /** The text of each document that the target has accepted, in any order. */
  readonly received: () => readonly string[] | Promise<readonly string[]>;
  /** Makes the target fail every notice until it is called without a fault. */
  readonly fail: (fault?: NoticeFault) => void | Promise<void>;
}
