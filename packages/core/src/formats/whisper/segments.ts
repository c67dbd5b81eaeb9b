import type { JsonObject } from '../../input/json.js';
import { count, each, number, ratio, requiredText, seconds, within } from '../../input/read-fields.js';
import { clockMs } from '../captions/timing.js';
import { nextWordAt } from '../look-up.js';
import { type Said, saidBy } from '../spoken/transcript.js';
import { labelIn, type SpokenWord, sharedOut, turnsOf, wordsIn } from '../spoken/words.js';
import { segmentsKeyIn, wordsKeyIn } from './shapes.js';
import { wordsInTokens } from './token-words.js';

/** What is said in a segment, and what Whisper says of it. */
export interface Heard extends Said {
  /** How likely nobody speaks, 0 to 1. */
  readonly noSpeech?: number | undefined;
  /** How well the text can be compressed: the better, the more it repeats itself. */
  readonly compression?: number | undefined;
  /** Whether somebody else speaks next. Who speaks is not said then. */
  readonly isEndOfTurn?: boolean | undefined;
}

/** The segments of a document, with their words, which some documents have in a list apart. */
export function heardIn(document: JsonObject, whole: string): Heard[] {
  const key = segmentsKeyIn(document);
  const segments = key === undefined ? [] : each(document, key, key === 'transcription' ? heardByWhisperCpp : heard);
  const wordsKey = segments.some(({ words }) => words.length > 0) ? undefined : wordsKeyIn(document);
  if (wordsKey === undefined) return segments.flatMap(divided);
  const words = wordsIn(document, wordsKey, seconds);
  if (segments.length === 0) return turnsIn(words, whole);
  const startsMs = segments.map(({ startMs }) => startMs);
  return sharedOut(words, startsMs).flatMap((own, place) => divided({ ...(segments[place] as Heard), words: own }));
}

function heard(raw: JsonObject): Heard {
  const { timestamp } = raw;
  // Some write both times in one list.
  const times: JsonObject = Array.isArray(timestamp) ? { start: timestamp[0], end: timestamp[1] } : raw;
  const likely = number(raw, 'avg_logprob');
  return {
    text: requiredText(raw, 'text').trim(),
    startMs: seconds(times, 'start'),
    endMs: seconds(times, 'end'),
    speaker: labelIn(raw, 'speaker'),
    language: labelIn(raw, 'language'),
    confidence: ratio(raw, 'confidence') ?? (likely === undefined ? undefined : Math.min(1, Math.exp(likely))),
    words: wordsIn(raw, 'words', seconds),
    noSpeech: number(raw, 'no_speech_prob'),
    compression: number(raw, 'compression_ratio'),
  };
}

function heardByWhisperCpp(raw: JsonObject): Heard {
  const time = (key: string) =>
    within(raw, 'offsets', (offsets) => count(offsets, key)) ??
    within(raw, 'timestamps', (timestamps) => clockMs(labelIn(timestamps, key) ?? ''));
  const speaker = labelIn(raw, 'speaker');
  return {
    text: requiredText(raw, 'text').trim(),
    startMs: time('from'),
    endMs: time('to'),
    // So it writes that it doesn't know.
    speaker: speaker === '?' ? undefined : speaker,
    words: wordsInTokens(raw),
    isEndOfTurn: raw['speaker_turn_next'] === true,
  };
}

/** A segment in which its words alone say who speaks, by speakers. */
function divided(segment: Heard): Heard[] {
  const { words, speaker, startMs, endMs } = segment;
  if (speaker !== undefined || words.every((word) => word.speaker === undefined)) return [segment];
  const turns = turnsOf(words, Number.POSITIVE_INFINITY);
  if (turns.length === 1) return [{ ...segment, speaker: words[0]?.speaker }];
  return turns.map((turn) => {
    const said = saidBy(turn, segment.text);
    return { ...segment, ...said, startMs: said.startMs ?? startMs, endMs: said.endMs ?? endMs };
  });
}

/** The turns that words make which have no segments. The text of the whole call has the marks between them. */
function turnsIn(words: readonly SpokenWord[], whole: string): Said[] {
  let at = 0;
  const places = new Map(
    words.map((one) => {
      const start = at === -1 ? -1 : nextWordAt(whole, one.word.text, at);
      at = start === -1 ? -1 : start + one.word.text.length;
      return [one, start];
    }),
  );
  const said = turnsOf(words).map((turn) => saidBy(turn, whole));
  if (at === -1) return said;
  const startOf = ({ words: [first] }: Said) => (first === undefined ? 0 : places.get(first));
  return said.map((turn, place) => {
    const next = said[place + 1];
    const text = whole.slice(place === 0 ? 0 : startOf(turn), next === undefined ? undefined : startOf(next));
    return { ...turn, text: text.trim() };
  });
}
