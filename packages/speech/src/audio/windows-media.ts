import { withAudioDecode } from './audio-decode.js';
import { decodeBytes, inPieces } from './decode-bytes.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound } from './sound-source.js';

/** Identifiers of Windows Media, as they are in files. */
const FILE_PROPERTIES = Buffer.from('a1dcab8c47a9cf118ee400c00c205365', 'hex');
const SOUND_STREAM = Buffer.from('409e69f84d5bcf11a8fd00805f5c442b', 'hex');
const VIDEO_STREAM = Buffer.from('c0ef19bc4d5bcf11a8fd00805f5c442b', 'hex');
const ENCRYPTION = Buffer.from('fbb3112223bdd211b4b700a0c955fc6e', 'hex');

/** The first and the second version; not the professional, the lossless, and the one for voices. */
const PACKAGED_CODECS = new Set([0x160, 0x161]);

const HEAD_BYTES = 65_536;

/** Finds the sound in a Windows Media file. */
export async function openWindowsMedia(file: SoundFile): Promise<ForeignSound> {
  const head = await file.read(0, HEAD_BYTES);
  const isVideo = head.includes(VIDEO_STREAM);
  const { path } = file;
  if (head.includes(ENCRYPTION)) {
    const found = 'sound that is protected against copying';
    throw refusal('EARSHOT_NOT_SUPPORTED', { path, found, expected: 'sound that anybody may play' });
  }
  const stream = head.indexOf(SOUND_STREAM);
  if (stream < 0 || stream + 70 > head.length) {
    const found = isVideo ? 'a video without sound' : 'a Windows Media file that ends before its sound';
    throw refusal('EARSHOT_INVALID_INPUT', { path, found, expected: 'sound' });
  }
  // The description of the stream, as it is in WAV files too, is behind 54 bytes of other things.
  const codec = head.readUInt16LE(stream + 54);
  const channelCount = head.readUInt16LE(stream + 56);
  const sampleRateHz = head.readUInt32LE(stream + 58);
  const durationMs = readDuration(head);
  const isPackaged = PACKAGED_CODECS.has(codec);
  return {
    name: 'Windows Media sound',
    facts: {
      kind: isVideo ? 'video' : 'audio',
      format: 'Windows Media',
      codec: 'wma',
      ...(durationMs > 0 && { durationMs, bitrateBps: Math.round((file.sizeBytes * 8_000) / durationMs) }),
      sampleRateHz,
      channelCount,
    },
    demuxer: 'asf',
    // A film's sound may be shorter than its picture.
    ...(!isVideo && durationMs > 0 && { promisedMs: durationMs }),
    ...(isPackaged && {
      packaged: withAudioDecode('wma', (decoder) => decodeBytes(inPieces(file.stream()), () => decoder)),
    }),
  };
}

/** What is played, in units of 100 ns, less what is loaded before. */
function readDuration(head: Buffer): number {
  const properties = head.indexOf(FILE_PROPERTIES);
  if (properties < 0 || properties + 88 > head.length) return 0;
  const played = Number(head.readBigUInt64LE(properties + 64)) / 10_000;
  return Math.round(played - Number(head.readBigUInt64LE(properties + 80)));
}
