import { EarshotError } from '../errors.js';

/**
 * A bulky array that a reader doesn't need. `flat`: no array inside its items. `nested`: each item ends with one array.
 * Where the document turns out otherwise, the array is simply read.
 */
export interface Bulk {
  readonly key: string;
  readonly shape: 'flat' | 'nested';
}

// The one thing core takes from its surroundings: every JavaScript platform has it, and it computes, no more.
declare const TextDecoder: new (
  encoding: 'utf-8',
  options: { fatal: boolean },
) => { decode(bytes: Uint8Array): string };

/**
 * Parses a JSON document from UTF-8 bytes, with the bulky arrays named left empty instead of being decoded.
 *
 * Each array's end is found at byte level without looking at what is between, and the rest goes to `JSON.parse`. A wrong
 * guess cannot pass: cutting anything but a whole array leaves brackets or quotes unbalanced, `JSON.parse` refuses
 * that, and the whole document is parsed instead. So the result equals the full parse's in all but the arrays
 * named; bytes inside those are not checked.
 *
 * @throws EarshotError `EARSHOT_UNREADABLE` when the bytes are not UTF-8 or not JSON
 */
export function parseSkimming(bytes: Uint8Array, bulks: readonly Bulk[]): unknown {
  const kept = cut(bytes, bulks);
  if (kept !== bytes) {
    try {
      return JSON.parse(decode(kept));
    } catch {
      // The shape surprised: the full parse below decides.
    }
  }
  return parseJson(decode(bytes));
}

/**
 * Parses JSON text.
 * @throws EarshotError `EARSHOT_UNREADABLE` when it is none; the text itself is not repeated in the error
 */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    const where = position === undefined ? `a text of ${json.length} characters` : `character ${position}`;
    throw unreadable('JSON', json === '' ? 'an empty text' : `something else, at ${where}`);
  }
}

function unreadable(expected: string, found: string): EarshotError {
  return new EarshotError('EARSHOT_UNREADABLE', `expected ${expected}, found ${found}`, {
    details: { path: '', expected, found },
  });
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw unreadable('text in UTF-8', `${bytes.length} bytes that are not`);
  }
}

const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The bytes without the inside of the arrays named; the very same bytes when there is nothing to leave out. */
function cut(bytes: Uint8Array, bulks: readonly Bulk[]): Uint8Array {
  const kept: Uint8Array[] = [];
  let keptBytes = 0;
  let from = 0;
  const searches = bulks.map(({ key, shape }) => {
    const needle = Uint8Array.from(`"${key}"`, (character) => character.charCodeAt(0));
    const shifts = shiftTable(needle);
    return { shape, needle, shifts, next: find(bytes, needle, shifts, 0) };
  });
  for (;;) {
    let nearest = searches[0];
    for (const search of searches) {
      if (search.next < from) search.next = find(bytes, search.needle, search.shifts, from);
      if (nearest === undefined || search.next < nearest.next) nearest = search;
    }
    if (nearest === undefined || nearest.next === bytes.length) break;
    const start = arrayStart(bytes, nearest.next + nearest.needle.length);
    const end = start === -1 ? -1 : arrayEnd(bytes, start, nearest.shape);
    if (end === -1) {
      nearest.next = find(bytes, nearest.needle, nearest.shifts, nearest.next + nearest.needle.length);
      continue;
    }
    kept.push(bytes.subarray(from, start + 1));
    keptBytes += start + 1 - from;
    from = end;
  }
  if (kept.length === 0) return bytes;
  kept.push(bytes.subarray(from));
  const out = new Uint8Array(keptBytes + bytes.length - from);
  let offset = 0;
  for (const part of kept) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

/** Where the array begins that follows a member's name, or -1 when no array follows. */
function arrayStart(bytes: Uint8Array, afterName: number): number {
  const colon = skipSpace(bytes, afterName);
  if (bytes[colon] !== COLON) return -1;
  const start = skipSpace(bytes, colon + 1);
  return bytes[start] === OPEN_ARRAY ? start : -1;
}

/** Where the `]` stands that seems to close the array, or -1 when its shape surprises. */
function arrayEnd(bytes: Uint8Array, start: number, shape: Bulk['shape']): number {
  let close = bytes.indexOf(CLOSE_ARRAY, start + 1);
  if (shape === 'flat' || close === skipSpace(bytes, start + 1)) return close;
  while (close !== -1) {
    const itemEnd = skipSpace(bytes, close + 1);
    if (bytes[itemEnd] !== CLOSE_OBJECT) return -1;
    const after = skipSpace(bytes, itemEnd + 1);
    if (bytes[after] === CLOSE_ARRAY) return after;
    if (bytes[after] !== COMMA || bytes[skipSpace(bytes, after + 1)] !== OPEN_OBJECT) return -1;
    close = bytes.indexOf(CLOSE_ARRAY, after);
  }
  return -1;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}

/** Horspool's shifts: how far the search may jump on seeing a byte under the needle's last place. */
function shiftTable(needle: Uint8Array): Uint8Array {
  const shifts = new Uint8Array(256).fill(needle.length);
  for (let index = 0; index < needle.length - 1; index++) shifts[needle[index] ?? 0] = needle.length - 1 - index;
  return shifts;
}

/** The first place at or after `from` where the needle stands; the length of the bytes when it stands nowhere. */
function find(bytes: Uint8Array, needle: Uint8Array, shifts: Uint8Array, from: number): number {
  const last = needle.length - 1;
  const lastByte = needle[last];
  const end = bytes.length - last;
  let at = from;
  while (at < end) {
    const byte = bytes[at + last] as number;
    if (byte === lastByte) {
      let index = 0;
      while (index < last && bytes[at + index] === needle[index]) index++;
      if (index === last) return at;
    }
    at += shifts[byte] as number;
  }
  return bytes.length;
}
