import { CallId, EarshotError } from '@earshot/core';

const LONGEST = 255;
/** Digits of the digest that are added, as few as will do. */
const DIGITS = [8, 16, 64] as const;

/**
 * The call of a new recording: the name of its file without the suffix, if no other call has it, else with digits of its
 * digest. What can't be in a call's id is left out of the name, and Unicode is in its composed form.
 * @throws EarshotError `EARSHOT_CONFLICT` when even the whole digest doesn't make it unique
 */
export function callIdFor(stem: string, digest: string, isTaken: (callId: CallId) => boolean): CallId {
  const whole = CallId.safeParse(stem.normalize('NFC'));
  if (whole.success && !isTaken(whole.data)) return whole.data;
  const ids = DIGITS.map((count) => withDigits(stem.normalize('NFC'), digest.slice(0, count)));
  const free = ids.find((callId) => !isTaken(callId));
  if (free !== undefined) return free;
  throw new EarshotError('EARSHOT_CONFLICT', `no call id is free for the recording ${digest}: rename its file`, {
    details: { digest, expected: 'a free call id', found: ids },
    retryable: false,
  });
}

function withDigits(stem: string, digits: string): CallId {
  const ending = `-${digits}`;
  // Cutting may leave half a character, which goes as well.
  const name = stem.slice(0, LONGEST - ending.length).replace(/[\p{Cc}\p{Cs}]/gu, '');
  return CallId.parse((name || 'recording') + ending);
}
