import type { TranscriptSegment } from '../../model/analysis.js';
import { type JsonObject, requiredCount, requiredText, text, within, wrong } from '../fields.js';

/** One of `audio_segments`, in audio documents and in a video's chapters alike. */
export function readSegment(raw: JsonObject, index: number): TranscriptSegment {
  const startMs = requiredCount(raw, 'start_timestamp_millis');
  const endMs = requiredCount(raw, 'end_timestamp_millis');
  if (endMs < startMs) wrong('end_timestamp_millis', `a number of at least ${startMs}`, endMs);
  const segment: TranscriptSegment = { index, text: requiredText(raw, 'text'), startMs, endMs };
  within(raw, 'speaker', (speaker) => {
    const speakerLabel = named(text(speaker, 'speaker_label'));
    const speakerName = named(text(speaker, 'speaker_name'));
    if (speakerLabel !== undefined) segment.speaker = speakerLabel;
    if (speakerName !== undefined) segment.speakerName = speakerName;
  });
  const channel = within(raw, 'channel', (block) => named(text(block, 'channel_label')));
  if (channel !== undefined) segment.channel = channel;
  const language = named(text(raw, 'language'));
  if (language !== undefined) segment.language = language;
  return segment;
}

/** The service writes an unknown name as the string `None`. */
function named(name: string | undefined): string | undefined {
  return name === '' || name === 'None' ? undefined : name;
}

/** The vendor's own number of each segment, where it differs from the segment's position. */
export function positionsByVendorIndex(rawIndices: readonly (number | undefined)[]): ReadonlyMap<number, number> {
  const positions = new Map<number, number>();
  rawIndices.forEach((vendorIndex, position) => {
    positions.set(vendorIndex ?? position, position);
  });
  return positions;
}
