import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  DEFAULT_LAYOUT,
  findFormat,
  isEarshotError,
  type JobPlace,
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
  /** Whether it completes a job, and so is one by itself. */
  readonly isResult: boolean;
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

  /** What some files of one folder hold: jobs, messages, problems. */
  async *in(files: readonly LooseFile[]): AsyncGenerator<FoundItem> {
    const jobs: LooseDocument[][] = [];
    const broken = new Set<string>();
    for (const file of files) {
      const item = await this.#itemIn(file);
      if (item.type === 'problem') broken.add(callOf(file.path));
      if (item.type !== 'document') {
        yield item;
        continue;
      }
      const fits = (job: LooseDocument[]) => job.every(({ call, place }) => call === item.call && place !== item.place);
      const job = item.isResult ? undefined : jobs.find((job) => job.every(({ isResult }) => !isResult) && fits(job));
      if (job === undefined) jobs.push([item]);
      else job.push(item);
    }
    // Half a call would be in the way of the whole one.
    for (const job of jobs) if (job.every(({ call }) => !broken.has(call))) yield this.#job(job);
  }

  /**
   * The name of a job is derived from what it consists of, so the same files are the same job wherever they are. When
   * another folder of this run has documents of the same name, these are not called so as well.
   */
  #job(documents: readonly LooseDocument[]): FoundItem {
    const [{ call, path, label, modifiedMs }] = documents as [LooseDocument];
    const root = dirname(path);
    const owner = this.#foldersOfNames.get(call) ?? root;
    this.#foldersOfNames.set(call, owner);
    const isOwn = owner === root;
    const parts = [isOwn ? call : path, ...documents.map(({ place, digest }) => `${place} ${digest}`)];
    const job = `loose-${call.slice(0, 200)}-${sha256(parts.join('\n')).slice(0, 16)}`;
    const files = documents.map(({ place, path }) => [`${job}/${place}`, path] as const);
    const { output, result } = this.#placeOf(files[0]?.[0] ?? '');
    return {
      type: 'job',
      root,
      key: `${DEFAULT_LAYOUT.outputsPrefix}${isOwn ? `${call}/` : ''}${output}`,
      result: result.slice(output.length),
      label,
      modifiedMs,
      documents: { files: new Map(files.map(([place, path]) => [place.slice(output.length), path])) },
    };
  }

  async #itemIn({ path, label }: LooseFile): Promise<FoundItem | LooseDocument> {
    try {
      const { mtimeMs } = await guarded(path, () => stat(path));
      const modifiedMs = Math.round(mtimeMs);
      const bytes = await guarded(path, () => readFile(path));
      const found = this.#documentOrMessage(bytes, basename(path), modifiedMs);
      if ('body' in found) return { type: 'message', label, modifiedMs, body: found.body };
      const { place } = found;
      if (place === undefined) return { type: 'ignored', label };
      const isResult = this.#placeOf(`job/${place}`).result === `job/${place}`;
      return { type: 'document', path, label, call: callOf(path), place, isResult, digest: sha256(bytes), modifiedMs };
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

  #placeOf(path: string): JobPlace {
    const found = findFormat(this.#formats, path);
    if (found === undefined) throw new TypeError(`a format gave ${path} for a document, and finds no job there`);
    return found.place;
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

/** The name that documents of one call share. */
function callOf(path: string): string {
  const stem = basename(path).replace(/\.json$/i, '');
  const name = /^results?$/i.test(stem) ? '' : stem.replace(KIND, '');
  return name || basename(dirname(path)) || stem;
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
