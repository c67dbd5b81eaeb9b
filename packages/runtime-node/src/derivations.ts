import {
  CoachDerivation,
  type Derivation,
  type Digests,
  type EraseCallDeps,
  FilesDerivation,
  type FilesDerivationDeps,
  type Ports,
  type Ruleset,
} from '@earshot/core';

/** Whether calls are written as files, and where. */
export interface FilesSetting extends Omit<FilesDerivationDeps, 'store'> {
  /** Otherwise none are written; an erasure removes those that are there. */
  readonly isOn: boolean;
  /** @defaultValue the app's own */
  readonly store?: FilesDerivationDeps['store'];
}

/** What derivations are made of. Each is left out where the port that it keeps things in is missing, or a setting says so. */
export interface DerivationsInput {
  readonly insights: Ports['InsightRepository'] | undefined;
  readonly rulesets: readonly Ruleset[] | undefined;
  readonly digests: Digests;
  readonly store: Ports['ResultStore'];
  readonly files: FilesSetting | undefined;
}

/** What is kept of calls besides their records. */
export function derivationsOf({ insights, rulesets, digests, store, files }: DerivationsInput): readonly Derivation[] {
  const derivations = [
    insights && rulesets && new CoachDerivation({ insights, rulesets, digests }),
    files?.isOn ? new FilesDerivation({ store, ...files }) : undefined,
  ];
  return derivations.filter((derivation) => derivation !== undefined);
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
