import type { Interruption, SpeakerStatistics, TranscriptSegment } from '../model/analysis.js';
import { labelOf, type Participant, type ParticipantSource } from '../model/participant.js';
import type { CallRecord } from '../model/record.js';
import { joined, type TimeSpan } from '../model/span.js';
import { participantsOf } from './identify-participants.js';
import { isBackchannel, type Turn, turnsOf } from './turns.js';

/** Whom metrics are about. */
export const COACHED_ROLES = ['agent', 'customer'] as const;
export type CoachedRole = (typeof COACHED_ROLES)[number];

/** Somebody who speaks in a call; all agents are one voice, and so are all customers. */
export interface Voice {
  readonly labels: ReadonlySet<string>;
  /** Whether its role is known by more than a conclusion. */
  readonly isCertain: boolean;
  readonly segments: readonly TranscriptSegment[];
  /** When it speaks: no two of these spans touch. */
  readonly spans: readonly TimeSpan[];
  readonly turns: readonly Turn[];
  /** The turns that take the floor. */
  readonly floor: readonly Turn[];
  /** What the vendor states of it. */
  readonly stated: Stated;
}

type Stated = Omit<SpeakerStatistics, 'speaker'>;

const CERTAIN_SOURCES: ReadonlySet<ParticipantSource> = new Set(['correction', 'start_message', 'vendor']);

/** A call as metrics look at it. */
export interface Conversation {
  /** Absent where nobody knows who has the role. */
  readonly agent?: Voice | undefined;
  readonly customer?: Voice | undefined;
  /** All who speak. Whatever has no label is one voice. */
  readonly voices: readonly Voice[];
  /** Whether the transcript has speaker labels. */
  readonly hasSpeakers: boolean;
  /** Whether the times of segments are known. */
  readonly hasTimes: boolean;
  /** Whether agent and customer were recorded on channels of their own. */
  readonly isTwoChannel: boolean;
  /** When anybody speaks: no two of these spans touch. */
  readonly speech: readonly TimeSpan[];
  /** From the first word to the last. */
  readonly span: TimeSpan;
  /** Of the recording, where it is stated. */
  readonly statedMs?: number | undefined;
  readonly nonTalk?: readonly TimeSpan[] | undefined;
  readonly interruptions?: readonly Interruption[] | undefined;
}

/**
 * What metrics look at in a call, put together once.
 * @returns `undefined` for a call with nothing to measure: one that was not understood, or in which nobody speaks
 */
export function conversationOf(
  record: CallRecord,
  people: readonly Participant[] = participantsOf(record).people,
): Conversation | undefined {
  const { analysis } = record;
  const segments = analysis?.transcript?.segments ?? [];
  const statistics = analysis?.speakerStatistics ?? [];
  if (analysis === undefined || analysis.understood === false) return undefined;
  if (segments.length === 0 && statistics.length === 0) return undefined;
  const voices = voicesOf(segments, statistics, people);
  const speech = joined(segments);
  return {
    agent: voices.get('agent'),
    customer: voices.get('customer'),
    voices: [...voices.values()],
    hasSpeakers: segments.some((segment) => labelOf(segment) !== undefined),
    hasTimes:
      speech.some(({ startMs, endMs }) => endMs > startMs) &&
      analysis.findings?.some(({ kind, basis }) => kind === 'times' && basis === 'unavailable') !== true,
    isTwoChannel:
      analysis.mediaFacts?.channelCount !== 1 && haveOwnChannels(voices.get('agent'), voices.get('customer')),
    speech,
    span: { startMs: speech[0]?.startMs ?? 0, endMs: speech.at(-1)?.endMs ?? 0 },
    statedMs: analysis.mediaFacts?.durationMs,
    nonTalk: analysis.nonTalk,
    interruptions: analysis.mediaFacts?.channelCount === 1 ? undefined : analysis.interruptions,
  };
}

/** By role, or by label where somebody has another role. */
function voicesOf(
  segments: readonly TranscriptSegment[],
  statistics: readonly SpeakerStatistics[],
  people: readonly Participant[],
): ReadonlyMap<string, Voice> {
  const known = new Map(people.map((person) => [person.label, person]));
  const keyOf = (label = '') => COACHED_ROLES.find((role) => role === known.get(label)?.role) ?? `label ${label}`;
  const parts = new Map<string, VoiceParts>();
  const partsOf = (label: string | undefined) => {
    const key = keyOf(label);
    const known = parts.get(key) ?? { segments: [], statistics: [], people: [] };
    parts.set(key, known);
    return known;
  };
  for (const person of people) partsOf(person.label).people.push(person);
  for (const stated of statistics) partsOf(stated.speaker).statistics.push(stated);
  for (const segment of segments) partsOf(labelOf(segment)).segments.push(segment);
  return new Map([...parts].map(([key, own]) => [key, voiceOf(own)]));
}

interface VoiceParts {
  readonly segments: TranscriptSegment[];
  readonly statistics: SpeakerStatistics[];
  readonly people: Participant[];
}

function voiceOf({ segments, statistics, people }: VoiceParts): Voice {
  const turns = turnsOf(segments);
  return {
    labels: new Set(people.map(({ label }) => label)),
    isCertain: people.every(isCertain),
    segments,
    spans: joined(segments),
    turns,
    floor: turns.filter((turn) => !isBackchannel(turn)),
    // Those of some are no figures of all of them.
    stated: statistics.length < people.length ? {} : together(statistics),
  };
}

function isCertain({ roleSource, confidence = 1 }: Participant): boolean {
  return CERTAIN_SOURCES.has(roleSource) && confidence === 1;
}

/** What is stated of several who have the same role. Their sentiments are no sum. */
function together(statistics: readonly SpeakerStatistics[]): Stated {
  const [first, ...others] = statistics;
  if (first === undefined) return {};
  if (others.length === 0) return first;
  if (statistics.some(({ talkMs }) => talkMs === undefined)) return {};
  return { talkMs: statistics.reduce((sum, { talkMs = 0 }) => sum + talkMs, 0) };
}

/** Where two speakers share a channel, what looks like overlap may be bad diarization. */
function haveOwnChannels(agent: Voice | undefined, customer: Voice | undefined): boolean {
  const [agents = new Set(), customers = new Set()] = [agent, customer].map(
    (voice) => new Set(voice?.segments.map(({ channel }) => channel)),
  );
  return (
    agents.size > 0 &&
    customers.size > 0 &&
    !agents.has(undefined) &&
    ![...customers].some((channel) => agents.has(channel))
  );
}
