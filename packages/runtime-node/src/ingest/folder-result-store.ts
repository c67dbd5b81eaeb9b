import { readFile } from 'node:fs/promises';
import {
  EarshotError,
  isEarshotError,
  MANIFEST_NAME,
  type ObjectList,
  ObjectUri,
  type ResultStore,
  readResultDocument,
} from '@earshot/core';
import { toFileError } from './find-results.js';
import type { FoundItem } from './found-item.js';

type FoundJob = Extract<FoundItem, { type: 'job' }>;

const IN_JOB = /\/([^/]+)\/(job_metadata\.json|\d+\/(?:standard|custom)_output\/\d+\/(?:redacted\/)?result\.json)$/s;
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
  readonly #jobs = new Map<string, { readonly job: FoundJob; readonly folder: string }>();
  readonly #hidden = new Set<ObjectUri>();

  /** @param outputs bucket and prefix that the files are shown under, ending in `/` */
  constructor(outputs: ObjectUri) {
    this.#outputs = outputs;
  }

  /** Makes a job's files known. @returns where its manifest is found from now on */
  add(job: FoundJob): ObjectUri {
    const folder = `${this.#outputs}${job.callId}/${job.jobId}/`;
    this.#jobs.set(job.jobId, { job, folder });
    return ObjectUri.parse(folder + MANIFEST_NAME);
  }

  /** The file on disk that an error speaks of, where it names a document. */
  fileNamedBy({ details }: EarshotError): string | undefined {
    if (typeof details['file'] === 'string') return details['file'];
    const [, jobId = '', place = ''] = IN_JOB.exec(String(details['uri'])) ?? [];
    return this.#jobs.get(jobId)?.job.files.get(place);
  }

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    const [, jobId = '', place = ''] = IN_JOB.exec(uri) ?? [];
    const job = this.#jobs.get(jobId)?.job;
    if (job === undefined || this.#hidden.has(uri)) return undefined;
    const files = await this.#filesOf(job);
    const file = files.get(place);
    if (file !== undefined) return readIfThere(file);
    return place === MANIFEST_NAME ? madeUpManifest(job, [...files.keys()]) : undefined;
  }

  async put(uri: ObjectUri): Promise<void> {
    throw new EarshotError('EARSHOT_NOT_SUPPORTED', `${uri}: ingested folders are only read`, { details: { uri } });
  }

  async list(prefix: string): Promise<ObjectList> {
    const uris: ObjectUri[] = [];
    for (const { job, folder } of this.#jobs.values()) {
      if (!folder.startsWith(prefix) && !prefix.startsWith(folder)) continue;
      for (const place of (await this.#filesOf(job)).keys()) uris.push(ObjectUri.parse(folder + place));
    }
    return { uris: uris.filter((uri) => uri.startsWith(prefix) && !this.#hidden.has(uri)).sort() };
  }

  /** Hides the file from this process; on disk it stays, so the answer is that nothing was removed. */
  async delete(uri: ObjectUri): Promise<boolean> {
    this.#hidden.add(uri);
    return false;
  }

  /** The job's files by their place in its folder; loose ones find theirs by what they are. */
  async #filesOf({ files, loose }: FoundJob): Promise<ReadonlyMap<string, string>> {
    if (loose.length === 0) return files;
    const placed = new Map(files);
    for (const file of loose) {
      const bytes = await readIfThere(file);
      const kind = bytes === undefined ? 'other' : recognise(file, bytes);
      placed.set(kind === 'other' ? MANIFEST_NAME : PLACE_OF[kind], file);
    }
    return placed;
  }
}

function recognise(file: string, bytes: Uint8Array): keyof typeof PLACE_OF | 'other' {
  try {
    return readResultDocument(bytes).kind;
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    throw new EarshotError(error.code, error.message, { cause: error, details: { ...error.details, file } });
  }
}

function madeUpManifest({ jobId }: FoundJob, places: readonly string[]): Uint8Array {
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
