import {
  CoachDerivation,
  type Derivation,
  type Digests,
  type Embedder,
  type EraseCallDeps,
  FilesDerivation,
  type FilesDerivationDeps,
  type MomentIndex,
  type Ports,
  type Ruleset,
  SearchDerivation,
} from '@earshot/core';

/** Whether calls are written as files, and where. */
export interface FilesSetting extends Omit<FilesDerivationDeps, 'store'> {
  /** Otherwise none are written; an erasure removes those that are there. */
  readonly isOn: boolean;
  /** @defaultValue the app's own */
  readonly store?: FilesDerivationDeps['store'];
}

/** How calls are indexed for search, and searched. */
export interface SearchSettings {
  /** @defaultValue none: calls are found by words only */
  readonly embedder?: Embedder | undefined;
  /** Whether a call that was saved is indexed by its words alone, and embedded when it is derived again. @defaultValue false */
  readonly isEmbeddedLater?: boolean | undefined;
}

/** What derivations are made of. Each is left out where the port that it keeps things in is missing, or a setting says so. */
export interface DerivationsInput {
  readonly insights: Ports['InsightRepository'] | undefined;
  readonly rulesets: readonly Ruleset[] | undefined;
  readonly digests: Digests;
  readonly store: Ports['ResultStore'];
  readonly files: FilesSetting | undefined;
  readonly moments: MomentIndex | undefined;
  readonly search: SearchSettings | undefined;
}

/** What is kept of calls besides their records: `whole` as it is to be, `atOnce` as much of it as a save waits for. */
export function derivationsOf({ insights, rulesets, digests, store, files, moments, search }: DerivationsInput): {
  readonly whole: readonly Derivation[];
  readonly atOnce: readonly Derivation[];
} {
  const coaching = insights && rulesets && new CoachDerivation({ insights, rulesets, digests });
  const writing = files?.isOn ? new FilesDerivation({ store, ...files }) : undefined;
  const { embedder, isEmbeddedLater = embedder === undefined } = search ?? {};
  const searching = moments && search && new SearchDerivation({ index: moments, embedder });
  const searchingAtOnce = isEmbeddedLater ? moments && search && wordsFirst(moments) : searching;
  const present = (derivations: readonly (Derivation | undefined)[]) =>
    derivations.filter((derivation) => derivation !== undefined);
  return { whole: present([coaching, writing, searching]), atOnce: present([coaching, writing, searchingAtOnce]) };
}

/** Indexes the words of calls. What is current is left alone, with its vectors. */
function wordsFirst(index: MomentIndex): Derivation {
  const words = new SearchDerivation({ index });
  return {
    name: words.name,
    isCurrent: (call) => words.isCurrent(call),
    forget: (hash) => words.forget(hash),
    async derive(record) {
      if (!(await words.isCurrent(record))) return words.derive(record);
      return { notices: [], changes: { added: 0, changed: 0, withdrawn: 0, unchanged: 0 } };
    },
  };
}

/** Makes an erasure forget what was derived while its derivation was on, too. */
export function forgettingOf(
  { store, files }: Pick<DerivationsInput, 'store' | 'files'>,
  forget: EraseCallDeps['forget'],
): EraseCallDeps['forget'] {
  if (files === undefined || files.isOn) return forget;
  const written = new FilesDerivation({ store, ...files });
  return async (call) => [...((await forget?.(call)) ?? []), ...(await written.remove(call.hash))];
}
