import { useComputed, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { linkTo } from '../../data/address.ts';
import { earshot } from '../../data/client.ts';
import { useLoaded } from '../../data/loaded.ts';
import { useRefresh } from '../../data/refresh.ts';

const LOOK_AGAIN_MS = 3_000;
/** While nothing is analyzed, which a person sees begin a little later. */
const LOOK_IDLY_MS = 8_000;
const SHOWN = 4;
const COUNTED = 100;

/** What is analyzed right now. @param onChange called when a job began or ended, since then the list differs */
export function Underway({ onChange }: { readonly onChange: () => void }) {
  const running = useLoaded((signal) => jobs('running', signal));
  const queued = useLoaded((signal) => jobs('queued', signal));
  const ids = useComputed(() => {
    const all = [running.value.data, queued.value.data];
    if (all.includes(undefined)) return undefined;
    return all
      .flatMap((data) => data?.items ?? [])
      .map(({ id, state }) => `${id} ${state}`)
      .sort()
      .join();
  });
  const before = useRef<string>(undefined);
  useSignalEffect(() => {
    const now = ids.value;
    if (before.current !== undefined && now !== before.current) onChange();
    if (now !== undefined) before.current = now;
  });
  const everyMs = ids.value ? LOOK_AGAIN_MS : LOOK_IDLY_MS;
  useRefresh(running.value, everyMs);
  useRefresh(queued.value, everyMs);
  const [now, next] = [running.value.data, queued.value.data];
  if (!ids.value || now === undefined || next === undefined) return null;
  const more = now.items.length - SHOWN;
  return (
    <section class="underway" aria-label="Being analyzed">
      <ul>
        {now.items.slice(0, SHOWN).map(({ id, hash, call_id, progress }) => (
          <li key={id}>
            <a class="call-name" href={linkTo(['calls', hash])}>
              {call_id}
            </a>{' '}
            is being analyzed{progress !== null && `, ${Math.floor(100 * progress)} %`}
            {progress !== null && <progress max={1} value={progress} aria-label={`Analyzed of ${call_id}`} />}
          </li>
        ))}
      </ul>
      {(more > 0 || next.items.length > 0) && (
        <p class="quiet">
          {more > 0 && `${more}${now.pagination.hasMore ? '+' : ''} more are being analyzed. `}
          {next.items.length > 0 && (
            <a href={linkTo(['calls'], { state: 'submitted' })}>
              {next.items.length}
              {next.pagination.hasMore && '+'} {next.items.length === 1 ? 'waits' : 'wait'}
            </a>
          )}
        </p>
      )}
    </section>
  );
}

const jobs = (state: 'running' | 'queued', signal: AbortSignal) =>
  earshot.GET('/jobs', { params: { query: { state, pageSize: COUNTED } }, signal });
