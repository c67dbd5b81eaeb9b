import type { DeadLetters } from '../ports/dead-letters.js';
import { type ContractCase, casesOver } from './contract.js';
import type { DeadLettersContext, DeadLettersContractOptions } from './dead-letters.context.js';
import { deadLettersDiscardCases } from './dead-letters-discard.cases.js';
import { deadLettersLookCases } from './dead-letters-look.cases.js';
import { deadLettersRedriveCases } from './dead-letters-redrive.cases.js';

/**
 * What all {@link DeadLetters} must keep to, as cases. They dead-letter messages through the queue's `EventSource`, which
 * must pass its own contract.
 * @param create gives a fresh queue at each call
 */
export function deadLettersContract(
  create: () => DeadLettersContext | Promise<DeadLettersContext>,
  options: DeadLettersContractOptions = {},
): readonly ContractCase[] {
  const maker = casesOver(create, options);
  return [
    ...deadLettersLookCases(maker, options),
    ...deadLettersRedriveCases(maker),
    ...deadLettersDiscardCases(maker),
  ];
}
