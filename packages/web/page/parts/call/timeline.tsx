import { type ReadonlySignal, useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Call } from '../../data/calls.ts';
import type { Insight } from '../../data/insights.ts';
import type { Playback } from '../../data/playback.ts';
import { overlapsOf, type Span, silencesOf, startedAt } from '../../data/spans.ts';
import { speakersOf } from '../../data/speakers.ts';
import { clock } from '../../data/text.ts';
import { Moment } from '../moment.tsx';
import { Waveform } from './waveform.tsx';

interface TimelineProps {
  readonly call: Call;
  readonly insights: readonly Insight[];
  readonly durationMs: number;
  readonly playback: Playback;
}

/** A call from left to right: where insights are, how it sounds, and what it is about. */
export function Timeline({ call, insights, durationMs, playback }: TimelineProps) {
  const [silences, overlaps] = useMemo(() => [silencesOf(call), overlapsOf(call)], [call]);
  return (
    <div class="timeline">
      <InsightMarks hash={call.hash} insights={insights} durationMs={durationMs} playAt={playback.playAt} />
      <div class="seek">
        <Waveform call={call} durationMs={durationMs} silences={silences} overlaps={overlaps} />
        <Seeker playback={playback} durationMs={durationMs} />
      </div>
      <TopicStrip call={call} durationMs={durationMs} playback={playback} />
      <Legend call={call} silences={silences} overlaps={overlaps} hasInsights={insights.some(hasEvidence)} />
    </div>
  );
}

function Seeker({ playback, durationMs }: { readonly playback: Playback; readonly durationMs: number }) {
  const at = playback.positionMs.value;
  return (
    <input
      type="range"
      aria-label="Position"
      aria-valuetext={`${clock(at)} of ${clock(durationMs)}`}
      min={0}
      max={durationMs}
      step={10}
      value={at}
      onInput={(event) => playback.seek(event.currentTarget.valueAsNumber)}
    />
  );
}

const percent = (ms: number, durationMs: number) => `${Math.min(100, (ms / durationMs) * 100)}%`;
const hasEvidence = ({ evidence }: Insight) => evidence.length > 0;

interface InsightMarksProps {
  readonly hash: string;
  readonly insights: readonly Insight[];
  readonly durationMs: number;
  readonly playAt: (ms: number) => void;
}

function InsightMarks({ hash, insights, durationMs, playAt }: InsightMarksProps) {
  if (!insights.some(hasEvidence)) return null;
  return (
    <ul class="insight-marks" aria-label="Insights on the timeline">
      {insights.filter(hasEvidence).flatMap(({ id, title, priority, evidence }) =>
        evidence.map(({ startMs }) => (
          <li key={`${id} ${startMs}`} style={{ left: percent(startMs, durationMs) }}>
            <Moment
              hash={hash}
              startMs={startMs}
              playAt={playAt}
              class={`priority-${priority}`}
              title={`${title}, ${clock(startMs)}`}
            >
              <span class="unseen">
                {title}, {clock(startMs)}
              </span>
            </Moment>
          </li>
        )),
      )}
    </ul>
  );
}

/** The topics of a call, or the chapters of a video, in the order in which they begin. */
export function useTopics(call: Call, positionMs: ReadonlySignal<number>) {
  const topics = useMemo(
    () =>
      (call.topic_segments ?? []).filter(({ summary }) => summary).map((topic, at) => ({ ...topic, number: at + 1 })),
    [call],
  );
  const timed = useMemo(
    () => topics.flatMap(({ start_ms, ...rest }) => (start_ms === undefined ? [] : [{ ...rest, start_ms }])),
    [topics],
  );
  const current = useComputed(() => timed[startedAt(timed, positionMs.value)]?.number);
  return { topics, timed, current };
}

function TopicStrip({ call, durationMs, playback }: Omit<TimelineProps, 'insights'>) {
  const { timed, current } = useTopics(call, playback.positionMs);
  if (timed.length === 0) return null;
  return (
    <ol
      class="topic-strip"
      aria-label={call.media?.kind === 'video' ? 'Chapters on the timeline' : 'Topics on the timeline'}
    >
      {timed.map(({ number, start_ms, end_ms, summary }, at) => {
        const endMs = end_ms ?? timed[at + 1]?.start_ms ?? durationMs;
        return (
          <li
            key={number}
            style={{ left: percent(start_ms, durationMs), width: percent(Math.max(0, endMs - start_ms), durationMs) }}
          >
            <Moment
              hash={call.hash}
              startMs={start_ms}
              playAt={playback.playAt}
              title={summary ?? ''}
              current={current.value === number}
            >
              <span>{number}</span>
              <span class="topic-name">{summary}</span>
            </Moment>
          </li>
        );
      })}
    </ol>
  );
}

interface LegendProps {
  readonly call: Call;
  readonly silences: readonly Span[];
  readonly overlaps: readonly Span[];
  readonly hasInsights: boolean;
}

function Legend({ call, silences, overlaps, hasInsights }: LegendProps) {
  const also = [
    silences.length > 0 && ['silence', 'Silence'],
    overlaps.length > 0 && ['overlap', 'Both at once'],
    hasInsights && ['insight', 'Insight'],
  ].filter((entry) => entry !== false);
  return (
    <ul class="legend" aria-label="Legend">
      {[...speakersOf(call).values()].map(({ label, tone, title }) => (
        <li key={label} class={`key-${tone}`}>
          {title}
        </li>
      ))}
      {also.map(([name, title]) => (
        <li key={name} class={`key-${name}`}>
          {title}
        </li>
      ))}
    </ul>
  );
}
