import type { SensitiveDataFinding } from '@earshot/core';
import type { MarkedText } from './marked-text.ts';
import type { Wording } from './recorded-call.ts';
import type { Segment } from './timeline.ts';

/** The findings in a text that was generated, such as a summary. */
export function findingsInText(
  { entities }: MarkedText,
  place: Pick<SensitiveDataFinding, 'foundIn' | 'topicIndex' | 'field' | 'segmentIndex'>,
): SensitiveDataFinding[] {
  return entities.map(({ type, start, end }) => ({
    entityType: type,
    ...place,
    startCharacter: start,
    endCharacter: end,
  }));
}

/** The findings in spoken words, which also say where in the recording they are. */
export function findingsInSpeech({ index, turn, items }: Segment, wording: Wording): SensitiveDataFinding[] {
  return findingsInText(wording(turn.said), { segmentIndex: index }).map((finding, place) => {
    const entity = turn.said.entities[place];
    const words = items.filter(({ offset, times }) => times && entity && offset >= entity.start && offset < entity.end);
    return { ...finding, startMs: words[0]?.times?.start, endMs: words.at(-1)?.times?.end };
  });
}
