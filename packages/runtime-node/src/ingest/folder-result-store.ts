import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import {
  EarshotError,
  isEarshotError,
  MANIFEST_NAME,
  type ObjectList,
  ObjectUri,
  placeInJob,
  type ResultStore,
  readResultDocument,
} from '@earshot/core';
import { toFileError } from './find-results.js';
import type { FoundItem } from './found-item.js';

type FoundJob = Extract<FoundItem, { type: 'job' }>;
type Documents = FoundJob['documents'];

const PLACE_OF = {
  manifest: MANIFEST_NAME,
  standard: '0/standard_output/0/result.json',
  custom: '0/custom_output/0/result.json',
} as const;

/**
 * Shows files on disk as the bucket that they were copied from. Files are read when asked for and never changed: what is
 * deleted here is only out of this process's sight. A job that was copied without its manifest is given one, made
 * of what lies there.
 */
export class FolderResultStore implements ResultStore {
  readonly #outputs: ObjectUri;
  readonly #jobs = new Map<string, Pick<FoundJob, 'callId' | 'documents'>>();
  readonly #hidden = new Set<ObjectUri>();

  /** @param outputs bucket and prefix that the files are shown under, ending in `/` */
  constructor(outputs: ObjectUri) {
    this.#outputs = outputs;
  }

  /** Makes a job's files known. @returns where its manifest is found from now on */
  add({ callId, jobId, documents }: FoundJob): ObjectUri {
    this.#jobs.set(jobId, { callId, documents });
    return ObjectUri.parse(this.#folderOf(callId, jobId) + MANIFEST_NAME);
  }

  /** The file on disk that an error speaks of, where it names a document. */
  fileNamedBy({ details }: EarshotError): string | undefined {
    if (typeof details['file'] === 'string') return details['file'];
    const { job = '', place = '' } = placeInJob(String(details['uri'])) ?? {};
    const documents = this.#jobs.get(job)?.documents;
    return documents !== undefined && 'folder' in documents ? join(documents.folder, place) : undefined;
  }

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    const { job = '', place = '' } = placeInJob(uri) ?? {};
    const documents = this.#jobs.get(job)?.documents;
    if (documents === undefined || this.#hidden.has(uri)) return undefined;
    const file = await fileAt(documents, place);
    const bytes = file === undefined ? undefined : await readIfThere(file);
    return bytes === undefined && place === MANIFEST_NAME ? madeUpManifest(job, documents) : bytes;
  }

  async put(uri: ObjectUri): Promise<void> {
    throw new EarshotError('EARSHOT_NOT_SUPPORTED', `${uri}: ingested folders are only read`, { details: { uri } });
  }

  async list(prefix: string): Promise<ObjectList> {
    const uris: ObjectUri[] = [];
    for (const [jobId, { callId, documents }] of this.#jobs) {
      const folder = this.#folderOf(callId, jobId);
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

  #folderOf(callId: string, jobId: string): string {
    return `${this.#outputs}${callId}/${jobId}/`;
  }
}

/** The file that stands at a place in the job; loose files stand where their content belongs. */
async function fileAt(documents: Documents, place: string): Promise<string | undefined> {
  if ('folder' in documents) return join(documents.folder, place);
  for (const file of documents.files) if ((await placeOf(file)) === place) return file;
  return undefined;
}

async function placesOf(documents: Documents): Promise<string[]> {
  if ('files' in documents) return Promise.all(documents.files.map(placeOf));
  const { folder } = documents;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** Where a loose file would stand in a job's folder, by what it is; a result of something else stands in for the manifest. */
async function placeOf(file: string): Promise<string> {
  const bytes = await readIfThere(file);
  const kind = bytes === undefined ? 'other' : recognise(file, bytes);
  return kind === 'other' ? MANIFEST_NAME : PLACE_OF[kind];
}

function recognise(file: string, bytes: Uint8Array): keyof typeof PLACE_OF | 'other' {
  try {
    return readResultDocument(bytes).kind;
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    throw new EarshotError(error.code, error.message, { cause: error, details: { ...error.details, file } });
  }
}

async function madeUpManifest(jobId: string, documents: Documents): Promise<Uint8Array> {
  const places = await placesOf(documents);
  const path = (place: string) => (places.includes(place) ? `s3://copied/${jobId}/${place}` : undefined);
  const custom = path(PLACE_OF.custom);
  const segment = {
    standard_output_path: path(PLACE_OF.standard),
    custom_output_path: custom,
    custom_output_status: custom === undefined ? undefined : 'MATCH',
  };
  const manifest = { job_id: jobId, output_metadata: [{ asset_id: 0, segment_metadata: [segment] }] };
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
