import type { TranscriptSegment } from '../../model/analysis.js';
import type { TimeSpan } from '../../model/span.js';
import { COACHED_ROLES, type CoachedRole, type Conversation, type Voice } from '../conversation.js';
import { type Figure, type MetricDefinition, missingTimes, ofVoice, unavailable } from '../metric-definition.js';
import { lengthOf, sharedMs } from '../spans.js';

/** From the model's -1–1 to -5–5, which Post Call Analytics and Contact Lens use. */
const SCALE = 5;

/** The mean of what somebody says within a span, each by how long it takes. */
function meanIn(voice: Voice, span: TimeSpan): { score: number; evidence: readonly TimeSpan[] } | undefined {
  const rated = voice.segments.flatMap((segment) => {
    const ms = sharedMs(segment, span);
    return segment.sentiment === undefined || ms === 0 ? [] : [{ ms, score: segment.sentiment.score, segment }];
  });
  const totalMs = rated.reduce((sum, { ms }) => sum + ms, 0);
  if (totalMs === 0) return undefined;
  const score = rated.reduce((sum, { ms, score: own }) => sum + ms * own, 0) / totalMs;
  const telling = rated.filter(({ score: own }) => own !== 0).sort((a, b) => Math.abs(b.score) - Math.abs(a.score));
  return { score, evidence: telling.map(({ segment }) => momentOf(segment)) };
}

function momentOf({ startMs, endMs, index: segmentIndex }: TranscriptSegment) {
  return { startMs, endMs, segmentIndex };
}

function quarterOf({ span }: Conversation, quarter: number): TimeSpan {
  const ms = lengthOf(span) / 4;
  return { startMs: span.startMs + ms * (quarter - 1), endMs: span.startMs + ms * quarter };
}

const STATED = 'The sentiment that the vendor states, from -5 to 5.';
const OWN = 'The mean of the sentiments of segments, by their lengths, from -5 to 5.';

function sentimentIn(voice: Voice, conversation: Conversation, span: TimeSpan, stated?: number | null): Figure {
  const own = conversation.hasTimes ? meanIn(voice, span) : undefined;
  const evidence = own?.evidence ?? [];
  if (typeof stated === 'number') return { value: stated * SCALE, method: STATED, evidence };
  if (stated === null) return unavailable('The vendor states that nothing is said.');
  if (own !== undefined) return { value: own.score * SCALE, method: OWN, evidence };
  return missingTimes(conversation, voice) ?? unavailable('Nothing that is said has a sentiment.');
}

function sentimentOfQuarter(voice: Voice, conversation: Conversation, quarter: number): Figure {
  const { sentimentByQuarter } = voice.stated;
  const span = quarterOf(conversation, quarter);
  const figure = sentimentIn(voice, conversation, span, sentimentByQuarter?.[quarter - 1]);
  return { ...figure, method: `${figure.method} Quarter ${quarter} of the call.` };
}

function trend(voice: Voice, conversation: Conversation): Figure {
  const [first, last] = [1, 4].map((quarter) => sentimentOfQuarter(voice, conversation, quarter));
  const missing = [first, last].find((figure) => figure?.value === undefined);
  if (missing !== undefined) return unavailable(missing.method);
  return {
    value: (last?.value ?? 0) - (first?.value ?? 0),
    method: `The last quarter of the call less the first. ${last?.method}`,
    evidence: [...(last?.evidence ?? []).slice(0, 2), ...(first?.evidence ?? []).slice(0, 1)],
  };
}

function sentimentsOf(role: CoachedRole): MetricDefinition[] {
  const quarters = [1, 2, 3, 4].map(
    (quarter): MetricDefinition => ({
      name: `${role}_sentiment_quarter_${quarter}`,
      unit: 'score',
      measure: ofVoice(role, (voice, conversation) => sentimentOfQuarter(voice, conversation, quarter)),
    }),
  );
  return [
    {
      name: `${role}_sentiment`,
      unit: 'score',
      measure: ofVoice(role, (voice, conversation) =>
        sentimentIn(voice, conversation, conversation.span, voice.stated.sentiment),
      ),
    },
    ...quarters,
    { name: `${role}_sentiment_trend`, unit: 'score', measure: ofVoice(role, trend) },
  ];
}

export const sentimentMetrics: readonly MetricDefinition[] = COACHED_ROLES.flatMap(sentimentsOf);
