import {
  type ANALYZER_VARIABLES,
  type AwsVariables,
  type JOBS_VARIABLES,
  jobSlotsOf,
  type LAYOUT_VARIABLES,
  layoutOf,
  type REPOSITORY_VARIABLES,
} from '@earshot/adapters-aws';
import { createDispatch, type DispatchJobs, objectUri, type StartCallDeps } from '@earshot/core';
import { analyzerOf, digests } from './adapters.js';

/** The variables that a function reads that starts jobs. */
export type StartVariables = AwsVariables<
  | (typeof REPOSITORY_VARIABLES | typeof ANALYZER_VARIABLES | typeof LAYOUT_VARIABLES | typeof JOBS_VARIABLES)[number]
  | 'EARSHOT_COPIES'
>;

/** What starting jobs takes, as a function's variables say, over ports that the function has already. */
export function startDepsOf<P extends Pick<StartCallDeps, 'repository' | 'state' | 'finishCall'>>(
  variables: StartVariables,
  ports: P,
) {
  return {
    ...ports,
    analyzer: analyzerOf(variables),
    digests,
    now: () => new Date(),
    outputs: objectUri(variables.EARSHOT_RESULTS_BUCKET, layoutOf(variables).outputsPrefix),
    copies: variables.EARSHOT_COPIES,
    jobs: jobSlotsOf(variables),
  };
}

/** Starts the jobs of calls that wait. */
export function dispatcherOf(
  variables: StartVariables,
  ports: Pick<StartCallDeps, 'repository' | 'state' | 'finishCall'>,
): DispatchJobs {
  return createDispatch(startDepsOf(variables, ports));
}
