import * as fc from 'fast-check';
import type { TranscriptSegment } from '../../model/analysis.js';
import { whole } from '../arbitrary-parts.js';
import type { ForeignDocument } from './foreign-document.js';
import { type SaidTurn, type SaidWord, segmentSaid, speakersUnavailable, turnsSaidArbitrary } from './turns-said.js';

/** The programs that write what Whisper hears: each in a shape of its own. */
export const WHISPER_WRITERS = [
  'openai-whisper',
  'the API of OpenAI',
  'the API of OpenAI, words alone',
  'faster-whisper',
  'WhisperX',
  'whisper.cpp',
  'transformers',
] as const;
export type WhisperWriter = (typeof WHISPER_WRITERS)[number];

interface Facts {
  readonly writer: WhisperWriter;
  readonly turns: readonly SaidTurn[];
  readonly language: string | undefined;
  /** Thousandths of the logarithm of a probability, below 0. */
  readonly likely: number;
  readonly hasSpeakers: boolean;
}

/** Any document of Whisper, with facts of which reading must give the same again. */
export function whisperDocumentArbitrary(writer?: WhisperWriter): fc.Arbitrary<ForeignDocument> {
  return whole<Facts>({
    writer: writer === undefined ? fc.constantFrom(...WHISPER_WRITERS) : fc.constant(writer),
    turns: turnsSaidArbitrary(),
    language: fc.constantFrom(undefined, 'en', 'Arabic'),
    likely: fc.nat(3_000),
    hasSpeakers: fc.boolean(),
  }).map((facts) => (facts.turns.length === 0 ? silent(facts) : documentOf(facts)));
}

/** Nobody speaks, or everybody is silent for the whole of a part. */
function silent({ language = 'en' }: Facts): ForeignDocument {
  const document = { text: '', segments: [], language };
  return { document, expected: expectedOf({ language: { dominant: language } }, []) };
}

function expectedOf(
  more: Partial<ForeignDocument['expected']['analysis']>,
  segments: readonly TranscriptSegment[],
): ForeignDocument['expected'] {
  return {
    analysis: {
      transcript: { text: segments.map(({ text }) => text).join(' '), segments: [...segments] },
      categories: [],
      topics: [],
      topicSummaries: [],
      moderation: [],
      sensitiveData: [],
      findings: speakersUnavailable(segments),
      customFields: {},
      ...more,
    },
  };
}

function documentOf({ writer, turns, language, likely, hasSpeakers }: Facts): ForeignDocument {
  const text = ` ${turns.map((turn) => turn.text).join(' ')}`;
  const named = language === undefined ? {} : { language };
  const known = language === undefined ? {} : { language: { dominant: language } };
  const segments = turns.map(segmentSaid);
  const avg_logprob = -likely / 1_000;
  const sure = segments.map((segment) => ({ ...segment, confidence: Math.exp(avg_logprob) }));
  const timed = turns.map(({ startMs, endMs, text: said }) => ({
    start: startMs / 1_000,
    end: endMs / 1_000,
    text: ` ${said}`,
  }));
  const decoded = timed.map((one, id) => ({
    id,
    seek: 0,
    ...one,
    tokens: [50364, 4027],
    temperature: 0,
    avg_logprob,
    compression_ratio: 1.1,
    no_speech_prob: 0.01,
  }));
  const bare = (words: readonly SaidWord[]) =>
    words.map(({ text: word, startMs, endMs }) => ({ word, start: startMs / 1_000, end: endMs / 1_000 }));
  const unsure = segments.map((segment) => ({
    ...segment,
    words: segment.words.map(({ confidence: _, ...word }) => word),
  }));
  const duration = (turns.at(-1)?.endMs ?? 0) / 1_000;
  const mediaFacts = { durationMs: turns.at(-1)?.endMs ?? 0 };
  const speakerOf = ({ speaker }: SaidTurn) => (hasSpeakers && speaker > 0 ? { speaker: `SPEAKER_0${speaker}` } : {});
  const spoken = segments.map((segment, place) => ({ ...segment, ...speakerOf(turns[place] as SaidTurn) }));
  switch (writer) {
    case 'openai-whisper': {
      const written = decoded.map((one, place) => ({ ...one, words: wordsOf(turns[place], 'probability', ' ') }));
      return { document: { text, segments: written, ...named }, expected: expectedOf(known, sure) };
    }
    case 'the API of OpenAI': {
      const words = turns.flatMap((turn) => bare(turn.words));
      const document = {
        task: 'transcribe',
        ...named,
        duration: String(duration),
        text: text.trim(),
        words,
        segments: decoded,
      };
      const expected = unsure.map((segment) => ({ ...segment, confidence: Math.exp(avg_logprob) }));
      return {
        document,
        expected: expectedOf({ ...known, mediaFacts, customFields: { task: 'transcribe' } }, expected),
      };
    }
    case 'the API of OpenAI, words alone': {
      const words = turns.flatMap((turn) => bare(turn.words));
      const document = { task: 'transcribe', ...named, duration, text: text.trim(), words };
      return { document, expected: expectedOf({ ...known, mediaFacts, customFields: { task: 'transcribe' } }, unsure) };
    }
    case 'faster-whisper': {
      const document = decoded.map((one, place) => ({ ...one, words: wordsOf(turns[place], 'probability', ' ') }));
      return { document, expected: expectedOf({}, sure) };
    }
    case 'WhisperX': {
      const written = timed.map((one, place) => ({
        ...one,
        words: wordsOf(turns[place], 'score', ''),
        ...speakerOf(turns[place] as SaidTurn),
      }));
      const document = { segments: written, word_segments: written.flatMap(({ words }) => words), ...named };
      return { document, expected: expectedOf(known, spoken) };
    }
    case 'whisper.cpp': {
      const document = {
        systeminfo: 'AVX = 1',
        params: { model: 'ggml-base.en.bin', language: 'en', translate: false },
        result: { ...named },
        transcription: turns.map((turn) => ({
          ...placeOf(turn),
          text: ` ${turn.text}`,
          tokens: [
            { text: '[_BEG_]', ...placeOf({ ...turn, endMs: turn.startMs }), id: 50364, p: 0.9, t_dtw: -1 },
            ...turn.words.flatMap(tokensOf),
          ],
          ...(hasSpeakers && { speaker: turn.speaker === 0 ? '?' : String(turn.speaker) }),
        })),
      };
      const numbered = segments.map((segment, place) => {
        const { speaker = 0 } = turns[place] ?? {};
        return { ...segment, ...(hasSpeakers && speaker > 0 && { speaker: String(speaker) }) };
      });
      const { systeminfo, params } = document;
      return { document, expected: expectedOf({ ...known, customFields: { systeminfo, params } }, numbered) };
    }
    case 'transformers': {
      const chunks = timed.map(({ start, end, text: said }) => ({ timestamp: [start, end], text: said }));
      return {
        document: { text, chunks },
        expected: expectedOf(
          {},
          segments.map(({ words: _, ...segment }) => segment),
        ),
      };
    }
  }
}

function wordsOf(turn: SaidTurn | undefined, likely: string, space: string) {
  return (turn?.words ?? []).map(({ text, startMs, endMs, confidence }) => ({
    word: space + text,
    start: startMs / 1_000,
    end: endMs / 1_000,
    [likely]: confidence / 1_000,
  }));
}

function placeOf({ startMs, endMs }: { readonly startMs: number; readonly endMs: number }) {
  const clock = (ms: number) => new Date(ms).toISOString().slice(11, 23).replace('.', ',');
  return { timestamps: { from: clock(startMs), to: clock(endMs) }, offsets: { from: startMs, to: endMs } };
}

/** A word as tokens: its first character, and the rest. */
function tokensOf({ text, startMs, endMs, confidence }: SaidWord) {
  const [first = '', ...rest] = text;
  const token = (part: string) => ({
    text: part,
    ...placeOf({ startMs, endMs }),
    id: 7,
    p: confidence / 1_000,
    t_dtw: -1,
  });
  return [token(` ${first}`), ...(rest.length === 0 ? [] : [token(rest.join(''))])];
}
