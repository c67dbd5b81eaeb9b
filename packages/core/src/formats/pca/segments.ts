import { leaveOut, wrong } from '../../input/faults.js';
import { type JsonObject, present } from '../../input/json.js';
import { count, each, number, requiredSeconds, requiredText, text, texts } from '../../input/read-fields.js';
import type { Entity, Interruption, SensitiveDataFinding, TranscriptSegment, Word } from '../../model/analysis.js';
import type { Finding, Sentiment } from '../../model/finding.js';
import type { JsonValue } from '../../model/primitives.js';
import { SAID } from '../conversation/said.js';
import { type OrderedTranscript, toTranscript } from '../imported-transcript.js';
import { masksIn } from '../masks.js';
import type { ReadOptions } from '../result-format.js';
import { isSet, named } from './said.js';

/** What the segments of a document say. */
export interface ReadSegments extends OrderedTranscript {
  readonly entities: readonly Entity[];
  readonly interruptions: readonly Interruption[];
  readonly sensitiveData: readonly SensitiveDataFinding[];
  readonly said: readonly Finding[];
  /** Facts that the model has no place for, under the vendor's names. */
  readonly customFields: Readonly<Record<string, JsonValue>>;
}

/** What is said in passing about a segment, by its place among those that were read. */
interface Notes {
  readonly entities: Entity[];
  readonly said: Finding[];
  readonly isInterruption: boolean;
  readonly isIvr: boolean;
  readonly original: string | undefined;
}

/** Reads `SpeechSegments`. One without times is left out, with a warning. */
export function readSegments(
  document: JsonObject,
  names: ReadonlyMap<string, string>,
  options: ReadOptions,
): ReadSegments {
  const notes: Notes[] = [];
  const spoken = each(document, 'SpeechSegments', (raw) => {
    const segment = segmentOf(raw, names, options);
    notes.push(notesOf(raw, segment));
    return segment;
  });
  const ordered = toTranscript(spoken);
  const at = (place: number) => ordered.positions[place] ?? place;
  const { segments } = ordered.transcript;
  const edited = notes.flatMap(({ original }, place): JsonValue[] =>
    original === undefined ? [] : [{ segmentIndex: at(place), text: original }],
  );
  const ivr = notes.flatMap(({ isIvr }, place) => (isIvr ? [at(place)] : []));
  return {
    ...ordered,
    entities: notes.flatMap(({ entities }, place) =>
      entities.map((entity) => ({ ...entity, segmentIndex: at(place) })),
    ),
    interruptions: notes.flatMap(({ isInterruption }, place): Interruption[] => {
      const { startMs = 0, endMs = 0, speaker } = segments[at(place)] ?? {};
      return isInterruption ? [{ startMs, endMs, ...(speaker !== undefined && { speaker }) }] : [];
    }),
    sensitiveData: segments.flatMap(masksIn),
    said: notes.flatMap(({ said }, place) =>
      said.map((finding) => ({
        ...finding,
        evidence: finding.evidence.map((item) => ({ ...item, segmentIndex: at(place) })),
      })),
    ),
    customFields: { ...(ivr.length > 0 && { IVRSegments: ivr }), ...(edited.length > 0 && { OriginalTexts: edited }) },
  };
}

function segmentOf(raw: JsonObject, names: ReadonlyMap<string, string>, options: ReadOptions) {
  const speaker = named(raw, 'SegmentSpeaker');
  const speakerName = speaker === undefined ? undefined : names.get(speaker);
  const sentiment = sentimentOf(raw);
  const loudness = loudnessOf(raw);
  const words = options.words ? each(raw, 'WordConfidence', wordOf) : [];
  const segment: Omit<TranscriptSegment, 'index'> = {
    startMs: requiredSeconds(raw, 'SegmentStartTime'),
    endMs: requiredSeconds(raw, 'SegmentEndTime'),
    text:
      text(raw, 'DisplayText') ?? text(raw, 'OriginalText') ?? leaveOut('OriginalText', 'a string', undefined) ?? '',
  };
  if (speaker !== undefined) segment.speaker = speaker;
  if (speakerName !== undefined) segment.speakerName = speakerName;
  if (sentiment !== undefined) segment.sentiment = sentiment;
  if (loudness !== undefined) segment.loudness = loudness;
  if (words.length > 0) segment.words = words;
  return segment;
}

function notesOf(raw: JsonObject, { text: shown }: Pick<TranscriptSegment, 'text'>): Notes {
  const original = text(raw, 'OriginalText');
  const evidence = (quote: string) => [{ segmentIndex: 0, quote }];
  const said = SAID.flatMap(([key, kind]) =>
    each(raw, key, (item): Finding => {
      const value = requiredText(item, 'Text');
      return { kind, value, basis: 'estimated', evidence: evidence(value) };
    }),
  );
  const categories = [...(texts(raw, 'CategoriesDetected') ?? []), ...(texts(raw, 'FollowOnCategories') ?? [])];
  return {
    entities: each(raw, 'EntitiesDetected', entityOf),
    said: [
      ...said,
      ...categories.map(
        (value): Finding => ({ kind: 'category', value, basis: 'estimated', evidence: evidence(shown) }),
      ),
    ],
    isInterruption: isSet(raw, 'SegmentInterruption'),
    isIvr: isSet(raw, 'IVRSegment'),
    original: original === shown ? undefined : original,
  };
}

function entityOf(raw: JsonObject): Entity {
  const score = number(raw, 'Score');
  return {
    type: named(raw, 'Type') ?? wrong('Type', 'a text', raw['Type']),
    text: requiredText(raw, 'Text'),
    ...present({
      startCharacter: count(raw, 'BeginOffset'),
      endCharacter: count(raw, 'EndOffset'),
      confidence: score === undefined ? undefined : within(score, 0, 1),
    }),
  };
}

/** The score has no sign of its own, and is 5 at most. */
function sentimentOf(raw: JsonObject): Sentiment | undefined {
  if (raw['SentimentIsPositive'] === undefined && raw['SentimentIsNegative'] === undefined) return undefined;
  const [isPositive, isNegative] = [isSet(raw, 'SentimentIsPositive'), isSet(raw, 'SentimentIsNegative')];
  const size = within(Math.abs(number(raw, 'SentimentScore') ?? 0) / 5, 0, 1);
  if (isPositive && isNegative) return { label: 'mixed', score: 0, words: [] };
  if (isNegative) return { label: 'negative', score: 0 - size, words: [] };
  return isPositive ? { label: 'positive', score: size, words: [] } : { label: 'neutral', score: 0, words: [] };
}

function loudnessOf(raw: JsonObject): (number | null)[] | undefined {
  const scores = raw['LoudnessScores'];
  if (!Array.isArray(scores) || scores.length === 0) return undefined;
  return scores.map((score) => (typeof score === 'number' && Number.isFinite(score) ? score : null));
}

/** Words of a live transcript have no times and no confidence: all are 0. */
function wordOf(raw: JsonObject): Word {
  const { Text: said, StartTime: start, EndTime: end, Confidence: confidence } = raw;
  const usual = typeof said === 'string' && isTime(start) && isTime(end) && isTime(confidence) && confidence <= 1;
  const [text, startMs, endMs, likely] = usual
    ? [said, Math.round(start * 1_000), Math.round(end * 1_000), confidence]
    : unusual(raw);
  const word: Word = { text: text.trim() };
  const isTimed = startMs !== undefined && endMs !== undefined && endMs > 0;
  if (isTimed) {
    word.startMs = startMs;
    word.endMs = Math.max(startMs, endMs);
  }
  if (likely !== undefined && (isTimed || likely > 0)) word.confidence = likely;
  return word;
}

function unusual(raw: JsonObject) {
  const likely = number(raw, 'Confidence');
  const ms = (key: string) => (raw[key] === undefined || raw[key] === null ? undefined : requiredSeconds(raw, key));
  const said = requiredText(raw, 'Text');
  return [said, ms('StartTime'), ms('EndTime'), likely === undefined ? undefined : within(likely, 0, 1)] as const;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < 1e9;
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
