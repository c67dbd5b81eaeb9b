import type { MediaFacts } from '@earshot/core';
import { withAudioDecode } from './audio-decode.js';
import { decodeBytes, inPieces } from './decode-bytes.js';
import { refusal } from './refusal.js';
import type { ReadAt, SoundFile } from './sound-file.js';
import type { ForeignSound } from './sound-source.js';

/** What the package reads right. It takes samples of eight bits to be without sign, and here they have one. */
const PACKAGED_CODECS = new Set(['sowt', 'fl32', 'fl64', 'ulaw', 'alaw']);
const MAX_CHUNKS = 1_000;

/** Finds the sound in an AIFF file. */
export async function openAiff(file: SoundFile): Promise<ForeignSound> {
  const common = await file.reading((read) => findCommon(read, file.sizeBytes));
  if (common === undefined) {
    const found = 'an AIFF file that ends before its sound';
    throw refusal('EARSHOT_INVALID_INPUT', { path: file.path, found, expected: 'a description and sound' });
  }
  const bits = common.readUInt16BE(6);
  const compression = common.length >= 22 ? common.toString('latin1', 18, 22).toLowerCase() : 'none';
  const sampleRateHz = Math.round(extendedFloat(common.subarray(8, 18)));
  const facts: MediaFacts = {
    kind: 'audio',
    format: 'AIFF',
    codec: compression === 'none' ? `pcm_${bits}` : compression,
    ...(sampleRateHz > 0 && { durationMs: Math.round((common.readUInt32BE(2) * 1_000) / sampleRateHz) }),
    sampleRateHz,
    channelCount: common.readUInt16BE(0),
  };
  const isPackaged = PACKAGED_CODECS.has(compression) || (compression === 'none' && bits > 8 && bits <= 32);
  return {
    name: `${facts.codec} in an AIFF file`,
    facts,
    demuxer: 'aiff',
    promisedMs: facts.durationMs,
    ...(isPackaged && {
      packaged: withAudioDecode('aiff', (decoder) => decodeBytes(inPieces(file.stream()), () => decoder)),
    }),
  };
}

async function findCommon(read: ReadAt, sizeBytes: number): Promise<Buffer | undefined> {
  let position = 12;
  for (let chunk = 0; chunk < MAX_CHUNKS && position + 8 <= sizeBytes; chunk++) {
    const head = await read(position, 8 + 22);
    const length = head.readUInt32BE(4);
    const body = head.subarray(8, 8 + length);
    if (head.toString('latin1', 0, 4) === 'COMM') return body.length >= 18 ? body : undefined;
    position += 8 + length + (length % 2);
  }
  return undefined;
}

/** A number of ten bytes: an exponent, and all of the fraction. */
function extendedFloat(bytes: Buffer): number {
  return Number(bytes.readBigUInt64BE(2)) * 2 ** ((bytes.readUInt16BE(0) & 0x7fff) - 16_383 - 63);
}
