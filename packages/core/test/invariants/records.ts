import type { CallRecord } from '@earshot/core';
import type { World } from './world.js';

/**
 * Every record kept, by call, without what tells when the work was done instead of what is known: revision, history and
 * the times of the clock. A job is named by its number, since each world's analyzer has its own names.
 */
export async function recordsOf(world: World): Promise<Record<string, unknown>> {
  const { calls } = await world.repository.list({ filter: {}, limit: 100 });
  const kept: Record<string, unknown> = {};
  for (const { hash, callId } of calls) {
    const record = await world.repository.get(hash);
    if (record === undefined) continue;
    const attempts = world.attemptsOf(callId);
    const text = attempts.reduce(
      (json, key, index) => json.replaceAll(key, `job ${index}`),
      JSON.stringify(timeless(record)),
    );
    kept[callId] = JSON.parse(text);
  }
  return kept;
}

function timeless({ revision: _, history: __, createdAtMs: ___, updatedAtMs: ____, jobs, ...record }: CallRecord) {
  return {
    ...record,
    jobs: jobs.map(({ startedAtMs: _, finishedAtMs, ...job }) => ({
      ...job,
      ...(job.state === 'refused' ? {} : { finishedAtMs }),
    })),
  };
}
