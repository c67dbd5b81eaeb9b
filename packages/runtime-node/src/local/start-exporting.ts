import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { EarshotError, fileFault } from '@earshot/core';
import type { ExportTarget } from '../export/export-derivation.js';
import type { LocalApp } from './local-app.js';

/** Other processes export calls to the folder for so long after this one was last seen. */
const ACTIVE_MS = 60_000;
const SEEN_EVERY_MS = 20_000;
const AT_ONCE = 20;

/**
 * Exports all calls of the data folder to a folder, those included that other processes finish, until stopped. Calls that were finished before are
 * exported in the background.
 * @param onError receives what keeps a call from being exported; the next start tries again
 * @throws EarshotError when the folder can't be written
 */
export async function startExporting(
  { app, exports }: Pick<LocalApp, 'app' | 'exports'>,
  target: ExportTarget,
  onError: (error: unknown) => void,
): Promise<{ readonly caughtUp: Promise<void>; stop(): Promise<void> }> {
  await makeWritable(target.folder);
  const activate = () => exports.activate(target, app.now().getTime() + ACTIVE_MS);
  await activate();
  const beat = setInterval(() => void activate().catch(onError), SEEN_EVERY_MS);
  let isStopped = false;
  const catchUp = async () => {
    const { calls } = await app.rederiveCalls.list();
    while (calls.length > 0 && !isStopped) {
      const batch = calls.splice(0, AT_ONCE);
      const { failed } = await app.rederiveCalls.execute(batch, { derivations: [exports.name] });
      for (const { error } of failed.slice(0, 1)) onError(error);
      if (failed.length === batch.length) return;
    }
  };
  const caughtUp = catchUp().catch(onError);
  return {
    caughtUp,
    async stop() {
      isStopped = true;
      clearInterval(beat);
      await caughtUp;
    },
  };
}

async function makeWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (cause) {
    const found = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const { code, problem } = fileFault(found);
    throw new EarshotError(code, `${folder}: ${problem} (${found})`, { cause, details: { path: folder, found } });
  }
}
