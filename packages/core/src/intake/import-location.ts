import type { ResultLayout } from '../formats/result-format.js';
import { CallId, type Digests } from '../model/call.js';
import { callNames } from '../model/call-names.js';
import { JobId } from '../model/job.js';
import { type ObjectLocation, objectUri } from '../model/uri.js';
import type { JobMention } from './inbound-event.js';
import { FILES_PREFIX, type Layout } from './layout.js';

/** An object that may be a document of another system. */
interface ImportedObject extends ObjectLocation {
  readonly eTag?: string | null | undefined;
}

/**
 * The job that an object is if it is a document of another system; `undefined` when it is somewhere else, or has the suffix of no
 * format. An object that is written again, and so has another ETag, is another job.
 */
export function importOfObject(
  { scheme, bucket, key, eTag }: ImportedObject,
  { imports = [] }: Pick<Layout, 'imports'>,
  formats: readonly ResultLayout[],
  digests: Pick<Digests, 'md5Hex'>,
): Omit<JobMention, 'sentAtMs'> | undefined {
  const place = imports.find(({ prefix }) => key.startsWith(prefix));
  // Each import would write files, and each of them would be imported.
  if (place === undefined || key.startsWith(FILES_PREFIX)) return undefined;
  const { format } = place;
  const name = key.slice(key.lastIndexOf('/') + 1);
  const [suffix] = /\.[^.]*$/.exec(name.toLowerCase()) ?? [];
  const possible = formats.filter((layout) => format === undefined || layout.name === format);
  if (suffix === undefined || !possible.some(({ documentSuffixes }) => documentSuffixes?.includes(suffix)))
    return undefined;
  const resultUri = objectUri(bucket, key, scheme);
  const digits = digests.md5Hex(`${resultUri} ${eTag ?? ''}`).slice(0, 16);
  // Shorter names alone: an id has 255 characters.
  const [stem = ''] = callNames(name.slice(0, -suffix.length).slice(0, 200), digits);
  const jobId = JobId.parse(`import-${stem}-${digits}`);
  return { jobId, folder: CallId.parse(jobId), resultUri, format };
}
