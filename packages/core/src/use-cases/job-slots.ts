import type { JsonObject } from '../input/json.js';
import { DispatchState, freshState } from './dispatch-state.js';

/** How many jobs the analyzer runs at once. */
export interface JobSlots {
  /** How many it probably runs: where learning its limit begins. What is learned outlives another number. @defaultValue 20 */
  readonly expected?: number | undefined;
  /** At most so many jobs are started, whatever the analyzer would run. @defaultValue as many as it runs */
  readonly maximum?: number | undefined;
}

/** The state that dispatchers share. One that can't be read, perhaps of another version, begins afresh. */
export function readDispatchState(value: JsonObject | undefined, { expected = 20 }: JobSlots = {}): DispatchState {
  return DispatchState.safeParse(value).data ?? freshState(expected);
}
