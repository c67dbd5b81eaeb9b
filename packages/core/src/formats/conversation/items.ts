import type { JsonObject } from '../../input/json.js';
import { count, each, number, requiredText, text } from '../../input/read-fields.js';
import type { Word } from '../../model/analysis.js';
import { wordOf } from '../word-of.js';

/** A word or a punctuation mark of a turn. */
export interface Item {
  readonly content: string;
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
  readonly confidence?: number | undefined;
  /** The types of personal data that are masked in it. */
  readonly redactions: readonly string[];
}

/** The words of a turn. Only Call Analytics writes them. */
export function itemsOf(raw: JsonObject): Item[] {
  return each(raw, 'Items', (item): Item => {
    const isMark = item['Type'] === 'punctuation';
    // That of a mark is 0, and says nothing; that of a masked word is about the masking.
    const likely = isMark ? undefined : number(item, 'Confidence');
    return {
      content: requiredText(item, 'Content'),
      startMs: isMark ? undefined : count(item, 'BeginOffsetMillis'),
      endMs: isMark ? undefined : count(item, 'EndOffsetMillis'),
      confidence: likely !== undefined && likely >= 0 && likely <= 1 ? likely : undefined,
      redactions: each(item, 'Redaction', (one) => text(one, 'Type') ?? 'PII'),
    };
  });
}

export function wordOfItem({ content, startMs, endMs, confidence }: Item): Word {
  return wordOf(content, startMs, endMs, confidence);
}
