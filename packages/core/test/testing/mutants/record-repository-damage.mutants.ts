import { type CallHash, type CallPage, EarshotError, type RecordRepository } from '@earshot/core';
import type { RecordRepositoryContext } from '@earshot/core/testing';
import { withChanges } from './describe-mutants.js';
import { plainRepository } from './plain-repository.js';

type Change = (real: RecordRepository, isDamaged: (hash: CallHash) => boolean) => Partial<RecordRepository>;

/** The plainest repository whose records can be damaged, with some methods changed. */
export function damageable(change: Change = () => ({})): () => RecordRepositoryContext {
  return () => {
    const damaged = new Set<CallHash>();
    const plain = plainRepository();
    const correct = withChanges<RecordRepository>(plain, () => ({
      get: async (hash) => {
        if (damaged.has(hash)) throw new EarshotError('EARSHOT_UNREADABLE', 'it is damaged');
        return plain.get(hash);
      },
      list: async (request) => {
        const { calls, ...page } = await plain.list(request);
        const found = calls.flatMap(({ hash }) => (damaged.has(hash) ? [hash] : []));
        const left = calls.filter(({ hash }) => !damaged.has(hash));
        return { ...page, calls: left, ...(found.length > 0 && { damaged: found }) };
      },
      delete: (hash) => {
        damaged.delete(hash);
        return plain.delete(hash);
      },
    }));
    const repository = withChanges(correct, (real) => change(real, (hash) => damaged.has(hash)));
    return { repository, damage: (hash) => void damaged.add(hash) };
  };
}

const listing = (change: (page: CallPage) => CallPage) =>
  damageable((real) => ({ list: async (request) => change(await real.list(request)) }));

/** Break what holds of damaged records. */
export const damageMutants: Readonly<Record<string, () => RecordRepositoryContext>> = {
  'get rejects a damaged record with EARSHOT_UNREADABLE, and gives the others': damageable((real) => ({
    get: (hash) => real.get(hash).catch(() => undefined),
  })),
  'a list leaves damaged records out and names each once, whatever its filter and pages': listing(
    ({ damaged: _, ...page }) => page,
  ),
  'a list without damaged records names none': listing((page) => ({
    ...page,
    damaged: page.damaged ?? page.calls.map(({ hash }) => hash),
  })),
  'a damaged record can be deleted, and its call saved again': damageable((real) => ({
    delete: async (hash) => (await real.get(hash)) !== undefined && real.delete(hash),
  })),
};
