import type { UploadPart, UploadPlan, UploadRequest } from '../model/upload-plan.js';
import type { ObjectUri } from '../model/uri.js';

export interface RecordingStat {
  readonly sizeBytes: number;
  /** Media type; absent when the store doesn't keep it. */
  readonly contentType?: string | undefined;
  /** With its quotes. Changes whenever the bytes do. */
  readonly etag: string;
  /** Epoch ms. */
  readonly writtenAtMs: number;
  /**
   * Custom metadata from its writer, if the store keeps it: in Amazon S3 the object's metadata,
   * names in lower case.
   */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** A range of bytes. */
export interface ByteRange {
  /** The first byte, from 0. */
  readonly start: number;
  /** The last byte, included. @defaultValue the last one of the recording */
  readonly end?: number | undefined;
}

/** How a URL for playing is signed. */
export interface SignedGetOptions {
  /** Epoch ms. */
  readonly expiresAtMs: number;
  /** The media type that the answer states. @defaultValue the one that is kept */
  readonly contentType?: string | undefined;
  /** The name that a browser saves the recording under. */
  readonly fileName?: string | undefined;
}

/** A part that was received completely. */
export interface ReceivedPart extends UploadPart {
  readonly etag: string;
}

/** Where a part is sent: `PUT url` with these headers and exactly the part's bytes. */
export interface PartTarget extends UploadPart {
  readonly url: string;
  /** Headers that the request must have, besides `Content-Length`. Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Uploads straight into the store. A URL lets its holder send one part, of the type and size that are signed. */
export interface UploadTargets {
  /**
   * Begins an upload: one PUT, or parts if the recording is large.
   * @throws EarshotError `EARSHOT_CONFLICT` when a recording already exists at this location
   */
  open(request: UploadRequest): Promise<UploadPlan>;

  /**
   * The parts that arrived, by number; `undefined` of an upload in parts that was completed or aborted, or never was. The one
   * part of a PUT is the recording itself.
   */
  parts(plan: UploadPlan): Promise<readonly ReceivedPart[] | undefined>;

  /** Fresh URLs for parts by number, in the order asked for. */
  urlsFor(plan: UploadPlan, numbers: readonly number[], expiresAtMs: number): Promise<readonly PartTarget[]>;

  /**
   * Assembles the parts into a recording. Repeating it returns the same result; an upload never
   * overwrites a recording.
   * @throws EarshotError `EARSHOT_CONFLICT` when parts are missing, whose numbers `details.missing`
   * lists, or another recording has come to the location; `EARSHOT_NOT_FOUND` when the upload was
   * aborted
   */
  complete(plan: UploadPlan): Promise<RecordingStat>;

  /** Discards the parts. Harmless when repeated, and after `complete`, which it doesn't undo. */
  abort(plan: UploadPlan): Promise<void>;
}

/** Keeps recordings, of any size. Nothing here holds a whole recording in memory. Keys are exact, as in a `ResultStore`. */
export interface RecordingStore {
  /** The facts about a recording; `undefined` when there is none. */
  stat(uri: ObjectUri): Promise<RecordingStat | undefined>;

  /**
   * The bytes of a recording, or of a range that ends with the recording at the latest. Leaving the iteration early
   * releases what it holds.
   * @throws EarshotError `EARSHOT_NOT_FOUND` when there is none, `EARSHOT_INVALID_INPUT` when the range begins behind its
   *   last byte
   */
  read(uri: ObjectUri, range?: ByteRange): Promise<AsyncIterable<Uint8Array>>;

  /**
   * A URL at which anybody can read this recording by GET until it expires. It may be relative, to wherever this process
   * serves. Doesn't check whether the recording exists.
   */
  signedUrl(uri: ObjectUri, options: SignedGetOptions): Promise<string>;

  /** Removes a recording. Returns whether one was there. Idempotent. */
  delete(uri: ObjectUri): Promise<boolean>;

  readonly uploads: UploadTargets;
}

export type UrlPermit =
  | {
      readonly method: 'GET';
      readonly uri: ObjectUri;
      readonly contentType?: string | undefined;
      readonly fileName?: string | undefined;
    }
  | { readonly method: 'PUT'; readonly plan: UploadPlan; readonly part: UploadPart };

/** A part that somebody sends to a signed URL. */
export interface SentPart {
  readonly contentType: string | null;
  /** As the request states it; `undefined` when it doesn't. */
  readonly sizeBytes: number | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Serves the signed URLs of a store that nothing else serves. */
export interface RecordingUrls {
  /**
   * What a URL permits now.
   * @throws EarshotError `EARSHOT_DENIED` when it was signed for another method or not here, was changed, or has expired
   */
  permitOf(method: string, url: string): UrlPermit;

  /**
   * Receives a part. When this resolves, the part survives a crash. A part that arrives again
   * replaces the one before.
   * @throws EarshotError `EARSHOT_DENIED` when its type or size isn't what was signed;
   * `EARSHOT_INVALID_INPUT` when the body is shorter or longer; `EARSHOT_CONFLICT` when it would
   * overwrite a recording; `EARSHOT_NOT_FOUND` when the upload was completed or aborted
   */
  receive(permit: Extract<UrlPermit, { method: 'PUT' }>, sent: SentPart): Promise<{ readonly etag: string }>;
}
