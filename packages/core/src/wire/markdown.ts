import type { AnalyticsItem } from './analytics-item.js';
import { callWarnings, percent } from './call-warnings.js';
import { markedText } from './not-understood.js';
import { markdownText } from './safe-text.js';
import { clockTime, dayTime } from './times.js';

/** A call as Markdown: summary, facts, topics and the transcript by speaker with times. */
export function toMarkdown(call: AnalyticsItem): string {
  const facts = [
    ['Recorded', `${dayTime(call.recorded_at)} UTC`],
    ['State', call.failure === undefined ? call.state : `${call.state}: ${call.failure.reason}`],
    ['Duration', call.media?.duration_ms === undefined ? undefined : clockTime(call.media.duration_ms)],
    ['Language', call.language?.dominant],
    ['Confidence', call.confidence === undefined ? undefined : percent(call.confidence)],
    ['Categories', call.call_categories.join(', ')],
    ['Topics', call.topics.join(', ')],
    ['Recording', call.recording_uri],
    ...callWarnings(call).map(({ code, explanation }) => ['Warning', `${code}: ${explanation}`]),
  ].flatMap(([name, value]) => (value ? [`- **${name}:** ${markdownText(value)}`] : []));
  const summary = call.call_summary ?? call.audio_summary;
  const sections = (call.topic_segments ?? []).map(
    ({ start_ms, summary: text }) =>
      `- ${start_ms === undefined ? '' : `${clockTime(start_ms)} `}${markdownText(text ?? '')}`,
  );
  const turns = (call.segments ?? []).map(
    ({ start_ms, speaker_name, speaker, ...said }) =>
      `**${clockTime(start_ms)} ${markdownText(speaker_name ?? speaker ?? 'speaker')}:** ${markdownText(markedText(said))}\n`,
  );
  const parts = [
    `# ${markdownText(call.call_id)}\n`,
    ...(summary === undefined ? [] : [`${markdownText(summary)}\n`]),
    `${facts.join('\n')}\n`,
    ...(sections.length === 0 ? [] : ['## Topics\n', `${sections.join('\n')}\n`]),
    ...(turns.length > 0 ? ['## Transcript\n', ...turns] : []),
    ...(turns.length === 0 && call.transcript ? ['## Transcript\n', `${markdownText(call.transcript)}\n`] : []),
  ];
  return parts.join('\n');
}
