import type { components } from '@earshot/client';
import { LineChart } from '../charts/line.tsx';
import { address, goTo, linkTo } from '../data/address.ts';
import { earshot } from '../data/client.ts';
import { useLoaded } from '../data/loaded.ts';
import { inWords, LEAST_STEPS, metricChange, metricValue } from '../data/metrics.ts';
import { Problem } from '../parts/problem.tsx';

type Metric = components['schemas']['Agent']['metrics'][number];
type Week = Metric['weeks'][number];

const DAY_MS = 86_400_000;
const PERIODS = { '4': 'Last 4 weeks', '12': 'Last 12 weeks', '52': 'Last year', '': 'All calls' } as const;
/** What coaches ask for first. */
const MAIN = [
  'agent_talk_share',
  'agent_longest_monologue',
  'agent_pace',
  'agent_questions_per_10_minutes',
  'agent_response_gap',
  'agent_interruptions',
  'silence_share',
  'call_length',
  'agent_sentiment',
  'customer_sentiment',
  'customer_sentiment_trend',
];
const WEEK_DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** The numbers of one agent week by week, next to the agent's own median. */
export function AgentPage({ name }: { readonly name: string }) {
  const loaded = useLoaded((signal) => {
    const weeks = Number(address.value.query.get('weeks'));
    const query = weeks > 0 ? { from: new Date(Date.now() - weeks * 7 * DAY_MS).toISOString().slice(0, 10) } : {};
    return earshot.GET('/agents/{name}', { params: { path: { name }, query }, signal });
  });
  const { data, isLoading, problem, isAbsent, reload } = loaded.value;
  return (
    <>
      <a href={linkTo(['coaching'])}>Coaching</a>
      <h1 class="call-name">{name}</h1>
      <p>
        <a href={linkTo(['coaching'], { agent: name })}>Insights about {name}’s calls</a>
      </p>
      <Period name={name} />
      {isAbsent ? <p class="notice">Coaching is off on this server.</p> : <Problem text={problem} retry={reload} />}
      {data === undefined ? isLoading && <p class="notice">Loading …</p> : <Numbers agent={data} />}
    </>
  );
}

function Period({ name }: { readonly name: string }) {
  return (
    <label class="period">
      Calls
      <select
        value={address.value.query.get('weeks') ?? ''}
        onChange={({ currentTarget: { value } }) => goTo(linkTo(['coaching', 'agents', name], { weeks: value }))}
      >
        {Object.entries(PERIODS).map(([weeks, title]) => (
          <option key={weeks} value={weeks}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

function Numbers({ agent }: { readonly agent: components['schemas']['Agent'] }) {
  const { calls, mostCalls, isComplete, leastCalls, metrics } = agent;
  if (calls === 0) return <p class="notice">No calls in this time.</p>;
  const main = MAIN.flatMap((wanted) => metrics.find(({ name }) => name === wanted) ?? []);
  const others = metrics.filter((metric) => !main.includes(metric));
  return (
    <>
      <p class="quiet">
        {calls === 1 ? 'One call' : `Medians of ${calls} calls`}
        {!isComplete && `, the newest ${mostCalls}`}. The dashed line is the median of all of them.
        {calls < leastCalls && ` With fewer than ${leastCalls} calls, numbers say little: nothing is judged.`}
      </p>
      <div class="weekly-metrics">
        {main.map((metric) => (
          <MetricCard key={metric.name} metric={metric} leastCalls={leastCalls} />
        ))}
      </div>
      {others.length > 0 && (
        <details>
          <summary>More metrics ({others.length})</summary>
          <div class="weekly-metrics">
            {others.map((metric) => (
              <MetricCard key={metric.name} metric={metric} leastCalls={leastCalls} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

function MetricCard({ metric, leastCalls }: { readonly metric: Metric; readonly leastCalls: number }) {
  const { name, unit, median, calls, weeks } = metric;
  const title = inWords(name);
  const points = weeks.map((week) => ({
    atMs: Date.parse(week.start),
    value: week.median,
    title: weekText(week, unit),
  }));
  return (
    <section class="weekly-metric" aria-label={title}>
      <h2>{title}</h2>
      <p>
        <span class="figure">{metricValue(median, unit)}</span> <span class="quiet">n = {calls}</span>
      </p>
      <LineChart
        label={`${title} by week: ${points.map((point) => point.title).join('; ')}`}
        points={points}
        stepMs={7 * DAY_MS}
        reference={median}
        {...(unit && { leastStep: LEAST_STEPS[unit] })}
        formatValue={(value) => metricValue(value, unit, true)}
        formatTime={(ms) => WEEK_DAY.format(ms)}
      />
      <p class="quiet">{trendText(metric, leastCalls)}</p>
    </section>
  );
}

function weekText({ start, median, calls }: Week, unit: Metric['unit']): string {
  return `week of ${WEEK_DAY.format(Date.parse(start))}: ${metricValue(median, unit)} (n = ${calls})`;
}

function trendText({ changePerWeek, unit, calls, weeks }: Metric, leastCalls: number): string {
  if (calls < leastCalls) return `No trend below n = ${leastCalls}`;
  if (changePerWeek === undefined) return `No trend yet: calls in ${weeks.length} of at least 3 weeks`;
  const change = metricChange(changePerWeek, unit);
  return change === undefined ? 'Steady' : `${change} per week`;
}
