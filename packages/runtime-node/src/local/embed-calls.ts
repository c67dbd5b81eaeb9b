import { setTimeout as wait } from 'node:timers/promises';
import { MOMENT_RULES } from '@earshot/core';
import { UniversalSentenceEncoder } from '@earshot/language';
import type { LocalApp } from './local-app.js';

/** How to embed calls. */
export interface EmbedOptions {
  /** No further call is begun once this time is over. @defaultValue all calls are embedded */
  readonly withinMs?: number | undefined;
  /** Aborted, no further call is begun. */
  readonly signal?: AbortSignal | undefined;
}

const PAGE_SIZE = 100;
const LOOK_AGAIN_MS = 2_000;
const { model } = new UniversalSentenceEncoder();

/**
 * Lets calls be found by meaning that are found by words only so far, or not at all: those whose results were imported, and those
 * of an older Earshot. The newest are the first. A call takes about half a second.
 * @returns how many calls are left
 */
export async function embedCalls(
  { app, local }: Pick<LocalApp, 'app' | 'local'>,
  { withinMs = Number.POSITIVE_INFINITY, signal }: EmbedOptions = {},
): Promise<number> {
  const untilMs = performance.now() + withinMs;
  const tried = new Set<string>();
  const next = () =>
    local.moments.outdated(model, MOMENT_RULES, PAGE_SIZE + tried.size).filter((hash) => !tried.has(hash));
  for (let hashes = next(); hashes.length > 0; hashes = next()) {
    for (const hash of hashes) {
      if (signal?.aborted || performance.now() >= untilMs) return next().length;
      tried.add(hash);
      const record = await app.repository.get(hash).catch(() => undefined);
      if (record === undefined) continue;
      const { failed } = await app.rederiveCalls.execute([record], { derivations: ['search'] });
      // Without the encoder, the others would fail, too.
      if (failed.some(({ error }) => error.code === 'EARSHOT_UNAVAILABLE')) return next().length;
    }
  }
  return 0;
}

/**
 * Embeds calls in the background, those included that other processes save meanwhile.
 * @param onError receives what keeps it from working; it tries again
 */
export function startEmbedding(
  app: Pick<LocalApp, 'app' | 'local'>,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const { signal } = stopped;
  const work = async () => {
    let seen: number | undefined;
    while (!signal.aborted) {
      try {
        const changes = app.local.moments.changes();
        if (changes !== seen) await embedCalls(app, { signal });
        seen = changes;
      } catch (error) {
        onError(error);
      }
      await wait(LOOK_AGAIN_MS, undefined, { signal }).catch(() => {});
    }
  };
  const done = work();
  return {
    async stop() {
      stopped.abort();
      await done;
    },
  };
}
