import type { JsonObject } from '../../input/json.js';
import { count, each, number, ratio, requiredText, seconds, text, within } from '../../input/read-fields.js';
import { SENTIMENT_LABELS, type Sentiment } from '../../model/finding.js';
import { type Said, saidBy } from '../spoken/transcript.js';
import { labelIn, type SpokenWord, sharedOut, turnsOf, wordsIn } from '../spoken/words.js';

/** One channel of a recording, by the likeliest of its transcripts. */
export interface Channel {
  /** `undefined` for the only channel. */
  readonly label: string | undefined;
  readonly raw: JsonObject;
  readonly alternative: JsonObject;
  readonly words: readonly SpokenWord[];
}

export function channelsIn(results: JsonObject): Channel[] {
  const { channels } = results;
  const isOnly = !Array.isArray(channels) || channels.length === 1;
  return each(results, 'channels', (raw, place): Channel => {
    const label = isOnly ? undefined : String(place);
    const [first] = each(raw, 'alternatives', (alternative) => ({
      alternative,
      words: wordsIn(alternative, 'words', seconds).map((word) => inChannel(word, label)),
    }));
    return { label, raw, alternative: {}, words: [], ...first };
  });
}

/** Each channel has a speaker 0 of its own. */
function inChannel<T extends { readonly speaker?: string | undefined }>(said: T, channel: string | undefined): T {
  if (channel === undefined) return said;
  const speaker = said.speaker === undefined ? undefined : `ch_${channel}_spk_${said.speaker}`;
  return { ...said, channel, speaker };
}

/** What is said, by the best that a document has: utterances; the paragraphs of each channel; its words; its text. */
export function turnsIn(results: JsonObject, channels: readonly Channel[]): Said[] {
  const isOnly = channels.length <= 1;
  const utterances = each(results, 'utterances', (raw) => {
    const channel = count(raw, 'channel');
    return inChannel(
      { ...turnOf(raw), text: requiredText(raw, 'transcript').trim(), words: wordsIn(raw, 'words', seconds) },
      isOnly || channel === undefined ? undefined : String(channel),
    );
  });
  return utterances.length > 0 ? utterances : channels.flatMap(turnsOfChannel);
}

function turnsOfChannel({ alternative, words, label }: Channel): Said[] {
  const paragraphs = within(alternative, 'paragraphs', (block) => each(block, 'paragraphs', paragraphOf)) ?? [];
  const whole = text(alternative, 'transcript') ?? '';
  if (paragraphs.length === 0) {
    if (words.length > 0) return turnsOf(words).map((turn) => saidBy(turn, whole));
    // That of the only channel is the text of the call.
    return label === undefined ? [] : [{ text: whole, channel: label, words }];
  }
  const startsMs = paragraphs.map(({ startMs }) => startMs);
  const shares = sharedOut(words, startsMs);
  return paragraphs.map((paragraph, place) => ({ ...inChannel(paragraph, label), words: shares[place] ?? [] }));
}

function paragraphOf(raw: JsonObject) {
  return { ...turnOf(raw), text: each(raw, 'sentences', (sentence) => requiredText(sentence, 'text')).join(' ') };
}

function turnOf(raw: JsonObject) {
  return {
    startMs: seconds(raw, 'start'),
    endMs: seconds(raw, 'end'),
    speaker: labelIn(raw, 'speaker'),
    confidence: ratio(raw, 'confidence'),
    sentiment: sentimentOf(raw),
  };
}

/** The sentiment of a part of a call. Older documents have it on words and turns, too. */
export function sentimentOf(raw: JsonObject): Sentiment | undefined {
  const name = labelIn(raw, 'sentiment');
  const label = SENTIMENT_LABELS.find((one) => one === name);
  if (label === undefined) return undefined;
  const score = number(raw, 'sentiment_score') ?? 0;
  return { label, score: Math.min(Math.max(score, -1), 1), words: [] };
}
