import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  EarshotError,
  missingParts,
  type ObjectUri,
  type PartTarget,
  partsOf,
  type ReceivedPart,
  type RecordingStat,
  type UploadPart,
  type UploadPlan,
  type UploadRequest,
  type UploadTargets,
} from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';
import { presigned } from './presigned.js';
import { s3LocationOf } from './s3-location.js';

export interface S3UploadParts {
  readonly client: S3Client;
  readonly partsFromBytes: number;
  readonly partSizeBytes: number;
  readonly now: () => Date;
  readonly stat: (uri: ObjectUri) => Promise<RecordingStat | undefined>;
}

type PartsPlan = Extract<UploadPlan, { method: 'parts' }>;

/** Uploads to presigned URLs: one PUT, or the parts of a multipart upload. Neither overwrites an object. */
export class S3Uploads implements UploadTargets {
  readonly #made: S3UploadParts;

  constructor(made: S3UploadParts) {
    this.#made = made;
  }

  async open({ uri, sizeBytes, contentType }: UploadRequest): Promise<UploadPlan> {
    const { client, partsFromBytes, partSizeBytes, stat } = this.#made;
    const location = s3LocationOf(uri);
    if ((await stat(uri)) !== undefined) throw taken(uri);
    if (sizeBytes < partsFromBytes) return { method: 'put', uri, sizeBytes, contentType };
    try {
      const command = new CreateMultipartUploadCommand({ ...location, ContentType: contentType });
      const { UploadId = '' } = await client.send(command);
      return { method: 'parts', uri, sizeBytes, contentType, partSizeBytes, uploadId: UploadId };
    } catch (error) {
      throw toEarshotError(error, 'S3.CreateMultipartUpload');
    }
  }

  async parts(plan: UploadPlan): Promise<readonly ReceivedPart[] | undefined> {
    if (plan.method === 'parts') return this.#listed(plan);
    const { sizeBytes, etag } = (await this.#made.stat(plan.uri)) ?? {};
    return sizeBytes === undefined || etag === undefined ? [] : [{ number: 1, sizeBytes, etag }];
  }

  async urlsFor(plan: UploadPlan, numbers: readonly number[], expiresAtMs: number): Promise<readonly PartTarget[]> {
    const { client, now } = this.#made;
    const parts = partsOf(plan);
    return Promise.all(
      numbers.map(async (number) => {
        const part = parts[number - 1];
        if (part === undefined) throw new EarshotError('EARSHOT_INVALID_INPUT', `the upload has no part ${number}`);
        const { command, headers } = requestFor(plan, part);
        const signing = { expiresAtMs, now: now(), bound: Object.keys(headers) };
        return { ...part, url: await presigned(client, command, signing), headers };
      }),
    );
  }

  async complete(plan: UploadPlan): Promise<RecordingStat> {
    const parts = await this.parts(plan);
    // Another request has completed it, or somebody aborted it.
    if (parts === undefined) return this.#ended(plan);
    const missing = missingParts(plan, parts).map(({ number }) => number);
    if (missing.length > 0) {
      throw new EarshotError('EARSHOT_CONFLICT', `parts of ${plan.uri} are missing`, { details: { missing } });
    }
    if (plan.method === 'parts') await this.#assemble(plan, parts);
    return this.#ended(plan);
  }

  async abort(plan: UploadPlan): Promise<void> {
    if (plan.method === 'put') return;
    try {
      await this.#made.client.send(new AbortMultipartUploadCommand(uploadOf(plan)));
    } catch (error) {
      if (!isNoUpload(error)) throw toEarshotError(error, 'S3.AbortMultipartUpload');
    }
  }

  async #assemble(plan: PartsPlan, parts: readonly ReceivedPart[]): Promise<void> {
    const MultipartUpload = { Parts: parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag })) };
    try {
      const command = new CompleteMultipartUploadCommand({ ...uploadOf(plan), MultipartUpload, IfNoneMatch: '*' });
      await this.#made.client.send(command);
    } catch (error) {
      if (isNoUpload(error)) return;
      if (!(error instanceof Error && error.name === 'PreconditionFailed')) {
        throw toEarshotError(error, 'S3.CompleteMultipartUpload');
      }
      // The object may be this upload's own: of a request that S3 executed and whose answer was lost.
      if ((await this.#listed(plan)) !== undefined) throw taken(plan.uri, error);
    }
  }

  /** The recording that an upload became. */
  async #ended({ uri, sizeBytes }: UploadPlan): Promise<RecordingStat> {
    const known = await this.#made.stat(uri);
    if (known === undefined) throw new EarshotError('EARSHOT_NOT_FOUND', `the upload of ${uri} was aborted`);
    if (known.sizeBytes !== sizeBytes) throw taken(uri);
    return known;
  }

  /** The parts that S3 has, by number; `undefined` when upload not found. */
  async #listed(plan: PartsPlan): Promise<readonly ReceivedPart[] | undefined> {
    const received: ReceivedPart[] = [];
    let PartNumberMarker: string | undefined;
    try {
      do {
        const page = await this.#made.client.send(new ListPartsCommand({ ...uploadOf(plan), PartNumberMarker }));
        for (const { PartNumber = 0, Size = 0, ETag = '' } of page.Parts ?? []) {
          received.push({ number: PartNumber, sizeBytes: Size, etag: ETag });
        }
        PartNumberMarker = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
      } while (PartNumberMarker !== undefined);
      return received;
    } catch (error) {
      if (isNoUpload(error)) return undefined;
      throw toEarshotError(error, 'S3.ListParts');
    }
  }
}

/** The command of a part, and the headers that its URL binds. The type of an upload in parts was fixed when it began. */
function requestFor(plan: UploadPlan, { number, sizeBytes }: UploadPart) {
  if (plan.method === 'parts') {
    const command = new UploadPartCommand({ ...uploadOf(plan), PartNumber: number, ContentLength: sizeBytes });
    return { command, headers: {} };
  }
  const ContentType = plan.contentType;
  const location = s3LocationOf(plan.uri);
  const command = new PutObjectCommand({ ...location, ContentType, ContentLength: sizeBytes, IfNoneMatch: '*' });
  return { command, headers: { 'content-type': ContentType, 'if-none-match': '*' } };
}

function uploadOf({ uri, uploadId }: PartsPlan) {
  return { ...s3LocationOf(uri), UploadId: uploadId };
}

function isNoUpload(error: unknown): boolean {
  return error instanceof Error && error.name === 'NoSuchUpload';
}

function taken(uri: ObjectUri, cause?: unknown): EarshotError {
  const message = `there is a recording at ${uri} already`;
  return new EarshotError('EARSHOT_CONFLICT', message, { retryable: false, ...(cause !== undefined && { cause }) });
}
