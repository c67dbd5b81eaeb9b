import type { components } from '@earshot/client';
import { address, linkTo } from '../../data/address.ts';
import { earshot } from '../../data/client.ts';
import { useCommand } from '../../data/command.ts';
import { useLoaded } from '../../data/loaded.ts';
import { inWords } from '../../data/metrics.ts';
import { useRefresh } from '../../data/refresh.ts';
import { mayDo } from '../../data/session.ts';
import { localTime } from '../../data/text.ts';
import { Problem } from '../problem.tsx';

type Job = components['schemas']['Job'];

const PAGE_SIZE = 20;
const STATES: Readonly<Record<Job['state'], string>> = {
  queued: 'Waiting',
  running: 'Running',
  succeeded: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** The current job of each call, with what may be done about it. The state that is looked for is part of the address. */
export function Jobs({ everyMs }: { readonly everyMs: number }) {
  const loaded = useLoaded((signal) => {
    const { query } = address.value;
    const state = query.get('state') as Job['state'] | null;
    const nextToken = query.get('nextToken');
    const given = { ...(state && { state }), ...(nextToken && { nextToken }), pageSize: PAGE_SIZE };
    return earshot.GET('/jobs', { params: { query: given }, signal });
  });
  useRefresh(loaded.value, everyMs);
  const { data, isLoading, problem, reload } = loaded.value;
  const state = address.value.query.get('state') ?? '';
  const next = data?.pagination.nextToken;
  return (
    <>
      <h2>Jobs</h2>
      <nav class="states" aria-label="Jobs by state">
        {Object.entries({ '': 'All', ...STATES }).map(([value, name]) => (
          <a
            key={value}
            href={linkTo(['operations'], { state: value })}
            aria-current={value === state ? 'true' : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
      <Problem text={problem} retry={reload} />
      {data === undefined && isLoading && <p class="quiet">Loading …</p>}
      {data?.items.length === 0 && <p class="quiet">No jobs{state && ` in this state`}.</p>}
      {data !== undefined && data.items.length > 0 && (
        <table class="table jobs">
          <thead>
            <tr>
              <th>Call</th>
              <th>State</th>
              <th>Changed</th>
              <th>
                <span class="unseen">What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((job) => (
              <Row key={job.id} job={job} onChange={reload} />
            ))}
          </tbody>
        </table>
      )}
      {typeof next === 'string' && <a href={linkTo(['operations'], { state, nextToken: next })}>Older jobs</a>}
    </>
  );
}

function Row({ job, onChange }: { readonly job: Job; readonly onChange: () => void }) {
  const { id, hash, call_id, state, stage, progress, failure, start_retry, attempt, updated_at, links } = job;
  const command = useCommand();
  const params = { params: { path: { id } } };
  return (
    <tr>
      <td>
        <a class="call-name" href={linkTo(['calls', hash])}>
          {call_id}
        </a>
        {attempt > 1 && <div class="quiet">attempt {attempt}</div>}
      </td>
      <td>
        <span class={`job-${state}`}>{STATES[state]}</span>
        {state === 'running' && stage !== undefined && <span class="quiet"> · {inWords(stage)}</span>}
        {state === 'running' && progress !== null && (
          <div class="job-progress">
            <progress value={progress} aria-label={`Progress of ${call_id}`} /> {Math.round(progress * 100)} %
          </div>
        )}
        {failure !== undefined && <div class="reason">{failure.reason}</div>}
        {start_retry !== undefined && (
          <div class="reason">
            {start_retry.reason}; starts again at {localTime(start_retry.at)}
          </div>
        )}
      </td>
      <td>{localTime(updated_at)}</td>
      <td>
        {mayDo('write') && links.cancel !== undefined && (
          <button
            type="button"
            aria-label={`Cancel ${call_id}`}
            onClick={() => command.run(() => earshot.POST('/jobs/{id}/cancel', params), onChange)}
          >
            Cancel
          </button>
        )}
        {mayDo('write') && links.retry !== undefined && (
          <button
            type="button"
            aria-label={`Retry ${call_id}`}
            onClick={() => command.run(() => earshot.POST('/jobs/{id}/retry', params), onChange)}
          >
            Retry
          </button>
        )}
        <Problem text={command.problem.value} />
      </td>
    </tr>
  );
}
