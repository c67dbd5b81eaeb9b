import * as fc from 'fast-check';
import type { TranscriptSegment } from '../../model/analysis.js';
import type { Finding } from '../../model/finding.js';
import { ObjectUri } from '../../model/uri.js';
import { whole } from '../arbitrary-parts.js';
import type { ForeignDocument } from './foreign-document.js';
import { type SaidTurn, segmentSaid, speakersUnavailable, turnsSaidArbitrary } from './turns-said.js';

/** Where a document of AssemblyAI has its turns: in utterances, of channels too; in words with speakers, or without. */
export const ASSEMBLYAI_SHAPES = ['utterances', 'channels', 'words with speakers', 'words'] as const;
export type AssemblyAiShape = (typeof ASSEMBLYAI_SHAPES)[number];

interface Facts {
  readonly shape: AssemblyAiShape;
  readonly turns: readonly SaidTurn[];
  readonly id: string;
  readonly isInS3: boolean;
  readonly isRedacted: boolean;
  readonly hasInsights: boolean;
  readonly language: string | undefined;
}

/** Any transcript of AssemblyAI, with facts of which reading must give the same again. */
export function assemblyAiDocumentArbitrary(shape?: AssemblyAiShape): fc.Arbitrary<ForeignDocument> {
  return whole<Facts>({
    shape: shape === undefined ? fc.constantFrom(...ASSEMBLYAI_SHAPES) : fc.constant(shape),
    turns: turnsSaidArbitrary(),
    id: fc.uuid(),
    isInS3: fc.boolean(),
    isRedacted: fc.boolean(),
    hasInsights: fc.boolean(),
    language: fc.constantFrom(undefined, 'en_us'),
  }).map(documentOf);
}

function documentOf({ shape, turns: said, id, isInS3, isRedacted, hasInsights, language }: Facts): ForeignDocument {
  const turns = isRedacted ? said.map(masked) : said;
  const isInChannels = shape === 'channels';
  const segments = turns.map(
    (turn, index): TranscriptSegment => ({
      ...segmentSaid(turn, index),
      ...(shape !== 'words' && { speaker: speakerOf(turn) }),
      ...(isInChannels && { channel: '1' }),
      ...((shape === 'utterances' || isInChannels) && { confidence: 0.875 }),
    }),
  );
  const insights = hasInsights ? insightsOf(turns) : undefined;
  const [first] = segments;
  if (first !== undefined && insights !== undefined) first.sentiment = { label: 'negative', score: -1, words: [] };
  const seconds = Math.ceil((turns.at(-1)?.endMs ?? 0) / 1_000);
  const text = turns.map((turn) => turn.text).join(' ');
  const wordsOf = (turn: SaidTurn) =>
    turn.words.map((word) => ({
      text: word.text,
      start: word.startMs,
      end: word.endMs,
      confidence: word.confidence / 1_000,
      speaker: shape === 'words' ? null : speakerOf(turn),
      ...(isInChannels && { channel: '1' }),
    }));
  const document = {
    id,
    audio_url: isInS3
      ? 'https://calls.s3.eu-west-1.amazonaws.com/a%20b.wav?X-Amz-Signature=f00d'
      : 'https://cdn.example/a.wav?key=f00d',
    status: 'completed',
    text,
    words: turns.flatMap(wordsOf),
    utterances:
      shape === 'utterances' || isInChannels
        ? turns.map((turn) => ({
            confidence: 0.875,
            end: turn.endMs,
            speaker: speakerOf(turn),
            start: turn.startMs,
            text: turn.text,
            words: wordsOf(turn),
            ...(isInChannels && { channel: '1' }),
          }))
        : null,
    confidence: 0.75,
    audio_duration: seconds,
    punctuate: true,
    format_text: false,
    ...(language !== undefined && { language_code: language, language_confidence: 0.25 }),
    redact_pii: isRedacted,
    summary: null,
    auto_highlights_result: { status: 'unavailable' },
    ...insights?.written,
  };
  return {
    document,
    expected: {
      callId: id,
      ...(isInS3 && { mediaUri: ObjectUri.parse('s3://calls/a b.wav') }),
      isRedacted: isRedacted && insights === undefined,
      analysis: {
        confidence: 0.75,
        ...(insights !== undefined && { callSummary: 'Wants a refund.' }),
        ...(language !== undefined && { language: { dominant: language } }),
        mediaFacts: { durationMs: seconds * 1_000 },
        transcript: { text, segments },
        categories: [],
        topics: insights === undefined ? [] : ['Refund', 'Shopping'],
        topicSummaries: insights === undefined ? [] : [insights.chapter],
        moderation: insights === undefined ? [] : [insights.moderation],
        sensitiveData: isRedacted ? segments.map(maskIn) : [],
        findings: [...speakersUnavailable(segments), ...(insights?.findings ?? [])],
        ...(insights !== undefined && { entities: [insights.entity] }),
        customFields: {
          status: 'completed',
          punctuate: true,
          ...(language !== undefined && { language_confidence: 0.25 }),
          ...(isRedacted && { redact_pii: true }),
          ...(insights !== undefined && {
            iab_categories_result: { summary: { Shopping: 0.5 } },
            headlines: ['A refund'],
          }),
          ...(!isInS3 && { audio_url: 'https://cdn.example/a.wav' }),
        },
      },
    },
  };
}

function speakerOf({ speaker }: SaidTurn): string {
  return 'ABCD'[speaker] ?? 'A';
}

/** The first word of a turn is personal, and masked. */
function masked(turn: SaidTurn): SaidTurn {
  const words = turn.words.map((word, place) => (place === 0 ? { ...word, text: '[PERSON_NAME]' } : word));
  return { ...turn, words, text: words.map(({ text }) => text).join(' ') };
}

function maskIn({ index }: TranscriptSegment) {
  return { entityType: 'PERSON_NAME', segmentIndex: index, startCharacter: 0, endCharacter: '[PERSON_NAME]'.length };
}

/** What is found in the first turn, as it is written and as it is read. */
function insightsOf([first]: readonly SaidTurn[]) {
  if (first === undefined) return undefined;
  const { text, startMs, endMs } = first;
  const span = { start: startMs, end: endMs };
  const evidence = [{ segmentIndex: 0, quote: text }];
  const found = (kind: string, value: string): Finding => ({ kind, value, basis: 'estimated', evidence });
  return {
    chapter: { index: 0, summary: 'A refund is asked for.', startMs, endMs, segmentIndices: [0] },
    moderation: { startMs, endMs, confidence: 0.5, categories: { profanity: 0.5 } },
    findings: [{ ...found('key_phrase', text), count: 1 }, found('topic', 'Shopping')],
    entity: { type: 'event', text, segmentIndex: 0, startMs, endMs, startCharacter: 0, endCharacter: text.length },
    written: {
      summary: 'Wants a refund.',
      chapters: [{ ...span, gist: 'Refund', headline: 'A refund', summary: 'A refund is asked for.' }],
      auto_highlights_result: { status: 'success', results: [{ count: 1, rank: 0.5, text, timestamps: [span] }] },
      iab_categories_result: {
        status: 'success',
        results: [{ text, labels: [{ relevance: 0.5, label: 'Shopping' }], timestamp: span }],
        summary: { Shopping: 0.5 },
      },
      content_safety_labels: {
        status: 'success',
        results: [{ text, labels: [{ label: 'profanity', confidence: 0.5, severity: null }], timestamp: span }],
        summary: {},
      },
      sentiment_analysis_results: [{ text, ...span, sentiment: 'NEGATIVE', confidence: 0.5, speaker: null }],
      entities: [{ entity_type: 'event', text, ...span }],
    },
  };
}
