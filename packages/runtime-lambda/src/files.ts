import { type Derivation, FilesDerivation, type FilesDerivationDeps } from '@earshot/core';

/** Writes calls as files. */
export function filesOf(deps: FilesDerivationDeps): Derivation {
  return new FilesDerivation(deps);
}
