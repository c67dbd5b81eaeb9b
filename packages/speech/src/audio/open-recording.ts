import { EarshotError, type MediaFacts } from '@earshot/core';
import { openForeign } from './open-foreign.js';
import { openSource } from './open-source.js';
import { type Recording, SAMPLE_RATE_HZ } from './recording.js';
import { refusal, tooLong, unlikelyRate } from './refusal.js';
import { SoundFile } from './sound-file.js';
import { soundSamples } from './sound-samples.js';
import type { SoundSource } from './sound-source.js';
import { soundWarnings } from './sound-warnings.js';

/** How to open a recording. */
export interface OpenRecordingOptions {
  /** The path of the program ffmpeg, which reads what isn't built in. @defaultValue `undefined`: none */
  readonly ffmpeg?: string | undefined;
  /** What is longer is refused. @defaultValue four hours */
  readonly longestMs?: number;
}

const LONGEST_MS = 4 * 60 * 60 * 1_000;
const SHORTEST_MS = 100;
const MAX_CHANNELS = 2;

/**
 * Opens a recording by what is in its file; the suffix doesn't matter. The beginning is decoded, to see that it can be.
 * @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such file
 * @throws EarshotError `EARSHOT_DENIED` when it may not be read
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when it holds no sound
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when it is of a form that can't be read here, is protected against copying,
 * has more than two channels, or is shorter than 100 ms or longer than `longestMs`
 * @throws EarshotError `EARSHOT_UNREADABLE` when it is damaged beyond use
 */
export async function openRecording(path: string, options: OpenRecordingOptions = {}): Promise<Recording> {
  const { ffmpeg, longestMs = LONGEST_MS } = options;
  try {
    const file = await SoundFile.find(path);
    const source = await open(file, ffmpeg, longestMs);
    const samples = (signal?: AbortSignal) => soundSamples(path, source, longestMs, signal);
    await tryOut(path, samples(), source.facts.durationMs);
    const { facts, channelCount, language } = source;
    const warnings = (decodedMs: number) => soundWarnings(source, file.sizeBytes, decodedMs);
    return { facts, channelCount, language, samples, warnings };
  } catch (cause) {
    if (cause instanceof EarshotError) throw cause;
    throw refusal('EARSHOT_UNREADABLE', { path, found: 'damage', expected: 'a recording', cause });
  }
}

async function open(file: SoundFile, ffmpeg: string | undefined, longestMs: number): Promise<SoundSource> {
  const opened = await openSource(file);
  checkFacts(file.path, opened.facts, longestMs);
  if (!('demuxer' in opened)) return opened;
  const source = await openForeign(file, opened, ffmpeg);
  checkFacts(file.path, source.facts, longestMs);
  return source;
}

function checkFacts(path: string, { durationMs, sampleRateHz, channelCount }: MediaFacts, longestMs: number): void {
  if (channelCount !== undefined && (channelCount < 1 || channelCount > MAX_CHANNELS)) {
    const found = `${channelCount} channels`;
    throw refusal('EARSHOT_NOT_SUPPORTED', { path, found, expected: 'one channel, or two' });
  }
  const refused = sampleRateHz === undefined ? undefined : unlikelyRate(path, sampleRateHz);
  if (refused) throw refused;
  if (durationMs !== undefined && durationMs < SHORTEST_MS) throw tooShort(path, durationMs);
  if (durationMs !== undefined && durationMs > longestMs) throw tooLong(path, `${durationMs} ms of sound`, longestMs);
}

function tooShort(path: string, durationMs: number): EarshotError {
  const found = `${durationMs} ms of sound`;
  return refusal('EARSHOT_NOT_SUPPORTED', { path, found, expected: `at least ${SHORTEST_MS} ms of sound` });
}

/** Decodes as much as a recording must have at least. */
async function tryOut(
  path: string,
  samples: AsyncIterable<readonly Float32Array[]>,
  durationMs: number | undefined,
): Promise<void> {
  let count = 0;
  for await (const [channel] of samples) {
    count += channel?.length ?? 0;
    if (count >= (SHORTEST_MS / 1_000) * SAMPLE_RATE_HZ) return;
  }
  if (durationMs === undefined) throw tooShort(path, Math.round((count / SAMPLE_RATE_HZ) * 1_000));
  throw refusal('EARSHOT_UNREADABLE', { path, found: 'damage', expected: `${durationMs} ms of sound` });
}
