import type { JsonObject } from '../input/json.js';

/** A value, as it was last written. */
export interface StoredState {
  readonly value: JsonObject;
  /** 1 at the first write, incremented by each write. */
  readonly version: number;
}

/** How to write a value. */
export interface WriteOptions {
  /** Epoch ms. The store may delete the value after this time. @defaultValue never */
  readonly expiresAtMs?: number;
}

/**
 * Small named values that all processes of a deployment share, such as the lease of the dispatcher. Writes are compare-and-set, so
 * only one of any number of concurrent writers succeeds.
 */
export interface SharedState {
  /** The value with a name, or `undefined`. Strongly consistent. */
  read(name: string): Promise<StoredState | undefined>;

  /**
   * Replaces the version that the caller has read. Of any number of concurrent writes over one version, one succeeds.
   * @param version as {@link read} returned it, 0 if it returned `undefined`
   * @returns whether it was written; `false` if the stored version is another one
   */
  write(name: string, value: JsonObject, version: number, options?: WriteOptions): Promise<boolean>;
}
