/** How tags of music begin that are behind or between the sound, and how long each is from there. */
const TAGS: readonly (readonly [name: string, length: (bytes: Buffer, at: number) => number])[] = [
  ['ID3', (bytes, at) => (at + 10 > bytes.length ? bytes.length - at : 10 + sevenBits(bytes, at + 6))],
  ['TAG+', () => 227],
  ['TAG', () => 128],
  // A header and a footer of 32 bytes, with the items between them.
  ['APETAGEX', (bytes, at) => (at + 16 > bytes.length ? bytes.length - at : 32 + bytes.readUInt32LE(at + 12))],
  ['LYRICSBEGIN', (bytes, at) => lyricsBytes(bytes, at)],
];

/** How many of the bytes that were found next to the sound are neither tags nor padding with zeros. */
export function strayIn(bytes: Buffer): number {
  let stray = 0;
  for (let at = 0; at < bytes.length; ) {
    const tag = TAGS.find(([name]) => bytes.toString('latin1', at, at + name.length) === name);
    if (tag) at += Math.max(1, tag[1](bytes, at));
    else if (bytes[at++] !== 0) stray++;
  }
  return stray;
}

/** A length in four bytes of seven bits each. */
function sevenBits(bytes: Buffer, at: number): number {
  return bytes.subarray(at, at + 4).reduce((value, byte) => (value << 7) | (byte & 0x7f), 0);
}

function lyricsBytes(bytes: Buffer, at: number): number {
  const end = ['LYRICS200', 'LYRICSEND'].map((mark) => bytes.indexOf(mark, at, 'latin1')).find((place) => place > 0);
  return (end ?? at) + 'LYRICS200'.length - at;
}
