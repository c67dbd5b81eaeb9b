import { hashesNamed } from '@earshot/adapters-http';
import { type CallHash, type CallRecord, isEarshotError, type ReadOptions } from '@earshot/core';
import type { App } from './container.js';

/** Reads a call by its hash or by its id; `undefined` when neither names one. */
export async function findCall(
  app: Pick<App, 'readCall' | 'digests'>,
  name: string,
  include: ReadOptions = {},
): Promise<CallRecord | undefined> {
  for (const hash of hashesNamed(name, app.digests)) {
    const record = await app.readCall.execute(hash, include);
    if (record !== undefined) return record;
  }
  return undefined;
}

/** The hash of a call by its hash or its id, be its record damaged; `undefined` when neither names one. */
export async function findHash(app: App, name: string): Promise<CallHash | undefined> {
  for (const hash of hashesNamed(name, app.digests)) {
    try {
      if ((await app.repository.get(hash)) !== undefined) return hash;
    } catch (error) {
      if (isEarshotError(error, 'EARSHOT_UNREADABLE')) return hash;
      throw error;
    }
  }
  return undefined;
}
