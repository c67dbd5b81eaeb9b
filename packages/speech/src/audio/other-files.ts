/** What files that are no recordings begin with, in hexadecimal digits, and what they are. */
const BEGINNINGS: readonly (readonly [hex: string, name: string])[] = [
  ['25504446', 'a PDF document'],
  ['504b0304', 'a ZIP archive or an office document'],
  ['504b0506', 'a ZIP archive'],
  ['1f8b', 'a gzip archive'],
  ['425a68', 'a bzip2 archive'],
  ['fd377a585a00', 'an XZ archive'],
  ['377abcaf271c', 'a 7z archive'],
  ['526172211a07', 'a RAR archive'],
  ['89504e470d0a1a0a', 'a PNG image'],
  ['ffd8ff', 'a JPEG image'],
  ['47494638', 'a GIF image'],
  ['424d', 'a BMP image'],
  ['49492a00', 'a TIFF image'],
  ['4d4d002a', 'a TIFF image'],
  ['d0cf11e0a1b11ae1', 'an office document'],
  ['7f454c46', 'a program'],
  ['4d5a', 'a program'],
  ['53514c69746520666f726d6174', 'an SQLite database'],
  ['4d546864', 'a MIDI file, which holds notes and no sound'],
];

/** The name of what a file is that is surely no recording, by its first bytes; `undefined` when it isn't known. */
export function nameOfOther(head: Buffer): string | undefined {
  const hex = head.toString('hex', 0, 16);
  const known = BEGINNINGS.find(([beginning]) => hex.startsWith(beginning))?.[1];
  if (known) return known;
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return 'a WebP image';
  return isText(head) ? 'text' : undefined;
}

/** Text has line breaks and tabs, but no other controls. */
function isText(head: Buffer): boolean {
  if (head[0] === 0xff && head[1] === 0xfe && head[3] === 0) return true;
  const controls = head.filter((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  if (controls.length > 0) return false;
  // The last character may be cut in two.
  return !new TextDecoder('utf-8').decode(head.subarray(0, -3)).includes('\ufffd');
}
