import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import {
  DEFAULT_LAYOUT,
  findFormat,
  isEarshotError,
  isSidecar,
  type JobPlace,
  looseJobName,
  placeOfDocument,
  type ResultFormat,
  unwrap,
} from '@earshot/core';
import { guarded } from '../files/file-errors.js';
import type { FoundItem } from './found-item.js';

/** A file, and how a person would name it. */
export interface LooseFile {
  readonly path: string;
  readonly label: string;
}

/** A file that holds a result document. */
interface LooseDocument extends LooseFile {
  readonly type: 'document';
  readonly call: string;
  /** Its path in a job's folder. */
  readonly place: string;
  /** The file's name without its suffix. */
  readonly stem: string;
  /** Whether it completes a job, and so is one by itself. */
  readonly isResult: boolean;
  /** Of a document that is a whole call: the rank of its format, the best first. */
  readonly rank: number | undefined;
  readonly digest: string;
  readonly modifiedMs: number;
}

const KIND = /(?:^|[-_.])(?:standard|custom)(?:[-_.]output)?$/i;
const LARGEST_MESSAGE_BYTES = 1024 * 1024;

/**
 * Makes jobs of result documents that are not in a job's folder: `NAME.json`, or `NAME-standard.json` with
 * `NAME-custom.json`. Files with no name but the document's kind (`result.json`, or `standard_output.json` with
 * `custom_output.json`) are named after their folder.
 */
export class LooseResults {
  readonly #formats: readonly ResultFormat[];
  readonly #foldersOfNames = new Map<string, string>();

  constructor(formats: readonly ResultFormat[]) {
    this.#formats = formats;
  }

  /**
   * What some files of one folder hold: jobs, messages, problems. Of documents that are a whole call and have the same name,
   * such as the same transcript as JSON and as captions, the one that says most is the call.
   * @param recordingOf the recordings in the folder: one with the name of a whole call is that of the call
   */
  async *in(files: readonly LooseFile[], recordingOf: RecordingsByName = new Map()): AsyncGenerator<FoundItem> {
    const jobs: LooseDocument[][] = [];
    const broken = new Set<string>();
    const namesakes = new Map<string, number>();
    for (const { path } of files) namesakes.set(stemOf(path), (namesakes.get(stemOf(path)) ?? 0) + 1);
    const besideOf = ({ stem, call }: LooseDocument) => recordingOf.get(stem) ?? recordingOf.get(call);
    const whole = new Map<string, LooseDocument[]>();
    for (const file of files) {
      const item = await this.#itemIn(file);
      if (item.type === 'problem') broken.add(callOf(file.path));
      if (item.type !== 'document') {
        yield item;
        continue;
      }
      if (item.rank !== undefined) {
        // Documents are read again when their turn comes: a folder may have tens of thousands.
        if (namesakes.get(item.stem) === 1) yield this.#job([item], besideOf(item));
        else whole.set(item.stem, [...(whole.get(item.stem) ?? []), item]);
        continue;
      }
      const fits = (job: LooseDocument[]) => job.every(({ call, place }) => call === item.call && place !== item.place);
      const job = item.isResult ? undefined : jobs.find((job) => job.every(({ isResult }) => !isResult) && fits(job));
      if (job === undefined) jobs.push([item]);
      else job.push(item);
    }
    for (const documents of whole.values()) {
      const [best, ...others] = documents.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
      if (best !== undefined) yield this.#job([best], besideOf(best));
      for (const { label } of others) yield { type: 'ignored', label, why: 'said_elsewhere' };
    }
    // Half a call would be in the way of the whole one.
    for (const job of jobs) if (job.every(({ call }) => !broken.has(call))) yield this.#job(job);
  }

  /**
   * When another folder of this run has documents of the same name, these are not called so as well.
   */
  #job(documents: readonly LooseDocument[], recording?: string): FoundItem {
    const [{ call, path, label, modifiedMs }] = documents as [LooseDocument];
    const root = dirname(path);
    const owner = this.#foldersOfNames.get(call) ?? root;
    this.#foldersOfNames.set(call, owner);
    const isOwn = owner === root;
    const job = looseJobName(call, documents, { sha256Hex: sha256 }, isOwn ? call : path);
    const files = documents.map(({ place, path }) => [`${job}/${place}`, path] as const);
    const { output, result } = this.#jobOf(files[0]?.[0] ?? '').place;
    return {
      type: 'job',
      root,
      key: `${DEFAULT_LAYOUT.outputsPrefix}${isOwn ? `${call}/` : ''}${output}`,
      result: result.slice(output.length),
      label,
      modifiedMs,
      documents: { files: new Map(files.map(([place, path]) => [place.slice(output.length), path])) },
      recording,
    };
  }

  async #itemIn({ path, label }: LooseFile): Promise<FoundItem | LooseDocument> {
    try {
      const { mtimeMs } = await guarded(path, () => stat(path));
      const modifiedMs = Math.round(mtimeMs);
      const bytes = await guarded(path, () => readFile(path));
      // It is no result. Who takes recordings in reads it.
      if (isSidecar(bytes)) return { type: 'ignored', label, why: 'sidecar' };
      const found = this.#documentOrMessage(bytes, basename(path), modifiedMs);
      if ('body' in found) return { type: 'message', label, modifiedMs, body: found.body };
      const { place } = found;
      if (place === undefined) return { type: 'ignored', label, why: 'unsupported' };
      const { format, place: inJob } = this.#jobOf(`job/${place}`);
      const isResult = inJob.result === `job/${place}`;
      const rank = format.documentSuffixes === undefined ? undefined : this.#formats.indexOf(format);
      const digest = sha256(bytes);
      const [stem, call] = [stemOf(path), rank === undefined ? callOf(path) : callOfWhole(path)];
      return { type: 'document', path, label, stem, call, place, isResult, rank, digest, modifiedMs };
    } catch (error) {
      if (!isEarshotError(error)) throw error;
      return { type: 'problem', label, error };
    }
  }

  /** A document may have keys of a message: only what no format recognizes may be one. */
  #documentOrMessage(
    bytes: Uint8Array,
    name: string,
    modifiedMs: number,
  ): { readonly place: string | undefined } | { readonly body: string } {
    try {
      return { place: placeOfDocument(this.#formats, bytes, name) };
    } catch (refusal) {
      const body = bytes.length > LARGEST_MESSAGE_BYTES ? undefined : messageIn(bytes, modifiedMs, this.#formats);
      if (body === undefined) throw refusal;
      return { body };
    }
  }

  #jobOf(path: string): { readonly format: ResultFormat; readonly place: JobPlace } {
    const found = findFormat(this.#formats, path);
    if (found === undefined) throw new TypeError(`a format gave ${path} for a document, and finds no job there`);
    return found;
  }
}

/** The text of a message; `undefined` when the file holds something else. */
function messageIn(bytes: Uint8Array, modifiedMs: number, formats: readonly ResultFormat[]): string | undefined {
  const body = new TextDecoder().decode(bytes);
  try {
    unwrap(body, modifiedMs, DEFAULT_LAYOUT, undefined, formats);
  } catch (error) {
    if (!isEarshotError(error, 'EARSHOT_INVALID_INPUT')) return undefined;
  }
  return body;
}

/** The recordings of a folder by each name that the document beside one may have. */
export type RecordingsByName = ReadonlyMap<string, string>;

export function recordingsByName(paths: readonly string[]): RecordingsByName {
  // The last of equal names counts, so the exact ones.
  return new Map([callOf, stemOf, basename].flatMap((nameOf) => paths.map((path) => [nameOf(path), path] as const)));
}

/** The name that documents of one call share. */
function callOf(path: string): string {
  return isUnnamed(path)
    ? callOfWhole(path)
    : stemOf(path).replace(KIND, '') || basename(dirname(path)) || stemOf(path);
}

/** The name of a call of one document, which has no kind. */
function callOfWhole(path: string): string {
  return (isUnnamed(path) && basename(dirname(path))) || stemOf(path);
}

/** Whether a file's name says no more than that it holds results. */
function isUnnamed(path: string): boolean {
  return /^results?$/i.test(stemOf(path));
}

function stemOf(path: string): string {
  return basename(path, extname(path));
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
