import { MemorySharedState } from '@earshot/adapters-memory';
import type { SharedState, StoredState } from '@earshot/core';
import { sharedStateContract } from '@earshot/core/testing';
import { aside, describeMutants, withChanges } from './describe-mutants.js';

function mutant(change: (real: SharedState) => Partial<SharedState>): () => SharedState {
  return () => withChanges<SharedState>(new MemorySharedState(), change);
}

/** Keeps and names values in another way. */
function naming(nameOf: (name: string) => string): () => SharedState {
  return mutant((real) => ({
    read: (name) => real.read(nameOf(name)),
    write: (name, value, version) => real.write(nameOf(name), value, version),
  }));
}

/** A plain map: reads and writes by parts, each of which a mutant can do in another way. */
function plain(parts: {
  readonly kept?: (value: StoredState['value'], before: StoredState | undefined) => StoredState['value'];
  readonly mayFollow?: (version: number, kept: number) => boolean;
  readonly pause?: () => Promise<void>;
}): () => SharedState {
  return () => {
    const values = new Map<string, StoredState>();
    return {
      read: async (name) => values.get(name),
      write: async (name, value, version) => {
        const before = values.get(name);
        const kept = before?.version ?? 0;
        if (!(parts.mayFollow?.(version, kept) ?? version === kept)) return false;
        await parts.pause?.();
        values.set(name, { value: parts.kept?.(value, before) ?? structuredClone(value), version: kept + 1 });
        return true;
      },
    };
  };
}

const shared = new MemorySharedState();

describeMutants<SharedState>('sharedStateContract', {
  contract: (create) => sharedStateContract(create),
  correct: () => new MemorySharedState(),
  mutants: {
    'two shared states know nothing of each other': () => shared,
    'read gives undefined where nothing was written': naming((name) => name.slice(0, 4)),
    'any value is read as it was written': plain({
      kept: (value) => JSON.parse(JSON.stringify(value, (_key, member) => member ?? undefined)),
    }),
    'odd and long names are kept apart': naming((name) => name.toLowerCase()),
    'changing a value that was written or read changes nothing that is kept': plain({ kept: (value) => value }),
    'a write replaces the whole value, and every process sees it': plain({
      kept: (value, before) => structuredClone({ ...before?.value, ...value }),
    }),
    'a write of another version than the kept one changes nothing': plain({
      mayFollow: (version, kept) => version <= kept,
    }),
    'a write of the kept value is a new version': mutant((real) => ({
      write: async (name, value, version) => {
        const kept = await real.read(name);
        if (kept?.version === version && JSON.stringify(kept.value) === JSON.stringify(value)) return true;
        return real.write(name, value, version);
      },
    })),
    'a value that expires later is there, and one that is kept again no longer expires': mutant((real) => ({
      write: (name, value, version, { expiresAtMs } = {}) =>
        real.write(name, expiresAtMs === undefined ? value : { ...value, expiresAtMs }, version),
    })),
    'of concurrent writes of one version, one succeeds': plain({ pause: aside }),
    'writes under different names do not disturb each other': mutant((real) => {
      let writing = false;
      return {
        write: async (name, value, version) => {
          if (writing) return false;
          writing = true;
          await aside();
          writing = false;
          return real.write(name, value, version);
        },
      };
    }),
  },
});
