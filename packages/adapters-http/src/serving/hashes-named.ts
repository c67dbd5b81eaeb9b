import { CallHash, CallId, type Digests, hashOf } from '@earshot/core';

/** The hashes that a name may stand for: itself, when it looks like one, and that of the call id it may be. */
export function hashesNamed(name: string, digests: Pick<Digests, 'md5Hex'>): CallHash[] {
  const asHash = CallHash.safeParse(name).data;
  const asCallId = CallId.safeParse(name).data;
  return [...(asHash === undefined ? [] : [asHash]), ...(asCallId === undefined ? [] : [hashOf(asCallId, digests)])];
}
