import { CallHash, CallId, type CallRecord, hashOf, type ReadOptions } from '@earshot/core';
import type { App } from './container.js';

/** The hashes that a name may stand for: itself, when it looks like one, and that of the call id it may be. */
export function hashesNamed(name: string, { digests }: Pick<App, 'digests'>): CallHash[] {
  const asHash = CallHash.safeParse(name).data;
  const asCallId = CallId.safeParse(name).data;
  return [...(asHash === undefined ? [] : [asHash]), ...(asCallId === undefined ? [] : [hashOf(asCallId, digests)])];
}

/** Reads a call by its hash or by its id; `undefined` when neither names one. */
export async function findCall(app: App, name: string, include: ReadOptions = {}): Promise<CallRecord | undefined> {
  for (const hash of hashesNamed(name, app)) {
    const record = await app.readCall.execute(hash, include);
    if (record !== undefined) return record;
  }
  return undefined;
}
