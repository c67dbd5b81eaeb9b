import type { JsonObject } from '../../input/json.js';
import { each, within } from '../../input/read-fields.js';
import type { SensitiveDataFinding } from '../../model/analysis.js';
import type { TimeSpan } from '../../model/span.js';
import { endingAfter, nextWordAt } from '../look-up.js';
import { masksIn } from '../masks.js';
import { type Place, spanOf } from './insights.js';
import { type Item, itemsOf } from './items.js';

/**
 * The personal data in a turn. Its words say the most. Else the text is masked in as many places as there are times, or has
 * nothing but times: then it is not known where in the text they are, unless words of these times say so.
 */
export function personalDataIn(raw: JsonObject, place: Place): SensitiveDataFinding[] {
  const masks = masksIn({ index: place.segmentIndex, text: place.text });
  const redaction = within(raw, 'Redaction', (block) => ({
    times: timesIn(block),
    // They count in the masked text, also where it isn't masked.
    messages: each(block, 'CharacterOffsets', () => unplaced(place)),
  }));
  if (redaction === undefined) return masks;
  const { times, messages } = redaction;
  const items = placed(itemsOf(raw), place.text);
  const own = items.filter(({ redactions }) => redactions.length > 0);
  if (own.length > 0)
    return own.map((item) => ({ ...unplaced(place), ...item.at, entityType: item.redactions[0] ?? 'PII' }));
  if (masks.length > 0)
    return masks.map((mask, index) => (times.length === masks.length ? { ...mask, ...times[index] } : mask));
  const charactersAt = charactersOf(items);
  return times.length === 0 ? messages : times.map((span) => ({ ...unplaced(place), ...span, ...charactersAt(span) }));
}

function unplaced({ segmentIndex }: Place): SensitiveDataFinding {
  return { entityType: 'PII', segmentIndex };
}

/** A list of spans, or, in 2021, of lists of them. */
function timesIn(block: JsonObject): TimeSpan[] {
  const { RedactedTimestamps: spans } = block;
  return each({ spans: Array.isArray(spans) ? spans.flat() : spans }, 'spans', spanOf);
}

interface PlacedItem extends Item {
  readonly at: Pick<SensitiveDataFinding, 'startMs' | 'endMs' | 'startCharacter' | 'endCharacter'>;
}

/** Where in the text each word is. */
function placed(items: readonly Item[], text: string): PlacedItem[] {
  let end = 0;
  return items.map((item) => {
    const { content, startMs, endMs } = item;
    const startCharacter = nextWordAt(text, content, end);
    if (startCharacter !== -1) end = startCharacter + content.length;
    const times = { ...(startMs !== undefined && { startMs }), ...(endMs !== undefined && { endMs }) };
    return { ...item, at: { ...times, ...(startCharacter !== -1 && { startCharacter, endCharacter: end }) } };
  });
}

/** Finds the characters from the first word of a span of time to the last. */
function charactersOf(items: readonly PlacedItem[]) {
  const timed = items.filter(({ startMs, endMs }) => startMs !== undefined && endMs !== undefined);
  const firstAfter = endingAfter(timed);
  // Backwards, the last word that begins before a time is the first that ends, at minus its beginning, after minus that time.
  const lastBefore = endingAfter(timed.toReversed().map(({ startMs = 0 }) => ({ endMs: -startMs })));
  return ({ startMs, endMs }: TimeSpan) => {
    const [first, last] = [firstAfter(startMs), timed.length - 1 - lastBefore(-endMs)];
    if (first === -1 || last === timed.length || first > last) return {};
    const startCharacter = timed[first]?.at.startCharacter;
    const endCharacter = timed[last]?.at.endCharacter;
    return startCharacter === undefined || endCharacter === undefined ? {} : { startCharacter, endCharacter };
  };
}
