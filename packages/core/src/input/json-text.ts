import { EarshotError } from '../errors.js';

// All that core takes from its surroundings: every JavaScript platform has them, and they compute, no more.
declare const TextDecoder: new (encoding: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string };

declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/** The platform's decoder of text. */
export const PlatformTextDecoder = TextDecoder;

const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/** Text as UTF-8. Lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * The text that bytes stand for, without a byte order mark.
 * @throws EarshotError `EARSHOT_UNREADABLE` when they are not UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw unreadable('text in UTF-8', `${bytes.length} bytes that are not`);
  }
}

/**
 * Parses JSON text that holds a document, with or without a byte order mark.
 * @throws EarshotError `EARSHOT_UNREADABLE` when it isn't JSON, or an array, or too deep; the text itself is not
 * repeated in the error
 */
export function parseJson(text: string): unknown {
  // Never parsed, since each level of nesting costs the parser some 60 bytes: 50 MB of brackets would end the process.
  if (/^\uFEFF?\s*\[/.test(text)) throw unreadable('an object', 'array');
  return parseAnyJson(text);
}

/** Like {@link parseJson}, but the document may be an array. */
export function parseAnyJson(text: string): unknown {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const mayBeDeep = json.length > LONG_DOCUMENT || /^\s*\[/.test(json);
  if (mayBeDeep && isDeeperThan(DEEPEST_LONG_DOCUMENT, json)) {
    throw unreadable(`at most ${DEEPEST_LONG_DOCUMENT} levels`, 'more');
  }
  try {
    return JSON.parse(json);
  } catch (error) {
    // Only from the end: an engine that tells no position quotes the text there, which may say anything.
    const position = /at position (\d+)[^"']*$/.exec(String(error))?.[1];
    const where = position === undefined ? `a text of ${json.length} characters` : `character ${position}`;
    throw unreadable('JSON', json === '' ? 'an empty text' : `something else, at ${where}`);
  }
}

/**
 * JSON text with `null` for `NaN` and `Infinity`, which Python writes and JSON has not; `undefined` where it has none of them.
 * Texts keep theirs.
 */
export function withoutNonNumbers(json: string): { readonly json: string; readonly count: number } | undefined {
  let kept = '';
  let count = 0;
  let from = 0;
  const tokens = /"|-?Infinity|NaN/g;
  for (let token = tokens.exec(json); token !== null; token = tokens.exec(json)) {
    if (token[0] === '"') tokens.lastIndex = endOfString(json, tokens.lastIndex);
    else {
      kept += `${json.slice(from, token.index)}null`;
      from = tokens.lastIndex;
      count++;
    }
  }
  return count === 0 ? undefined : { json: kept + json.slice(from), count };
}

function endOfString(json: string, start: number): number {
  for (let at = start; at < json.length; at++) {
    if (json[at] === '\\') at++;
    else if (json[at] === '"') return at + 1;
  }
  return json.length;
}

// Well above what four hours of speech come to.
const LONG_DOCUMENT = 16_000_000;
const DEEPEST_LONG_DOCUMENT = 1_000;

function isDeeperThan(most: number, json: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '"') inString = !inString;
    else if (character === '\\') at++;
    else if (inString) continue;
    else if (character === '[' || character === '{') {
      if (++depth > most) return true;
    } else if (character === ']' || character === '}') depth--;
  }
  return false;
}

function unreadable(expected: string, found: string): EarshotError {
  return new EarshotError('EARSHOT_UNREADABLE', `expected ${expected}, found ${found}`, {
    details: { path: '', expected, found },
  });
}
