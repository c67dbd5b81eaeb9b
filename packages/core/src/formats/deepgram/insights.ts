import { wrong } from '../../input/faults.js';
import { type JsonObject, present } from '../../input/json.js';
import { each, number, ratio, requiredText, text, within } from '../../input/read-fields.js';
import type { Entity, TopicSummary, TranscriptSegment } from '../../model/analysis.js';
import type { Finding } from '../../model/finding.js';
import { type PartSentiment, sentimentOver } from '../spoken/sentiment.js';
import { labelIn } from '../spoken/words.js';
import { type Channel, sentimentOf } from './turns.js';
import type { wordRanges } from './word-ranges.js';

type RangeOf = ReturnType<typeof wordRanges>;

/** What is found in the call as a whole, or in each channel in older documents: `topics`, `intents`. */
export function findingsIn(results: JsonObject, channels: readonly Channel[], rangeOf: RangeOf): Finding[] {
  const [only] = channels.length === 1 ? channels : [];
  return ['topic', 'intent'].flatMap((kind) => {
    const inSegment = (segment: JsonObject, channel: Channel | undefined) => {
      const evidence = rangeOf(segment, channel).evidence();
      return each(segment, `${kind}s`, (raw): Finding => {
        const likely = number(raw, 'confidence_score') ?? number(raw, 'confidence');
        const explanation = likely === undefined ? undefined : `Deepgram, with a confidence of ${likely}`;
        return { kind, value: requiredText(raw, kind), basis: 'estimated', evidence, ...present({ explanation }) };
      });
    };
    return [
      ...(within(results, `${kind}s`, (block) => each(block, 'segments', (one) => inSegment(one, only))) ?? []),
      ...channels.flatMap((channel) => each(channel.alternative, `${kind}s`, (one) => inSegment(one, channel))),
    ].flat();
  });
}

/** The summary of the call. That of a short one may be its transcript. */
export function summaryIn(results: JsonObject, whole: string): string | undefined {
  return within(results, 'summary', (block) => {
    const summary = text(block, 'short')?.trim();
    const isOne = (labelIn(block, 'result') ?? 'success') === 'success' && summary !== whole.trim();
    return isOne && summary ? summary : undefined;
  });
}

/** The summaries of its parts, of older documents. */
export function partSummariesIn(channels: readonly Channel[], rangeOf: RangeOf): TopicSummary[] {
  const summaries = channels.flatMap((channel) =>
    each(channel.alternative, 'summaries', (raw) => {
      const { startMs, endMs, counts } = rangeOf(raw, channel);
      const segmentIndices = counts.size === 0 ? undefined : [...counts.keys()];
      return { summary: requiredText(raw, 'summary'), ...present({ startMs, endMs, segmentIndices }) };
    }),
  );
  return summaries.map((summary, index) => ({ index, ...summary }));
}

export function entitiesIn(channels: readonly Channel[], rangeOf: RangeOf): Entity[] {
  return channels.flatMap((channel) =>
    each(channel.alternative, 'entities', (raw): Entity => {
      const { startMs, endMs, counts } = rangeOf(raw, channel);
      const [segmentIndex] = counts.keys();
      return {
        type: labelIn(raw, 'label') ?? wrong('label', 'a text', raw['label']),
        text: requiredText(raw, 'value').trim(),
        ...present({ segmentIndex, startMs, endMs, confidence: ratio(raw, 'confidence') }),
      };
    }),
  );
}

/** Gives segments the sentiments of their words, unless they have their own. */
export function giveSentiments(
  results: JsonObject,
  segments: readonly TranscriptSegment[],
  channels: readonly Channel[],
  rangeOf: RangeOf,
): void {
  const [only] = channels.length === 1 ? channels : [];
  const parts = new Map<number, PartSentiment[]>();
  within(results, 'sentiments', (block) =>
    each(block, 'segments', (raw) => {
      const sentiment = sentimentOf(raw);
      if (sentiment === undefined) return;
      for (const [index, weight] of rangeOf(raw, only).counts) {
        const known = parts.get(index);
        if (known === undefined) parts.set(index, [{ ...sentiment, weight }]);
        else known.push({ ...sentiment, weight });
      }
    }),
  );
  for (const segment of segments) {
    const sentiment = sentimentOver(parts.get(segment.index) ?? []);
    if (sentiment !== undefined) segment.sentiment ??= sentiment;
  }
}
