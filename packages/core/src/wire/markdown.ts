import type { AnalyticsItem } from './analytics-item.js';
import { customFieldLines, sensitiveDataLines, sentimentText } from './call-details.js';
import { callWarnings, percent } from './call-warnings.js';
import { markedText } from './not-understood.js';
import { markdownText } from './safe-text.js';
import { speakerNames } from './speaker-names.js';
import { clockTime, dayTime } from './times.js';

/**
 * A call as Markdown: summary, facts, notes, topics and the transcript by speaker with times. Of a video, the transcript is by chapter, with
 * what can be read on the screen.
 */
export function toMarkdown(call: AnalyticsItem): string {
  const facts = [
    ['Recorded', `${dayTime(call.recorded_at)} UTC`],
    ['State', call.failure === undefined ? call.state : `${call.state}: ${call.failure.reason}`],
    ['Duration', call.media?.duration_ms === undefined ? undefined : clockTime(call.media.duration_ms)],
    ['Language', call.language?.dominant],
    ['Confidence', call.confidence === undefined ? undefined : percent(call.confidence)],
    ['Sentiment', sentimentText(call)],
    ['Categories', call.call_categories.join(', ')],
    ['Topics', call.topics.join(', ')],
    ['Recording', call.recording_uri],
    ...callWarnings(call).map(({ code, explanation }) => ['Warning', `${code}: ${explanation}`]),
  ].flatMap(([name, value]) => (value ? [`- **${name}:** ${markdownText(value)}`] : []));
  const summary = call.call_summary ?? call.audio_summary;
  const parts = [
    `# ${markdownText(call.call_id)}\n`,
    ...(summary === undefined ? [] : [`${markdownText(summary)}\n`]),
    `${facts.join('\n')}\n`,
    ...listOf('Custom fields', customFieldLines(call)),
    ...listOf('Sensitive data', sensitiveDataLines(call)),
    ...notesOf(call),
    ...(isByChapter(call) ? chaptersOf(call) : topicsAndTranscriptOf(call)),
  ];
  return parts.join('\n');
}

function listOf(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : [`## ${heading}\n`, `${lines.map((line) => `- ${markdownText(line)}`).join('\n')}\n`];
}

function notesOf({ notes = [] }: AnalyticsItem): string[] {
  const lines = notes.map(
    ({ at, actor, text }) => `- **${dayTime(at)} UTC, ${markdownText(actor)}:** ${markdownText(text)}`,
  );
  return lines.length === 0 ? [] : ['## Notes\n', `${lines.join('\n')}\n`];
}

function topicsAndTranscriptOf(call: AnalyticsItem): string[] {
  const { topic_segments = [], segments = [], transcript } = call;
  const topics = topic_segments.map(
    ({ start_ms, summary }) =>
      `- ${start_ms === undefined ? '' : `${clockTime(start_ms)} `}${markdownText(summary ?? '')}`,
  );
  return [
    ...(topics.length === 0 ? [] : ['## Topics\n', `${topics.join('\n')}\n`]),
    ...(segments.length > 0 ? ['## Transcript\n', ...turnsOf(call, segments)] : []),
    ...(segments.length === 0 && transcript ? ['## Transcript\n', `${markdownText(transcript)}\n`] : []),
  ];
}

/** Whether the topics are the chapters of a video: then each segment is in at most one of them. */
function isByChapter({ media, topic_segments = [] }: AnalyticsItem): boolean {
  return media?.kind === 'video' && topic_segments.length > 0;
}

/** A heading for each chapter, with its summary, what can be read on the screen, and what is said. What is in none comes last. */
function chaptersOf(call: AnalyticsItem): string[] {
  const { topic_segments = [], segments = [], screen_texts = [], transcript } = call;
  const left = new Set(segments);
  const unseen = new Set(screen_texts);
  const chapters = topic_segments.map(
    ({ start_ms = 0, end_ms = Number.POSITIVE_INFINITY, summary, ...topic }, place) => {
      const indices = new Set(topic.segment_indices);
      const said = segments.filter((segment) => indices.has(segment.index) && left.delete(segment));
      const seen = screen_texts.filter(
        (text) => text.start_ms < end_ms && text.end_ms >= start_ms && unseen.delete(text),
      );
      return [`## ${clockTime(start_ms)} Chapter ${place + 1}\n`, ...section(summary, seen, turnsOf(call, said))];
    },
  );
  const rest = section(segments.length === 0 ? transcript : undefined, [...unseen], turnsOf(call, [...left]));
  return [...chapters.flat(), ...(rest.length === 0 ? [] : ['## Transcript\n', ...rest])];
}

function section(
  summary: string | undefined,
  seen: NonNullable<AnalyticsItem['screen_texts']>,
  turns: readonly string[],
): string[] {
  const screen = seen.map(({ start_ms, text }) => `- ${clockTime(start_ms)} ${markdownText(text)}`);
  return [
    ...(summary === undefined ? [] : [`${markdownText(summary)}\n`]),
    ...(screen.length === 0 ? [] : ['On screen:\n', `${screen.join('\n')}\n`]),
    ...turns,
  ];
}

function turnsOf(call: AnalyticsItem, segments: NonNullable<AnalyticsItem['segments']>): string[] {
  const nameOf = speakerNames(call);
  return segments.map((segment) => {
    const name = markdownText(nameOf(segment) ?? 'speaker');
    return `**${clockTime(segment.start_ms)} ${name}:** ${markdownText(markedText(segment))}\n`;
  });
}
