import type { SearchPlace } from '@earshot/adapters-aws';
import { type Derivation, SearchDerivation, type SharedState } from '@earshot/core';
import { searchPortsOf } from './search-clients.js';

/** Keeps the moments of calls in the index. */
export function indexingOf(place: SearchPlace, state: SharedState): Derivation {
  return new SearchDerivation(searchPortsOf(place, state));
}
