import type { Conversation } from '../conversation.js';
import { type MetricDefinition, unavailable } from '../metric-definition.js';
import { lengthOf } from '../spans.js';

/** How long a call is, as far as that is known. Documents round what they state, or leave it out. */
export function callLength({ hasTimes, span, statedMs = 0 }: Conversation) {
  const saidMs = hasTimes ? lengthOf(span) : 0;
  return { ms: Math.max(statedMs, saidMs), isStated: statedMs >= saidMs };
}

export const lengthMetrics: readonly MetricDefinition[] = [
  {
    name: 'call_length',
    unit: 'ms',
    measure(conversation) {
      const { ms, isStated } = callLength(conversation);
      if (ms === 0) return unavailable('Neither the length of the recording nor the times of what is said are known.');
      if (isStated) return { value: ms, isMeasured: true, method: 'The length of the recording.' };
      return { value: ms, method: 'From the first word to the last.' };
    },
  },
];
