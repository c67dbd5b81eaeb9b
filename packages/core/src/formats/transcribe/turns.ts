import type { JsonObject } from '../../input/json.js';
import { counts, each, isCount, seconds, text, within } from '../../input/read-fields.js';
import { type Item, itemsIn, labelIn } from './items.js';

/** What one speaker said in one go, and the items that say it. */
export interface Turn {
  readonly items: readonly Item[];
  /** As the document writes it. @defaultValue the items, joined */
  readonly text?: string | undefined;
  /** @defaultValue when the first word begins */
  readonly startMs?: number | undefined;
  /** @defaultValue when the last word ends */
  readonly endMs?: number | undefined;
  readonly speaker?: string | undefined;
  readonly channel?: string | undefined;
  readonly language?: string | undefined;
}

/** Where a document names no turns, a pause of this length ends one. */
const PAUSE_MS = 1_000;

/**
 * The turns of a document, by the best that its generation has: `audio_segments`; the items of each channel; the segments of
 * `speaker_labels`, which items are joined to by their times; the segments that have alternatives. Documents repeat what they
 * say, so each word is taken from one place.
 */
export function turnsIn(results: JsonObject): Turn[] {
  const items = itemsIn(results, 'items');
  // Newer documents say twice who speaks.
  const isLabelled = items.every(({ isMark, speaker }) => isMark || speaker !== undefined);
  const audio = isLabelled ? audioSegmentsIn(results, items) : undefined;
  if (audio !== undefined) return audio;
  const labels = within(results, 'speaker_labels', labelsIn);
  const segmentOf = ({ word }: Item) => (word.startMs === undefined ? undefined : labels?.get(word.startMs));
  for (const item of items) {
    const label = segmentOf(item)?.speaker;
    if (label !== undefined) item.speaker ??= label;
  }
  const joined = audioSegmentsIn(results, items);
  if (joined !== undefined) return joined;
  const channels = within(results, 'channel_labels', channelsIn) ?? [];
  if (channels.length > 0) return channels.flatMap((own) => grouped(own));
  if (labels === undefined || labels.size === 0) {
    const segments = items.some(({ speaker }) => speaker !== undefined) ? [] : alternativesIn(results);
    if (segments.length > 0) return segments;
  }
  return grouped(items, (item) => segmentOf(item)?.segment);
}

interface SpeakerAt {
  readonly speaker: string;
  /** The number of the segment. */
  readonly segment: number;
}

/** Who begins to speak a word when. Some segments have no label and no words. */
function labelsIn(block: JsonObject): Map<number, SpeakerAt> {
  const at = new Map<number, SpeakerAt>();
  each(block, 'segments', (raw, segment) => {
    const own = labelIn(raw, 'speaker_label');
    each(raw, 'items', (word) => {
      const startMs = seconds(word, 'start_time');
      const speaker = labelIn(word, 'speaker_label') ?? own;
      if (startMs !== undefined && speaker !== undefined) at.set(startMs, { speaker, segment });
    });
  });
  return at;
}

/**
 * The turns of the newest generation, with those of words that are in none. `undefined` where there are none, or where one
 * without a speaker of its own has words of several.
 */
function audioSegmentsIn(results: JsonObject, items: readonly Item[]): Turn[] | undefined {
  const itemOf = finderOf(items);
  const taken = new Uint8Array(items.length);
  let isMixed = false;
  const turns = each(results, 'audio_segments', (raw): Turn => {
    const own: Item[] = [];
    const label = labelIn(raw, 'speaker_label');
    let speaker = label;
    const { items: ids } = raw;
    for (const id of Array.isArray(ids) && ids.every(isCount) ? ids : (counts(raw, 'items') ?? [])) {
      const place = itemOf(id);
      const item = items[place];
      if (item === undefined) continue;
      own.push(item);
      taken[place] = 1;
      speaker ??= item.speaker;
      if (label === undefined && item.speaker !== undefined && item.speaker !== speaker) isMixed = true;
    }
    return {
      items: own,
      text: text(raw, 'transcript'),
      startMs: seconds(raw, 'start_time'),
      endMs: seconds(raw, 'end_time'),
      speaker,
      channel: labelIn(raw, 'channel_label') ?? own[0]?.channel,
      language: labelIn(raw, 'language_code') ?? own[0]?.language,
    };
  });
  if (turns.length === 0 || isMixed) return undefined;
  return taken.includes(0) ? [...turns, ...grouped(items.filter((_, place) => taken[place] === 0))] : turns;
}

/** Where the item of an id is: nearly always in the place of that number. */
function finderOf(items: readonly Item[]): (id: number) => number {
  let byId: Map<unknown, number> | undefined;
  return (id) => {
    if (items[id]?.id === id) return id;
    byId ??= new Map(items.map((item, place) => [item.id ?? place, place]));
    return byId.get(id) ?? -1;
  };
}

/** The items of each channel, which don't name it themselves in older documents. */
function channelsIn(block: JsonObject): Item[][] {
  const channels = each(block, 'channels', (raw) => {
    const channel = labelIn(raw, 'channel_label');
    const items = itemsIn(raw, 'items');
    if (channel !== undefined) for (const item of items) item.channel = channel;
    return items;
  });
  return channels.filter(({ length }) => length > 0);
}

/** The segments that have alternatives, each by its first one: the likeliest. */
function alternativesIn(results: JsonObject): Turn[] {
  return each(results, 'segments', (raw) => {
    const [first] = each(raw, 'alternatives', (said) => ({
      items: itemsIn(said, 'items'),
      text: text(said, 'transcript'),
      language: labelIn(raw, 'language_code'),
    }));
    return { items: [], ...first, startMs: seconds(raw, 'start_time'), endMs: seconds(raw, 'end_time') };
  });
}

/** Items in the turns that they make: one ends where the speaker or the segment changes, and without segments at a pause. */
function grouped(items: readonly Item[], segmentOf: (item: Item) => number | undefined = () => undefined): Turn[] {
  const turns: Item[][] = [[]];
  let last: Item | undefined;
  for (const item of items) {
    if (!item.isMark) {
      if (last !== undefined && endsBetween(last, item, segmentOf)) turns.push([]);
      last = item;
    }
    turns.at(-1)?.push(item);
  }
  return turns
    .filter(({ length }) => length > 0)
    .map((own) => {
      const first = own.find(({ isMark }) => !isMark);
      return { items: own, speaker: first?.speaker, channel: first?.channel, language: first?.language };
    });
}

function endsBetween(last: Item, next: Item, segmentOf: (item: Item) => number | undefined): boolean {
  if (last.speaker !== next.speaker || last.language !== next.language) return true;
  const segment = segmentOf(next);
  if (segment !== segmentOf(last)) return true;
  const { endMs } = last.word;
  return segment === undefined && endMs !== undefined && (next.word.startMs ?? endMs) - endMs >= PAUSE_MS;
}
