import { useComputed, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { address } from '../data/address.ts';
import { type Call, isUnfinished } from '../data/calls.ts';
import { earshot } from '../data/client.ts';
import type { CallCoaching } from '../data/coaching.ts';
import { type Loaded, useLoaded } from '../data/loaded.ts';
import { createPlayback, type Playback } from '../data/playback.ts';
import { mayDo } from '../data/session.ts';
import { CallHeader, Neighbors } from '../parts/call/call-header.tsx';
import { CoachingPanel } from '../parts/call/coaching-panel.tsx';
import { Downloads } from '../parts/call/downloads.tsx';
import { Erase } from '../parts/call/erase.tsx';
import { Facts, OtherFields } from '../parts/call/facts.tsx';
import { Notes } from '../parts/call/notes.tsx';
import { People } from '../parts/call/people.tsx';
import { Player } from '../parts/call/player.tsx';
import { SentimentByQuarter } from '../parts/call/sentiment.tsx';
import { TalkTime } from '../parts/call/talk.tsx';
import { Entities, ScreenTexts, Topics } from '../parts/call/topics.tsx';
import { Transcript } from '../parts/call/transcript.tsx';
import { Problem } from '../parts/problem.tsx';
import './call.css';

const LOOK_AGAIN_MS = 3_000;

/** One call, to read and hear. Its address may name a moment: `?t=83`, in seconds. */
export function CallPage() {
  const hash = address.value.path[1] ?? '';
  return (
    <>
      <Neighbors hash={hash} />
      <OneCall key={hash} hash={hash} />
    </>
  );
}

function OneCall({ hash }: { readonly hash: string }) {
  const loaded = useLoaded(async (signal) => {
    const { data, ...rest } = await earshot.GET('/analytics/{hash}', { params: { path: { hash } }, signal });
    return { ...rest, data: data?.items[0] };
  });
  const playback = useMemo(() => createPlayback(hash, askedMs()), [hash]);
  const coaching = useLoaded(async (signal) => {
    // To compute it keeps a server busy: the recording comes first.
    await playback.settled;
    return earshot.GET('/calls/{hash}/coaching', { params: { path: { hash } }, signal });
  });
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
  useCoachingOf(call, coaching.value);
  return (
    <>
      {call === undefined && <h1>Call</h1>}
      <Problem text={problem} retry={reload} />
      {call === undefined ? (
        isLoading && <p class="notice">Loading …</p>
      ) : (
        <Whole call={call} coaching={coaching.value} playback={playback} reload={reload} />
      )}
    </>
  );
}

/** Computes coaching again when the call has changed, such as by a correction. */
function useCoachingOf(call: Call | undefined, { reload }: Loaded<CallCoaching>): void {
  const version = call?.updated_at;
  const before = useRef(version);
  useEffect(() => {
    if (before.current !== undefined && before.current !== version) reload();
    before.current = version;
  }, [version, reload]);
}

/** The moment that the address names. */
function askedMs(): number | undefined {
  const text = address.peek().query.get('t');
  const seconds = Number(text);
  return text === null || !(seconds >= 0 && Number.isFinite(seconds)) ? undefined : Math.round(seconds * 1_000);
}

interface WholeProps {
  readonly call: Call;
  readonly coaching: Loaded<CallCoaching>;
  readonly playback: Playback;
  readonly reload: () => void;
}

function Whole({ call, coaching, playback, reload }: WholeProps) {
  const { metrics = [], insights = [] } = coaching.data ?? {};
  useEffect(() => {
    document.title = `${call.call_id} · Earshot`;
  }, [call.call_id]);
  return (
    <article class="call">
      <CallHeader call={call} onRetry={reload} />
      <div class="hear">
        <Player call={call} insights={insights} playback={playback} />
        {(call.segments?.length ?? 0) > 0 && <Transcript call={call} playback={playback} />}
      </div>
      <aside aria-label="About the call">
        <Facts call={call} playback={playback} />
        <TalkTime call={call} />
        <People call={call} onChange={reload} />
        <SentimentByQuarter metrics={metrics} />
        <Topics call={call} playback={playback} />
        <ScreenTexts call={call} playback={playback} />
        <CoachingPanel coaching={coaching} hash={call.hash} playback={playback} />
        <Notes call={call} playback={playback} />
        <Entities call={call} playback={playback} />
        <OtherFields call={call} />
        <Downloads call={call} playback={playback} />
        {mayDo('admin') && <Erase call={call} />}
      </aside>
    </article>
  );
}
