import { inOrder, type TimeSpan } from '../../model/span.js';
import type { Conversation, Voice } from '../conversation.js';
import { medianOf } from '../median.js';
import { MAX_EVIDENCE_SPANS } from '../metric.js';
import { type Figure, type MetricDefinition, missingTimes, ofVoice, unavailable } from '../metric-definition.js';
import { lengthOf, longest } from '../spans.js';

/** After less than this there is little to answer. */
const MIN_TURN_MS = 1_000;

/**
 * The pauses between a turn of the customer and the agent's answer, the next thing that anybody says. What somebody says during a
 * longer turn of another comes before its end, not after.
 */
function gapsBefore(agent: Voice, customer: Voice, voices: readonly Voice[]): TimeSpan[] {
  const turns = inOrder(voices.flatMap((voice) => voice.turns.map((turn) => ({ ...turn, voice }))));
  let last: (typeof turns)[number] | undefined;
  return turns.flatMap((answer) => {
    const before = last;
    if (before === undefined || answer.endMs >= before.endMs) last = answer;
    if (answer.voice !== agent || before?.voice !== customer || lengthOf(before) < MIN_TURN_MS) return [];
    return answer.startMs > before.endMs ? [{ ...before, startMs: before.endMs, endMs: answer.startMs }] : [];
  });
}

function responseGap(agent: Voice, conversation: Conversation): Figure {
  const { customer, voices } = conversation;
  const missing = missingTimes(conversation, agent);
  if (missing !== undefined) return missing;
  const gaps = customer === undefined ? [] : gapsBefore(agent, customer, voices);
  if (customer === undefined || gaps.length === 0) return unavailable('The agent answers nothing after a pause.');
  const value = medianOf(gaps.map(lengthOf));
  const method = 'The median pause between a turn of the customer of 1 s or more and the answer of the agent.';
  return {
    value,
    isMeasured: conversation.isTwoChannel && customer.isCertain,
    method,
    evidence: longest(gaps, MAX_EVIDENCE_SPANS),
  };
}

export const responseGapMetrics: readonly MetricDefinition[] = [
  { name: 'agent_response_gap', unit: 'ms', measure: ofVoice('agent', responseGap) },
];
