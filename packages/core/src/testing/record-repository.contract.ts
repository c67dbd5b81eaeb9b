import type { CallHash } from '../model/call.js';
import { CALL_SORTS } from '../model/call-sort.js';
import type { CallTotals, TotalsRequest } from '../model/call-totals.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { type ContractCase, casesOver } from './contract.js';
import type {
  RecordRepositoryContext,
  RecordRepositoryContractOptions,
  RepositoryInCase,
} from './record-repository.context.js';
import { recordRepositoryCopyCases } from './record-repository-copies.cases.js';
import { recordRepositoryDamageCases } from './record-repository-damage.cases.js';
import { recordRepositoryDeleteCases } from './record-repository-delete.cases.js';
import { recordRepositoryDueCases } from './record-repository-due.cases.js';
import { recordRepositoryFilterCases } from './record-repository-filters.cases.js';
import { recordRepositoryListCases } from './record-repository-list.cases.js';
import { recordRepositoryWalkCases } from './record-repository-pages.cases.js';
import { recordRepositorySaveCases } from './record-repository-save.cases.js';
import { recordRepositorySortCases } from './record-repository-sort.cases.js';
import { recordRepositoryTextCases } from './record-repository-text.cases.js';
import { recordRepositoryTotalsCases } from './record-repository-totals.cases.js';

/**
 * What every {@link RecordRepository} must keep to, as cases.
 *
 * What a listing costs is a rule too, but not one that a case can tell without a clock: measure it.
 * @param create gives a fresh repository at each call, alone or in a {@link RecordRepositoryContext}
 */
export function recordRepositoryContract(
  create: () => RecordRepository | RecordRepositoryContext | Promise<RecordRepository | RecordRepositoryContext>,
  options: RecordRepositoryContractOptions = {},
): readonly ContractCase[] {
  const { textSearch = true, sorts = CALL_SORTS, totals = true, damageable = false } = options;
  const maker = casesOver(async () => inCase(await create()), options);
  return [
    ...recordRepositorySaveCases(maker),
    ...recordRepositoryCopyCases(maker),
    ...recordRepositoryDeleteCases(maker),
    ...recordRepositoryListCases(maker),
    ...recordRepositoryWalkCases(maker, textSearch, sorts),
    ...recordRepositorySortCases(maker, sorts),
    ...recordRepositoryFilterCases(maker),
    ...recordRepositoryTextCases(maker, textSearch),
    ...recordRepositoryDueCases(maker),
    ...recordRepositoryTotalsCases(maker, { totals, textSearch }),
    ...(damageable ? recordRepositoryDamageCases(maker) : []),
  ];
}

function inCase(created: RecordRepository | RecordRepositoryContext): RepositoryInCase {
  const context: RecordRepositoryContext = 'repository' in created ? created : { repository: created };
  const damage = async (hash: CallHash) => {
    await context.settle?.();
    if (context.damage === undefined) throw new Error('a damageable repository needs a context that can damage it');
    await context.damage(hash);
  };
  return { repository: settling(context), damage, dispose: () => context.dispose?.() };
}

function settling({ repository, settle }: RecordRepositoryContext): RecordRepository {
  if (settle === undefined) return repository;
  return {
    get: (hash) => repository.get(hash),
    save: (record) => repository.save(record),
    delete: (hash) => repository.delete(hash),
    findByJob: async (jobId) => {
      await settle();
      return repository.findByJob(jobId);
    },
    findByAlias: async (alias) => {
      await settle();
      return repository.findByAlias(alias);
    },
    list: async (request) => {
      await settle();
      return repository.list(request);
    },
    listDue: async (request) => {
      await settle();
      return repository.listDue(request);
    },
    countOpen: async (state, sinceMs) => {
      await settle();
      return repository.countOpen(state, sinceMs);
    },
    ...(repository.summarize && {
      summarize: async (request: TotalsRequest) => {
        await settle();
        return repository.summarize?.(request) as Promise<CallTotals>;
      },
    }),
  };
}
