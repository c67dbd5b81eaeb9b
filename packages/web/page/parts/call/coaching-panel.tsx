import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CallCoaching, Metric } from '../../data/coaching.ts';
import type { Insight } from '../../data/insights.ts';
import type { Loaded } from '../../data/loaded.ts';
import { inWords, metricValue } from '../../data/metrics.ts';
import type { Playback } from '../../data/playback.ts';
import { InsightCard } from '../insight.tsx';
import { Moment } from '../moment.tsx';
import { Problem } from '../problem.tsx';

/** Those that are shown at once. */
const FIRST: readonly string[] = [
  'agent_talk_share',
  'agent_longest_monologue',
  'customer_longest_monologue',
  'silence_total',
  'agent_interruptions',
  'agent_response_gap',
  'agent_pace',
  'agent_questions',
];
const SHOWN_INSIGHTS = 4;
const PERCENT = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

interface CoachingPanelProps {
  readonly coaching: Loaded<CallCoaching>;
  readonly hash: string;
  readonly playback: Playback;
}

/** The insights of a call, and the numbers that coaching computes from it, each with how it is known. */
export function CoachingPanel({ coaching, hash, playback }: CoachingPanelProps) {
  const changed = useSignal<ReadonlyMap<string, Insight>>(new Map());
  const { data, problem, reload, isAbsent } = coaching;
  useEffect(() => {
    changed.value = new Map();
  }, [data, changed]);
  if (isAbsent) return null;
  const insights = data?.insights ?? [];
  const card = (insight: Insight) => (
    <InsightCard
      key={insight.id}
      insight={changed.value.get(insight.id) ?? insight}
      isOnCall
      playAt={playback.playAt}
      onChange={(next) => {
        changed.value = new Map(changed.value).set(next.id, next);
      }}
    />
  );
  return (
    <section class="coaching-panel" aria-label="Coaching">
      <h2>Coaching</h2>
      <Problem text={problem} retry={reload} />
      {insights.slice(0, SHOWN_INSIGHTS).map(card)}
      {insights.length > SHOWN_INSIGHTS && (
        <details>
          <summary>More insights ({insights.length - SHOWN_INSIGHTS})</summary>
          {insights.slice(SHOWN_INSIGHTS).map(card)}
        </details>
      )}
      {data?.insights.length === 0 && (
        <p class="quiet">
          {data.understood === false
            ? 'Nothing is computed from a call that wasn’t understood.'
            : 'No rule applies to this call.'}
        </p>
      )}
      {data !== undefined && <Metrics metrics={data.metrics} hash={hash} playback={playback} />}
    </section>
  );
}

interface MetricsProps {
  readonly metrics: readonly Metric[];
  readonly hash: string;
  readonly playback: Playback;
}

function Metrics({ metrics, ...rest }: MetricsProps) {
  const known = metrics.filter(({ value }) => value !== undefined);
  const first = known.filter(({ name }) => FIRST.includes(name));
  const others = known.filter(({ name }) => !FIRST.includes(name));
  const unavailable = metrics.filter(({ value }) => value === undefined);
  return (
    <>
      {first.map((metric) => (
        <MetricRow key={metric.name} metric={metric} {...rest} />
      ))}
      {others.length > 0 && (
        <details class="more">
          <summary>More numbers ({others.length})</summary>
          {others.map((metric) => (
            <MetricRow key={metric.name} metric={metric} {...rest} />
          ))}
        </details>
      )}
      {unavailable.length > 0 && (
        <details class="more">
          <summary>Not available ({unavailable.length})</summary>
          <dl class="unavailable">
            {unavailable.map(({ name, method }) => (
              <div key={name}>
                <dt>{inWords(name)}</dt>
                <dd class="quiet">{method}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

interface MetricRowProps extends Omit<MetricsProps, 'metrics'> {
  readonly metric: Metric;
}

/** A number, and behind it how it is known, where to hear it, and how it compares. */
function MetricRow({ metric, hash, playback }: MetricRowProps) {
  const { name, value, unit, basis, method, evidence, earlier } = metric;
  return (
    <details class="metric">
      <summary>
        <span>{inWords(name)}</span>
        <span class="number">{value !== undefined && metricValue(value, unit)}</span>
        <span class="quiet">{basis}</span>
      </summary>
      <p class="quiet">{method}</p>
      {evidence.length > 0 && (
        <p class="moments">
          Listen:
          {evidence.map(({ startMs, endMs }) => (
            <Moment key={startMs} hash={hash} startMs={startMs} endMs={endMs} playAt={playback.playAt} />
          ))}
        </p>
      )}
      {earlier?.median !== undefined && (
        <p class="quiet">
          This agent’s median over {earlier.calls} earlier {earlier.calls === 1 ? 'call' : 'calls'}:{' '}
          {metricValue(earlier.median, unit)}
          {earlier.rank !== undefined && `, higher here than in ${PERCENT.format(earlier.rank)} of them`}.
        </p>
      )}
    </details>
  );
}
