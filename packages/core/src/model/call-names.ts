import { type CallHash, CallId } from './call.js';

const LONGEST = 255;
/** Digits of the digest in the second and later names: as few as possible. */
const DIGITS = [8, 16, 64] as const;

/**
 * The names that a new call may take, best first: the name of its recording, if a call may be called that, then the same
 * with more and more digits of a digest. Unicode is composed, and characters that no call id can have are left out.
 *
 * @param digest hex digits that identify the recording
 */
export function callNames(stem: string, digest: string): readonly CallId[] {
  const composed = stem.normalize('NFC');
  const whole = CallId.safeParse(composed);
  const numbered = DIGITS.map((count) => withDigits(composed, digest.slice(0, count)));
  return whole.success ? [whole.data, ...numbered] : numbered;
}

function withDigits(stem: string, digits: string): CallId {
  const ending = `-${digits}`;
  // Cutting may leave a lone surrogate, which goes as well.
  const name = stem.slice(0, LONGEST - ending.length).replace(/[\p{Cc}\p{Cs}]/gu, '');
  return CallId.parse((name || 'recording') + ending);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const SAFE_FOLDER = /^(?!\.{1,2}$)[^/\\\u0000-\u001f\u007f#%~[\]{}^"<>|`]+$/;

/** The name of the folder of a call's results: its id where every store takes that as a folder's name, else its hash. */
export function folderNameOf(callId: CallId, hash: CallHash): string {
  return SAFE_FOLDER.test(callId) ? callId : hash;
}
