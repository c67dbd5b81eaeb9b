import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import {
  EarshotError,
  folderOfManifest,
  isEarshotError,
  MANIFEST_NAME,
  type ObjectList,
  ObjectUri,
  objectUri,
  placeInJob,
  type ResultStore,
} from '@earshot/core';
import { toFileError } from '../file-error.js';
import type { FoundItem, JobDocuments } from './found-item.js';

type FoundJob = Extract<FoundItem, { type: 'job' }>;

/**
 * Shows files on disk as the buckets that they were copied from. Files are read when asked for and never changed: what is
 * deleted here is only out of this process's sight. A job that was copied without its manifest is given one, made
 * of what is there.
 */
export class FolderResultStore implements ResultStore {
  /** By where each job's folder is shown. */
  readonly #jobs = new Map<string, JobDocuments>();
  /** The same by the job's name; `undefined` when several folders are called so. */
  readonly #byName = new Map<string, JobDocuments | undefined>();
  readonly #hidden = new Set<ObjectUri>();

  /**
   * Makes a job's files known. Each folder that is taken for a bucket has a name of its own, so the same location always
   * means the same files.
   * @returns where its manifest is found from now on
   */
  add({ root, key, documents }: Pick<FoundJob, 'root' | 'key' | 'documents'>): ObjectUri {
    const bucket = `ingested-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`;
    const manifestUri = objectUri(bucket, key + MANIFEST_NAME);
    const folder = folderOfManifest(manifestUri);
    const name = basename(key);
    if (!this.#jobs.has(folder)) this.#byName.set(name, this.#byName.has(name) ? undefined : documents);
    this.#jobs.set(folder, documents);
    return manifestUri;
  }

  /** The file on disk that an error is about, if it names a document. */
  fileNamedBy({ details }: EarshotError): string | undefined {
    return this.#find(String(details['uri']))?.file;
  }

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    const found = this.#hidden.has(uri) ? undefined : this.#find(uri);
    if (found === undefined) return undefined;
    const bytes = found.file === undefined ? undefined : await readIfThere(found.file);
    return bytes === undefined && found.place === MANIFEST_NAME ? madeUpManifest(found) : bytes;
  }

  async put(uri: ObjectUri): Promise<void> {
    throw new EarshotError('EARSHOT_NOT_SUPPORTED', `${uri}: ingested folders are only read`, { details: { uri } });
  }

  async list(prefix: string): Promise<ObjectList> {
    const uris: ObjectUri[] = [];
    for (const [folder, documents] of this.#jobs) {
      if (!folder.startsWith(prefix) && !prefix.startsWith(folder)) continue;
      for (const place of await placesOf(documents)) uris.push(ObjectUri.parse(folder + place));
    }
    return { uris: uris.filter((uri) => uri.startsWith(prefix) && !this.#hidden.has(uri)).sort() };
  }

  /** Hides the file from this process; on disk it stays, so the answer is that nothing was removed. */
  async delete(uri: ObjectUri): Promise<boolean> {
    this.#hidden.add(uri);
    return false;
  }

  #find(uri: string): FoundFile | undefined {
    const { before, job, place } = placeInJob(uri) ?? {};
    if (job === undefined || place === undefined) return undefined;
    // A message names the bucket that the files were copied from.
    const documents = this.#jobs.get(`${before}${job}/`) ?? this.#byName.get(job);
    if (documents === undefined) return undefined;
    const file = 'folder' in documents ? join(documents.folder, place) : documents.files.get(place);
    return { documents, job, place, file };
  }
}

interface FoundFile {
  readonly documents: JobDocuments;
  readonly job: string;
  readonly place: string;
  readonly file: string | undefined;
}

async function placesOf(documents: JobDocuments): Promise<readonly string[]> {
  if ('files' in documents) return [...documents.files.keys()];
  const { folder } = documents;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

async function madeUpManifest({ job, documents }: FoundFile): Promise<Uint8Array> {
  const places = await placesOf(documents);
  const path = (kind: string) => {
    const [original, redacted] = ['', 'redacted/'].map((copy) => `0/${kind}_output/0/${copy}result.json`);
    return places.some((place) => place === original || place === redacted)
      ? `s3://copied/${job}/${original}`
      : undefined;
  };
  const custom = path('custom');
  const segment = {
    standard_output_path: path('standard'),
    custom_output_path: custom,
    custom_output_status: custom === undefined ? undefined : 'MATCH',
  };
  const manifest = { job_id: job, output_metadata: [{ asset_id: 0, segment_metadata: [segment] }] };
  return new TextEncoder().encode(JSON.stringify(manifest));
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    const fault = toFileError(error, file);
    if (isEarshotError(fault, 'EARSHOT_NOT_FOUND')) return undefined;
    throw fault;
  }
}
