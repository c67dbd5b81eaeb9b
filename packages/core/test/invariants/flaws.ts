import {
  type CallHash,
  type CallRecord,
  type Derivation,
  type DerivedCall,
  FinishCall,
  type FinishCallDeps,
  type InsightRepository,
  type MomentIndex,
  type PersistResult,
  type RecordRepository,
} from '@earshot/core';
import { instead } from '../instead.js';

/** Ways to finish calls wrongly. Histories must show each of them. */
export const FLAWS = [
  'no read of the record after deriving',
  'no note of a call that is about to change',
  'no note of a call that is about to be saved',
  'no note of a call that is about to be derived again',
  'no second forgetting in an erasure',
  'no forgetting of erased calls by sweeps',
  'duplicates are not finished',
  'decisions are dropped',
  'files are taken for those that the manifest promises',
] as const;
export type Flaw = (typeof FLAWS)[number] | (typeof INDEX_FLAWS)[number];

/** Ways to index calls wrongly. Histories of calls that are searched must show each of them. */
export const INDEX_FLAWS = ['older revisions replace newer ones', 'erased calls stay indexed'] as const;

/** Finishes calls, with a flaw. */
export function flawedFinishCall(flaw: Flaw | undefined, deps: FinishCallDeps, isSweep: boolean): FinishCall {
  switch (flaw) {
    case 'no read of the record after deriving':
      return new FinishCall(unread(deps));
    case 'no note of a call that is about to change':
      return new Unnoted(deps);
    case 'no note of a call that is about to be saved':
      return new UnnotedSave(deps);
    case 'no note of a call that is about to be derived again':
      return new UnnotedDeriving(deps);
    case 'no forgetting of erased calls by sweeps':
      return isSweep ? new Unforgetting(deps) : new FinishCall(deps);
    default:
      return new FinishCall(deps);
  }
}

/** Keeps insights, with a flaw. */
export function flawedInsights(flaw: Flaw | undefined, insights: InsightRepository): InsightRepository {
  if (flaw !== 'decisions are dropped') return insights;
  return instead(insights, {
    replace: async (score, given) => {
      await insights.delete(score.hash);
      return insights.replace(score, given);
    },
  });
}

/** Writes files, with a flaw. */
export function flawedFiles(flaw: Flaw | undefined, files: Derivation): Derivation {
  if (flaw !== 'files are taken for those that the manifest promises') return files;
  return instead(files, {
    derive: async (record) => {
      if (!(await files.isCurrent(record))) return files.derive(record);
      return { notices: [], changes: { added: 0, changed: 0, withdrawn: 0, unchanged: 1 } };
    },
  });
}

/** Indexes moments, with a flaw. */
export function flawedIndex(flaw: Flaw | undefined, index: MomentIndex): MomentIndex {
  switch (flaw) {
    case 'older revisions replace newer ones':
      return instead(index, {
        put: async (call) => {
          await index.delete(call.hash);
          return index.put(call);
        },
      });
    case 'erased calls stay indexed':
      return instead(index, { delete: async () => 0 });
    default:
      return index;
  }
}

/** Erases as if nothing could be derived while it does so. */
export function forgettingOnce(flaw: Flaw | undefined, finishCall: FinishCall): FinishCall {
  if (flaw !== 'no second forgetting in an erasure') return finishCall;
  let count = 0;
  return instead(finishCall, { forget: async (hash) => (++count === 1 ? finishCall.forget(hash) : []) });
}

/** Persists results, and lets nothing follow from those that were there. */
export function flawedPersistResult(
  flaw: Flaw | undefined,
  persistResult: PersistResult,
): Pick<PersistResult, 'execute'> {
  if (flaw !== 'duplicates are not finished') return persistResult;
  return {
    execute: async (mention) => {
      const outcome = await persistResult.execute(mention);
      return outcome.status === 'duplicate' ? { status: 'ignored', reason: 'a duplicate' } : outcome;
    },
  };
}

/** Gives out each record that was just derived as the one that is stored. */
function unread(deps: FinishCallDeps): FinishCallDeps {
  const derived = new Map<CallHash, CallRecord>();
  const repository: Pick<RecordRepository, 'get'> = {
    get: async (hash) => {
      const record = derived.get(hash);
      derived.delete(hash);
      return record ?? deps.repository.get(hash);
    },
  };
  const derivations = deps.derivations?.map((derivation) =>
    instead<Derivation>(derivation, {
      derive: async (record) => {
        const given = await derivation.derive(record);
        derived.set(record.hash, record);
        return given;
      },
    }),
  );
  return { ...deps, derivations, repository };
}

class Unnoted extends FinishCall {
  override async whileChanging<T extends object>(_: CallHash, work: () => Promise<T>): Promise<T> {
    return finishedBy(this, await work());
  }
}

class UnnotedSave extends FinishCall {
  override async whileSaving<T extends object>(
    repository: RecordRepository,
    work: (repository: RecordRepository) => Promise<T>,
  ): Promise<T> {
    return finishedBy(this, await work(repository));
  }
}

class UnnotedDeriving extends FinishCall {
  override async whileDeriving(_: CallHash, work: () => Promise<DerivedCall>): Promise<DerivedCall> {
    return work();
  }
}

class Unforgetting extends FinishCall {
  override async forget(): Promise<[]> {
    return [];
  }
}

async function finishedBy<T extends object>(finishCall: FinishCall, outcome: T): Promise<T> {
  if ('record' in outcome) await finishCall.execute(outcome.record as CallRecord);
  return outcome;
}
