import { EarshotError } from '../errors.js';
import type { JsonObject } from '../input/json.js';
import type { SharedState } from '../ports/shared-state.js';

const TRIES = 20;

/**
 * Reads a shared value, changes it and writes it, and retries when another process was faster.
 * `change` is pure: it gives the changed value, or what it was given, or nothing, when nothing is
 * to change.
 *
 * @returns what `change` gave last
 * @throws EarshotError `EARSHOT_CONFLICT` when other processes were faster every time; what the
 * port throws
 */
export async function changeState<S extends JsonObject, T extends S | undefined>(
  state: SharedState,
  name: string,
  read: (value: JsonObject | undefined) => S,
  change: (value: S) => T,
): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await state.read(name);
    const before = read(stored?.value);
    const after = change(before);
    if (after === undefined || (after as S) === before) return after;
    if (await state.write(name, after, stored?.version ?? 0)) return after;
  }
  throw new EarshotError('EARSHOT_CONFLICT', `other processes kept changing the shared state '${name}'`);
}
