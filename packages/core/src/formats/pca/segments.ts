import { leaveOut, wrong } from '../../input/faults.js';
import { type JsonObject, present } from '../../input/json.js';
import { count, each, number, requiredSeconds, requiredText, text, texts } from '../../input/read-fields.js';
import type { Entity, Interruption, SensitiveDataFinding, TranscriptSegment, Word } from '../../model/analysis.js';
import type { Evidence, Finding, Sentiment } from '../../model/finding.js';
import type { JsonValue } from '../../model/primitives.js';
import { SAID } from '../conversation/said.js';
import { type OrderedTranscript, toTranscript } from '../imported-transcript.js';
import { masksIn } from '../masks.js';
import type { ReadOptions } from '../result-format.js';
import { wordOf } from '../word-of.js';
import { isSet, named } from './said.js';

export interface ReadSegments extends OrderedTranscript {
  readonly entities: readonly Entity[];
  readonly interruptions: readonly Interruption[];
  readonly sensitiveData: readonly SensitiveDataFinding[];
  readonly said: readonly Finding[];
  /** Facts that the model has no place for, under the vendor's names. */
  readonly customFields: Readonly<Record<string, JsonValue>>;
}

/** What is said in passing about segments. Most say nothing, and cost nothing here. Indices are places in the document. */
interface Notes {
  readonly entities: (Entity & { segmentIndex: number })[];
  readonly said: (Finding & { evidence: [Evidence] })[];
  readonly interruptions: number[];
  readonly ivr: number[];
  readonly originals: { segmentIndex: number; text: string }[];
}

/** Reads `SpeechSegments`. One without times or text is left out, with a warning. */
export function readSegments(
  document: JsonObject,
  names: ReadonlyMap<string, string>,
  options: ReadOptions,
): ReadSegments {
  const notes: Notes = { entities: [], said: [], interruptions: [], ivr: [], originals: [] };
  const spoken = each(document, 'SpeechSegments', (raw, place) => {
    const segment = segmentOf(raw, names, options);
    addNotes(notes, raw, segment.text, place);
    return segment;
  });
  const ordered = toTranscript(spoken);
  const at = (place: number) => ordered.positions[place] ?? place;
  const placed = <T extends { readonly segmentIndex: number }>(note: T): T => ({
    ...note,
    segmentIndex: at(note.segmentIndex),
  });
  const { segments } = ordered.transcript;
  const { entities, said, interruptions, ivr, originals } = notes;
  return {
    ...ordered,
    entities: entities.map(placed),
    interruptions: interruptions.map((place): Interruption => {
      const { startMs = 0, endMs = 0, speaker } = segments[at(place)] ?? {};
      return { startMs, endMs, ...(speaker !== undefined && { speaker }) };
    }),
    sensitiveData: segments.flatMap(masksIn),
    said: said.map((finding) => ({ ...finding, evidence: finding.evidence.map(placed) })),
    customFields: {
      ...(ivr.length > 0 && { IVRSegments: ivr.map(at) }),
      ...(originals.length > 0 && { OriginalTexts: originals.map(placed) }),
    },
  };
}

function segmentOf(raw: JsonObject, names: ReadonlyMap<string, string>, options: ReadOptions) {
  const speaker = named(raw, 'SegmentSpeaker');
  const speakerName = speaker === undefined ? undefined : names.get(speaker);
  const sentiment = sentimentOf(raw);
  const loudness = loudnessOf(raw);
  const words = options.words ? each(raw, 'WordConfidence', readWord) : [];
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

function addNotes(notes: Notes, raw: JsonObject, shown: string, segmentIndex: number): void {
  if (hasLists(raw)) addLists(notes, raw, shown, segmentIndex);
  if (isSet(raw, 'SegmentInterruption')) notes.interruptions.push(segmentIndex);
  if (isSet(raw, 'IVRSegment')) notes.ivr.push(segmentIndex);
  const original = text(raw, 'OriginalText');
  if (original !== undefined && original !== shown) notes.originals.push({ segmentIndex, text: original });
}

function hasLists(raw: JsonObject): boolean {
  // By their names: reading each by a variable key takes several times as long.
  const { IssuesDetected, ActionItemsDetected, OutcomesDetected } = raw;
  const { CategoriesDetected, FollowOnCategories, EntitiesDetected } = raw;
  const isSaid = hasItems(IssuesDetected) || hasItems(ActionItemsDetected) || hasItems(OutcomesDetected);
  return isSaid || hasItems(CategoriesDetected) || hasItems(FollowOnCategories) || hasItems(EntitiesDetected);
}

function hasItems(list: unknown): boolean {
  return list !== undefined && !(Array.isArray(list) && list.length === 0);
}

function addLists(notes: Notes, raw: JsonObject, shown: string, segmentIndex: number): void {
  const say = (kind: string, value: string, quote: string) =>
    notes.said.push({ kind, value, basis: 'estimated', evidence: [{ segmentIndex, quote }] });
  for (const [key, kind] of SAID) {
    for (const value of each(raw, key, (item) => requiredText(item, 'Text'))) say(kind, value, value);
  }
  for (const key of ['CategoriesDetected', 'FollowOnCategories']) {
    for (const value of texts(raw, key) ?? []) say('category', value, shown);
  }
  for (const entity of each(raw, 'EntitiesDetected', entityOf)) notes.entities.push({ ...entity, segmentIndex });
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
  const { LoudnessScores: scores } = raw;
  if (!Array.isArray(scores) || scores.length === 0) return undefined;
  return scores.map((score) => (typeof score === 'number' && Number.isFinite(score) ? score : null));
}

/** Words of a live transcript have no times and no confidence: all are 0. */
function readWord(raw: JsonObject): Word {
  const { Text: said, StartTime: start, EndTime: end, Confidence: confidence } = raw;
  if (typeof said === 'string' && isTime(start) && isTime(end) && isTime(confidence) && confidence <= 1) {
    const endMs = Math.round(end * 1_000);
    if (endMs > 0) return wordOf(said.trim(), Math.round(start * 1_000), endMs, confidence);
  }
  return readUnusualWord(raw);
}

function readUnusualWord(raw: JsonObject): Word {
  const likely = number(raw, 'Confidence');
  const ms = (key: string) => (raw[key] === undefined || raw[key] === null ? undefined : requiredSeconds(raw, key));
  const said = requiredText(raw, 'Text').trim();
  const confidence = likely === undefined ? undefined : within(likely, 0, 1);
  const [startMs, endMs] = [ms('StartTime'), ms('EndTime')];
  if (startMs !== undefined && endMs !== undefined && endMs > 0) return wordOf(said, startMs, endMs, confidence);
  return wordOf(said, undefined, undefined, confidence || undefined);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < 1e9;
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
