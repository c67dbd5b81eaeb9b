import { ObjectUri } from '../model/uri.js';
import type { ResultStore } from '../ports/result-store.js';
import { assertRejects } from './assert.js';
import {
  type CaseMaker,
  type ContractCase,
  type ContractContext,
  type ContractOptions,
  casesOver,
} from './contract.js';
import { resultStoreKeepingCases } from './result-store-keeping.cases.js';
import { resultStoreListingCases } from './result-store-listing.cases.js';

/** A store that is empty under its root, and shares what it keeps with no other. */
export interface ResultStoreContext extends ContractContext {
  readonly store: ResultStore;
  /** Where the suite puts its objects: scheme, bucket and a slash. @defaultValue `s3://contract/` */
  readonly root?: string;
}

/** Facts of a {@link ResultStore}. */
export interface ResultStoreContractOptions extends ContractOptions {
  /**
   * URIs per page of a listing. The suite puts more than two pages of objects, so a small page makes a quick suite.
   * @defaultValue 1,000, as at Amazon S3
   */
  readonly pageSize?: number;
  /** An object that may not be read, for stores that know permissions. */
  readonly denied?: ObjectUri;
}

/** A {@link ResultStoreContext} without gaps, for the cases. */
export interface StoreInCase extends ContractContext {
  readonly store: ResultStore;
  readonly root: string;
  /** The URI of a key under the root. */
  readonly at: (key: string) => ObjectUri;
}

/**
 * What every {@link ResultStore} must keep to, as cases. All objects of one context lie in one bucket.
 * @param create gives a fresh store at each call, alone or in a {@link ResultStoreContext}
 */
export function resultStoreContract(
  create: () => ResultStore | ResultStoreContext | Promise<ResultStore | ResultStoreContext>,
  options: ResultStoreContractOptions = {},
): readonly ContractCase[] {
  const { pageSize = 1_000, denied } = options;
  const maker = casesOver(async () => inCase(await create()), options);
  return [
    ...resultStoreKeepingCases(maker),
    ...resultStoreListingCases(maker, pageSize),
    ...(denied === undefined ? [] : [deniedCase(maker, denied)]),
  ];
}

function inCase(created: ResultStore | ResultStoreContext): StoreInCase {
  const context: ResultStoreContext = 'store' in created ? created : { store: created };
  const { store, root = 's3://contract/' } = context;
  return { store, root, at: (key) => ObjectUri.parse(root + key), dispose: () => context.dispose?.() };
}

function deniedCase({ example }: CaseMaker<StoreInCase>, denied: ObjectUri): ContractCase {
  return example('get rejects with EARSHOT_DENIED what may not be read', async ({ store }) => {
    await assertRejects(store.get(denied), 'EARSHOT_DENIED', 'the object may not be read');
  });
}
