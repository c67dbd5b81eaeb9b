import type { TimeSpan } from '../../model/span.js';
import type { Conversation } from '../conversation.js';
import { MAX_EVIDENCE_SPANS } from '../metric.js';
import { type Figure, type MetricDefinition, missingTimes, unavailable } from '../metric-definition.js';
import { gapsIn, lengthOf, longest, totalMs } from '../spans.js';
import { callLength } from './length.js';

/** Pauses up to this length belong to talking. Amazon Connect Contact Lens counts from here, too. */
const PAUSE_MS = 3_000;

interface Silences {
  readonly spans: readonly TimeSpan[];
  readonly method: string;
}

function silencesIn({ nonTalk, speech }: Conversation): Silences {
  if (nonTalk !== undefined) return { spans: nonTalk, method: 'The spans without talk that the vendor states.' };
  const spans = gapsIn(speech).filter((gap) => lengthOf(gap) > PAUSE_MS);
  return { spans, method: 'Pauses of more than 3 s between the first word and the last, in which nobody speaks.' };
}

const silence =
  (value: (spans: readonly TimeSpan[]) => number) =>
  (conversation: Conversation): Figure => {
    const missing = conversation.nonTalk === undefined ? missingTimes(conversation) : undefined;
    if (missing !== undefined) return missing;
    const { spans, method } = silencesIn(conversation);
    return { value: value(spans), isMeasured: true, method, evidence: longest(spans, MAX_EVIDENCE_SPANS) };
  };

/** How long nobody speaks, ms. */
export const silenceTotal = silence(totalMs);

function silenceShare(conversation: Conversation): Figure {
  const figure = silenceTotal(conversation);
  const { ms } = callLength(conversation);
  if (figure.value === undefined || ms === 0) return unavailable('The times of what is said are missing.');
  // A vendor's spans may begin before the first word and end after the last.
  return { ...figure, value: Math.min(1, figure.value / ms), method: `${figure.method} To the length of the call.` };
}

export const silenceMetrics: readonly MetricDefinition[] = [
  { name: 'silence_total', unit: 'ms', measure: silenceTotal },
  {
    name: 'silence_longest',
    unit: 'ms',
    measure: silence((spans) => spans.reduce((most, span) => Math.max(most, lengthOf(span)), 0)),
  },
  { name: 'silence_share', unit: 'ratio', measure: silenceShare },
];
