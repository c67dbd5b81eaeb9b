import { type CallReading, hashesNamed } from '@earshot/adapters-http';
import { type CallHash, CallId, type CallRecord, isEarshotError, type ReadOptions } from '@earshot/core';
import type { App } from './container.js';

/** Reads a call by its hash, its id or an alias; `undefined` when none names one. */
export async function findCall(
  app: Pick<CallReading, 'readCall' | 'digests'>,
  name: string,
  include: ReadOptions = {},
): Promise<CallRecord | undefined> {
  for (const hash of hashesNamed(name, app.digests)) {
    const record = await app.readCall.execute(hash, include);
    if (record !== undefined) return record;
  }
  const hash = await hashOfAlias(app, name);
  return hash && app.readCall.execute(hash, include);
}

async function hashOfAlias(app: Pick<CallReading, 'readCall'>, name: string): Promise<CallHash | undefined> {
  const alias = CallId.safeParse(name).data;
  return alias && app.readCall.hashOfAlias(alias);
}

/** The hash of a call by its hash, its id or an alias, be its record damaged; `undefined` when none names one. */
export async function findHash(app: App, name: string): Promise<CallHash | undefined> {
  for (const hash of hashesNamed(name, app.digests)) {
    try {
      if ((await app.repository.get(hash)) !== undefined) return hash;
    } catch (error) {
      if (isEarshotError(error, 'EARSHOT_UNREADABLE')) return hash;
      throw error;
    }
  }
  return hashOfAlias(app, name);
}
