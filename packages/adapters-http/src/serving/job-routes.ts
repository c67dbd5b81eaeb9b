import { type CallJob, currentAttempt, jobNamed } from '@earshot/core';
import { weakTag } from './analytics-page.js';
import type { ApiRequest } from './api-request.js';
import { json } from './api-response.js';
import { unlessKnown } from './entity-tag.js';
import type { JobResponse, JobsList } from './job-responses.js';
import { namedBy, readNamed } from './named-call.js';
import { JobsParameters, NoParameters, readParameters } from './parameters.js';
import type { Handler } from './routes.js';
import type { CallReading } from './served-app.js';
import { type JobLinking, retryAfterSeconds, toJobResponse } from './to-job-response.js';

/** A route that reads jobs. */
export type JobReadingRoute = 'GET /jobs' | 'GET /jobs/{id}';

export interface JobRouteSettings extends JobLinking {
  /** Part of every entity tag. */
  readonly version: string;
  readonly now: () => Date;
}

/** The routes that read jobs. */
export function jobReadingRoutes(
  app: Pick<CallReading, 'readCall' | 'digests' | 'queryJobs' | 'readJob'>,
  settings: JobRouteSettings,
): Readonly<Record<JobReadingRoute, Handler>> {
  const { version, now } = settings;

  const answer = (request: ApiRequest, body: JobResponse | JobsList, jobs: readonly JobResponse[]) => {
    const text = JSON.stringify(body);
    const waits = jobs.flatMap((job) => retryAfterSeconds(job, now().getTime()) ?? []);
    const later = waits.length === 0 ? {} : { 'retry-after': String(Math.min(...waits)) };
    const known = unlessKnown(request, weakTag(`${version} ${text}`), (headers) => json(200, text, headers));
    return known.then((whole) => ({ ...whole, headers: { ...whole.headers, ...later } }));
  };

  const list: Handler = async (request) => {
    const {
      jobs,
      pageSize,
      nextToken = null,
      damaged,
    } = await app.queryJobs.execute(readParameters(JobsParameters, request.url));
    const items = jobs.map((job) => toJobResponse(job, settings));
    const page: JobsList = {
      count: items.length,
      items,
      pagination: { pageSize, nextToken, hasMore: nextToken !== null },
      ...(damaged && { damaged: [...damaged] }),
    };
    return { ...(await answer(request, page, items)), damaged };
  };

  const one: Handler = async (request, name) => {
    readParameters(NoParameters, request.url);
    const job = toJobResponse(await readJobNamed(app, name), settings);
    return answer(request, job, [job]);
  };

  return { 'GET /jobs': list, 'GET /jobs/{id}': one };
}

/**
 * Reads a job by its id, or the current job of a call by the name of the call.
 * @throws EarshotError `EARSHOT_NOT_FOUND` when there is none; what the app throws
 */
export async function readJobNamed(
  app: Pick<CallReading, 'readCall' | 'digests' | 'readJob'>,
  name: string,
): Promise<CallJob> {
  const ref = jobNamed(name);
  if (ref !== undefined) return app.readJob.execute(ref);
  const call = await readNamed(app, namedBy(name, app.digests));
  return app.readJob.execute({ hash: call.hash, attempt: currentAttempt(call) });
}
