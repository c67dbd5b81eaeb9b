import type { ObjectUri } from '../model/uri.js';

/** One page of a listing. */
export interface ObjectList {
  /** In ascending order of UTF-8 bytes, over all pages. */
  readonly uris: readonly ObjectUri[];
  /** Give it back to get what follows; absent when nothing does. */
  readonly next?: string;
}

/**
 * Keeps result documents as bytes, by location. Keys are exact: `a//b` is not `a/b`, and case counts. Any key will do that
 * has up to 1,024 bytes of UTF-8 and no control characters.
 */
export interface ResultStore {
  /**
   * The bytes at a location; `undefined` when nothing lies there. The caller may change them: what is kept stays.
   * @throws EarshotError `EARSHOT_DENIED` when it may not be read, and the retryable ones
   */
  get(uri: ObjectUri): Promise<Uint8Array | undefined>;

  /** Keeps bytes at a location, in place of what lay there. Afterwards `get` answers with equal bytes. */
  put(uri: ObjectUri, bytes: Uint8Array): Promise<void>;

  /**
   * Names the objects whose URI begins with a prefix (text, not folders). Walking the pages names each object that
   * was there all along exactly once.
   */
  list(prefix: string, next?: string): Promise<ObjectList>;

  /** Removes an object, so that `get` answers `undefined`. Returns whether one was there. Idempotent. */
  delete(uri: ObjectUri): Promise<boolean>;
}
