import { PlatformTextDecoder } from './json-text.js';

/**
 * The text of a file of unknown encoding, without a byte order mark. A mark decides; else zeros give UTF-16 and UTF-32 away;
 * else it is UTF-8 if it is mostly valid UTF-8, GB 18030 if its bytes come in the pairs of Chinese text, and windows-1252 in
 * the end. Never throws: what stands for no character becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  const text = textIn(bytes);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function textIn(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  if (encoding !== undefined) return decodedAs(bytes, encoding);
  return utf8In(bytes) ?? decoded(bytes, damagedEncodingOf(bytes));
}

function decodedAs(bytes: Uint8Array, encoding: Encoding): string {
  return encoding.startsWith('utf-32') ? decodeUtf32(bytes, encoding === 'utf-32le') : decoded(bytes, encoding);
}

/** The encoding of bytes that aren't valid UTF-8. Some may be damaged, and in UTF-8 all the same. */
function damagedEncodingOf(bytes: Uint8Array): Encoding {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  const { sequences, strays } = sequencesIn(bytes);
  const isChinese = isPaired(bytes);
  if (sequences > strays || (sequences === strays && !isChinese)) return 'utf-8';
  return isChinese ? 'gb18030' : 'windows-1252';
}

/** How many characters above ASCII UTF-8 makes of bytes, and how many bytes above ASCII are part of none. */
function sequencesIn(bytes: Uint8Array): { sequences: number; strays: number } {
  let sequences = 0;
  let strays = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const following = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    let end = at + 1;
    while (end <= at + following && ((bytes[end] ?? 0) & 0xc0) === 0x80) end++;
    if (following > 0 && end > at + following) {
      sequences++;
      at += following;
    } else strays++;
  }
  return { sequences, strays };
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be' | 'gb18030' | 'windows-1252';

function encodingOf(bytes: Uint8Array): Encoding | undefined {
  const [a = -1, b = -1, c = -1, d = -1] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return byZeros(bytes);
}

/** Which bytes of each four are zero tells the encoding of text that is mostly ASCII, such as times, tags and JSON. */
function byZeros(bytes: Uint8Array): Encoding | undefined {
  const sample = bytes.subarray(0, 4_096);
  const zeros = [0, 0, 0, 0] as [number, number, number, number];
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) zeros[(at & 3) as 0]++;
  const quarter = sample.length / 4;
  const isMost = (count: number) => count > quarter / 2;
  const [first, second, third, fourth] = zeros.map(isMost) as [boolean, boolean, boolean, boolean];
  if (third && second && (first || fourth)) return fourth ? 'utf-32le' : 'utf-32be';
  if (second && fourth) return 'utf-16le';
  return first && third ? 'utf-16be' : undefined;
}

function utf8In(bytes: Uint8Array): string | undefined {
  try {
    return new PlatformTextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether all bytes above ASCII come in the pairs of GB 2312. In Western text they are mostly single. */
function isPaired(bytes: Uint8Array): boolean {
  let pairs = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[++at] ?? 0;
    if (lead < 0xa1 || lead > 0xf7 || trail < 0xa1 || trail === 0xff) return false;
    pairs++;
  }
  return pairs > 1;
}

function decoded(bytes: Uint8Array, encoding: Encoding): string {
  return new PlatformTextDecoder(encoding, { fatal: false }).decode(bytes);
}

/** The platform knows no UTF-32. */
function decodeUtf32(bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, isLittle);
    const isCharacter = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
    pieces.push(String.fromCodePoint(isCharacter ? point : 0xfffd));
  }
  return pieces.join('');
}
