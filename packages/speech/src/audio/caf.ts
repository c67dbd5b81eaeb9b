import type { MediaFacts } from '@earshot/core';
import { withAudioDecode } from './audio-decode.js';
import { decodeBytes, inPieces } from './decode-bytes.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound } from './sound-source.js';

/** The first chunk of a CAF file describes the sound, and has this length. */
const HEAD_BYTES = 52;

/** Finds the sound in a CAF file. */
export async function openCaf(file: SoundFile): Promise<ForeignSound> {
  const head = await file.read(0, HEAD_BYTES);
  if (head.length < HEAD_BYTES || head.toString('latin1', 8, 12) !== 'desc') {
    const found = 'a CAF file that ends before its sound';
    throw refusal('EARSHOT_INVALID_INPUT', { path: file.path, found, expected: 'a description and sound' });
  }
  const codec = head.toString('latin1', 28, 32).trim();
  const facts: MediaFacts = {
    kind: 'audio',
    format: 'CAF',
    codec: codec === 'lpcm' ? 'pcm' : codec,
    sampleRateHz: head.readDoubleBE(20),
    channelCount: head.readUInt32BE(44),
  };
  const sound = { name: `${facts.codec} in a CAF file`, facts, demuxer: 'caf' };
  // The package gets others wrong: mu-law comes out at a quarter of its loudness, A-law upside down besides.
  return codec === 'lpcm'
    ? { ...sound, packaged: withAudioDecode('caf', (decoder) => decodeBytes(inPieces(file.stream()), () => decoder)) }
    : sound;
}
