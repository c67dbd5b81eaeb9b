import { useComputed, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { address, linkTo } from '../data/address.ts';
import { type Call, gistOf, isUnfinished } from '../data/calls.ts';
import { earshot } from '../data/client.ts';
import { useLoaded } from '../data/loaded.ts';
import { createPlayback, type Playback } from '../data/playback.ts';
import { session } from '../data/session.ts';
import { speakersOf } from '../data/speakers.ts';
import { clock, localTime, STATE_NAMES } from '../data/text.ts';
import { Erase } from '../parts/call/erase.tsx';
import { Player } from '../parts/call/player.tsx';
import { Transcript } from '../parts/call/transcript.tsx';
import './call.css';

const LOOK_AGAIN_MS = 3_000;
const FORMATS = { markdown: 'md', vtt: 'vtt', srt: 'srt', json: 'json' } as const;

/** One call, to read and hear. Its address may name a moment: `?t=83`, in seconds. */
export function CallPage() {
  const hash = address.value.path[1] ?? '';
  return <OneCall key={hash} hash={hash} />;
}

function OneCall({ hash }: { readonly hash: string }) {
  const loaded = useLoaded(async (signal) => {
    const { data, ...rest } = await earshot.GET('/analytics/{hash}', { params: { path: { hash } }, signal });
    return { ...rest, data: data?.items[0] };
  });
  const playback = useMemo(() => createPlayback(hash, askedMs()), [hash]);
  const moment = useComputed(() => address.value.query.get('t'));
  useSignalEffect(() => {
    const ms = moment.value === null ? undefined : askedMs();
    if (ms !== undefined) playback.seek(ms);
  });
  const { data: call, isLoading, problem, reload } = loaded.value;
  const waits = call !== undefined && isUnfinished(call);
  useEffect(() => {
    if (!waits || isLoading) return undefined;
    const timer = setTimeout(reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [waits, isLoading, reload]);
  return (
    <>
      <a href={linkTo(['calls'])}>All calls</a>
      {call === undefined && <h1>Call</h1>}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}{' '}
          <button type="button" class="plain" onClick={reload}>
            Try again
          </button>
        </p>
      )}
      {call === undefined ? isLoading && <p class="notice">Loading …</p> : <Whole call={call} playback={playback} />}
    </>
  );
}

/** The moment that the address names. */
function askedMs(): number | undefined {
  const text = address.peek().query.get('t');
  const seconds = Number(text);
  return text === null || !(seconds >= 0 && Number.isFinite(seconds)) ? undefined : Math.round(seconds * 1_000);
}

function Whole({ call, playback }: { readonly call: Call; readonly playback: Playback }) {
  const isClear = call.failure === undefined && call.understood !== false;
  const gist = gistOf(call);
  const mayErase = typeof session.value === 'object' && session.value.scopes.includes('admin');
  return (
    <article class="call">
      <header>
        <h1 class="call-name">{call.call_id}</h1>
        {gist !== '' && <p class={isClear ? 'gist' : 'problem'}>{gist}</p>}
        {isUnfinished(call) && <p class="notice">{STATE_NAMES[call.state]} … The result appears here by itself.</p>}
        {call.call_categories.concat(call.topics).map((tag) => (
          <span class="tag" key={tag}>
            {tag}
          </span>
        ))}
      </header>
      <div class="hear">
        <Player call={call} playback={playback} />
        {(call.segments?.length ?? 0) > 0 && <Transcript call={call} playback={playback} />}
      </div>
      <aside aria-label="About the call">
        <Facts call={call} />
        <Topics call={call} />
        <h2>Download</h2>
        <p class="downloads">
          {Object.entries(FORMATS).map(([format, ending]) => (
            <a
              key={format}
              href={`calls/${encodeURIComponent(call.hash)}?format=${format}`}
              download={`${call.call_id}.${ending}`}
            >
              {{ markdown: 'Markdown', vtt: 'WebVTT', srt: 'SRT', json: 'JSON' }[format]}
            </a>
          ))}
        </p>
        {mayErase && <Erase call={call} />}
      </aside>
    </article>
  );
}

function Facts({ call }: { readonly call: Call }) {
  const speakers = [...speakersOf(call).values()];
  return (
    <dl class="facts">
      <dt>State</dt>
      <dd class={`state-${call.state}`}>{STATE_NAMES[call.state]}</dd>
      <dt>Recorded</dt>
      <dd>{localTime(call.recorded_at)}</dd>
      {call.media?.duration_ms !== undefined && (
        <>
          <dt>Length</dt>
          <dd>{clock(call.media.duration_ms)}</dd>
        </>
      )}
      {call.language?.dominant !== undefined && (
        <>
          <dt>Language</dt>
          <dd>{call.language.dominant}</dd>
        </>
      )}
      {speakers.length > 0 && (
        <>
          <dt>Speakers</dt>
          {speakers.map(({ label, role, title, isEstimated }) => (
            <dd key={label} class={`role-${role}`}>
              <span class="who">{title}</span>
              {isEstimated && <span class="quiet"> (estimated)</span>}
            </dd>
          ))}
        </>
      )}
    </dl>
  );
}

function Topics({ call }: { readonly call: Call }) {
  const topics = (call.topic_segments ?? []).filter(({ summary }) => summary);
  if (topics.length === 0) return null;
  return (
    <>
      <h2>{call.media?.kind === 'video' ? 'Chapters' : 'Topics'}</h2>
      <ol class="topics">
        {topics.map(({ index, summary, start_ms }) => (
          <li key={index}>
            {start_ms !== undefined && (
              <a class="time" href={linkTo(['calls', call.hash], { t: String(start_ms / 1_000) })}>
                {clock(start_ms)}
              </a>
            )}{' '}
            {summary}
          </li>
        ))}
      </ol>
    </>
  );
}
