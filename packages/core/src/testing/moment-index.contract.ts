import type { MomentIndex } from '../ports/moment-index.js';
import { type ContractCase, casesOver } from './contract.js';
import type { IndexInCase, MomentIndexContext, MomentIndexContractOptions } from './moment-index.context.js';
import { momentIndexMeaningCases } from './moment-index-meaning.cases.js';
import { momentIndexPageCases } from './moment-index-pages.cases.js';
import { momentIndexPutCases } from './moment-index-put.cases.js';
import { momentIndexWordCases } from './moment-index-words.cases.js';

/**
 * Rules of every {@link MomentIndex}, as cases.
 * @param create gives a fresh index at each call, alone or in a {@link MomentIndexContext}
 */
export function momentIndexContract(
  create: () => MomentIndex | MomentIndexContext | Promise<MomentIndex | MomentIndexContext>,
  { capabilities, dimensions = 512, ...options }: MomentIndexContractOptions,
): readonly ContractCase[] {
  const maker = casesOver(async () => inCase(await create()), options);
  return [
    ...momentIndexPutCases(maker),
    ...momentIndexWordCases(maker, capabilities, dimensions),
    ...momentIndexMeaningCases(maker, dimensions),
    ...momentIndexPageCases(maker, capabilities, dimensions),
  ];
}

function inCase(created: MomentIndex | MomentIndexContext): IndexInCase {
  const context: MomentIndexContext = 'index' in created ? created : { index: created };
  const { index, other = index } = context;
  return {
    index: settling(index, context.settle),
    other: settling(other, context.settle),
    dispose: () => context.dispose?.(),
  };
}

function settling(index: MomentIndex, settle: MomentIndexContext['settle']): MomentIndex {
  if (settle === undefined) return index;
  return {
    capabilities: index.capabilities,
    put: (call) => index.put(call),
    delete: (hash) => index.delete(hash),
    revisionOf: (hash) => index.revisionOf(hash),
    search: async (query) => {
      await settle();
      return index.search(query);
    },
  };
}
