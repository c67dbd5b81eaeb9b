import { hash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { EarshotError, type ObjectUri, objectUri, type PlaybackCopies, type TimeSpan } from '@earshot/core';
import { openRecording, type Recording, SAMPLE_RATE_HZ } from '@earshot/speech';
import type { FileResultStore } from '../files/file-result-store.js';

export interface PlaybackFilesOptions {
  /** Keeps recordings and copies. */
  readonly store: Pick<FileResultStore, 'pathOf' | 'putStream' | 'delete' | 'list'>;
  /** The path of the program ffmpeg, for the formats that need it. */
  readonly ffmpeg?: string | undefined;
}

const SCHEME = 'local';
const BUCKET = 'playback';
const BYTES_PER_SAMPLE = 2;
const HEADER_BYTES = 44;

/** Copies of recordings to play, as WAV files of 16 bits at 16 kHz, at `local://playback/<recording>-<what is silent>.wav`. */
export class PlaybackFiles implements PlaybackCopies {
  readonly #options: PlaybackFilesOptions;
  /** Copies that are being made: requests that come meanwhile wait for the same one. */
  readonly #making = new Map<ObjectUri, Promise<void>>();

  constructor(options: PlaybackFilesOptions) {
    this.#options = options;
  }

  async copyOf(uri: ObjectUri, silent: readonly TimeSpan[]): Promise<ObjectUri> {
    const { store } = this.#options;
    const version = hash('sha256', JSON.stringify([uri, silent])).slice(0, 16);
    const copy = objectUri(BUCKET, `${nameOf(uri)}-${version}.wav`, SCHEME);
    if ((await store.pathOf(copy)) !== undefined) return copy;
    const making =
      this.#making.get(copy) ?? this.#make(uri, silent, copy).finally(() => void this.#making.delete(copy));
    this.#making.set(copy, making);
    await making;
    return copy;
  }

  /** Removes the copies of a recording by its name without suffix, and names them. */
  async forget(recording: string): Promise<readonly ObjectUri[]> {
    const removed: ObjectUri[] = [];
    const { uris } = await this.#options.store.list(`${SCHEME}://${BUCKET}/${recording}-`);
    // Another recording's name may begin the same.
    const isOwn = (copy: ObjectUri) =>
      /^[0-9a-f]{16}\.wav$/.test(copy.slice(copy.lastIndexOf('/') + recording.length + 2));
    for (const copy of uris.filter(isOwn)) if (await this.#options.store.delete(copy)) removed.push(copy);
    return removed;
  }

  async #make(uri: ObjectUri, silent: readonly TimeSpan[], copy: ObjectUri): Promise<void> {
    const { store, ffmpeg } = this.#options;
    const path = await store.pathOf(uri);
    if (path === undefined) throw gone(uri);
    await store.putStream(wavOf(await openRecording(path, { ffmpeg }), silent), () => copy);
    // Erased meanwhile: what erased it may not have seen the copy.
    if ((await store.pathOf(uri)) !== undefined) return;
    await store.delete(copy);
    throw gone(uri);
  }
}

/** Decodes twice: the header says how much comes, and only decoding tells. */
async function* wavOf(recording: Recording, silent: readonly TimeSpan[]): AsyncGenerator<Uint8Array> {
  const { channelCount } = recording;
  let count = 0;
  for await (const [channel] of recording.samples()) count += channel?.length ?? 0;
  yield headerOf(channelCount, count);
  let at = 0;
  for await (const channels of recording.samples()) {
    const length = channels[0]?.length ?? 0;
    const bytes = Buffer.alloc(length * channelCount * BYTES_PER_SAMPLE);
    const spans = silent.map(({ startMs, endMs }) => [frameOf(startMs) - at, frameOf(endMs) - at] as const);
    for (let frame = 0; frame < length; frame++) {
      // The bytes are silent unless they are written.
      if (spans.some(([start, end]) => start <= frame && frame < end)) continue;
      for (let channel = 0; channel < channelCount; channel++) {
        const sample = Math.max(-1, Math.min(1, channels[channel]?.[frame] ?? 0));
        bytes.writeInt16LE(Math.round(sample * 32_767), (frame * channelCount + channel) * BYTES_PER_SAMPLE);
      }
    }
    at += length;
    yield bytes;
  }
}

function frameOf(ms: number): number {
  return Math.round((ms * SAMPLE_RATE_HZ) / 1_000);
}

/** http://soundfile.sapp.org/doc/WaveFormat/ */
function headerOf(channelCount: number, frames: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const frameBytes = channelCount * BYTES_PER_SAMPLE;
  header.write('RIFF', 0);
  header.writeUInt32LE(HEADER_BYTES - 8 + frames * frameBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channelCount, 22);
  header.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  header.writeUInt32LE(SAMPLE_RATE_HZ * frameBytes, 28);
  header.writeUInt16LE(frameBytes, 32);
  header.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  header.write('data', 36);
  header.writeUInt32LE(frames * frameBytes, 40);
  return header;
}

function nameOf(uri: ObjectUri): string {
  return basename(uri, extname(uri));
}

function gone(uri: ObjectUri): EarshotError {
  return new EarshotError('EARSHOT_NOT_FOUND', `there is no recording at ${uri}`);
}
