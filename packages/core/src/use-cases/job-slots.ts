import type { SharedState } from '../ports/shared-state.js';
import { changeState } from './change-state.js';
import { DISPATCH, DispatchState, freshState } from './dispatch-state.js';

/** How many jobs the analyzer runs at once. */
export interface JobSlots {
  /** How many it probably runs: where learning its limit begins. What is learned outlives another number. @defaultValue 20 */
  readonly expected?: number | undefined;
  /** At most so many jobs are started, whatever the analyzer would run. @defaultValue as many as it runs */
  readonly maximum?: number | undefined;
}

/**
 * Changes the state that dispatchers share, as {@link changeState} does. One that can't be read, perhaps of another version,
 * begins afresh.
 */
export function changeDispatchState<T extends DispatchState | undefined>(
  { state, jobs: { expected = 20 } = {} }: { readonly state: SharedState; readonly jobs?: JobSlots | undefined },
  change: (before: DispatchState) => T,
): Promise<T> {
  return changeState(state, DISPATCH, (value) => DispatchState.safeParse(value).data ?? freshState(expected), change);
}
