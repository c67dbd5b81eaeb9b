import type decodeAudio from 'audio-decode';
import { decodeBytes } from './decode-bytes.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound, PackagedSound, SoundBlock, SoundSource } from './sound-source.js';

type DecodeAudio = typeof decodeAudio;

/** Reads a recording with the package audio-decode; `undefined` when that isn't installed. */
export async function openWithAudioDecode(
  file: SoundFile,
  { facts, name }: ForeignSound,
  packaged: PackagedSound,
): Promise<SoundSource | undefined> {
  const decode = await findAudioDecode();
  if (decode === undefined) return undefined;
  const blocks = () => decodePackaged(decode, packaged);
  if (facts.channelCount !== undefined) return { facts, channelCount: facts.channelCount, blocks };
  for await (const { channels, sampleRateHz } of blocks()) {
    const channelCount = channels.length;
    return { facts: { ...facts, sampleRateHz, channelCount }, channelCount, blocks };
  }
  throw refusal('EARSHOT_INVALID_INPUT', { path: file.path, found: `${name} without sound`, expected: 'sound' });
}

async function findAudioDecode(): Promise<DecodeAudio | undefined> {
  try {
    return (await import('audio-decode')).default;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

async function* decodePackaged(decodeAudio: DecodeAudio, packaged: PackagedSound): AsyncGenerator<SoundBlock> {
  const decoder = await decodeAudio[packaged.decoder]();
  const byteDecoder = {
    decode: (bytes: Uint8Array) => decoder(bytes),
    flush: () => decoder(),
    free: () => decoder.free(),
  };
  yield* decodeBytes(packaged.pieces(), () => byteDecoder);
}
