import type { MediaFacts } from './analysis.js';
import type { ObjectUri } from './uri.js';

/** Media types of recordings by the suffix of their names. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  wav: 'audio/wav',
  wave: 'audio/wav',
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  amr: 'audio/amr',
  awb: 'audio/amr-wb',
  wma: 'audio/x-ms-wma',
  webm: 'video/webm',
  mka: 'audio/x-matroska',
  mkv: 'video/x-matroska',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  avi: 'video/x-msvideo',
  '3gp': 'video/3gpp',
  '3g2': 'video/3gpp2',
  wmv: 'video/x-ms-wmv',
  flv: 'video/x-flv',
  mpg: 'video/mpeg',
  mpeg: 'video/mpeg',
  mp2: 'audio/mpeg',
  aif: 'audio/aiff',
  aiff: 'audio/aiff',
  caf: 'audio/x-caf',
};

/** What Chrome, Firefox and Safari all play; of WAV files, those with plain samples. */
const PLAYED = new Set(['mp3', 'flac', 'ogg', 'oga', 'opus', 'm4a', 'aac', 'webm', 'mp4', 'm4v', 'mov']);
const PLAYED_IN_WAV = /^(?:pcm(?!.*law)|float)/i;

function suffixOf(uri: ObjectUri): string {
  return /\.([^./]+)$/.exec(uri)?.[1]?.toLowerCase() ?? '';
}

/** The media type of a recording by its name; `application/octet-stream` when the name says nothing. */
export function mediaTypeOf(uri: ObjectUri): string {
  return MEDIA_TYPES[suffixOf(uri)] ?? 'application/octet-stream';
}

/** Whether browsers surely play a recording as it is. */
export function playsInBrowsers(uri: ObjectUri, facts: Pick<MediaFacts, 'codec'> | undefined): boolean {
  const suffix = suffixOf(uri);
  if (suffix === 'wav' || suffix === 'wave') return PLAYED_IN_WAV.test(facts?.codec ?? '');
  return PLAYED.has(suffix) && !/amr/i.test(facts?.codec ?? '');
}
