import type { JsonObject } from '../input/json.js';

/** A value, as it was last written. */
export interface StoredState {
  readonly value: JsonObject;
  /** 1 when first written, one more at each write. */
  readonly version: number;
}

/** How to write a value. */
export interface WriteOptions {
  /** Epoch ms; from then on the value may be forgotten, and may also stay. @defaultValue it is kept */
  readonly expiresAtMs?: number;
}

/**
 * Small values that all processes of a deployment share, each under a name: who may start jobs, what was announced. Writing is
 * compare-and-set, so that of any number of processes one decides.
 */
export interface SharedState {
  /** The value under a name, `undefined` when there is none. Sees every write that was answered. */
  read(name: string): Promise<StoredState | undefined>;

  /**
   * Writes a value in place of the version that the caller has read. Of any number of concurrent writes of one version, one
   * succeeds.
   * @param version what {@link read} gave, 0 where it gave nothing
   * @returns whether it was written; `false` when another version is kept
   */
  write(name: string, value: JsonObject, version: number, options?: WriteOptions): Promise<boolean>;
}
