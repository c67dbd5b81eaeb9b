import { MemoryRecordRepository } from '@earshot/adapters-memory';
import { EarshotError, type RecordRepository } from '@earshot/core';
import { type RecordRepositoryContext, recordRepositoryContract, registerContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { mutant, plain } from './broken-repositories.js';
import { describeMutants } from './describe-mutants.js';
import { damageable, damageMutants } from './record-repository-damage.mutants.js';
import { dueMutants } from './record-repository-due.mutants.js';
import { filterMutants } from './record-repository-filter.mutants.js';
import { keepingMutants } from './record-repository-keeping.mutants.js';
import { listMutants } from './record-repository-list.mutants.js';
import { totalsMutants } from './record-repository-totals.mutants.js';

describe('the plainest repository', () => registerContract(recordRepositoryContract(plain({})), it));

describeMutants<RecordRepository>('recordRepositoryContract', {
  contract: (create) => recordRepositoryContract(create),
  correct: () => new MemoryRecordRepository(),
  mutants: { ...keepingMutants, ...listMutants, ...filterMutants, ...dueMutants, ...totalsMutants },
});

const names = new Set(recordRepositoryContract(plain({})).map(({ name }) => name));

describeMutants<RecordRepository>('recordRepositoryContract of a repository that searches no text', {
  contract: (create) => recordRepositoryContract(create, { textSearch: false }).filter(({ name }) => !names.has(name)),
  correct: mutant((real) => ({
    list: async (request) => {
      if (request.filter.text === undefined) return real.list(request);
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'no text');
    },
  })),
  mutants: {
    'a text filter is rejected with EARSHOT_NOT_SUPPORTED, alone and with others': mutant((real) => ({
      list: ({ filter: { text: _, ...filter }, ...request }) => real.list({ ...request, filter }),
    })),
  },
});

describeMutants<RecordRepository>('recordRepositoryContract of a repository that counts no calls', {
  contract: (create) => recordRepositoryContract(create, { totals: false }).filter(({ name }) => !names.has(name)),
  correct: mutant(() => ({ summarize: undefined }) as unknown as Partial<RecordRepository>),
  mutants: { 'calls are not counted': () => new MemoryRecordRepository() },
});

describeMutants<RecordRepository>('recordRepositoryContract of a repository that only sorts by time', {
  contract: (create) => recordRepositoryContract(create, { sorts: ['newest'] }).filter(({ name }) => !names.has(name)),
  correct: mutant((real) => ({
    list: async (request) => {
      if (request.sort === undefined || request.sort === 'newest') return real.list(request);
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'no other order');
    },
  })),
  mutants: {
    'an order that the repository does not have is rejected with EARSHOT_NOT_SUPPORTED': mutant((real) => ({
      list: ({ sort: _, ...request }) => real.list(request),
    })),
  },
});

describeMutants<RecordRepositoryContext>('recordRepositoryContract of a repository that can be damaged', {
  contract: (create) => recordRepositoryContract(create, { damageable: true }).filter(({ name }) => !names.has(name)),
  correct: damageable(),
  mutants: damageMutants,
});
