import { resolve } from 'node:path';
import {
  type AnalyticsItem,
  callWarnings,
  clockTime,
  customFieldLines,
  markedText,
  notUnderstood,
  percent,
  printable,
  sensitiveDataLines,
  sentimentText,
  speakerNames,
} from '@earshot/core';
import type { IngestCounts } from '../ingest/ingest.js';
import { cuts, type Stream, styled, styleOfState, table, wrapped } from './terminal.js';
import { timeHeading, timeText, zonedTimeText } from './times.js';

/** Enough digits to tell calls apart. */
const HASH_SHOWN = 8;

/** Calls as a table, a line each; with the beginnings of hashes where ids are cut, whole hashes where no terminal is. */
export function callsTable(stream: Stream, calls: readonly AnalyticsItem[]): string {
  const columns = [
    { heading: timeHeading(stream, 'Recorded'), share: 0 },
    { heading: 'Call', share: 3 },
    { heading: 'State', share: 0, styleOf: styleOfState },
    { heading: 'Length', share: 0 },
    { heading: 'Categories', share: 2 },
    { heading: 'Summary', share: 5 },
  ];
  const rows = calls.map((call) => [
    timeText(stream, call.recorded_at),
    call.call_id,
    call.state,
    call.media?.duration_ms === undefined ? '' : clockTime(call.media.duration_ms),
    call.call_categories.join(', '),
    summaryCell(call),
  ]);
  const hashLength = stream.isTTY ? HASH_SHOWN : undefined;
  if (!stream.isTTY || cuts(stream, columns, rows, 'Call')) {
    columns.splice(1, 0, { heading: 'Hash', share: 0 });
    for (const [index, { hash }] of calls.entries()) rows[index]?.splice(1, 0, hash.slice(0, hashLength));
  }
  return table(stream, columns, rows);
}

function summaryCell(call: AnalyticsItem): string {
  const why = notUnderstood(call);
  return why === undefined
    ? (call.call_summary ?? call.audio_summary ?? call.failure?.reason ?? '')
    : `not understood: ${why}`;
}

/** The counts of an ingest, what was not understood, and what calls warn of. */
export function countsText(stream: Stream, { problems, warnings, ...counts }: IngestCounts): string {
  const lines = problems.map(
    ({ file, code, reason }) => `  ${printable(`${file}: ${unnamed(reason, file)} (${code})`)}`,
  );
  const warned = warnings.map(
    ({ file, code, reason }) =>
      `  ${printable(file)}: ${styled(stream, 'yellow', 'warning')}: ${printable(code)}: ${printable(reason)}`,
  );
  const summary = summaryOfCounts(stream, counts);
  return [...(stream.quiet ? [] : [summary]), ...lines, ...warned].join('\n');
}

/** Counts as a sentence, without zeros: `20 calls: 18 new, 2 failed; 59 other files ignored`. */
function summaryOfCounts(stream: Stream, counts: Omit<IngestCounts, 'problems' | 'warnings'>): string {
  const { stored, duplicate, unmatched, failed, unreadable, unredacted, ignored } = counts;
  const calls = stored + duplicate + unmatched + failed;
  const kinds = [
    stored > 0 && `${stored} new`,
    duplicate > 0 && `${duplicate} already known`,
    unmatched > 0 && `${unmatched} unmatched`,
    failed > 0 && styled(stream, 'red', `${failed} failed`),
  ];
  const parts = [
    calls === 0 ? 'no calls' : `${counted(calls, 'call')}: ${kinds.filter(Boolean).join(', ')}`,
    unreadable > 0 && styled(stream, 'red', `${counted(unreadable, 'file')} unreadable`),
    unredacted > 0 && styled(stream, 'red', `${counted(unredacted, 'file')} without a redacted copy`),
    ignored > 0 && `${counted(ignored, 'other file')} ignored`,
  ];
  return parts.filter(Boolean).join('; ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** A reason without the name of its file, where a line begins with that name already. */
export function unnamed(reason: string, file: string): string {
  const [name = ''] = reason.split(': ', 1);
  return resolve(name) === resolve(file) ? reason.slice(name.length + 2) : reason;
}

/** One call in full: summary, topics, and the transcript by speaker with times. */
export function callText(stream: Stream, call: AnalyticsItem): string {
  const heading = (text: string) => styled(stream, 'bold', text);
  const { media, language, failure, start_retry: retry, confidence } = call;
  const sentiment = sentimentText(call);
  const facts = [
    zonedTimeText(stream, call.recorded_at),
    call.state,
    ...(media?.duration_ms === undefined ? [] : [clockTime(media.duration_ms)]),
    ...(language?.dominant === undefined ? [] : [language.dominant]),
    ...(confidence === undefined ? [] : [`confidence ${percent(confidence)}`]),
  ];
  const blocks = [
    `${heading(printable(call.call_id))}\n${styled(stream, 'dim', printable(`${facts.join(' · ')} · ${call.hash}`))}`,
    ...(failure === undefined
      ? []
      : [wrapped(stream, styled(stream, 'red', 'Failed: '), `${failure.code}: ${failure.reason}`)]),
    ...(retry === undefined
      ? []
      : [
          wrapped(
            stream,
            styled(stream, 'yellow', 'Not started: '),
            `${retry.code}: ${retry.reason} (next try at ${zonedTimeText(stream, retry.at)})`,
          ),
        ]),
    ...callWarnings(call).map(({ code, explanation }) =>
      wrapped(stream, styled(stream, 'yellow', 'Warning: '), `${code}: ${explanation}`),
    ),
    ...withoutSummary(stream, call),
    ...[call.call_summary, call.audio_summary].flatMap((summary, index) =>
      summary === undefined
        ? []
        : [`${heading(index === 0 ? 'Summary' : 'Audio summary')}\n${wrapped(stream, '', summary)}`],
    ),
    ...(call.call_categories.length === 0
      ? []
      : [`${heading('Categories')}  ${printable(call.call_categories.join(', '))}`]),
    ...(call.topics.length === 0 ? [] : [`${heading('Topics')}  ${printable(call.topics.join(', '))}`]),
    ...(sentiment === undefined ? [] : [`${heading('Sentiment')}  ${printable(sentiment)}`]),
    ...listed(stream, 'Custom fields', customFieldLines(call)),
    ...listed(stream, 'Sensitive data', sensitiveDataLines(call)),
    ...noteLines(stream, call),
    ...topicLines(stream, call),
    ...transcriptLines(stream, call),
  ];
  return blocks.join('\n\n');
}

/** Why nothing was concluded from the words of a call; what was not understood at all warns of it already. */
function withoutSummary(stream: Stream, { understood, findings = [] }: AnalyticsItem): string[] {
  if (understood === false) return [];
  return findings
    .filter(({ kind, basis }) => kind === 'understanding' && basis === 'unavailable')
    .map(({ explanation = '' }) => wrapped(stream, styled(stream, 'yellow', 'Not summarized: '), explanation));
}

function listed(stream: Stream, heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [[styled(stream, 'bold', heading), ...lines.map((line) => wrapped(stream, '', line, 2))].join('\n')];
}

function noteLines(stream: Stream, { notes = [] }: AnalyticsItem): string[] {
  if (notes.length === 0) return [];
  const lines = notes.map(({ at, actor, text }) =>
    wrapped(stream, '', `${zonedTimeText(stream, at)}, ${actor}: ${text}`, 2),
  );
  return [[styled(stream, 'bold', 'Notes'), ...lines].join('\n')];
}

function topicLines(stream: Stream, { topic_segments }: AnalyticsItem): string[] {
  if (topic_segments === undefined || topic_segments.length === 0) return [];
  const lines = topic_segments.map(({ start_ms, summary }) =>
    wrapped(stream, start_ms === undefined ? '' : `${clockTime(start_ms).padStart(7)}  `, summary ?? ''),
  );
  return [[styled(stream, 'bold', 'What was said about what'), ...lines].join('\n')];
}

const SPEAKER_STYLES = ['cyan', 'magenta', 'green', 'yellow', 'blue'] as const;

/** In characters: a role with a name of usual length, and that it is estimated. */
const LONGEST_NAME = 32;

function transcriptLines(stream: Stream, call: AnalyticsItem): string[] {
  const { segments = [], speakers = [], transcript } = call;
  if (segments.length === 0)
    return transcript ? [`${styled(stream, 'bold', 'Transcript')}\n${wrapped(stream, '', transcript)}`] : [];
  const named = speakerNames(call);
  const nameOf = (segment: (typeof segments)[number]) => printable(named(segment) ?? '');
  const nameWidth = Math.min(LONGEST_NAME, Math.max(0, ...segments.map((segment) => nameOf(segment).length)));
  const lines = segments.map((segment) => {
    const style =
      SPEAKER_STYLES[Math.max(0, speakers.indexOf(segment.speaker ?? '')) % SPEAKER_STYLES.length] ?? 'cyan';
    const name = nameOf(segment).slice(0, nameWidth).padEnd(nameWidth);
    const lead = `${clockTime(segment.start_ms).padStart(7)}  ${name === '' ? '' : `${styled(stream, style, name)}  `}`;
    return wrapped(stream, lead, markedText(segment), 9 + (nameWidth === 0 ? 0 : nameWidth + 2));
  });
  return [[styled(stream, 'bold', 'Transcript'), ...lines].join('\n')];
}
