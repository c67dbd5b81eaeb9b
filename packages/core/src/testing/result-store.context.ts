import type { ObjectUri } from '../model/uri.js';
import type { ResultStore } from '../ports/result-store.js';
import type { ContractContext, ContractOptions } from './contract.js';

/** A store that is empty under its root, and shares what it keeps with no other. */
export interface ResultStoreContext extends ContractContext {
  readonly store: ResultStore;
  /** Where the suite puts its objects: scheme, bucket and a slash. @defaultValue `s3://contract/` */
  readonly root?: string;
  /**
   * Puts an object past the store into what it reads, and returns whether an object can be there: a folder of a disk can't
   * hold `a` and `a/b`. For stores that show what others keep. @defaultValue the store's own `put`
   */
  readonly place?: (uri: ObjectUri, bytes: Uint8Array) => Promise<boolean>;
}

/** Facts of a {@link ResultStore}. */
export interface ResultStoreContractOptions extends ContractOptions {
  /**
   * URIs per page of a listing; `Infinity` for a store that lists everything on one page. The suite puts more than two pages
   * of objects, so small pages make it fast.
   * @defaultValue 1,000, as in Amazon S3
   */
  readonly pageSize?: number;
  /** An object that may not be read, for stores that know permissions. */
  readonly denied?: ObjectUri;
  /**
   * Whether the store only reads what others keep, which `place` of the context puts there. It then rejects `put` with
   * `EARSHOT_NOT_SUPPORTED`; its `delete` hides the object and answers that nothing was removed.
   * @defaultValue false
   */
  readonly readOnly?: boolean;
}

/** A {@link ResultStoreContext} without gaps, for the cases. */
export interface StoreInCase extends ContractContext {
  readonly store: ResultStore;
  readonly root: string;
  /** The URI of a key under the root. */
  readonly at: (key: string) => ObjectUri;
  /** Puts an object at a key, and returns whether one can be there. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<boolean>;
}

/** The options of the cases, without gaps. */
export type ResultStoreFacts = Required<Pick<ResultStoreContractOptions, 'pageSize' | 'readOnly'>>;
