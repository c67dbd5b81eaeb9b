import { leaveOut } from '../../input/faults.js';
import type { JsonObject } from '../../input/json.js';
import { count, each, text, within } from '../../input/read-fields.js';
import type { TranscriptSegment } from '../../model/analysis.js';
import { type Finding, SENTIMENT_LABELS, type Sentiment } from '../../model/finding.js';
import { type OrderedTranscript, toTranscript } from '../imported-transcript.js';
import type { ReadOptions } from '../result-format.js';
import { withTimes } from '../with-times.js';
import type { Place } from './insights.js';
import { itemsOf, wordOfItem } from './items.js';
import type { Speakers } from './speakers.js';

export interface ReadTurns extends Pick<OrderedTranscript, 'transcript'> {
  readonly findings: readonly Finding[];
  /** Each turn as the document has it, with its place in the transcript, in its order. */
  readonly turns: readonly { readonly raw: JsonObject; readonly place: Place }[];
  /** When a chat begins, epoch ms: its messages have a date and no offset. */
  readonly beginsAtMs: number | undefined;
}

/** Reads the turns of a call, or the messages of a chat. Who joins and leaves a chat, and what is attached, says nothing. */
export function readTurns(document: JsonObject, speakers: Speakers, options: ReadOptions): ReadTurns {
  const read = each(document, 'Transcript', (raw) => {
    const content = text(raw, 'Content');
    const atMs = dateOf(raw);
    return { raw, atMs, content };
  });
  const dates = read.flatMap(({ atMs }) => atMs ?? []);
  const beginsAtMs = dates.length === 0 ? undefined : dates.reduce((first, ms) => Math.min(first, ms));
  const said = read.flatMap(({ raw, atMs, content }) => {
    if (content === undefined || content === '') return [];
    const sinceMs = atMs === undefined || beginsAtMs === undefined ? undefined : atMs - beginsAtMs;
    const startMs = count(raw, 'BeginOffsetMillis') ?? sinceMs;
    // A message of a chat is a moment.
    return [
      { raw, content, startMs, endMs: count(raw, 'EndOffsetMillis') ?? (atMs === undefined ? undefined : startMs) },
    ];
  });
  const { timed, findings: untimed } = withTimes(said);
  const { transcript, positions, findings } = toTranscript(
    timed.map(({ raw, content, startMs, endMs }) => {
      const segment: Omit<TranscriptSegment, 'index'> = { startMs, endMs, text: content };
      const speaker = speakers.labelOf(raw);
      const speakerName = text(raw, 'DisplayName');
      const sentiment = sentimentNamed(raw['Sentiment']);
      const loudness = loudnessOf(raw);
      const words = options.words ? itemsOf(raw).map(wordOfItem) : [];
      if (speaker !== undefined) segment.speaker = speaker;
      if (speakerName) segment.speakerName = speakerName;
      if (sentiment !== undefined) segment.sentiment = sentiment;
      if (loudness !== undefined) segment.loudness = loudness;
      if (words.length > 0) segment.words = words;
      return segment;
    }),
  );
  const turns = timed.map(({ raw, content, startMs, endMs }, at) => ({
    raw,
    place: { id: text(raw, 'Id'), segmentIndex: positions[at] ?? at, text: content, startMs, endMs },
  }));
  turns.sort((a, b) => a.place.segmentIndex - b.place.segmentIndex);
  giveSentiments(document, transcript.segments, turns);
  return { transcript, findings: [...findings, ...untimed], turns, beginsAtMs };
}

/** The years 1970 to 9999. Times of other years, from broken clocks, are more than 100,000 years apart at worst. */
const LATEST_MS = Date.UTC(10_000, 0) - 1;

function dateOf(raw: JsonObject): number | undefined {
  const written = text(raw, 'AbsoluteTime') ?? within(raw, 'Time', (time) => text(time, 'AbsoluteTime'));
  if (written === undefined) return undefined;
  const ms = Date.parse(written);
  return ms >= 0 && ms <= LATEST_MS ? ms : leaveOut('AbsoluteTime', 'a date of the years 1970 to 9999', written);
}

/** Turns are positive, negative or neither, and no more: Post Call Analytics gives them the ends of its scale, too. */
function sentimentNamed(name: unknown): Sentiment | undefined {
  const label = SENTIMENT_LABELS.find((one) => typeof name === 'string' && one === name.toLowerCase());
  if (label === undefined) return undefined;
  return { label, score: label === 'positive' ? 1 : label === 'negative' ? -1 : 0, words: [] };
}

/** In a chat, the sentiment of messages is apart from them. */
function giveSentiments(document: JsonObject, segments: readonly TranscriptSegment[], turns: ReadTurns['turns']): void {
  const positions = new Map(
    turns.flatMap(({ place }) => (place.id === undefined ? [] : [[place.id, place.segmentIndex]])),
  );
  within(document, 'ConversationCharacteristics', (traits) =>
    within(traits, 'Sentiment', (block) =>
      each(block, 'DetailsByTranscriptItemGroup', (group) => {
        const sentiment = sentimentNamed(group['Sentiment']);
        each(group, 'TranscriptItems', (item) => {
          const id = text(item, 'Id');
          const segment = id === undefined ? undefined : segments[positions.get(id) ?? -1];
          if (segment !== undefined && sentiment !== undefined) segment.sentiment ??= sentiment;
        });
      }),
    ),
  );
}

/** One value for each clock second: of Call Analytics under one name, of Contact Lens under another. */
function loudnessOf(raw: JsonObject): (number | null)[] | undefined {
  const scores = raw['LoudnessScores'] ?? raw['LoudnessScore'];
  if (!Array.isArray(scores) || scores.length === 0) return undefined;
  return scores.map((score) => (typeof score === 'number' && Number.isFinite(score) ? score : null));
}
