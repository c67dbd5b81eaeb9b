import type { JsonObject } from '../../input/json.js';
import { each, ratio, requiredCount, requiredText } from '../../input/read-fields.js';
import type { ScreenText } from '../../model/analysis.js';
import { type Finding, warningFinding } from '../../model/finding.js';
import type { TimeSpan } from '../../model/span.js';

/** A record can't hold any number of them. A cut every three seconds makes 4,800 shots in the longest video. */
export const MAX_SHOTS = 5_000;
export const MAX_SCREEN_TEXTS = 2_000;

/** Between frames that are further apart there may be others, which the output leaves out. */
const NEIGHBORS_MS = 10_000;

export interface Frame {
  readonly atMs: number;
  readonly texts: readonly Omit<ScreenText, keyof TimeSpan>[];
}

/** What can be seen in a video, each list absent when empty, and warnings if there is too much to keep. */
export interface Pictures {
  readonly shots?: TimeSpan[];
  readonly screenTexts?: ScreenText[];
  readonly findings?: Finding[];
}

/** The frames of a chapter, with the lines of text in each. */
export function framesOf(chapter: JsonObject): Frame[] {
  return each(chapter, 'frames', (frame) => ({
    atMs: requiredCount(frame, 'timestamp_millis'),
    texts: each(frame, 'text_lines', (line) => {
      const confidence = ratio(line, 'confidence');
      const text = requiredText(line, 'text').trim().replaceAll(/\s+/g, ' ');
      return { text, ...(confidence !== undefined && { confidence }) };
    }).filter(({ text }) => text !== ''),
  }));
}

/** The shots of a video, and the texts on its screen from the first frame that shows them to the last one. */
export function picturesOf(document: JsonObject, frames: readonly Frame[]): Pictures {
  const shots = each(document, 'shots', (shot): TimeSpan => {
    const startMs = requiredCount(shot, 'start_timestamp_millis');
    return { startMs, endMs: Math.max(startMs, requiredCount(shot, 'end_timestamp_millis')) };
  });
  const screenTexts = spansOfTexts(frames);
  const findings = [
    ...tooMany('shots', shots.length, MAX_SHOTS),
    ...tooMany('texts on screen', screenTexts.length, MAX_SCREEN_TEXTS),
  ];
  return {
    ...(shots.length > 0 && { shots: longest(shots, MAX_SHOTS) }),
    ...(screenTexts.length > 0 && { screenTexts: longest(screenTexts, MAX_SCREEN_TEXTS) }),
    ...(findings.length > 0 && { findings }),
  };
}

/** One span for a text as long as neighboring frames show it, with the confidence of its best reading. */
function spansOfTexts(frames: readonly Frame[]): ScreenText[] {
  const spans: ScreenText[] = [];
  let shown = new Map<string, ScreenText>();
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const { atMs, texts } of frames.toSorted((a, b) => a.atMs - b.atMs)) {
    const before = atMs - lastMs > NEIGHBORS_MS ? undefined : shown;
    shown = new Map();
    lastMs = atMs;
    for (const { text, confidence } of texts) {
      const known = shown.get(text) ?? before?.get(text);
      const span = known ?? { startMs: atMs, endMs: atMs, text };
      if (known === undefined) spans.push(span);
      span.endMs = atMs;
      if (confidence !== undefined) span.confidence = Math.max(span.confidence ?? 0, confidence);
      shown.set(text, span);
    }
  }
  return spans;
}

/** As many as may be kept, the longest ones, in the order in which they are. */
function longest<T extends TimeSpan>(spans: readonly T[], most: number): T[] {
  if (spans.length <= most) return [...spans];
  const lengthOf = ({ startMs, endMs }: TimeSpan) => endMs - startMs;
  const kept = new Set(spans.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, most));
  return spans.filter((span) => kept.has(span));
}

function tooMany(what: string, found: number, most: number): Finding[] {
  if (found <= most) return [];
  const explanation = `video standard output: the longest ${most} of ${found} ${what} are kept`;
  return [warningFinding({ code: 'left_out', explanation })];
}
