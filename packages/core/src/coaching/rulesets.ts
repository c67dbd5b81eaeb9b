import type { Ruleset } from './ruleset.js';
import { pcaCoaching } from './rulesets/pca-coaching.js';
import { support } from './rulesets/support.js';

/** The rulesets that Earshot brings. */
export const SHIPPED_RULESETS: readonly Ruleset[] = [pcaCoaching, support];
