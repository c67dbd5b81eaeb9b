import type { CallRecord } from '../model/record.js';
import type { SharedState } from '../ports/shared-state.js';
import { DISPATCH, withBacklog } from './dispatch-state.js';
import { changeDispatchState, type JobSlots } from './job-slots.js';
import { type StartJobDeps, type StartJobOptions, type StartOutcome, startJob } from './start-job.js';

export interface StartCallDeps extends StartJobDeps {
  readonly state: SharedState;
  readonly jobs?: JobSlots | undefined;
}

/** Whether calls wait for their jobs: then others queue up behind them. */
export async function hasBacklog(state: Pick<SharedState, 'read'>): Promise<boolean> {
  return (await state.read(DISPATCH))?.value['backlog'] === true;
}

/**
 * Starts the job of a submitted record at once, unless other calls wait, or a maximum of jobs is configured: only the
 * dispatcher counts them. A record that has to wait stays submitted, for `DispatchJobs` to start.
 */
export async function startCall(
  deps: StartCallDeps,
  record: CallRecord,
  backlog: boolean,
  options: StartJobOptions = {},
): Promise<StartOutcome> {
  const queues = backlog || deps.jobs?.maximum !== undefined;
  if (queues && record.state === 'submitted') return { status: 'submitted', record };
  const outcome = await startJob(deps, record, options);
  if (outcome.refusal === 'quota' || outcome.refusal === 'rate') {
    await changeDispatchState(deps, withBacklog);
  }
  return outcome;
}
