import type { ObjectUri } from './uri.js';

/** Recordings of this size or more are uploaded in parts, bytes. */
export const PARTS_FROM_BYTES = 100_000_000;

/** Size of each part but the last, bytes. Amazon S3 takes 5 MiB to 5 GiB, and at most 10,000 parts. */
export const PART_SIZE_BYTES = 16 * 1_024 * 1_024;

export interface UploadRequest {
  readonly uri: ObjectUri;
  /** Exact; at least 1. */
  readonly sizeBytes: number;
  /** Media type, such as `audio/wav`. */
  readonly contentType: string;
}

/** How a recording is uploaded: plain data, and all the state that an upload has outside its store. */
export type UploadPlan = UploadRequest &
  (
    | { readonly method: 'put' }
    | {
        readonly method: 'parts';
        readonly partSizeBytes: number;
        /** What the store calls this upload. */
        readonly uploadId: string;
      }
  );

/** A piece of an upload. Numbers begin with 1. An upload by one PUT is one part. */
export interface UploadPart {
  readonly number: number;
  readonly sizeBytes: number;
}

/** The parts that a plan consists of, in order. */
export function partsOf(plan: UploadPlan): readonly UploadPart[] {
  if (plan.method === 'put') return [{ number: 1, sizeBytes: plan.sizeBytes }];
  const { sizeBytes, partSizeBytes } = plan;
  return Array.from({ length: Math.ceil(sizeBytes / partSizeBytes) }, (_, index) => ({
    number: index + 1,
    sizeBytes: Math.min(partSizeBytes, sizeBytes - index * partSizeBytes),
  }));
}

/** The parts of a plan that are missing among those received: absent, or of another size. */
export function missingParts(plan: UploadPlan, received: readonly UploadPart[]): readonly UploadPart[] {
  const sizes = new Map(received.map(({ number, sizeBytes }) => [number, sizeBytes]));
  return partsOf(plan).filter(({ number, sizeBytes }) => sizes.get(number) !== sizeBytes);
}
