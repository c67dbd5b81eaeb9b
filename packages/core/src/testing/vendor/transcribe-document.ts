import * as fc from 'fast-check';
import type { JsonObject } from '../../input/json.js';
import type { SensitiveDataFinding, TranscriptSegment, Word } from '../../model/analysis.js';
import type { Finding } from '../../model/finding.js';
import { whole } from '../arbitrary-parts.js';
import type { ForeignDocument } from './foreign-document.js';
import { speakersUnavailable } from './turns-said.js';

/**
 * What Amazon Transcribe writes: speakers in `speaker_labels` alone, or on items too; `audio_segments`; items of each channel,
 * with or without such segments; segments with alternatives; words alone.
 */
export const TRANSCRIBE_VINTAGES = [
  'labels',
  'items',
  'segments',
  'old channels',
  'channels',
  'alternatives',
  'plain',
] as const;
export type TranscribeVintage = (typeof TRANSCRIBE_VINTAGES)[number];

interface Spoken {
  readonly content: string;
  readonly mark: string;
  readonly pauseMs: number;
  readonly lengthMs: number;
  /** Thousandths. */
  readonly confidence: number;
  readonly isPersonal: boolean;
  readonly isFiltered: boolean;
}

interface Said {
  readonly words: readonly Spoken[];
  readonly gapMs: number;
  readonly speaker: number;
}

interface Facts {
  readonly vintage: TranscribeVintage;
  readonly turns: readonly Said[];
  readonly jobName: string;
  readonly isRedacted: boolean;
  readonly language: string | undefined;
}

/** Any document of Amazon Transcribe, with facts of which reading must give the same again. */
export function transcribeDocumentArbitrary(vintage?: TranscribeVintage): fc.Arbitrary<ForeignDocument> {
  const spoken = whole<Spoken>({
    content: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('hello', 'the', 'refund', "don't", '***', '7.5', 'Zoë') },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }) },
    ),
    mark: fc.constantFrom('', '', '', ',', '.', '?'),
    pauseMs: fc.nat(400),
    lengthMs: fc.integer({ min: 10, max: 900 }),
    confidence: fc.nat(1_000),
    isPersonal: fc.constantFrom(false, false, false, true),
    isFiltered: fc.constantFrom(false, false, false, true),
  });
  // Turns that are a second apart are turns in every vintage.
  const said = whole<Said>({
    words: fc.array(spoken, { minLength: 1, maxLength: 6 }),
    gapMs: fc.integer({ min: 1_000, max: 4_000 }),
    speaker: fc.nat(3),
  });
  return whole<Facts>({
    vintage: vintage === undefined ? fc.constantFrom(...TRANSCRIBE_VINTAGES) : fc.constant(vintage),
    turns: fc.array(said, { maxLength: 5 }),
    jobName: fc.constantFrom('call-7', 'a_b.c'),
    isRedacted: fc.boolean(),
    language: fc.constantFrom(undefined, 'en-US', 'de-DE'),
  }).map(documentOf);
}

function documentOf({ vintage, turns: made, jobName, isRedacted, language }: Facts): ForeignDocument {
  let atMs = 0;
  let id = 0;
  const turns = made.map((said, index) => {
    atMs += said.gapMs;
    const turn = turnOf(said, { index, atMs, id, vintage, isRedacted });
    atMs = turn.segment.endMs;
    id += turn.items.length;
    return turn;
  });
  const segments = turns.map(({ segment }) => segment);
  const text = segments.map((segment) => segment.text).join(' ');
  const speakers = new Set(segments.flatMap(({ speaker }) => speaker ?? [])).size;
  const isLabelled = ['labels', 'items', 'segments'].includes(vintage);
  const isInChannels = vintage === 'channels' || vintage === 'old channels';
  const document = {
    jobName,
    accountId: '000000000000',
    ...(isRedacted && { isRedacted }),
    results: {
      ...(language !== undefined && { language_code: language }),
      transcripts: [{ transcript: text }],
      ...(isLabelled && { speaker_labels: { speakers, segments: turns.map(({ label }) => label) } }),
      ...(isInChannels && {
        channel_labels: { number_of_channels: 2, channels: [0, 1].map((n) => channelOf(n, turns)) },
      }),
      ...(vintage === 'alternatives' && { segments: turns.map(alternativesOf) }),
      items: turns.flatMap(({ items }) => items),
      ...((vintage === 'segments' || vintage === 'channels') && { audio_segments: turns.map(audioSegmentOf) }),
    },
    status: 'COMPLETED',
  };
  const filtered = turns.flatMap((turn) => turn.findings);
  const sensitiveData = turns.flatMap((turn) => turn.sensitiveData);
  const statistics = { ...(isLabelled && { speakerCount: speakers }), ...(isInChannels && { channelCount: 2 }) };
  return {
    document,
    expected: {
      callId: jobName,
      isRedacted,
      analysis: {
        ...(language !== undefined && { language: { dominant: language } }),
        ...(Object.keys(statistics).length > 0 && { statistics }),
        transcript: { text, segments },
        categories: [],
        topics: [],
        topicSummaries: [],
        moderation: [],
        sensitiveData,
        findings: [...speakersUnavailable(segments), ...filtered],
        customFields: { accountId: '000000000000', status: 'COMPLETED' },
      },
    },
  };
}

interface Place {
  readonly index: number;
  readonly atMs: number;
  readonly id: number;
  readonly vintage: TranscribeVintage;
  readonly isRedacted: boolean;
}
type Turn = ReturnType<typeof turnOf>;

function turnOf({ words: spoken, speaker: number }: Said, place: Place) {
  const { index, vintage, isRedacted } = place;
  const isInChannels = vintage === 'channels' || vintage === 'old channels';
  // One speaker in four is not known.
  const hasSpeaker = ['labels', 'items', 'segments'].includes(vintage) && number > 0;
  const speaker = hasSpeaker ? `spk_${number}` : undefined;
  const channel = isInChannels ? `ch_${number % 2}` : undefined;
  const items: JsonObject[] = [];
  const words: Word[] = [];
  const sensitiveData: SensitiveDataFinding[] = [];
  const findings: Finding[] = [];
  let { atMs } = place;
  let text = '';
  const add = (
    content: string,
    type: string,
    times: JsonObject,
    confidence: string | undefined,
    more: JsonObject,
    marks: JsonObject,
  ) => {
    items.push({
      ...(isNumbered(vintage) && { id: place.id + items.length }),
      type,
      alternatives: [{ confidence, content, ...more }],
      ...times,
      ...(vintage !== 'labels' && speaker !== undefined && { speaker_label: speaker }),
      ...(vintage === 'channels' && { channel_label: channel }),
      ...marks,
    });
  };
  for (const [position, { content, mark, pauseMs, lengthMs, confidence, isPersonal, isFiltered }] of spoken.entries()) {
    const isMasked = isRedacted && isPersonal;
    const shown = isMasked ? '[PII]' : content;
    const startMs = position === 0 ? atMs : atMs + pauseMs;
    const endMs = startMs + lengthMs;
    atMs = endMs;
    const startCharacter = text === '' ? 0 : text.length + 1;
    text += (text === '' ? '' : ' ') + shown;
    const span = { startMs, endMs, startCharacter, endCharacter: text.length };
    if (isMasked) sensitiveData.push({ entityType: 'NAME', segmentIndex: index, ...span });
    if (isFiltered)
      findings.push({
        kind: 'filtered_word',
        value: shown,
        basis: 'measured',
        evidence: [{ segmentIndex: index, quote: shown }],
      });
    const likely = isMasked ? undefined : String(confidence / 1_000);
    const redactions = isMasked ? { redactions: [{ confidence: '0.9974', type: 'NAME', category: 'PII' }] } : {};
    const times = { start_time: String(startMs / 1_000), end_time: String(endMs / 1_000) };
    add(shown, 'pronunciation', times, likely, redactions, isFiltered ? { vocabularyFilterMatch: true } : {});
    words.push({ text: shown, startMs, endMs, ...(!isMasked && { confidence: confidence / 1_000 }) });
    if (mark === '') continue;
    text += mark;
    add(mark, 'punctuation', {}, '0.0', {}, {});
    words.push({ text: mark });
  }
  const { atMs: startMs } = place;
  const segment: TranscriptSegment = {
    index,
    startMs,
    endMs: atMs,
    text,
    ...(speaker !== undefined && { speaker }),
    ...(channel !== undefined && { channel }),
    words,
  };
  const times = { start_time: String(startMs / 1_000), end_time: String(atMs / 1_000) };
  const label = {
    ...times,
    speaker_label: speaker ?? '',
    items:
      speaker === undefined
        ? []
        : items
            .filter(({ type }) => type === 'pronunciation')
            .map(({ start_time, end_time }) => ({ start_time, speaker_label: speaker, end_time })),
  };
  return { segment, items, label, times, speaker, channel, sensitiveData, findings, firstId: place.id };
}

function isNumbered(vintage: TranscribeVintage): boolean {
  return vintage === 'segments' || vintage === 'channels';
}

function channelOf(number: number, turns: readonly Turn[]) {
  const label = `ch_${number}`;
  return {
    channel_label: label,
    items: turns.filter(({ channel }) => channel === label).flatMap(({ items }) => items),
  };
}

function audioSegmentOf({ segment, items, times, speaker, channel, firstId }: Turn, id: number) {
  return {
    id,
    transcript: segment.text,
    ...times,
    // Often without: then its words say.
    ...(speaker !== undefined && id % 2 === 0 && { speaker_label: speaker }),
    ...(channel !== undefined && { channel_label: channel }),
    items: items.map((_, position) => firstId + position),
  };
}

function alternativesOf({ segment, items, times }: Turn) {
  const flat = items.map(({ alternatives, ...item }) => ({ ...item, ...(alternatives as JsonObject[])[0] }));
  const other = { transcript: 'something else', items: [{ content: 'something', type: 'pronunciation', ...times }] };
  return { ...times, alternatives: [{ transcript: segment.text, items: flat }, other] };
}
