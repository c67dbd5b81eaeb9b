import { useEffect } from 'preact/hooks';
import type { Call } from '../../data/calls.ts';
import { earshot } from '../../data/client.ts';
import { useCommand } from '../../data/command.ts';
import { useLoaded } from '../../data/loaded.ts';
import { inWords } from '../../data/metrics.ts';
import { mayDo } from '../../data/session.ts';
import { localTime } from '../../data/text.ts';
import { Problem } from '../problem.tsx';

const LOOK_AGAIN_MS = 2_000;

/** How far the analysis of a call is. */
export function Progress({ call }: { readonly call: Call }) {
  const { hash, start_retry } = call;
  const loaded = useLoaded((signal) => earshot.GET('/jobs/{id}', { params: { path: { id: hash } }, signal }));
  const { data, reload } = loaded.value;
  const { stage = 'queued', progress = null } = data ?? {};
  useEffect(() => {
    const timer = setTimeout(reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [data, reload]);
  return (
    <div class="notice">
      <label class="progress">
        {inWords(stage)}
        {progress !== null && ` ${Math.floor(progress * 100)} %`}
        <progress {...(progress !== null && { value: progress })} max={1} />
      </label>
      {start_retry === undefined ? (
        <p>The result appears here by itself.</p>
      ) : (
        <p>
          {start_retry.reason} The next attempt is at {localTime(start_retry.at)}.
        </p>
      )}
    </div>
  );
}

/** Why a call failed, and another attempt. */
export function Failure({ call, onRetry }: { readonly call: Call; readonly onRetry: () => void }) {
  const { hash, failure } = call;
  const command = useCommand();
  const retry = () => command.run(() => earshot.POST('/calls/{hash}/restart', { params: { path: { hash } } }), onRetry);
  return (
    <>
      <p class="problem">{failure?.reason ?? 'The analysis failed.'}</p>
      {mayDo('write') && (
        <button type="button" disabled={command.isBusy.value} onClick={retry}>
          Analyze it again
        </button>
      )}
      <Problem text={command.problem.value} />
    </>
  );
}
