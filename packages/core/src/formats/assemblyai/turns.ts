import type { JsonObject } from '../../input/json.js';
import { count, each, ratio, requiredText, text } from '../../input/read-fields.js';
import type { Sentiment } from '../../model/finding.js';
import { SENTIMENT_LABELS } from '../../model/finding.js';
import { type PartSentiment, sentimentOver } from '../spoken/sentiment.js';
import { type Said, saidBy } from '../spoken/transcript.js';
import { labelIn, turnsOf, wordsIn } from '../spoken/words.js';

/** What is said: utterances, where speakers or channels are known, else the turns that words make. All times are in milliseconds. */
export function turnsIn(document: JsonObject): Said[] {
  const utterances = each(
    document,
    'utterances',
    (raw): Said => ({
      text: requiredText(raw, 'text').trim(),
      startMs: count(raw, 'start'),
      endMs: count(raw, 'end'),
      speaker: labelIn(raw, 'speaker'),
      channel: labelIn(raw, 'channel'),
      confidence: ratio(raw, 'confidence'),
      words: wordsIn(raw, 'words', count),
    }),
  );
  if (utterances.length > 0) return utterances;
  const whole = text(document, 'text') ?? '';
  return turnsOf(wordsIn(document, 'words', count)).map((turn) => saidBy(turn, whole));
}

/**
 * Gives segments the sentiments of the sentences in them. The confidence is that of the label: how positive something is, is not
 * known.
 */
export function giveSentiments(
  document: JsonObject,
  segmentAt: (ms: number, channel?: string) => { sentiment?: Sentiment | undefined } | undefined,
): void {
  const parts = new Map<{ sentiment?: Sentiment | undefined }, PartSentiment[]>();
  each(document, 'sentiment_analysis_results', (raw) => {
    const [startMs, name] = [count(raw, 'start'), labelIn(raw, 'sentiment')?.toLowerCase()];
    const label = SENTIMENT_LABELS.find((one) => one === name);
    const segment = startMs === undefined ? undefined : segmentAt(startMs, labelIn(raw, 'channel'));
    if (label === undefined || segment === undefined) return;
    const score = label === 'positive' ? 1 : label === 'negative' ? -1 : 0;
    const part = { label, score, weight: requiredText(raw, 'text').length };
    const known = parts.get(segment);
    if (known === undefined) parts.set(segment, [part]);
    else known.push(part);
  });
  for (const [segment, own] of parts) {
    const sentiment = sentimentOver(own);
    if (sentiment !== undefined) segment.sentiment = sentiment;
  }
}
