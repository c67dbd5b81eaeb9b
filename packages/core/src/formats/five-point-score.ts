import type { JsonObject } from '../input/json.js';
import { number } from '../input/read-fields.js';

/** A score from -5 to 5, as AWS states the sentiment of a speaker, as one from -1 to 1; `undefined` when absent or null. */
export function fivePointScore(raw: JsonObject, key: string): number | undefined {
  const score = number(raw, key);
  // No negative zero: JSON keeps none.
  return score === undefined ? undefined : Math.min(Math.max(score / 5, -1), 1) + 0;
}
