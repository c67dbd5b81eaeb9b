import { ObjectUri } from '../model/uri.js';
import type { ResultStore } from '../ports/result-store.js';
import { assertRejects } from './assert.js';
import { type CaseMaker, type ContractCase, casesOver } from './contract.js';
import type { ResultStoreContext, ResultStoreContractOptions, StoreInCase } from './result-store.context.js';
import { resultStoreKeepingCases } from './result-store-keeping.cases.js';
import { resultStoreListingCases } from './result-store-listing.cases.js';

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
