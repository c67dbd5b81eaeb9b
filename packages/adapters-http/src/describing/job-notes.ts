import type { JobItem } from '@earshot/core';

/** What each field of a job says. */
export const JOB_NOTES: Readonly<Record<keyof JobItem | 'links', string>> = {
  id: "`<hash>.<attempt>`: names the job from when its call is submitted, before the analyzer's own `job_id` exists.",
  hash: 'The call.',
  call_id: "The caller's own name for the call.",
  attempt: 'Counts the jobs of a call, from 1.',
  latest: 'Whether no other attempt has followed.',
  state:
    '`queued`: waits to be started. `running`: the analyzer has it. `cancelled`: a person cancelled it, or a longer recording or another result took its place (`failure` says which).',
  call_state: 'The state of the call.',
  stage:
    'Of a job that has not ended: what is done now. `analyzing` where the analyzer does not say more. `waiting`: the analyzer accepted the job, and does others first.',
  progress:
    'The share of the recording that is transcribed; 1 for a job that succeeded; null when unknown: see `no_progress_reason`.',
  no_progress_reason:
    'Why `progress` is null. `not_reported`: the analyzer does not report any, as Bedrock Data Automation does not. `unknown_length`: the length of the recording is unknown. `ended`: the job failed or was cancelled.',
  stages:
    'The stages that the job has entered, as far as the record of the call says. `queued`: until the analyzer accepted it. `saving`: from the end of the analysis until its result was that of the call.',
  job_id: "The analyzer's name for the job.",
  job_reference: "The analyzer's longer name for the job, such as an ARN.",
  failure: 'Why there is no result.',
  start_retry: 'Of a queued job whose start was put off: why, how often, and when it is tried again (`at`).',
  updated_at: 'When anything about the call last changed.',
  links: 'Paths of what can be done next. `cancel` and `retry` are there when they are possible.',
};
