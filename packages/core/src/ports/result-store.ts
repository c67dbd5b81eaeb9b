import type { ObjectUri } from '../model/uri.js';

/** One page of a listing. */
export interface ObjectList {
  /** In ascending order of UTF-8 bytes, over all pages. */
  readonly uris: readonly ObjectUri[];
  /** Pass it to `list` to get the next page. Absent on the last page. */
  readonly next?: string;
}

/**
 * Stores result documents as bytes, by location. Keys are exact and case-sensitive: `a//b` is not `a/b`. A key has up to 1,024
 * bytes of UTF-8 and no control characters.
 */
export interface ResultStore {
  /**
   * The bytes at a location, or `undefined` if there is no object. The caller may modify them without changing the stored ones.
   * @throws EarshotError `EARSHOT_DENIED` when it may not be read, and the retryable ones
   */
  get(uri: ObjectUri): Promise<Uint8Array | undefined>;

  /** Stores bytes at a location, replacing an existing object. Afterwards `get` returns equal bytes. */
  put(uri: ObjectUri, bytes: Uint8Array): Promise<void>;

  /**
   * Lists the objects whose URI begins with a prefix (text, not folders). The pages together contain each object that exists
   * throughout exactly once.
   */
  list(prefix: string, next?: string): Promise<ObjectList>;

  /** Deletes an object, so that `get` returns `undefined`. Returns whether it existed. Idempotent. */
  delete(uri: ObjectUri): Promise<boolean>;
}
