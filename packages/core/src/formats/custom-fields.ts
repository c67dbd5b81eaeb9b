import { leaveOut } from '../input/faults.js';
import type { JsonValue } from '../model/primitives.js';

const DEEPEST = 32;

/** Custom fields of these values, without those that can't be kept. */
export function customFieldsOf(values: Iterable<readonly [string, unknown]>): Record<string, JsonValue> {
  return Object.fromEntries(
    [...values].filter((field): field is [string, JsonValue] => {
      const [key, value] = field;
      return isKept(value, DEEPEST) || leaveOut(key, `JSON of at most ${DEEPEST} levels`, value) !== undefined;
    }),
  );
}

/** What reads a field later traverses it by recursion, and JSON has no infinite numbers. */
function isKept(value: unknown, levels: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isKept(member, levels - 1));
}
