import { EarshotError } from '../../errors.js';
import type { JobId } from '../../model/job.js';
import { folderOf, ObjectUri } from '../../model/uri.js';
import type { JobPlace, ResultLayout } from '../result-format.js';
import { readJobEvent } from './job-events.js';
import { MANIFEST_NAME } from './manifest.js';

const IN_JOB =
  /^(.*\/)?([^/]+)\/(?:job_metadata\.json|\d+\/(?:standard|custom)_output\/\d+\/(?:redacted\/)?result\.json)$/s;

/** Where Amazon Bedrock Data Automation puts results, and its events. */
export const bdaLayout: ResultLayout = { name: 'bda', hasManifest: true, jobAt, readEvent: readJobEvent };

/**
 * The job of a manifest or a result. Paths are read from the right, since a trailing slash in the output location leaves
 * `//` in them.
 */
function jobAt(path: string): JobPlace | undefined {
  const [, before = '', job] = IN_JOB.exec(path) ?? [];
  if (job === undefined) return undefined;
  const output = `${before}${job}/`;
  return { job, before, output, result: output + MANIFEST_NAME };
}

/**
 * Where an output that a manifest names is: next to that manifest. What follows the job's folder is kept and
 * the rest dropped, so that a bucket copied elsewhere reads whole, and no manifest can point outside its folder.
 */
export function besideManifest(manifestUri: ObjectUri, jobId: JobId, named: ObjectUri): ObjectUri {
  const marker = `/${jobId}/`;
  const at = named.lastIndexOf(marker);
  const rest = at === -1 ? undefined : named.slice(at + marker.length);
  const beside = ObjectUri.safeParse(folderOf(manifestUri) + rest);
  if (rest === undefined || rest === '' || rest.split('/').includes('..') || !beside.success) {
    throw new EarshotError('EARSHOT_UNREADABLE', `${manifestUri} names an output outside its own job: ${named}`, {
      details: { uri: manifestUri, expected: `a path in folder ${jobId}`, found: named },
    });
  }
  return beside.data;
}
