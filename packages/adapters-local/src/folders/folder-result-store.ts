import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import {
  EarshotError,
  FORMATS,
  findFormat,
  type ObjectList,
  ObjectUri,
  objectUri,
  type ResultFormat,
  type ResultStore,
} from '@earshot/core';
import { asEarshotError, guarded, isFault } from '../files/file-errors.js';
import type { FoundItem, JobDocuments } from './found-item.js';
import { pageOf } from './object-pages.js';

type FoundJob = Extract<FoundItem, { type: 'job' }>;

export interface FolderResultStoreOptions {
  /** Of the results in the folders. @defaultValue all that core reads */
  readonly formats?: readonly ResultFormat[];
  /** URIs per page of a listing. @defaultValue 1,000 */
  readonly pageSize?: number;
}

/**
 * Shows files on disk as the buckets that they were copied from. Files are read when asked for and never changed: what is
 * deleted here is only out of this process's sight. A job that was copied without its result document is given one, where its
 * format can make one of what is there.
 */
export class FolderResultStore implements ResultStore {
  readonly #formats: readonly ResultFormat[];
  readonly #pageSize: number;
  /** By the URI of each job's folder or only document. */
  readonly #jobs = new Map<string, KnownJob>();
  /** The same by the job's name; `undefined` when several folders are called so. */
  readonly #byName = new Map<string, KnownJob | undefined>();
  readonly #hidden = new Set<ObjectUri>();

  constructor({ formats = FORMATS, pageSize = 1_000 }: FolderResultStoreOptions = {}) {
    this.#formats = formats;
    this.#pageSize = pageSize;
  }

  /**
   * Makes a job's files known. Each folder that is taken for a bucket has a name of its own, so the same location always
   * means the same files.
   * @returns the URI of the document that completes the job
   */
  add({ root, key, result, documents }: Pick<FoundJob, 'root' | 'key' | 'result' | 'documents'>): ObjectUri {
    const bucket = `ingested-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`;
    const resultUri = objectUri(bucket, key + result);
    const output = resultUri.slice(0, resultUri.length - result.length);
    const { format, place: { job } = { job: output } } = findFormat(this.#formats, resultUri) ?? {};
    const known = { documents, madeUp: format?.resultFor === undefined ? [] : [result] };
    if (!this.#jobs.has(output)) this.#byName.set(job, this.#byName.has(job) ? undefined : known);
    this.#jobs.set(output, known);
    return resultUri;
  }

  /** The file on disk that an error is about, if it names a document. */
  fileNamedBy({ details }: EarshotError): string | undefined {
    return this.#find(String(details['uri']))?.file;
  }

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    const found = this.#hidden.has(uri) ? undefined : this.#find(uri);
    if (found === undefined) return undefined;
    const bytes = found.file === undefined ? undefined : await readIfThere(found.file, uri);
    return bytes ?? found.madeUp?.();
  }

  async put(uri: ObjectUri): Promise<void> {
    throw new EarshotError('EARSHOT_NOT_SUPPORTED', `${uri}: ingested folders are read-only`, { details: { uri } });
  }

  async list(prefix: string, next?: string): Promise<ObjectList> {
    const uris = new Set<ObjectUri>();
    for (const [output, { documents, madeUp }] of this.#jobs) {
      if (!output.startsWith(prefix) && !prefix.startsWith(output)) continue;
      for (const place of [...madeUp, ...(await placesOf(documents))]) {
        const uri = ObjectUri.safeParse(output + place).data;
        if (uri?.startsWith(prefix) && !this.#hidden.has(uri)) uris.add(uri);
      }
    }
    return pageOf(uris, this.#pageSize, next);
  }

  /** Hides the object from this process; on disk it stays, so the answer is that nothing was removed. */
  async delete(uri: ObjectUri): Promise<boolean> {
    this.#hidden.add(uri);
    return false;
  }

  #find(uri: string): FoundFile | undefined {
    const { format, place } = findFormat(this.#formats, uri) ?? {};
    if (format === undefined || place === undefined) return undefined;
    // A message names the bucket that the files were copied from.
    const { documents } = this.#jobs.get(place.output) ?? this.#byName.get(place.job) ?? {};
    if (documents === undefined) return undefined;
    const path = uri.slice(place.output.length);
    const file = 'folder' in documents ? fileIn(documents.folder, path) : documents.files.get(path);
    if (uri !== place.result || format.resultFor === undefined) return { file };
    const madeUp = async () => {
      const text = format.resultFor?.(place.job, await placesOf(documents));
      return new TextEncoder().encode(text);
    };
    return { file, madeUp };
  }
}

interface KnownJob {
  readonly documents: JobDocuments;
  /** The path of the result, where it is there in any case. */
  readonly madeUp: readonly string[];
}

interface FoundFile {
  readonly file: string | undefined;
  /** Stands in for a result document that was not copied. */
  readonly madeUp?: () => Promise<Uint8Array>;
}

/** Keys are exact, and paths are not: `a//b` and `c/../a/b` would lead to the file of `a/b`, or out of the folder. */
function fileIn(folder: string, path: string): string | undefined {
  return path.split('/').some((name) => name === '' || name === '.' || name === '..') ? undefined : join(folder, path);
}

async function placesOf(documents: JobDocuments): Promise<readonly string[]> {
  if ('files' in documents) return [...documents.files.keys()];
  const { folder } = documents;
  const entries = await guarded(folder, () => readdir(folder, { recursive: true, withFileTypes: true }));
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** No such file can be: a folder is there, a file is in place of a folder, or the name is longer than names can be. */
const ABSENT = ['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'];

async function readIfThere(file: string, uri: ObjectUri): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isFault(error, ...ABSENT)) return undefined;
    throw asEarshotError(error, file, { uri });
  }
}
