import { useMemo } from 'preact/hooks';
import type { Call } from '../../data/calls.ts';
import { durationOf, silencesOf, talkTimesOf } from '../../data/spans.ts';
import { speakersOf } from '../../data/speakers.ts';
import { clock } from '../../data/text.ts';

const PERCENT = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

/** Who speaks how long, as shares of all speaking. */
export function TalkTime({ call }: { readonly call: Call }) {
  const talk = useMemo(() => {
    const speakers = speakersOf(call);
    const times = [...talkTimesOf(call)].flatMap(([label, ms]) => {
      const speaker = speakers.get(label);
      return speaker === undefined || ms === 0 ? [] : [{ ...speaker, ms }];
    });
    return { times, totalMs: times.reduce((sum, { ms }) => sum + ms, 0), silences: silencesOf(call) };
  }, [call]);
  if (talk.times.length < 2) return null;
  const silenceMs = talk.silences.reduce((sum, { start_ms, end_ms }) => sum + end_ms - start_ms, 0);
  return (
    <section aria-label="Talk time">
      <h2>Talk time</h2>
      <div class="shares" aria-hidden="true">
        {talk.times.map(({ label, tone, ms }) => (
          <span key={label} class={`key-${tone}`} style={{ width: `${(ms / talk.totalMs) * 100}%` }} />
        ))}
      </div>
      <ul class="amounts">
        {talk.times.map(({ label, tone, title, ms }) => (
          <li key={label} class={`key-${tone}`}>
            {title} <span class="number">{PERCENT.format(ms / talk.totalMs)}</span>{' '}
            <span class="quiet">{clock(ms)}</span>
          </li>
        ))}
        {silenceMs > 0 && (
          <li class="key-silence">
            Silence <span class="number">{PERCENT.format(silenceMs / durationOf(call))}</span>{' '}
            <span class="quiet">{clock(silenceMs)}</span>
          </li>
        )}
      </ul>
    </section>
  );
}
