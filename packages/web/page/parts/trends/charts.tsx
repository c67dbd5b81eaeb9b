import type { ComponentChildren } from 'preact';
import { type Bar, BarChart } from '../../charts/bars.tsx';
import { LineChart } from '../../charts/line.tsx';
import { address, linkTo } from '../../data/address.ts';
import { dayText, laterBy, type PeriodUnit } from '../../data/periods.ts';
import { clock } from '../../data/text.ts';
import {
  calls,
  capital,
  countOf,
  meanLengthMs,
  percent,
  SENTIMENTS,
  type Summary,
  silenceShare,
  type Totals,
} from '../../data/totals.ts';
import { Comparison } from './comparison.tsx';
import { NumbersTable } from './numbers.tsx';

/** Axes of minutes have round marks; those of milliseconds haven't. */
const meanLengthMin = (totals: Totals) => {
  const ms = meanLengthMs(totals);
  return ms === undefined ? undefined : ms / 60_000;
};
const minutesText = (minutes: number) => clock(minutes * 60_000);
/** More colors can't be told apart. */
const MAX_CATEGORIES = 5;

interface ChartsProps {
  readonly data: Summary;
  readonly unit: PeriodUnit;
  /** The dates on which the periods begin. */
  readonly periods: readonly string[];
}

const NOTHING = {
  count: 0,
  duration_ms: 0,
  with_duration: 0,
  silence_ms: 0,
  silence_of_ms: 0,
  sentiment: [],
  category: [],
} as const satisfies Omit<Totals, 'day'>;

/** Charts of each thing that is counted, and the same as a table. */
export function TrendCharts({ data, unit, periods }: ChartsProps) {
  const known = new Map(data.days?.map((totals) => [totals.day, totals]));
  const totals = periods.map((day): Totals => known.get(day) ?? { day, ...NOTHING });
  const { query } = address.value;
  const narrowed = { agent: query.get('agent') ?? undefined, category: query.get('category') ?? undefined };
  const callsOf = (day: string, more: Record<string, string> = {}) =>
    linkTo(['calls'], { ...narrowed, ...more, from: day, to: laterBy(day, unit, 1) });
  const nameOf = (day: string) => (unit === 'week' ? `week of ${dayText(day)}` : dayText(day));
  const bars = (parts: (totals: Totals) => Bar['parts'], title: (totals: Totals) => string): Bar[] =>
    totals.map((each) => ({
      key: each.day,
      name: dayText(each.day),
      title: `${nameOf(each.day)}: ${title(each)}`,
      parts: parts(each),
      link: callsOf(each.day),
    }));
  const line = (measure: (totals: Totals) => number | undefined, write: (value: number) => string) =>
    totals.flatMap((each) => {
      const value = measure(each);
      return value === undefined
        ? []
        : [{ atMs: Date.parse(each.day), value, title: `${nameOf(each.day)}: ${write(value)}` }];
    });
  const categories = data.facets.category.slice(0, MAX_CATEGORIES).map(({ value }) => value);
  const withCounts = (values: readonly string[], of: (totals: Totals) => Totals['category']) => (each: Totals) =>
    values
      .flatMap((value) => (countOf(of(each), value) > 0 ? [`${value} ${countOf(of(each), value)}`] : []))
      .join(', ') || 'none';
  if (data.count === 0) {
    return (
      <p class="notice">
        No calls in this time. <a href={linkTo(['calls'])}>See all calls</a>
      </p>
    );
  }
  return (
    <>
      <Comparison current={totals.at(-1)} before={totals.at(-2)} unit={unit} callsOf={callsOf} />
      <div class="trends">
        <Chart title="Calls" also={`${data.count} in all`}>
          <BarChart
            label={`Calls per ${unit}`}
            bars={bars(
              ({ count }) => [{ value: count, color: 'color-calls' }],
              ({ count }) => calls(count),
            )}
            formatValue={String}
          />
        </Chart>
        {categories.length > 0 && (
          <Chart title="Categories" also="a call may have several">
            <BarChart
              label={`Calls with each category per ${unit}`}
              bars={bars(
                ({ category }) =>
                  categories.map((value, at) => ({ value: countOf(category, value), color: `color-${at + 1}` })),
                withCounts(categories, ({ category }) => category),
              )}
              formatValue={String}
            />
            <Legend
              parts={categories.map((value, at) => ({
                name: value,
                color: `color-${at + 1}`,
                link: linkTo(['trends'], { ...Object.fromEntries(query), category: value }),
              }))}
            />
          </Chart>
        )}
        {data.facets.sentiment.length > 0 && (
          <Chart title="Sentiment">
            <BarChart
              label={`Calls of each sentiment per ${unit}`}
              bars={bars(
                ({ sentiment }) =>
                  SENTIMENTS.map((value) => ({ value: countOf(sentiment, value), color: `color-${value}` })),
                withCounts(SENTIMENTS, ({ sentiment }) => sentiment),
              )}
              formatValue={String}
            />
            <Legend
              parts={SENTIMENTS.map((value) => ({
                name: capital(value),
                color: `color-${value}`,
                link: linkTo(['calls'], { ...narrowed, sentiment: value, from: periods[0] }),
              }))}
            />
          </Chart>
        )}
        <Lines title="Length" also="mean" unit={unit} points={line(meanLengthMin, minutesText)} write={minutesText} />
        <Lines title="Silence" also="nobody speaks" unit={unit} points={line(silenceShare, percent)} write={percent} />
      </div>
      <details class="raised">
        <summary>As a table</summary>
        <NumbersTable totals={totals} {...{ unit, callsOf, nameOf }} />
      </details>
    </>
  );
}

interface ChartProps {
  readonly title: string;
  readonly also?: string;
  readonly children: ComponentChildren;
}

function Chart({ title, also, children }: ChartProps) {
  return (
    <section class="raised">
      <h2>
        {title} {also && <span class="quiet">{also}</span>}
      </h2>
      {children}
    </section>
  );
}

interface LinesProps {
  readonly title: string;
  readonly also: string;
  readonly unit: PeriodUnit;
  readonly points: Parameters<typeof LineChart>[0]['points'];
  readonly write: (value: number) => string;
}

function Lines({ title, also, unit, points, write }: LinesProps) {
  if (points.length === 0) return null;
  return (
    <Chart title={title} also={also}>
      <LineChart
        label={`${title} per ${unit}: ${points.map((point) => point.title).join('; ')}`}
        points={points}
        stepMs={(unit === 'week' ? 7 : 1) * 86_400_000}
        formatValue={write}
        formatTime={(ms) => dayText(new Date(ms).toISOString().slice(0, 10))}
        height={150}
      />
    </Chart>
  );
}

function Legend({
  parts,
}: {
  readonly parts: readonly { readonly name: string; readonly color: string; readonly link: string }[];
}) {
  return (
    <ul class="chart-legend">
      {parts.map(({ name, color, link }) => (
        <li key={name}>
          <svg viewBox="0 0 10 10" aria-hidden="true">
            <rect class={color} width="10" height="10" rx="2" />
          </svg>
          <a href={link}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
