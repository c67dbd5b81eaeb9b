import type { Call } from './calls.ts';
import { labelOf } from './speakers.ts';

/** From `start_ms` inclusive to `end_ms` exclusive, in ms from the start of the recording. */
export interface Span {
  readonly start_ms: number;
  readonly end_ms: number;
}

/** Shorter pauses belong to speaking: coaching counts from here on, too. */
const SILENCE_MS = 3_000;
/** Two who overlap for less take turns. */
const OVERLAP_MS = 500;

/** How long a call is, as far as the record says. */
export function durationOf({ media, segments = [] }: Call): number {
  return media?.duration_ms ?? segments.reduce((last, { end_ms }) => Math.max(last, end_ms), 0);
}

/** Where nobody speaks: as the vendor measured it, else the long pauses between segments. */
export function silencesOf({ non_talk = [], segments = [] }: Call): readonly Span[] {
  if (non_talk.length > 0) return non_talk;
  const silences: Span[] = [];
  let heardMs = segments[0]?.start_ms ?? 0;
  for (const { start_ms, end_ms } of segments) {
    if (start_ms - heardMs > SILENCE_MS) silences.push({ start_ms: heardMs, end_ms: start_ms });
    heardMs = Math.max(heardMs, end_ms);
  }
  return silences;
}

/** Where one speaks into another's words: as the vendor measured it, else where their segments overlap. */
export function overlapsOf({ interruptions = [], segments = [] }: Call): readonly Span[] {
  if (interruptions.length > 0) return interruptions;
  const overlaps: Span[] = [];
  let longest = segments[0];
  for (const segment of segments) {
    if (longest === undefined) break;
    const end_ms = Math.min(longest.end_ms, segment.end_ms);
    if (labelOf(segment) !== labelOf(longest) && end_ms - segment.start_ms >= OVERLAP_MS) {
      overlaps.push({ start_ms: segment.start_ms, end_ms });
    }
    if (segment.end_ms > longest.end_ms) longest = segment;
  }
  return overlaps;
}

/** How long each speaker speaks, by label: as the vendor measured it, else the sum of the speaker's segments. */
export function talkTimesOf({ speaker_statistics = [], segments = [] }: Call): ReadonlyMap<string, number> {
  const measured = speaker_statistics.flatMap(({ speaker, talk_ms }) =>
    talk_ms === undefined ? [] : [[speaker, talk_ms] as const],
  );
  if (measured.length > 0) return new Map(measured);
  const times = new Map<string, number>();
  for (const segment of segments) {
    const label = labelOf(segment);
    times.set(label, (times.get(label) ?? 0) + segment.end_ms - segment.start_ms);
  }
  return times;
}

/** The index of the last span that has started at a time; -1 before the first. Spans are in the order of their starts. */
export function startedAt(spans: readonly Pick<Span, 'start_ms'>[], ms: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start_ms ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
