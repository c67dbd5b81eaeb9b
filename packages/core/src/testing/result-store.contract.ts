import { ObjectUri } from '../model/uri.js';
import type { ResultStore } from '../ports/result-store.js';
import { assertRejects } from './assert.js';
import { type CaseMaker, type ContractCase, casesOver } from './contract.js';
import type { ResultStoreContext, ResultStoreContractOptions, StoreInCase } from './result-store.context.js';
import { resultStoreKeepingCases } from './result-store-keeping.cases.js';
import { resultStoreListingCases } from './result-store-listing.cases.js';

/**
 * What every {@link ResultStore} must keep to, as cases. All objects of one context are in one bucket.
 * @param create gives a fresh store at each call, alone or in a {@link ResultStoreContext}
 */
export function resultStoreContract(
  create: () => ResultStore | ResultStoreContext | Promise<ResultStore | ResultStoreContext>,
  options: ResultStoreContractOptions = {},
): readonly ContractCase[] {
  const { pageSize = 1_000, readOnly = false, denied } = options;
  const maker = casesOver(async () => inCase(await create()), options);
  return [
    ...resultStoreKeepingCases(maker, { pageSize, readOnly }),
    ...resultStoreListingCases(maker, { pageSize, readOnly }),
    ...(denied === undefined ? [] : [deniedCase(maker, denied)]),
  ];
}

function inCase(created: ResultStore | ResultStoreContext): StoreInCase {
  const context: ResultStoreContext = 'store' in created ? created : { store: created };
  const { store, root = 's3://contract/' } = context;
  const at = (key: string) => ObjectUri.parse(root + key);
  const place = context.place ?? ((uri, bytes) => store.put(uri, bytes).then(() => true));
  return { store, root, at, put: (key, bytes) => place(at(key), bytes), dispose: () => context.dispose?.() };
}

function deniedCase({ example }: CaseMaker<StoreInCase>, denied: ObjectUri): ContractCase {
  return example('get rejects with EARSHOT_DENIED what may not be read', async ({ store }) => {
    await assertRejects(store.get(denied), 'EARSHOT_DENIED', 'the object may not be read');
  });
}
