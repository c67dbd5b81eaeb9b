import { type CallId, callNames, EarshotError } from '@earshot/core';

/**
 * The call of a new recording: the name of its file without the suffix, if no other call has it, else with digits of its
 * digest.
 * @throws EarshotError `EARSHOT_CONFLICT` when even the whole digest doesn't make it unique
 */
export function callIdFor(stem: string, digest: string, isTaken: (callId: CallId) => boolean): CallId {
  const names = callNames(stem, digest);
  const free = names.find((callId) => !isTaken(callId));
  if (free !== undefined) return free;
  throw new EarshotError('EARSHOT_CONFLICT', `no call id is free for the recording ${digest}: rename its file`, {
    details: { digest, expected: 'a free call id', found: names },
    retryable: false,
  });
}
