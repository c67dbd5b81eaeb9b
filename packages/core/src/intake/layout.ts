import { EarshotError } from '../errors.js';
import { type CallHash, CallId } from '../model/call.js';
import { JobId } from '../model/job.js';
import { ObjectUri, objectUri } from '../model/uri.js';

/** Where recordings arrive and results go. */
export interface Layout {
  /** Keys that begin so and end in one of the suffixes are recordings. */
  readonly uploadsPrefix: string;
  /** File suffixes of recordings, lower case, with the dot; any letter case matches. */
  readonly mediaSuffixes: readonly string[];
  /** Keys that begin so are an analyzer's results. Ends in `/` or is empty. */
  readonly outputsPrefix: string;
}

/** What Bedrock Data Automation takes as audio or video. */
export const MEDIA_SUFFIXES = [
  '.amr',
  '.avi',
  '.flac',
  '.m4a',
  '.m4v',
  '.mkv',
  '.mov',
  '.mp3',
  '.mp4',
  '.ogg',
  '.wav',
  '.webm',
] as const;

export const DEFAULT_LAYOUT: Layout = {
  uploadsPrefix: 'uploads/',
  mediaSuffixes: MEDIA_SUFFIXES,
  outputsPrefix: 'transcription-outputs/',
};

/** The name of a job's manifest in its folder. */
export const MANIFEST_NAME = 'job_metadata.json';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const SAFE_FOLDER = /^(?!\.{1,2}$)[^/\\\u0000-\u001f\u007f#%~[\]{}^"<>|`]+$/;

/** The folder of a call's results: its id where every store takes that as a folder's name, else its hash. */
export function folderOf(callId: CallId, hash: CallHash): string {
  return SAFE_FOLDER.test(callId) ? callId : hash;
}

/** A job's folder as a key under the outputs prefix names it, or as found in a key. */
export interface JobFolder {
  readonly folder: CallId;
  readonly jobId: JobId;
  readonly manifestUri: ObjectUri;
}

const IN_JOB =
  /^(.*\/)?([^/]+)\/(job_metadata\.json|\d+\/(?:standard|custom)_output\/\d+\/(?:redacted\/)?result\.json)$/s;

/** Where a manifest or a result stands: what comes before its job's folder, the job, and its place in that folder. */
export interface PlaceInJob {
  /** Ends in `/`, or is empty. */
  readonly before: string;
  readonly job: string;
  readonly place: string;
}

/**
 * Takes the path of a manifest or a result apart; `undefined` when it is of neither. Paths are read from the right,
 * since a trailing slash in the output location leaves `//` in them.
 */
export function placeInJob(path: string): PlaceInJob | undefined {
  const [, before = '', job, place] = IN_JOB.exec(path) ?? [];
  return job === undefined || place === undefined ? undefined : { before, job, place };
}

/** The job that a result's or a manifest's key belongs to; `undefined` when the key is neither. */
export function jobFolderOf(
  bucket: string,
  key: string,
  layout: Pick<Layout, 'outputsPrefix'>,
  scheme = 's3',
): JobFolder | undefined {
  if (!key.startsWith(layout.outputsPrefix)) return undefined;
  const found = placeInJob(key.slice(layout.outputsPrefix.length));
  if (found === undefined) return undefined;
  const { before, job, place } = found;
  return jobFolder(before, job, objectUri(bucket, key.slice(0, key.length - place.length) + MANIFEST_NAME, scheme));
}

/**
 * Puts a {@link JobFolder} together from what is between prefix and job, and the job's name. A folder whose name can be no
 * call's counts as none.
 */
export function jobFolder(between: string, job: string, manifestUri: ObjectUri): JobFolder {
  const jobId = JobId.safeParse(job).data;
  const own = CallId.safeParse(job).data;
  const folder = CallId.safeParse(between.replace(/^\/+|\/+$/g, '')).data ?? own;
  if (folder === undefined || jobId === undefined) {
    throw new EarshotError('EARSHOT_INVALID_INPUT', `the results at ${manifestUri} are in a folder that names no job`, {
      details: { field: 'key', expected: 'a job of 1 to 255 characters', found: 'a folder of another name' },
    });
  }
  return { folder, jobId, manifestUri };
}

/** The folder that a manifest lies in, ending in `/`. */
export function folderOfManifest(manifestUri: ObjectUri): ObjectUri {
  return ObjectUri.parse(manifestUri.slice(0, manifestUri.lastIndexOf('/') + 1));
}

/**
 * Where an output that a manifest names really lies: beside that manifest. What follows the job's folder is kept and
 * the rest dropped, so that a bucket copied elsewhere reads whole, and no manifest can point outside its folder.
 */
export function besideManifest(manifestUri: ObjectUri, jobId: JobId, named: ObjectUri): ObjectUri {
  const marker = `/${jobId}/`;
  const at = named.lastIndexOf(marker);
  const rest = at === -1 ? undefined : named.slice(at + marker.length);
  const beside = ObjectUri.safeParse(folderOfManifest(manifestUri) + rest);
  if (rest === undefined || rest === '' || rest.split('/').includes('..') || !beside.success) {
    throw new EarshotError('EARSHOT_UNREADABLE', `${manifestUri} names an output outside its own job: ${named}`, {
      details: { uri: manifestUri, expected: `a path in folder ${jobId}`, found: named },
    });
  }
  return beside.data;
}
