import { CallHash, CallId, type CallRecord, type Digests, EarshotError, hashOf } from '@earshot/core';
import type { CallReading } from './served-app.js';

/** What a name may stand for, best first: the call with one of these hashes, or the one with this alias. */
export interface NamedCall {
  readonly hashes: readonly CallHash[];
  readonly alias?: CallId | undefined;
}

/** What a name in a path or a parameter may stand for. */
export function namedBy(name: string, digests: Pick<Digests, 'md5Hex'>): NamedCall {
  return { hashes: hashesNamed(name, digests), alias: CallId.safeParse(name).data };
}

/** The hashes that a name may stand for: itself, when it looks like one, and that of the call id it may be. */
export function hashesNamed(name: string, digests: Pick<Digests, 'md5Hex'>): CallHash[] {
  const asHash = CallHash.safeParse(name).data;
  const asCallId = CallId.safeParse(name).data;
  return [...(asHash === undefined ? [] : [asHash]), ...(asCallId === undefined ? [] : [hashOf(asCallId, digests)])];
}

/**
 * Reads the call that is named.
 * @throws EarshotError `EARSHOT_NOT_FOUND` when there is none; what the app throws
 */
export async function readNamed(
  { readCall }: Pick<CallReading, 'readCall'>,
  { hashes, alias }: NamedCall,
): Promise<CallRecord> {
  const candidates = [...hashes.map((hash) => () => hash), () => alias && readCall.hashOfAlias(alias)];
  for (const candidate of candidates) {
    const hash = await candidate();
    const record = hash && (await readCall.execute(hash));
    if (record !== undefined) return record;
  }
  throw noSuchCall();
}

/** That nothing is named so. */
export function noSuchCall(message = 'no call has this hash or call id'): EarshotError {
  return new EarshotError('EARSHOT_NOT_FOUND', message);
}
