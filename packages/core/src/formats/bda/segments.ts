import { wrong } from '../../input/faults.js';
import { isObject, type JsonObject } from '../../input/json.js';
import { isCount, requiredCount, requiredText, text, within } from '../../input/read-fields.js';
import type { TranscriptSegment } from '../../model/analysis.js';

/** One of `audio_segments`, in audio documents and in a video's chapters alike. */
export function readSegment(raw: JsonObject, index: number): TranscriptSegment {
  return usualSegment(raw, index) ?? anySegment(raw, index);
}

/** A segment with both labels and a language. There are thousands, and variable keys would triple the price of each. */
function usualSegment(raw: JsonObject, index: number): TranscriptSegment | undefined {
  const { text: said, start_timestamp_millis: startMs, end_timestamp_millis: endMs, language } = raw;
  const { speaker: speakerBlock, channel: channelBlock } = raw;
  if (typeof said !== 'string' || !isCount(startMs) || !isCount(endMs) || endMs < startMs) return undefined;
  if (!isObject(speakerBlock) || !isObject(channelBlock)) return undefined;
  const { speaker_label: speaker, speaker_name: speakerName } = speakerBlock;
  const { channel_label: channel } = channelBlock;
  if (!isNamed(speaker) || !isNamed(channel) || !isNamed(language) || speakerName !== undefined) return undefined;
  return { index, text: said, startMs, endMs, speaker, channel, language };
}

function anySegment(raw: JsonObject, index: number): TranscriptSegment {
  const startMs = requiredCount(raw, 'start_timestamp_millis');
  const endMs = requiredCount(raw, 'end_timestamp_millis');
  if (endMs < startMs) wrong('end_timestamp_millis', 'a time not before the start', endMs);
  const segment: TranscriptSegment = { index, text: requiredText(raw, 'text'), startMs, endMs };
  const { speaker, speakerName } = within(raw, 'speaker', labelsOfSpeaker) ?? {};
  const channel = within(raw, 'channel', labelOfChannel);
  const language = named(raw, 'language');
  if (speaker !== undefined) segment.speaker = speaker;
  if (speakerName !== undefined) segment.speakerName = speakerName;
  if (channel !== undefined) segment.channel = channel;
  if (language !== undefined) segment.language = language;
  return segment;
}

const labelsOfSpeaker = (speaker: JsonObject) => ({
  speaker: named(speaker, 'speaker_label'),
  speakerName: named(speaker, 'speaker_name'),
});
const labelOfChannel = (channel: JsonObject) => named(channel, 'channel_label');

function named(object: JsonObject, key: string): string | undefined {
  const name = text(object, key);
  return isNamed(name) ? name : undefined;
}

/** The service writes an unknown name as the string `None`. */
function isNamed(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && name !== 'None';
}

/** Finds a segment's position by the number that the vendor gave it; `undefined` for a number of no segment. */
export function positionFinder(
  vendorIndices: readonly (number | undefined)[],
): (vendorIndex: number) => number | undefined {
  if (vendorIndices.every((vendorIndex, position) => (vendorIndex ?? position) === position)) {
    return (vendorIndex) => (vendorIndex < vendorIndices.length ? vendorIndex : undefined);
  }
  const positions = new Map(vendorIndices.map((vendorIndex, position) => [vendorIndex ?? position, position]));
  return (vendorIndex) => positions.get(vendorIndex);
}
