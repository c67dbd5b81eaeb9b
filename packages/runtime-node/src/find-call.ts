import { hashesNamed } from '@earshot/adapters-http';
import type { CallRecord, ReadOptions } from '@earshot/core';
import type { App } from './container.js';

/** Reads a call by its hash or by its id; `undefined` when neither names one. */
export async function findCall(app: App, name: string, include: ReadOptions = {}): Promise<CallRecord | undefined> {
  for (const hash of hashesNamed(name, app.digests)) {
    const record = await app.readCall.execute(hash, include);
    if (record !== undefined) return record;
  }
  return undefined;
}
