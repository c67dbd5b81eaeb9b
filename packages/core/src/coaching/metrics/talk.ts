import { COACHED_ROLES, type CoachedRole, type Conversation, type Voice } from '../conversation.js';
import { MAX_EVIDENCE_SPANS } from '../metric.js';
import { type Figure, type MetricDefinition, missingTimes, ofVoice, unavailable } from '../metric-definition.js';
import { longest, totalMs } from '../spans.js';
import { callLength } from './length.js';

/** How long somebody speaks, by the vendor's own figure if there is one. */
function talkTime(voice: Voice, conversation: Conversation): Figure {
  const evidence = conversation.hasTimes ? longest(voice.turns, MAX_EVIDENCE_SPANS) : [];
  const { talkMs } = voice.stated;
  if (talkMs !== undefined) return { value: talkMs, isMeasured: true, method: STATED, evidence };
  return missingTimes(conversation, voice) ?? spokenTime(voice, conversation, evidence);
}

const STATED = 'The talk time that the vendor states.';

function spokenTime(voice: Voice, { isTwoChannel }: Conversation, evidence: Figure['evidence'] = []): Figure {
  const method = isTwoChannel
    ? 'The time that the segments of this role cover.'
    : 'The time that the segments of this role cover; speakers are recognized by their voices.';
  return { value: totalMs(voice.spans), isMeasured: isTwoChannel, method, evidence };
}

/** Agent to agent and customer. Figures of different origins are never divided by each other. */
function talkShare(agent: Voice, conversation: Conversation): Figure {
  const { customer } = conversation;
  if (customer === undefined) return unavailable('Nobody knows who the customer is.');
  const areStated = agent.stated.talkMs !== undefined && customer.stated.talkMs !== undefined;
  const own = (voice: Voice) =>
    areStated ? talkTime(voice, conversation) : (missingTimes(conversation, voice) ?? spokenTime(voice, conversation));
  const [ofAgent, ofCustomer] = [own(agent), own(customer)];
  const missing = [ofAgent, ofCustomer].find(({ value }) => value === undefined);
  if (missing !== undefined) return missing;
  const { value: agentMs = 0 } = ofAgent;
  const { value: customerMs = 0 } = ofCustomer;
  if (agentMs + customerMs === 0) return unavailable('Neither of them speaks for any time.');
  return {
    ...talkTime(agent, conversation),
    value: agentMs / (agentMs + customerMs),
    isMeasured: ofAgent.isMeasured === true && customer.isCertain,
    method: `Talk time of the agent to that of agent and customer together. ${ofAgent.method}`,
  };
}

function talkShareOfDuration(agent: Voice, conversation: Conversation): Figure {
  const figure = talkTime(agent, conversation);
  const { ms } = callLength(conversation);
  if (figure.value === undefined) return figure;
  if (ms === 0) return unavailable('The length of the call is unknown.');
  // What vendors state is rounded.
  const value = Math.min(1, figure.value / ms);
  return { ...figure, value, method: `Talk time of the agent to the length of the call. ${figure.method}` };
}

const timeOf = (role: CoachedRole): MetricDefinition => ({
  name: `${role}_talk_time`,
  unit: 'ms',
  measure: ofVoice(role, talkTime),
});

export const talkMetrics: readonly MetricDefinition[] = [
  { name: 'agent_talk_share', unit: 'ratio', measure: ofVoice('agent', talkShare) },
  { name: 'agent_talk_share_of_duration', unit: 'ratio', measure: ofVoice('agent', talkShareOfDuration) },
  ...COACHED_ROLES.map(timeOf),
];
