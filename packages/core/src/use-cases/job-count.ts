import * as z from 'zod/mini';
import { EpochMs } from '../model/call.js';
import { Natural } from '../model/primitives.js';

/*
 * How many jobs run. The repository's count lags behind saves: it has jobs whose ends were just saved, and lacks those just
 * started. So dispatchers share a count of their own, which changes with each start and end that is reported. The repository's
 * count corrects it for those that aren't: starts without a dispatcher, and ends that a process died over.
 */

/** That many jobs more, or fewer if negative. */
const JobChange = z.lazy(() => z.object({ atMs: EpochMs, by: z.int() }));
type JobChange = z.infer<typeof JobChange>;

/** Jobs that run, and the latest changes of their number, in the order of their times. */
export const JobCount = z.lazy(() => z.object({ running: Natural, changes: z.array(JobChange) }));
export type JobCount = z.infer<typeof JobCount>;

/** Lists of calls lag behind saves by less, nearly always. */
const LONGEST_LAG_MS = 2_000;

/** The count after that many jobs started, or ended if negative. */
export function withChange(count: JobCount, by: number, nowMs: number): JobCount {
  // More ends than jobs that are known to run say nothing of what ran before.
  const change = Math.max(by, -count.running);
  if (change === 0) return count;
  const changes = [...recent(count, nowMs), { atMs: nowMs, by: change }].sort((a, b) => a.atMs - b.atMs);
  return { running: count.running + change, changes };
}

/**
 * How many jobs started without being reported, or ended if negative, as the repository counts `listed` now. Its count may be
 * as old as its lag. So it is believed only if it differs from all that the number of jobs was during that time.
 */
export function unreported(count: JobCount, listed: number, nowMs: number): number {
  let { running } = count;
  let [least, most] = [running, running];
  for (const { by } of recent(count, nowMs).reverse()) {
    running -= by;
    least = Math.min(least, running);
    most = Math.max(most, running);
  }
  return listed - Math.min(Math.max(listed, least), most);
}

function recent({ changes }: JobCount, nowMs: number): JobChange[] {
  return changes.filter(({ atMs }) => nowMs - atMs < LONGEST_LAG_MS);
}
