import type { components } from '@earshot/client';
import { earshot } from '../../data/client.ts';
import { useLoaded } from '../../data/loaded.ts';
import { Problem } from '../problem.tsx';

type Check = components['schemas']['DoctorReport']['checks'][number];

const STATES: Readonly<Record<Check['state'], string>> = {
  ok: 'OK',
  absent: 'Absent',
  damaged: 'Damaged',
  missing: 'Missing',
  failed: 'Failed',
};

/** What the server's machine has and lacks, as `earshot doctor` says. */
export function Doctor() {
  const loaded = useLoaded((signal) => earshot.GET('/doctor', { signal }));
  const { data, isLoading, problem, isAbsent, reload } = loaded.value;
  return (
    <>
      <h2>Doctor</h2>
      {isAbsent ? (
        <p class="quiet">Only a server that transcribes on its own machine is examined.</p>
      ) : (
        <Problem text={problem} retry={reload} />
      )}
      {data === undefined && isLoading && <p class="quiet">Examining …</p>}
      {data !== undefined && (
        <>
          <div class="controls">
            <strong class={data.healthy ? 'state-completed' : 'state-failed'}>
              {data.healthy ? 'Everything is in order.' : 'Something needs attention.'}
            </strong>
            <button type="button" disabled={isLoading} onClick={reload}>
              Examine again
            </button>
          </div>
          <table class="table doctor">
            <thead>
              <tr>
                <th>What</th>
                <th>State</th>
                <th>Details</th>
              </tr>
            </thead>
            <tbody>
              {data.checks.map(({ name, state, detail }, index) => (
                <tr key={index}>
                  <td>{name}</td>
                  <td class={`check-${state}`}>{STATES[state]}</td>
                  <td>{detail}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  );
}
