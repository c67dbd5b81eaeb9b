import { type BigIntStats, constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ByteRange,
  EarshotError,
  type ObjectUri,
  PART_SIZE_BYTES,
  PARTS_FROM_BYTES,
  type PartTarget,
  partsOf,
  type ReceivedPart,
  type RecordingStat,
  type RecordingStore,
  type RecordingUrls,
  type SentPart,
  type SignedGetOptions,
  type UploadPlan,
  type UploadRequest,
  type UploadTargets,
  type UrlPermit,
} from '@earshot/core';
import { isPlace } from './durable-folders.js';
import { exactly } from './exact-size.js';
import { asEarshotError, guarded, isFault } from './file-errors.js';
import { relativePathOf } from './file-paths.js';
import type { FileResultStore } from './file-result-store.js';
import { FileUploads } from './file-uploads.js';
import { LocalUrls } from './local-urls.js';

export interface FileRecordingStoreOptions {
  /** What keeps the files. Recordings and results share one folder, and differ by their buckets. */
  readonly files: FileResultStore;
  /** Signs URLs; at least 32 bytes. */
  readonly secret: Uint8Array;
  /** Recordings of this size or more are uploaded in parts. @defaultValue 100 MB */
  readonly partsFromBytes?: number;
  /** @defaultValue 16 MiB */
  readonly partSizeBytes?: number;
  readonly now?: () => Date;
  /** Is called when an upload has become a recording, and waited for before that is answered. @defaultValue nobody is told */
  readonly onRecording?: (uri: ObjectUri) => void;
}

/** Uploads in parts are here until they are completed. No object's name begins with a dot. */
const UPLOADS = '.uploads';
const CHUNK_BYTES = 256 * 1_024;

/** Keeps recordings as files in one folder, and serves its signed URLs. Media types follow from names: it keeps none. */
export class FileRecordingStore implements RecordingStore, RecordingUrls, UploadTargets {
  readonly #options: Required<FileRecordingStoreOptions>;
  readonly #urls: LocalUrls;
  #uploads: FileUploads | undefined;

  /** @throws EarshotError `EARSHOT_INVALID_INPUT` when the secret is shorter than 32 bytes */
  constructor(options: FileRecordingStoreOptions) {
    const defaults = {
      partsFromBytes: PARTS_FROM_BYTES,
      partSizeBytes: PART_SIZE_BYTES,
      now: () => new Date(),
      onRecording: () => {},
    };
    this.#options = { ...defaults, ...options };
    this.#urls = new LocalUrls({ secret: options.secret });
  }

  get uploads(): UploadTargets {
    return this;
  }

  async stat(uri: ObjectUri): Promise<RecordingStat | undefined> {
    return (await this.#found(uri))?.known;
  }

  async read(uri: ObjectUri, range: ByteRange = { start: 0 }): Promise<AsyncIterable<Uint8Array>> {
    const found = await this.#found(uri);
    if (found === undefined) throw new EarshotError('EARSHOT_NOT_FOUND', `there is no recording at ${uri}`);
    const { path, known } = found;
    if (range.start >= known.sizeBytes) {
      throw new EarshotError('EARSHOT_INVALID_INPUT', `the recording at ${uri} ends before byte ${range.start}`, {
        details: { field: 'range', found: range.start, expected: `0-${known.sizeBytes - 1}` },
      });
    }
    return chunksOf(path, range);
  }

  async signedUrl(uri: ObjectUri, { expiresAtMs, ...named }: SignedGetOptions): Promise<string> {
    return this.#urls.sign({ method: 'GET', uri, ...named }, { expiresAtMs });
  }

  async delete(uri: ObjectUri): Promise<boolean> {
    return this.#options.files.delete(uri);
  }

  async open({ uri, sizeBytes, contentType }: UploadRequest): Promise<UploadPlan> {
    const { partsFromBytes, partSizeBytes } = this.#options;
    if ((await this.#found(uri)) !== undefined) throw taken(uri);
    if (sizeBytes < partsFromBytes) return { method: 'put', uri, sizeBytes, contentType };
    const uploadId = await this.#in((uploads) => uploads.open(sizeBytes));
    return { method: 'parts', uri, sizeBytes, contentType, partSizeBytes, uploadId };
  }

  async parts(plan: UploadPlan): Promise<readonly ReceivedPart[] | undefined> {
    if (plan.method === 'parts') return this.#in((uploads) => uploads.parts(plan));
    const { sizeBytes, etag } = (await this.stat(plan.uri)) ?? {};
    return sizeBytes === undefined || etag === undefined ? [] : [{ number: 1, sizeBytes, etag }];
  }

  async urlsFor(plan: UploadPlan, numbers: readonly number[], expiresAtMs: number): Promise<readonly PartTarget[]> {
    return numbers.map((number) => {
      const part = partsOf(plan)[number - 1];
      if (part === undefined) throw new EarshotError('EARSHOT_INVALID_INPUT', `the upload has no part ${number}`);
      const url = this.#urls.sign({ method: 'PUT', plan, part }, { expiresAtMs });
      return { ...part, url, headers: { 'content-type': plan.contentType } };
    });
  }

  async complete(plan: UploadPlan): Promise<RecordingStat> {
    const { uri, sizeBytes } = plan;
    const isNew =
      plan.method === 'parts' && (await this.#in(async (uploads) => uploads.complete(plan, await this.#placeOf(uri))));
    if (isNew) this.#options.onRecording(uri);
    const known = await this.stat(uri);
    if (known?.sizeBytes === sizeBytes) return known;
    if (known !== undefined) throw taken(uri);
    if (plan.method === 'parts' && !isNew) throw new EarshotError('EARSHOT_NOT_FOUND', 'the upload was aborted');
    throw new EarshotError('EARSHOT_CONFLICT', 'the recording has not arrived', { details: { missing: [1] } });
  }

  async abort(plan: UploadPlan): Promise<void> {
    if (plan.method === 'parts') await this.#in((uploads) => uploads.abort(plan));
  }

  permitOf(method: string, url: string): UrlPermit {
    return this.#urls.verify(method, url, this.#options.now().getTime());
  }

  async receive(
    { plan, part }: Extract<UrlPermit, { method: 'PUT' }>,
    { contentType, sizeBytes, body }: SentPart,
  ): Promise<{ etag: string }> {
    refuseOther('content-type', contentType, plan.contentType);
    refuseOther('content-length', sizeBytes, part.sizeBytes);
    if (plan.method === 'parts') return { etag: await this.#in((uploads) => uploads.receive(plan, part, body)) };
    // Before it is read, which may take long; and again when it is kept.
    if ((await this.#found(plan.uri)) !== undefined) throw taken(plan.uri);
    if (!(await this.#options.files.putNew(plan.uri, exactly(part.sizeBytes, body)))) throw taken(plan.uri);
    this.#options.onRecording(plan.uri);
    return { etag: (await this.stat(plan.uri))?.etag ?? '' };
  }

  /** Discards uploads in parts that nothing has happened to for so long, and returns how many. */
  async removeAbandoned(silentMs: number): Promise<number> {
    return this.#in((uploads) => uploads.removeOlder(this.#options.now().getTime() - silentMs));
  }

  async #found(uri: ObjectUri): Promise<{ readonly path: string; readonly known: RecordingStat } | undefined> {
    const path = await this.#placeOf(uri);
    try {
      if (!(await isPlace(path))) return undefined;
      const stats = await stat(path, { bigint: true });
      return stats.isFile() ? { path, known: statOf(stats) } : undefined;
    } catch (error) {
      if (isFault(error, 'ENOENT')) return undefined;
      throw asEarshotError(error, path);
    }
  }

  async #placeOf(uri: ObjectUri): Promise<string> {
    return join(await this.#options.files.root(), relativePathOf(uri));
  }

  async #in<T>(work: (uploads: FileUploads) => Promise<T>): Promise<T> {
    const folder = join(await this.#options.files.root(), UPLOADS);
    this.#uploads ??= new FileUploads(folder);
    const uploads = this.#uploads;
    return guarded(folder, () => work(uploads));
  }
}

/** Opens the file when it is first read, so that nothing is open that nobody reads. */
async function* chunksOf(
  path: string,
  { start, end = Number.POSITIVE_INFINITY }: ByteRange,
): AsyncGenerator<Uint8Array> {
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      for (let at = start; at <= end; ) {
        const length = Math.min(CHUNK_BYTES, end - at + 1);
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
        if (bytesRead === 0) break;
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw asEarshotError(error, path);
  }
}

function statOf({ size, mtimeNs, ino, mtimeMs }: BigIntStats): RecordingStat {
  const etag = `"${[size, mtimeNs, ino].map((number) => number.toString(36)).join('-')}"`;
  return { sizeBytes: Number(size), etag, writtenAtMs: Number(mtimeMs) };
}

function refuseOther(field: string, found: string | number | null | undefined, expected: string | number): void {
  if (found === expected) return;
  throw new EarshotError('EARSHOT_DENIED', `the URL was signed for another ${field}`, {
    details: { field, found: found ?? 'none', expected },
  });
}

function taken(uri: ObjectUri): EarshotError {
  return new EarshotError('EARSHOT_CONFLICT', `there is a recording at ${uri} already`, { retryable: false });
}
