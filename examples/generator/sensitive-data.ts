import type { MarkedText } from './marked-text.ts';
import type { Json, JsonObject } from './python-json.ts';
import type { Wording } from './recorded-call.ts';
import type { Segment } from './timeline.ts';

/** The findings in a text that was generated, such as a summary. */
export function findingsInText({ text, entities }: MarkedText): JsonObject[] {
  return entities.map(({ type, start, end }, index) => ({
    index,
    entity_type: type,
    content: text.slice(start, end),
    start_character_offset: start,
    end_character_offset: end,
  }));
}

/** The findings in spoken words, which also say where in the recording they are. */
export function findingsInSpeech(segment: Segment, wording: Wording): Json[] {
  const spoken = segment.turn.said.entities;
  return findingsInText(wording(segment.turn.said)).map((finding, index) => {
    const entity = spoken[index];
    const items = segment.items.filter(
      ({ offset }) => entity !== undefined && offset >= entity.start && offset < entity.end,
    );
    const { start_character_offset, end_character_offset, ...what } = finding;
    return {
      ...what,
      audio_item_indices: items.map((item) => item.index),
      start_timestamp_millis: items[0]?.times?.start,
      end_timestamp_millis: items.findLast(({ times }) => times !== undefined)?.times?.end,
      start_character_offset,
      end_character_offset,
    };
  });
}
