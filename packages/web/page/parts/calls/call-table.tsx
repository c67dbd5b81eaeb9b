import { useRef } from 'preact/hooks';
import { linkTo } from '../../data/address.ts';
import { type Call, gistOf } from '../../data/calls.ts';
import { clock, localTime, SENTIMENT_NAMES, STATE_NAMES } from '../../data/text.ts';
import { useKeys } from '../keys.tsx';

/** Calls in rows, which the keys `j` and `k` go through. */
export function CallTable({ calls }: { readonly calls: readonly Call[] }) {
  const rows = useRef<HTMLTableSectionElement>(null);
  const move = (by: number) => {
    const links = [...(rows.current?.querySelectorAll('a') ?? [])];
    const at = links.findIndex((link) => link.matches(':focus'));
    links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
  };
  useKeys('Calls', [
    { keys: ['j'], does: 'Next call', run: () => move(1) },
    { keys: ['k'], does: 'Previous call', run: () => move(-1) },
    { keys: ['Enter'], does: 'Open the call' },
  ]);
  return (
    <table class="table" hidden={calls.length === 0}>
      <thead>
        <tr>
          <th>Call</th>
          <th>Recorded</th>
          <th class="number">Length</th>
          <th>State</th>
          <th>About</th>
        </tr>
      </thead>
      <tbody ref={rows}>
        {calls.map((call) => (
          <Row key={call.hash} call={call} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ call }: { readonly call: Call }) {
  const { agent, customer, sentiment } = call;
  return (
    <tr>
      <td class="call-cell">
        <a class="call-name" href={linkTo(['calls', call.hash])}>
          {call.call_id}
        </a>
        <div class="quiet">{[agent, customer].filter(Boolean).join(' with ')}</div>
      </td>
      <td class="call-time">{localTime(call.recorded_at)}</td>
      <td class="number">{call.media?.duration_ms === undefined ? '' : clock(call.media.duration_ms)}</td>
      <td>
        <span class={`state-${call.state}`}>{STATE_NAMES[call.state]}</span>
        {sentiment && <div class={`mood mood-${sentiment.label}`}>{SENTIMENT_NAMES[sentiment.label]}</div>}
      </td>
      <td>
        {call.call_categories.map((category) => (
          <span class="tag" key={category}>
            {category}
          </span>
        ))}
        <span class="call-gist">{gistOf(call)}</span>
      </td>
    </tr>
  );
}
