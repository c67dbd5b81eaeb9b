import { address } from '../data/address.ts';
import { earshot } from '../data/client.ts';
import { useLoaded } from '../data/loaded.ts';
import { latestPeriods, type PeriodUnit, startOfDate, TIME_ZONE } from '../data/periods.ts';
import type { Summary } from '../data/totals.ts';
import { Choice, intoAddress } from '../parts/fields.tsx';
import { Problem } from '../parts/problem.tsx';
import { TrendCharts } from '../parts/trends/charts.tsx';
import './trends.css';

/** How many periods may be shown. The first is what is shown unless somebody chooses. */
const COUNTS = { week: [12, 26, 52], day: [14, 30, 90] } as const satisfies Record<PeriodUnit, readonly number[]>;
/** What the calls are narrowed by. */
const FILTERS = ['agent', 'category'] as const;

/** Which periods the address asks for. */
function rangeIn(query: URLSearchParams): { readonly unit: PeriodUnit; readonly count: number } {
  const unit = query.get('by') === 'day' ? 'day' : 'week';
  const counts: readonly number[] = COUNTS[unit];
  return { unit, count: counts.find((one) => one === Number(query.get('count'))) ?? COUNTS[unit][0] };
}

/** How calls develop from day to day or from week to week. Each bar leads to its calls. */
export function TrendsPage() {
  const loaded = useLoaded((signal) => {
    const { query } = address.value;
    const { unit, count } = rangeIn(query);
    const given = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) || undefined]));
    const from = startOfDate(latestPeriods(unit, count)[0] ?? '');
    const asked = { ...given, from, by: unit, timeZone: TIME_ZONE };
    return earshot.GET('/calls/summary', { params: { query: asked }, signal });
  });
  const { data, isLoading, problem, isAbsent, reload } = loaded.value;
  const { unit, count } = rangeIn(address.value.query);
  if (isAbsent) {
    return (
      <>
        <h1>Trends</h1>
        <p class="notice">The store of these calls does not count them, so there are no trends here.</p>
      </>
    );
  }
  return (
    <>
      <h1>Trends</h1>
      <Choices unit={unit} count={count} facets={data?.facets} />
      <Problem text={problem} retry={reload} />
      {data === undefined && isLoading && <p class="notice">Loading …</p>}
      {data !== undefined && <TrendCharts data={data} unit={unit} periods={latestPeriods(unit, count)} />}
    </>
  );
}

interface ChoicesProps {
  readonly unit: PeriodUnit;
  readonly count: number;
  readonly facets: Summary['facets'] | undefined;
}

function Choices({ unit, count, facets }: ChoicesProps) {
  const { query } = address.value;
  const change = intoAddress('trends');
  return (
    <search>
      <form class="filters trend-choices" onSubmit={change} onChange={change} key={query.toString()}>
        <label>
          Time
          <select name="by" value={unit}>
            <option value="week">By week</option>
            <option value="day">By day</option>
          </select>
        </label>
        <label>
          Length
          <select name="count" value={String(count)}>
            {COUNTS[unit].map((one) => (
              <option key={one} value={one}>
                {one} {unit}s
              </option>
            ))}
          </select>
        </label>
        <Choice name="agent" title="Agent" choices={choicesOf('agent', facets)} />
        <Choice name="category" title="Category" choices={choicesOf('category', facets)} />
      </form>
    </search>
  );
}

/** The values that calls have, and the one that is chosen. */
function choicesOf(name: (typeof FILTERS)[number], facets: Summary['facets'] | undefined) {
  const current = address.value.query.get(name);
  const values = new Set((facets?.[name] ?? []).map(({ value }) => value));
  if (current) values.add(current);
  return [['', 'Any'], ...[...values].sort().map((value) => [value, value] as const)] as const;
}
