import { EarshotError } from '../errors.js';
import { findFormat } from '../formats/find-format.js';
import type { ResultLayout } from '../formats/result-format.js';
import { CallId } from '../model/call.js';
import { JobId } from '../model/job.js';
import { type ObjectLocation, type ObjectUri, objectUri } from '../model/uri.js';
import type { JobMention } from './inbound-event.js';
import type { Layout } from './layout.js';

/** A job as the location of its result names it. */
export type JobLocation = Pick<JobMention, 'folder' | 'jobId' | 'resultUri'>;

/** The job that an object belongs to; `undefined` when it is no result. */
export function jobOfObject(
  { scheme, bucket, key }: ObjectLocation,
  { outputsPrefix }: Pick<Layout, 'outputsPrefix'>,
  formats: readonly ResultLayout[],
): JobLocation | undefined {
  if (!key.startsWith(outputsPrefix)) return undefined;
  const found = findFormat(formats, key.slice(outputsPrefix.length));
  if (found === undefined) return undefined;
  const { before, job, result } = found.place;
  return jobLocation(before, job, objectUri(bucket, outputsPrefix + result, scheme));
}

/**
 * Puts a {@link JobLocation} together from what is between prefix and job, and the job's name. A folder whose name can be no
 * call's counts as none.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when the job's name can be no job's
 */
export function jobLocation(between: string, job: string, resultUri: ObjectUri): JobLocation {
  const jobId = JobId.safeParse(job).data;
  const own = CallId.safeParse(job).data;
  const folder = CallId.safeParse(between.replace(/^\/+|\/+$/g, '')).data ?? own;
  if (folder === undefined || jobId === undefined) {
    throw new EarshotError('EARSHOT_INVALID_INPUT', `the results at ${resultUri} are in a folder that names no job`, {
      details: { field: 'key', expected: 'a job of 1 to 255 characters', found: 'a folder of another name' },
    });
  }
  return { folder, jobId, resultUri };
}
