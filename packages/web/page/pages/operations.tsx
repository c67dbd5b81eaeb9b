import type { components } from '@earshot/client';
import { useMemo } from 'preact/hooks';
import { earshot } from '../data/client.ts';
import { useLoaded } from '../data/loaded.ts';
import { inWords } from '../data/metrics.ts';
import { useRefresh } from '../data/refresh.ts';
import { span } from '../data/text.ts';
import { DeadLetters } from '../parts/operations/dead-letters.tsx';
import { Doctor } from '../parts/operations/doctor.tsx';
import { Jobs } from '../parts/operations/jobs.tsx';
import { Problem } from '../parts/problem.tsx';
import './operations.css';

type Queue = NonNullable<components['schemas']['Health']['queues']>[number];

const LOOK_AGAIN_MS = 5_000;

/** What waits, what runs, what is stuck and why, and whether the server's machine is fit for it. */
export function OperationsPage() {
  const health = useLoaded(async (signal) => {
    const { data, response } = await earshot.GET('/health', { params: { query: { queues: '' } }, signal });
    return { data, response };
  });
  useRefresh(health.value, LOOK_AGAIN_MS);
  const { data, isLoading, problem, reload } = health.value;
  const counted = useMemo(() => {
    return data && { deadLettered: (data.queues ?? []).reduce((sum, { dead_lettered = 0 }) => sum + dead_lettered, 0) };
  }, [data]);
  return (
    <>
      <h1>Operations</h1>
      <p class="quiet">
        {data && `Earshot ${data.version}, up for ${span(data.uptime_ms)}. `}This page refreshes by itself.
      </p>
      <Problem text={problem} retry={reload} />
      <h2>Queues</h2>
      {data === undefined ? isLoading && <p class="quiet">Loading …</p> : <Queues queues={data.queues ?? []} />}
      <DeadLetters counted={counted} onChange={reload} />
      <Jobs everyMs={LOOK_AGAIN_MS} />
      <Doctor />
    </>
  );
}

const MEANINGS: Readonly<Record<string, string>> = {
  calls: 'calls that wait for their jobs, and those whose job runs',
  messages: 'messages between the processes of this machine',
  analyses: 'jobs that wait for a process to transcribe them',
  start: 'recordings that have arrived',
  results: 'results that have arrived',
};

function Queues({ queues }: { readonly queues: readonly Queue[] }) {
  if (queues.length === 0) return <p class="quiet">This server counts no queues.</p>;
  return (
    <table class="table queues">
      <thead>
        <tr>
          <th>Queue</th>
          <th class="number">Waiting</th>
          <th class="number">In work</th>
          <th class="number">Oldest waits</th>
          <th class="number">Dead letters</th>
        </tr>
      </thead>
      <tbody>
        {queues.map(({ name, waiting, in_flight, oldest_age_ms, dead_lettered, error }) => (
          <tr key={name}>
            <td>
              <strong>{inWords(name)}</strong> <span class="quiet">{MEANINGS[name]}</span>
              {error !== undefined && <div class="state-failed">can’t be counted: {error}</div>}
            </td>
            <td class="number" data-label="waiting">
              {waiting}
            </td>
            <td class="number" data-label="in work">
              {in_flight}
            </td>
            <td class="number" data-label="oldest waits">
              {waiting === 0 || oldest_age_ms === undefined ? '' : span(oldest_age_ms)}
            </td>
            <td class={`number ${dead_lettered ? 'state-failed' : ''}`} data-label="dead letters">
              {dead_lettered}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
