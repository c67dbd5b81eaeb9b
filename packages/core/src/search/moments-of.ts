import { participantsOf } from '../coaching/identify-participants.js';
import { partiesOf } from '../coaching/parties.js';
import type { Analysis, TranscriptSegment } from '../model/analysis.js';
import { labelOf, PARTICIPANTS_VERSION } from '../model/participant.js';
import type { CallRecord } from '../model/record.js';
import type { TimeSpan } from '../model/span.js';
import { MAX_MOMENTS, type Moment, type MomentsOfCall } from './moment.js';
import { piecesOf } from './pieces.js';

/** The version of the rules by which moments are made. Raise it with every change of what {@link momentsOf} gives. */
const MOMENTS_VERSION = 1;

/** Names the rules by which moments are made, participants included. */
export const MOMENT_RULES = `${MOMENTS_VERSION}.${PARTICIPANTS_VERSION}`;

type Part = Omit<Moment, 'index'>;

/**
 * What can be found of a call: what is said, summarized, and seen in it. A call that was not understood has no moments, and
 * neither has one without a result. Segments that were not recognized reliably are left out.
 */
export function momentsOf(record: CallRecord): Omit<MomentsOfCall, 'vectors'> {
  const { hash, callId, createdAtMs, revision, recordedAt, analysis } = record;
  const participants = participantsOf(record);
  const { agent: agentName } = partiesOf({ ...record, participants });
  const roles = new Map(participants.people.map(({ label, role }) => [label, role]));
  const roleOf = ({ speaker }: Part) => (speaker === undefined ? undefined : roles.get(speaker));
  const moments = analysis === undefined || analysis.understood === false ? [] : partsOf(analysis);
  return {
    hash,
    callId,
    recordCreatedAtMs: createdAtMs,
    revision,
    rules: MOMENT_RULES,
    recordedAtMs: recordedAt.ms,
    categories: analysis?.categories ?? [],
    ...(agentName !== undefined && { agentName }),
    moments: moments.map((part, index) => {
      const role = roleOf(part);
      return { index, ...part, ...(role !== undefined && { role }) };
    }),
  };
}

function partsOf(analysis: Analysis): Part[] {
  const { callSummary, audioSummary, topics, topicSummaries, screenTexts = [], language } = analysis;
  const written = languageOf(language?.generated ?? language?.dominant);
  const summaries = [...new Set([callSummary ?? '', audioSummary ?? ''])];
  const others = [
    ...summaries.flatMap((text) => textParts(text, { source: 'summary', ...written })),
    ...textParts(topics.join(', '), { source: 'topic', ...written }),
    ...topicSummaries.flatMap(({ summary = '', startMs, endMs }) => {
      const span = startMs === undefined || endMs === undefined ? {} : { span: { startMs, endMs } };
      return textParts(summary, { source: 'topic', ...span, ...written });
    }),
  ];
  const seen = screenTexts.flatMap(({ text, startMs, endMs }) =>
    textParts(text, { source: 'screen', span: { startMs, endMs } }),
  );
  const said = saidIn(analysis);
  // What is said has room for at least half of the moments, however much else there is.
  const left = Math.max(MAX_MOMENTS - others.length - seen.length, MAX_MOMENTS / 2);
  const kept = joinedTo(said, left);
  return [...kept, ...joinedTo([...others, ...seen], MAX_MOMENTS - kept.length)];
}

function saidIn({ transcript, language }: Analysis): Part[] {
  const { text = '', segments = [] } = transcript ?? {};
  const dominant = languageOf(language?.dominant);
  if (segments.length === 0) return textParts(text, { source: 'speech', ...dominant });
  return segments
    .filter(({ understood }) => understood !== false)
    .flatMap((segment) => segmentParts(segment, dominant));
}

function segmentParts(segment: TranscriptSegment, dominant: Pick<Part, 'language'>): Part[] {
  const speaker = labelOf(segment);
  return piecesOf(segment).map(({ text, span }) => ({
    source: 'speech',
    text,
    span,
    ...(speaker !== undefined && { speaker }),
    ...dominant,
    ...languageOf(segment.language),
  }));
}

function textParts(text: string, about: Omit<Part, 'text'>): Part[] {
  return piecesOf({ text }).map((piece) => ({ ...about, text: piece.text }));
}

/** `en-US` is `EN`; Bedrock's `DEFAULT` is no language. */
function languageOf(stated: string | undefined): Pick<Part, 'language'> {
  const language = stated?.split(/[-_]/)[0]?.toUpperCase();
  return language === undefined || language === '' || language === 'DEFAULT' ? {} : { language };
}

/**
 * At most so many parts: those that are near each other and from the same speaker are joined. If that isn't enough, because there
 * are hundreds of speakers, parts of different speakers are joined, too.
 */
function joinedTo(parts: readonly Part[], most: number): readonly Part[] {
  for (let size = 1; size < parts.length * 2; size *= 2) {
    const joined = joinedBy(parts, size, ({ source, speaker, language }) => `${source} ${language} ${speaker}`);
    if (joined.length <= most) return joined;
  }
  return joinedBy(parts, Math.ceil(parts.length / Math.max(1, most)), () => '').slice(0, most);
}

function joinedBy(parts: readonly Part[], size: number, keyOf: (part: Part) => string): readonly Part[] {
  if (size <= 1) return parts;
  const joined: Part[] = [];
  for (let start = 0; start < parts.length; start += size) {
    const groups = new Map<string, Part>();
    for (const part of parts.slice(start, start + size)) {
      const key = keyOf(part);
      const before = groups.get(key);
      groups.set(key, before === undefined ? part : both(before, part));
    }
    joined.push(...groups.values());
  }
  return joined;
}

function both(one: Part, other: Part): Part {
  const { speaker, language, span: _, ...first } = one;
  const span = one.span && other.span && spanOf(one.span, other.span);
  return {
    ...first,
    text: `${one.text} ${other.text}`,
    ...(span && { span }),
    ...(speaker !== undefined && speaker === other.speaker && { speaker }),
    ...(language !== undefined && language === other.language && { language }),
  };
}

function spanOf(one: TimeSpan, other: TimeSpan): TimeSpan {
  return { startMs: Math.min(one.startMs, other.startMs), endMs: Math.max(one.endMs, other.endMs) };
}
