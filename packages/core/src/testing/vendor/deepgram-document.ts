import * as fc from 'fast-check';
import type { TranscriptSegment } from '../../model/analysis.js';
import type { Finding } from '../../model/finding.js';
import { whole } from '../arbitrary-parts.js';
import type { ForeignDocument } from './foreign-document.js';
import { type SaidTurn, type SaidWord, segmentSaid, speakersUnavailable, turnsSaidArbitrary } from './turns-said.js';

/** Where a document of Deepgram has its turns: in utterances, in paragraphs, in words alone, or in the words of two channels. */
export const DEEPGRAM_SHAPES = ['utterances', 'paragraphs', 'words', 'channels'] as const;
export type DeepgramShape = (typeof DEEPGRAM_SHAPES)[number];

interface Facts {
  readonly shape: DeepgramShape;
  readonly turns: readonly SaidTurn[];
  readonly id: string;
  readonly isDiarized: boolean;
  readonly isPunctuated: boolean;
  readonly hasInsights: boolean;
  readonly language: string | undefined;
}

/** Any answer of Deepgram, with facts of which reading must give the same again. */
export function deepgramDocumentArbitrary(shape?: DeepgramShape): fc.Arbitrary<ForeignDocument> {
  return whole<Facts>({
    shape: shape === undefined ? fc.constantFrom(...DEEPGRAM_SHAPES) : fc.constant(shape),
    turns: turnsSaidArbitrary(),
    id: fc.uuid(),
    isDiarized: fc.boolean(),
    isPunctuated: fc.boolean(),
    hasInsights: fc.boolean(),
    language: fc.constantFrom(undefined, 'en', 'es'),
  }).map(documentOf);
}

function documentOf(facts: Facts): ForeignDocument {
  const { shape, turns, id, isDiarized, language } = facts;
  const isInChannels = shape === 'channels';
  const channelOf = ({ speaker }: SaidTurn) => speaker % 2;
  const segments = turns.map((turn, index): TranscriptSegment => {
    const channel = String(channelOf(turn));
    const speaker = isInChannels ? `ch_${channel}_spk_${turn.speaker}` : String(turn.speaker);
    return {
      ...segmentSaid(turn, index),
      ...(isInChannels && { channel }),
      ...(isDiarized && { speaker }),
      ...(shape === 'utterances' && { confidence: 0.875 }),
    };
  });
  const channels = isInChannels ? [0, 1].map((n) => turns.filter((turn) => channelOf(turn) === n)) : [turns];
  const endMs = turns.at(-1)?.endMs ?? 0;
  const insights = facts.hasInsights && !isInChannels ? insightsOf(turns) : undefined;
  const [first] = segments;
  if (first !== undefined && insights !== undefined) first.sentiment = insights.sentiment;
  const document = {
    metadata: {
      transaction_key: 'deprecated',
      request_id: id,
      sha256: 'f00d',
      created: '2026-09-14T09:32:10.123Z',
      duration: endMs / 1_000,
      channels: channels.length,
    },
    results: {
      channels: channels.map((own) => ({
        alternatives: [
          {
            transcript: own.map(({ text }) => text).join(' '),
            confidence: 0.5,
            words: own.flatMap((turn) => wordsOf(turn, facts)),
            ...(shape === 'paragraphs' && {
              paragraphs: { transcript: '', paragraphs: own.map((turn) => paragraphOf(turn, facts)) },
            }),
            ...(insights !== undefined && { entities: insights.written.entities }),
          },
        ],
        ...(language !== undefined && { detected_language: language, language_confidence: 0.75 }),
      })),
      ...(shape === 'utterances' && { utterances: turns.map((turn) => utteranceOf(turn, facts)) }),
      ...insights?.written.results,
    },
  };
  const ofChannel = {
    ...(language !== undefined && { language_confidence: 0.75 }),
    ...(isInChannels && { confidence: 0.5 }),
  };
  return {
    document,
    expected: {
      callId: id,
      analysis: {
        ...(!isInChannels && { confidence: 0.5 }),
        ...(insights !== undefined && { callSummary: 'Wants a refund.' }),
        ...(language !== undefined && { language: { dominant: language } }),
        mediaFacts: { durationMs: endMs, channelCount: channels.length },
        transcript: { text: segments.map(({ text }) => text).join(' '), segments },
        categories: [],
        topics: insights === undefined ? [] : ['Refunds'],
        topicSummaries: [],
        moderation: [],
        sensitiveData: [],
        findings: [...speakersUnavailable(segments), ...(insights?.findings ?? [])],
        ...(insights !== undefined && { entities: insights.entities }),
        customFields: {
          metadata: { sha256: 'f00d', created: '2026-09-14T09:32:10.123Z' },
          ...(insights !== undefined && { sentiments: { average: { sentiment: 'neutral', sentiment_score: 0.125 } } }),
          ...(Object.keys(ofChannel).length > 0 && { channels: channels.map(() => ofChannel) }),
        },
      },
    },
  };
}

function wordsOf({ words, speaker }: SaidTurn, { isDiarized, isPunctuated }: Facts) {
  return words.map(({ text, startMs, endMs, confidence }) => ({
    word: isPunctuated ? text.toLowerCase() : text,
    start: startMs / 1_000,
    end: endMs / 1_000,
    confidence: confidence / 1_000,
    ...(isDiarized && { speaker, speaker_confidence: 0.5 }),
    ...(isPunctuated && { punctuated_word: text }),
  }));
}

function paragraphOf({ text, startMs, endMs, words, speaker }: SaidTurn, { isDiarized }: Facts) {
  const times = { start: startMs / 1_000, end: endMs / 1_000 };
  return { sentences: [{ text, ...times }], ...(isDiarized && { speaker }), num_words: words.length, ...times };
}

function utteranceOf(turn: SaidTurn, facts: Facts) {
  const { text, startMs, endMs, speaker } = turn;
  return {
    start: startMs / 1_000,
    end: endMs / 1_000,
    confidence: 0.875,
    channel: 0,
    transcript: text,
    words: wordsOf(turn, facts),
    ...(facts.isDiarized && { speaker }),
    id: 'f00d',
  };
}

/** What is found in the first turn, as it is written and as it is read. */
function insightsOf([first]: readonly SaidTurn[]) {
  const [word] = first?.words ?? [];
  if (first === undefined || word === undefined) return undefined;
  const place = { text: first.text, start_word: 0, end_word: first.words.length };
  const evidence = [{ segmentIndex: 0, quote: first.text }];
  const explanation = 'Deepgram, with a confidence of 0.25';
  const found = (kind: string, value: string): Finding => ({ kind, value, basis: 'estimated', evidence, explanation });
  return {
    sentiment: { label: 'positive' as const, score: 0.5, words: [] },
    findings: [found('topic', 'Refunds'), found('intent', 'Get a refund')],
    entities: [entityOf(word)],
    written: {
      entities: [{ label: 'NAME', value: word.text, confidence: 0.5, start_word: 0, end_word: 1 }],
      results: {
        summary: { result: 'success', short: 'Wants a refund.' },
        topics: { segments: [{ ...place, topics: [{ topic: 'Refunds', confidence_score: 0.25 }] }] },
        intents: { segments: [{ ...place, intents: [{ intent: 'Get a refund', confidence_score: 0.25 }] }] },
        sentiments: {
          segments: [{ ...place, sentiment: 'positive', sentiment_score: 0.5 }],
          average: { sentiment: 'neutral', sentiment_score: 0.125 },
        },
      },
    },
  };
}

function entityOf({ text, startMs, endMs }: SaidWord) {
  return { type: 'NAME', text, segmentIndex: 0, startMs, endMs, confidence: 0.5 };
}
