import {
  type ByteRange,
  EarshotError,
  missingParts,
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

export interface MemoryRecordingStoreOptions {
  /** Recordings of this size or more are uploaded in parts. @defaultValue 100 MB */
  readonly partsFromBytes?: number;
  /** @defaultValue 16 MiB */
  readonly partSizeBytes?: number;
  /** @defaultValue the machine's clock */
  readonly now?: () => Date;
}

/** What signed URLs begin with, after the server that serves them. */
const PATH = '/files/';

interface Kept extends RecordingStat {
  readonly bytes: Uint8Array;
}

/** Keeps recordings in memory: the reference for every {@link RecordingStore}. Its URLs are good in this process alone. */
export class MemoryRecordingStore implements RecordingStore, RecordingUrls, UploadTargets {
  readonly #options: Required<MemoryRecordingStoreOptions>;
  readonly #kept = new Map<ObjectUri, Kept>();
  readonly #uploads = new Map<string, Map<number, Uint8Array>>();
  readonly #permits = new Map<string, { readonly permit: UrlPermit; readonly expiresAtMs: number }>();
  #serial = 0;

  constructor(options: MemoryRecordingStoreOptions = {}) {
    this.#options = {
      partsFromBytes: PARTS_FROM_BYTES,
      partSizeBytes: PART_SIZE_BYTES,
      now: () => new Date(),
      ...options,
    };
  }

  get uploads(): UploadTargets {
    return this;
  }

  async stat(uri: ObjectUri): Promise<RecordingStat | undefined> {
    const kept = this.#kept.get(uri);
    return kept && statOf(kept);
  }

  async read(uri: ObjectUri, range: ByteRange = { start: 0 }): Promise<AsyncIterable<Uint8Array>> {
    const kept = this.#kept.get(uri);
    if (kept === undefined) throw new EarshotError('EARSHOT_NOT_FOUND', `there is no recording at ${uri}`);
    const { start, end = kept.sizeBytes - 1 } = range;
    if (start >= kept.sizeBytes) {
      throw new EarshotError('EARSHOT_INVALID_INPUT', `the recording at ${uri} ends before byte ${start}`, {
        details: { field: 'range', found: start, expected: `0-${kept.sizeBytes - 1}` },
      });
    }
    return only(new Uint8Array(kept.bytes.slice(start, end + 1)));
  }

  async signedUrl(uri: ObjectUri, { expiresAtMs, ...named }: SignedGetOptions): Promise<string> {
    return this.#sign({ method: 'GET', uri, ...named }, expiresAtMs);
  }

  async delete(uri: ObjectUri): Promise<boolean> {
    return this.#kept.delete(uri);
  }

  async open(request: UploadRequest): Promise<UploadPlan> {
    const { partsFromBytes, partSizeBytes } = this.#options;
    const { uri, sizeBytes, contentType } = request;
    if (this.#kept.has(uri)) throw taken(uri);
    if (sizeBytes < partsFromBytes) return { method: 'put', uri, sizeBytes, contentType };
    const uploadId = this.#nextId();
    this.#uploads.set(uploadId, new Map());
    return { method: 'parts', uri, sizeBytes, contentType, partSizeBytes, uploadId };
  }

  async parts(plan: UploadPlan): Promise<readonly ReceivedPart[] | undefined> {
    return this.#received(plan);
  }

  #received(plan: UploadPlan): readonly ReceivedPart[] | undefined {
    if (plan.method === 'put') {
      const { sizeBytes, etag } = this.#kept.get(plan.uri) ?? {};
      return sizeBytes === undefined || etag === undefined ? [] : [{ number: 1, sizeBytes, etag }];
    }
    const parts = this.#uploads.get(plan.uploadId);
    return (
      parts &&
      [...parts]
        .map(([number, { length }]) => ({ number, sizeBytes: length, etag: `"${number}"` }))
        .sort((one, other) => one.number - other.number)
    );
  }

  async urlsFor(plan: UploadPlan, numbers: readonly number[], expiresAtMs: number): Promise<readonly PartTarget[]> {
    return numbers.map((number) => {
      const part = partsOf(plan)[number - 1];
      if (part === undefined) throw new EarshotError('EARSHOT_INVALID_INPUT', `the upload has no part ${number}`);
      const url = this.#sign({ method: 'PUT', plan, part }, expiresAtMs);
      return { ...part, url, headers: { 'content-type': plan.contentType } };
    });
  }

  async complete(plan: UploadPlan): Promise<RecordingStat> {
    const { uri, sizeBytes, contentType } = plan;
    const kept = this.#kept.get(uri);
    if (plan.method === 'put') {
      if (kept === undefined) throw incomplete([1]);
      if (kept.sizeBytes !== sizeBytes) throw taken(uri);
      return statOf(kept);
    }
    const parts = this.#uploads.get(plan.uploadId);
    if (parts === undefined) {
      if (kept?.sizeBytes === sizeBytes) return statOf(kept);
      throw new EarshotError('EARSHOT_NOT_FOUND', 'the upload was aborted');
    }
    const missing = missingParts(plan, this.#received(plan) ?? []).map(({ number }) => number);
    if (missing.length > 0) throw incomplete(missing);
    if (this.#kept.has(uri)) throw taken(uri);
    this.#uploads.delete(plan.uploadId);
    return this.#keep(
      uri,
      contentType,
      joined([...parts].sort(([one], [other]) => one - other).map(([, part]) => part)),
    );
  }

  async abort(plan: UploadPlan): Promise<void> {
    if (plan.method === 'parts') this.#uploads.delete(plan.uploadId);
  }

  permitOf(method: string, url: string): UrlPermit {
    const { permit, expiresAtMs = 0 } = this.#permits.get(url.slice(url.indexOf(PATH))) ?? {};
    if (permit?.method === method && this.#options.now().getTime() < expiresAtMs) return permit;
    throw new EarshotError('EARSHOT_DENIED', 'the URL is invalid for this request, or has expired');
  }

  async receive(
    { plan, part }: Extract<UrlPermit, { method: 'PUT' }>,
    { contentType, sizeBytes, body }: SentPart,
  ): Promise<{ etag: string }> {
    if (contentType !== plan.contentType || sizeBytes !== part.sizeBytes) {
      throw new EarshotError('EARSHOT_DENIED', 'the URL was signed for another type or size');
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(new Uint8Array(chunk));
    const bytes = joined(chunks);
    if (bytes.length !== part.sizeBytes) throw new EarshotError('EARSHOT_INVALID_INPUT', 'the body has another length');
    if (plan.method === 'put') {
      if (this.#kept.has(plan.uri)) throw taken(plan.uri);
      return { etag: this.#keep(plan.uri, plan.contentType, bytes).etag };
    }
    const parts = this.#uploads.get(plan.uploadId);
    if (parts === undefined) throw new EarshotError('EARSHOT_NOT_FOUND', 'the upload was completed or aborted');
    parts.set(part.number, bytes);
    return { etag: `"${part.number}"` };
  }

  #keep(uri: ObjectUri, contentType: string, bytes: Uint8Array): RecordingStat {
    const etag = `"${this.#nextId()}"`;
    const kept = { bytes, contentType, etag, sizeBytes: bytes.length, writtenAtMs: this.#options.now().getTime() };
    this.#kept.set(uri, kept);
    return statOf(kept);
  }

  #sign(permit: UrlPermit, expiresAtMs: number): string {
    const { uri } = permit.method === 'GET' ? permit : permit.plan;
    const url = `${PATH}${encodeURIComponent(uri)}?signature=${this.#nextId()}`;
    this.#permits.set(url, { permit, expiresAtMs });
    return url;
  }

  #nextId(): string {
    this.#serial += 1;
    return String(this.#serial);
  }
}

function statOf({ bytes: _, ...stat }: Kept): RecordingStat {
  return stat;
}

async function* only(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield chunk;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function taken(uri: ObjectUri): EarshotError {
  return new EarshotError('EARSHOT_CONFLICT', `there is a recording at ${uri} already`, { retryable: false });
}

function incomplete(missing: readonly number[]): EarshotError {
  return new EarshotError('EARSHOT_CONFLICT', 'parts of the upload are missing', { details: { missing } });
}
