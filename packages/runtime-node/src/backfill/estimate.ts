import { type Found, type Passed, type Problem, passedOver, type Selection } from './candidate.js';

export interface Survey {
  readonly recordings: number;
  /** Of those whose size is known. */
  readonly bytes: number;
  readonly passed: Partial<Record<Passed | 'refused', number>>;
  readonly problems: readonly Problem[];
}

export interface Effort {
  /** Jobs that run at a time. */
  readonly jobs: number;
  readonly secondsPerJob: number;
  readonly minutesPerCall: number;
  readonly usdPerMinute: number;
}

const MAX_PROBLEMS = 1_000;

/**
 * Counts what is to be enqueued.
 * @param done marks of recordings that were enqueued before
 * @param limit at most this many recordings
 */
export async function survey(
  found: AsyncIterable<Found>,
  selection: Selection,
  done: readonly string[],
  limit = Number.POSITIVE_INFINITY,
): Promise<Survey> {
  const passed: Record<string, number> = {};
  const problems: Problem[] = [];
  let [recordings, bytes] = [0, 0];
  for await (const each of found) {
    if (recordings === limit) break;
    const why = 'problem' in each ? 'refused' : passedOver(each, selection);
    if ('problem' in each && problems.length < MAX_PROBLEMS) problems.push(each.problem);
    if (why !== undefined) {
      passed[why] = (passed[why] ?? 0) + 1;
    } else if (!('problem' in each) && !done.includes(each.mark)) {
      recordings++;
      bytes += each.sizeBytes ?? 0;
    }
  }
  return { recordings, bytes, passed, problems };
}

/** How long the analyses of so many calls take, and what they cost. */
export function estimate(
  recordings: number,
  { jobs, secondsPerJob, minutesPerCall, usdPerMinute }: Effort,
): { readonly hours: number; readonly usd: number } {
  return {
    hours: (recordings * secondsPerJob) / jobs / 3_600,
    usd: recordings * minutesPerCall * usdPerMinute,
  };
}
