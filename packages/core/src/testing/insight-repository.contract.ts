import type { InsightRepository } from '../ports/insight-repository.js';
import { type ContractCase, type ContractOptions, casesOver } from './contract.js';
import type { InsightRepositoryContext, InsightsInCase } from './insight-repository.context.js';
import { insightRepositoryAgentCases } from './insight-repository-agents.cases.js';
import { insightRepositoryDecideCases } from './insight-repository-decide.cases.js';
import { insightRepositoryDeleteCases } from './insight-repository-delete.cases.js';
import { insightRepositoryListCases } from './insight-repository-list.cases.js';
import { insightRepositoryReplaceCases } from './insight-repository-replace.cases.js';

/**
 * Rules of every {@link InsightRepository}, as cases.
 * @param create gives a fresh repository at each call, alone or in an {@link InsightRepositoryContext}
 */
export function insightRepositoryContract(
  create: () => InsightRepository | InsightRepositoryContext | Promise<InsightRepository | InsightRepositoryContext>,
  options: ContractOptions = {},
): readonly ContractCase[] {
  const maker = casesOver(async () => inCase(await create()), options);
  return [
    ...insightRepositoryReplaceCases(maker),
    ...insightRepositoryDecideCases(maker),
    ...insightRepositoryDeleteCases(maker),
    ...insightRepositoryListCases(maker),
    ...insightRepositoryAgentCases(maker),
  ];
}

function inCase(created: InsightRepository | InsightRepositoryContext): InsightsInCase {
  const context: InsightRepositoryContext = 'repository' in created ? created : { repository: created };
  const { repository, other = repository } = context;
  return {
    repository: settling(repository, context.settle),
    other: settling(other, context.settle),
    dispose: () => context.dispose?.(),
  };
}

function settling(repository: InsightRepository, settle: InsightRepositoryContext['settle']): InsightRepository {
  if (settle === undefined) return repository;
  const settled = async <T>(read: () => Promise<T>) => {
    await settle();
    return read();
  };
  return {
    replace: (score, insights) => repository.replace(score, insights),
    scoreOf: (hash) => repository.scoreOf(hash),
    ofCall: (hash) => repository.ofCall(hash),
    get: (id) => repository.get(id),
    decide: (id, version, change) => repository.decide(id, version, change),
    delete: (hash) => repository.delete(hash),
    list: (request) => settled(() => repository.list(request)),
    count: (filter) => settled(() => repository.count(filter)),
    agents: (request) => settled(() => repository.agents(request)),
    scoresOf: (request) => settled(() => repository.scoresOf(request)),
  };
}
