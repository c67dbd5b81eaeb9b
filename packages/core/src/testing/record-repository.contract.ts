import type { CallHash } from '../model/call.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { type ContractCase, type ContractContext, type ContractOptions, casesOver } from './contract.js';
import { recordRepositoryCopyCases } from './record-repository-copies.cases.js';
import { recordRepositoryDamageCases } from './record-repository-damage.cases.js';
import { recordRepositoryDeleteCases } from './record-repository-delete.cases.js';
import { recordRepositoryFilterCases } from './record-repository-filters.cases.js';
import { recordRepositoryListCases } from './record-repository-list.cases.js';
import { recordRepositorySaveCases } from './record-repository-save.cases.js';
import { recordRepositoryTextCases } from './record-repository-text.cases.js';
import { recordRepositoryWalkCases } from './record-repository-walk.cases.js';

/** A repository that is empty, and shares what it keeps with no other. */
export interface RecordRepositoryContext extends ContractContext {
  readonly repository: RecordRepository;
  /**
   * Waits until `list`, `findByJob` and `findByAlias` see what was saved and deleted. For indices that lag behind, such as the global
   * secondary indices of Amazon DynamoDB.
   */
  readonly settle?: () => void | Promise<void>;
  /** Damages what is kept of a call, past the repository, so that neither `get` nor `list` can read it. */
  readonly damage?: (hash: CallHash) => void | Promise<void>;
}

/** Facts of a {@link RecordRepository}. */
export interface RecordRepositoryContractOptions extends ContractOptions {
  /**
   * Whether `list` takes `filter.text`. A repository on Amazon DynamoDB alone can't search text; it then rejects such a
   * filter with `EARSHOT_NOT_SUPPORTED`.
   * @defaultValue true
   */
  readonly textSearch?: boolean;
  /**
   * Whether what is kept can be damaged from outside, such as by a disk or another program. Then the context can
   * `damage` it. What is kept in memory can't.
   * @defaultValue false
   */
  readonly damageable?: boolean;
}

/** What the cases work on: a repository whose every answer may be looked at at once. */
export interface RepositoryInCase extends ContractContext {
  readonly repository: RecordRepository;
  readonly damage: (hash: CallHash) => Promise<void>;
}

/**
 * What every {@link RecordRepository} must keep to, as cases.
 *
 * What a walk costs is a rule too, but not one that a case can tell without a clock: measure it.
 * @param create gives a fresh repository at each call, alone or in a {@link RecordRepositoryContext}
 */
export function recordRepositoryContract(
  create: () => RecordRepository | RecordRepositoryContext | Promise<RecordRepository | RecordRepositoryContext>,
  options: RecordRepositoryContractOptions = {},
): readonly ContractCase[] {
  const { textSearch = true, damageable = false } = options;
  const maker = casesOver(async () => inCase(await create()), options);
  return [
    ...recordRepositorySaveCases(maker),
    ...recordRepositoryCopyCases(maker),
    ...recordRepositoryDeleteCases(maker),
    ...recordRepositoryListCases(maker),
    ...recordRepositoryWalkCases(maker, textSearch),
    ...recordRepositoryFilterCases(maker),
    ...recordRepositoryTextCases(maker, textSearch),
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
  };
}
