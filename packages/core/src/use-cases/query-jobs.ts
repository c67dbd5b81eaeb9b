import * as z from 'zod/mini';
import { parseMessage } from '../input/parse-input.js';
import type { CallHash } from '../model/call.js';
import { CallJobState, callJobState, currentAttempt, RECORD_STATES_OF_JOB } from '../model/call-job.js';
import { type CallPage, comparePositions, type PagePosition, positionOf } from '../model/page.js';
import type { RecordState } from '../model/record.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { PageTokens } from './page-tokens.js';
import { AnalyticsQuery, callTokens } from './query-analytics.js';
import { type CallJob, progressOf, type ReadJobDeps } from './read-job.js';

/** Which jobs, how many at a time, and from where on. */
export const JobsQuery = z.object({
  state: z.optional(CallJobState),
  pageSize: AnalyticsQuery.shape.pageSize,
  nextToken: AnalyticsQuery.shape.nextToken,
});
export type JobsQuery = z.input<typeof JobsQuery>;

/** The current jobs of calls, and the token for the next ones. */
export interface JobsPage {
  readonly jobs: readonly CallJob[];
  readonly pageSize: number;
  /** Absent when nothing follows. */
  readonly nextToken?: string;
  /** As in {@link CallPage.damaged}. */
  readonly damaged?: readonly CallHash[];
}

export interface QueryJobsDeps extends Pick<ReadJobDeps, 'analyzer'> {
  readonly repository: Pick<RecordRepository, 'list'>;
  /** As for `QueryAnalytics`. */
  readonly sign: (text: string) => string;
}

/**
 * Lists the current job of each call, newest calls first, page by page. A page costs one list of calls, or one for each of the
 * two states that succeeded jobs have. It may be short, even empty, while more follow: failed and cancelled jobs are distinguished
 * after they are read.
 */
export class QueryJobs {
  readonly #deps: QueryJobsDeps;
  readonly #tokens: PageTokens<PagePosition>;

  constructor(deps: QueryJobsDeps) {
    this.#deps = deps;
    this.#tokens = callTokens(deps.sign, 'jobs');
  }

  /** @throws EarshotError `EARSHOT_INVALID_INPUT` when a field is wrong; what the ports throw */
  async execute(query: JobsQuery = {}): Promise<JobsPage> {
    const { pageSize, nextToken, ...filter } = parseMessage(JobsQuery, query, 'query');
    const after = nextToken === undefined ? undefined : this.#tokens.open(nextToken, filter);
    const states = filter.state === undefined ? [undefined] : RECORD_STATES_OF_JOB[filter.state];
    const pages = await Promise.all(states.map((state) => this.#list(state, pageSize, after)));
    const { calls, next, damaged = [] } = merged(pages, pageSize);
    const asked = calls.flatMap((call) => {
      const attempt = currentAttempt(call);
      const state = callJobState(call, attempt);
      return state === undefined || (filter.state !== undefined && filter.state !== state) ? [] : [{ call, attempt }];
    });
    const { analyzer } = this.#deps;
    const jobs = asked.map(async (job) => ({ ...job, ...(await progressOf(analyzer, job.call)) }));
    return {
      jobs: await Promise.all(jobs),
      pageSize,
      ...(next !== undefined && { nextToken: this.#tokens.seal(next, filter) }),
      ...(damaged.length > 0 && { damaged }),
    };
  }

  #list(state: RecordState | undefined, limit: number, after: PagePosition | undefined): Promise<CallPage> {
    return this.#deps.repository.list({ filter: state === undefined ? {} : { state }, limit, after });
  }
}

/** Pages of several lists as one of the same order. Nothing is known behind the first of their ends. */
function merged(pages: readonly CallPage[], limit: number): CallPage {
  const ends = pages.flatMap(({ next }) => next ?? []).sort(comparePositions);
  const [end] = ends;
  const calls = new Map(pages.flatMap((page) => page.calls.map((call) => [call.hash, call])));
  const known = [...calls.values()]
    .filter((call) => end === undefined || comparePositions(positionOf(call), end) <= 0)
    .sort((a, b) => comparePositions(positionOf(a), positionOf(b)));
  const shown = known.slice(0, limit);
  const last = shown.at(-1);
  const next = known.length > limit && last !== undefined ? positionOf(last) : end;
  const damaged = [...new Set(pages.flatMap((page) => page.damaged ?? []))];
  return { calls: shown, ...(next && { next }), damaged };
}
