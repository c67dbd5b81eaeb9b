import { timecode } from '@earshot/core/testing/bda';
import { between, randomFor, uuidFor } from './random.ts';
import { millisAt } from './video-time.ts';

/** A frame on which the service read one line of text. */
export function frameWithText(line: string, frame: number, frameRate: number, name: string): object {
  const random = randomFor(name);
  const left = between(random, 0.08, 0.3);
  const top = between(random, 0.1, 0.7);
  const letterWidth = 0.011;
  const lineId = uuidFor(`${name}:line`);
  const confidence = (): number => Number(between(random, 0.95, 0.9995).toFixed(6));
  const words = [...line.matchAll(/\S+/g)].map((match, index) => ({
    id: uuidFor(`${name}:word:${index}`),
    type: 'TEXT_WORD',
    confidence: confidence(),
    text: match[0],
    locations: [box(left + match.index * letterWidth, top, match[0].length * letterWidth)],
    line_id: lineId,
  }));
  return {
    timecode_smpte: timecode(frame, frameRate),
    timestamp_millis: millisAt(frame, frameRate),
    frame_index: frame,
    content_moderation: [],
    text_words: words,
    text_lines: [
      {
        id: lineId,
        type: 'TEXT_LINE',
        confidence: confidence(),
        text: line,
        locations: [box(left, top, line.length * letterWidth)],
      },
    ],
    logos: [],
  };
}

function box(left: number, top: number, width: number): object {
  const height = 0.03;
  const corner = (x: number, y: number): object => ({ x: ratio(x), y: ratio(y) });
  return {
    bounding_box: { left: ratio(left), top: ratio(top), width: ratio(width), height: ratio(height) },
    polygon: [
      corner(left, top),
      corner(left + width, top),
      corner(left + width, top + height),
      corner(left, top + height),
    ],
  };
}

function ratio(value: number): number {
  return Number(value.toFixed(6));
}
