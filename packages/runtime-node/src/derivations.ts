import { CoachDerivation, type Derivation, type Digests, type Ports, type Ruleset } from '@earshot/core';

/** What derivations are made of. Each is left out where the port that it keeps things in is missing, or a setting says so. */
export interface DerivationsInput {
  readonly insights: Ports['InsightRepository'] | undefined;
  readonly rulesets: readonly Ruleset[] | undefined;
  readonly digests: Digests;
}

/** What is kept of calls besides their records. */
export function derivationsOf({ insights, rulesets, digests }: DerivationsInput): readonly Derivation[] {
  const derivations = [insights && rulesets && new CoachDerivation({ insights, rulesets, digests })];
  return derivations.filter((derivation) => derivation !== undefined);
}
