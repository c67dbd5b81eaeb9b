import { conversationOf } from '../../src/coaching/conversation.js';
import type { Analysis, TranscriptSegment } from '../../src/index.js';
import { type CallRecord, type Metric, measureCall } from '../../src/index.js';
import type { RoleCorrection } from '../../src/model/participant.js';
import { sampleRecord } from '../../src/testing/sample-record.js';

/** Who speaks: the agent, the customer, or somebody else. */
export type Label = 'A' | 'C' | 'O';

export type Said = Omit<TranscriptSegment, 'index' | 'text' | 'speaker'> & {
  readonly speaker?: Label | undefined;
  readonly text?: string;
};

type People = RoleCorrection['roles'];

const PEOPLE: People = [
  { label: 'A', role: 'agent', name: 'Zoe' },
  { label: 'C', role: 'customer' },
  { label: 'O', role: 'other' },
];

/** So that nobody knows who is who, whatever they say. */
export const NOBODY_KNOWN: People = PEOPLE.map(({ label }) => ({ label, role: 'unknown' }));

/** A segment, in seconds. */
export function said(
  speaker: Label,
  fromS: number,
  toS: number,
  text = 'We look into it.',
  more: Partial<Said> = {},
): Said {
  return { speaker, startMs: fromS * 1_000, endMs: toS * 1_000, text, ...more };
}

/** A call in which a person said who is who. */
export function callOf(
  spoken: readonly Said[],
  analysis: Partial<Analysis> = {},
  { people = PEOPLE }: { readonly people?: People } = {},
): CallRecord {
  const segments = spoken.map(({ text = 'We look into it.', speaker, ...rest }, index) => ({
    ...rest,
    index,
    text,
    ...(speaker !== undefined && { speaker }),
  }));
  return sampleRecord(1, {
    analysis: {
      categories: [],
      topics: [],
      topicSummaries: [],
      moderation: [],
      sensitiveData: [],
      customFields: {},
      sources: [],
      transcript: { text: segments.map(({ text }) => text).join(' '), segments },
      ...analysis,
    },
    metadata: {},
    correction: { roles: people, actor: 'lead', atMs: 0 },
  });
}

export function metricsOf(record: CallRecord): Metric[] {
  return measureCall(conversationOf(record));
}

export function metricOf(record: CallRecord, name: string): Metric {
  const metric = metricsOf(record).find((one) => one.name === name);
  if (metric === undefined) throw new Error(`no metric ${name}`);
  return metric;
}

/** `undefined` when it is unavailable. */
export function figureOf(record: CallRecord, name: string): number | undefined {
  const { value, basis } = metricOf(record, name);
  if ((value === undefined) !== (basis === 'unavailable')) throw new Error(`${name} is ${basis} with ${value}`);
  return value;
}
