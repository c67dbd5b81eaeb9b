import { type ContractCase, casesOver } from './contract.js';
import type { EventSourceContext, EventSourceContractOptions, EventSourceFacts } from './event-source.context.js';
import { eventSourceAnswerCases } from './event-source-answers.cases.js';
import { eventSourceCloseCases } from './event-source-close.cases.js';
import { eventSourceDeliveryCases } from './event-source-delivery.cases.js';
import { withContent } from './receive.js';

/**
 * What every {@link EventSource} must keep to, as cases. That a message is not delivered is told by sending another one
 * and seeing that one come alone: the nearer a source is to first in, first out, the sharper the suite.
 * @param create gives a fresh source at each call
 */
export function eventSourceContract(
  create: () => EventSourceContext | Promise<EventSourceContext>,
  options: EventSourceContractOptions = {},
): readonly ContractCase[] {
  const { visibilityMs = 30_000, statesSentAt = true, ends = false, keepsAnswers = true } = options;
  const facts: EventSourceFacts = { visibilityMs, statesSentAt, ends, keepsAnswers };
  const maker = casesOver(async () => withContent(await create()), options);
  return [
    ...eventSourceDeliveryCases(maker, facts),
    ...eventSourceAnswerCases(maker, facts),
    ...eventSourceCloseCases(maker, facts),
  ];
}
