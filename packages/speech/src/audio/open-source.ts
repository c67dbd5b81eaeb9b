import { isAac, openAac } from './aac.js';
import { openAiff } from './aiff.js';
import { openAmr } from './amr.js';
import { withAudioDecode } from './audio-decode.js';
import { openCaf } from './caf.js';
import { decodeBytes, inPieces } from './decode-bytes.js';
import { openFlac } from './flac.js';
import { id3Language } from './id3.js';
import { openMatroska } from './matroska.js';
import { openMp4 } from './mp4.js';
import { isMpeg, openMpeg } from './mpeg.js';
import { openOgg } from './ogg.js';
import { nameOfOther } from './other-files.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound, SoundSource } from './sound-source.js';
import { openWav } from './wav.js';
import { openWindowsMedia } from './windows-media.js';

const HEAD_BYTES = 8_192;
/** Text comes before the pictures, as a rule. */
const TAG_BYTES = 65_536;
const WAVES = ['RIFF....WAVE', 'RF64....WAVE', 'BW64....WAVE'];
const AIFFS = ['FORM....AIFF', 'FORM....AIFC'];
/** The boxes that MPEG-4 and QuickTime files begin with. */
const FIRST_BOXES = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot', 'styp']);

/**
 * Finds the sound in a file, by what the file begins with.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when there is none
 */
export async function openSource(file: SoundFile): Promise<SoundSource | ForeignSound> {
  const from = await skipTags(file);
  const opened = await openBehindTags(file, from);
  if (from === 0 || opened.language !== undefined) return opened;
  return { ...opened, language: id3Language(await file.read(0, Math.min(from, TAG_BYTES))) };
}

async function openBehindTags(file: SoundFile, from: number): Promise<SoundSource | ForeignSound> {
  const head = await file.read(from, HEAD_BYTES);
  const start = head.toString('latin1', 0, 16);
  if (WAVES.some((beginning) => beginsWith(start, beginning))) return openWav(file);
  if (start.startsWith('fLaC')) return openFlac(file, from);
  if (start.startsWith('OggS')) return openOgg(file);
  if (start.startsWith('#!AMR\n')) return openAmr(file, 'narrow');
  if (start.startsWith('#!AMR-WB\n')) return openAmr(file, 'wide');
  if (FIRST_BOXES.has(start.slice(4, 8))) return openMp4(file);
  if (start.startsWith('\x1a\x45\xdf\xa3')) return openMatroska(file);
  if (start.startsWith('\x30\x26\xb2\x75\x8e\x66\xcf\x11')) return openWindowsMedia(file);
  if (AIFFS.some((beginning) => beginsWith(start, beginning))) return openAiff(file);
  if (start.startsWith('caff')) return openCaf(file);
  const simple = SIMPLE_FORMS.find(({ begins }) => beginsWith(start, begins));
  if (simple) return foreign(file, simple);
  if (isTransportStream(head)) return foreign(file, TRANSPORT_STREAM);
  if (isAac(head)) return openAac(file, head, from);
  if (from > 0) return openMpeg(file, from);
  const other = nameOfOther(head);
  if (other) throw refusal('EARSHOT_INVALID_INPUT', { path: file.path, found: other, expected: 'a recording' });
  return (await isMpeg(file)) ? openMpeg(file) : openUnmarked(file, head);
}

interface SimpleForm {
  /** A full stop stands for any byte. */
  readonly begins: string;
  readonly name: string;
  readonly demuxer: string;
  readonly decoder?: 'qoa';
}

/** Forms of which nothing is read here but the name. */
const SIMPLE_FORMS: readonly SimpleForm[] = [
  { begins: 'qoaf', name: 'QOA', demuxer: 'qoa', decoder: 'qoa' },
  { begins: 'RIFF....AVI ', name: 'AVI', demuxer: 'avi' },
  { begins: 'RIFX....WAVE', name: 'WAV of the other byte order', demuxer: 'wav' },
  { begins: 'riff\x2e\x91\xcf\x11', name: 'Wave64', demuxer: 'w64' },
  { begins: '\x2esnd', name: 'AU', demuxer: 'au' },
  { begins: 'FLV\x01', name: 'Flash video', demuxer: 'flv' },
  { begins: '\0\0\x01\xba', name: 'MPEG video', demuxer: 'mpeg' },
];

const TRANSPORT_STREAM: Omit<SimpleForm, 'begins'> = { name: 'MPEG transport stream', demuxer: 'mpegts' };

function beginsWith(start: string, beginning: string): boolean {
  return [...beginning].every((letter, at) => letter === '.' || letter === start[at]);
}

/** Each of its packets of 188 bytes begins with the same byte. */
function isTransportStream(head: Buffer): boolean {
  return [0, 188, 376, 564].every((at) => head[at] === 0x47);
}

function foreign(file: SoundFile, { name, demuxer, decoder }: Omit<SimpleForm, 'begins'>): ForeignSound {
  return {
    name,
    facts: { format: name },
    demuxer,
    ...(decoder && {
      packaged: withAudioDecode(decoder, (opened) => decodeBytes(inPieces(file.stream()), () => opened)),
    }),
  };
}

/** Two forms bear no mark: one has a pattern, the other is believed to be what its name says. */
function openUnmarked(file: SoundFile, head: Buffer): ForeignSound {
  const { path } = file;
  if (isGsm(head)) return { name: 'GSM', facts: { kind: 'audio', format: 'GSM', codec: 'gsm' }, demuxer: 'gsm' };
  if (/\.g722$/i.test(path))
    return { name: 'G.722', facts: { kind: 'audio', format: 'G.722', codec: 'g722' }, demuxer: 'g722' };
  throw refusal('EARSHOT_INVALID_INPUT', { path, found: 'nothing that is known', expected: 'a recording' });
}

/** Each of its frames of 33 bytes begins with the same four bits. */
function isGsm(head: Buffer): boolean {
  if (head.length < 33 * 5) return false;
  for (let at = 0; at < head.length; at += 33) if ((head[at] as number) >> 4 !== 0xd) return false;
  return true;
}

/** Where the recording begins behind ID3 tags, which any form may have before it. */
export async function skipTags(file: SoundFile): Promise<number> {
  let from = 0;
  for (let tags = 0; tags < 8; tags++) {
    const head = await file.read(from, 10);
    if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') break;
    const [a = 0, b = 0, c = 0, d = 0] = head.subarray(6);
    from += 10 + (((a & 0x7f) << 21) | ((b & 0x7f) << 14) | ((c & 0x7f) << 7) | (d & 0x7f));
  }
  return from;
}
