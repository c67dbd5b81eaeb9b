/* What `GET /calls/summary` answers, made up. */

/** What a test says of a week. */
export interface WeekInTest {
  /** Its Monday. */
  readonly day: string;
  readonly count: number;
  readonly sentiment: Readonly<Record<string, number>>;
  readonly category: Readonly<Record<string, number>>;
}

/** The Mondays of the latest weeks, the one of this week last, as `YYYY-MM-DD` in UTC. */
export function mondaysUntilNow(count: number): string[] {
  const today = new Date().setUTCHours(0, 0, 0, 0);
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * 86_400_000;
  return Array.from({ length: count }, (_, at) => {
    return new Date(monday + (at - count + 1) * 7 * 86_400_000).toISOString().slice(0, 10);
  });
}

/** A summary of calls of two minutes, of which nobody speaks in a tenth. */
export function summaryOf(weeks: readonly WeekInTest[]): object {
  const sums = (count: number) => ({
    count,
    duration_ms: count * 120_000,
    with_duration: count,
    silence_ms: count * 12_000,
    silence_of_ms: count * 120_000,
  });
  const all = (field: 'sentiment' | 'category') => {
    const counts = new Map<string, number>();
    for (const week of weeks)
      for (const [value, count] of Object.entries(week[field])) counts.set(value, (counts.get(value) ?? 0) + count);
    return listed(Object.fromEntries(counts));
  };
  return {
    ...sums(weeks.reduce((sum, { count }) => sum + count, 0)),
    facets: {
      state: [],
      category: all('category'),
      topic: [],
      agent: [{ value: 'Zoe', count: 9 }],
      sentiment: all('sentiment'),
    },
    days: weeks.map(({ day, count, sentiment, category }) => {
      return { day, ...sums(count), sentiment: listed(sentiment), category: listed(category) };
    }),
  };
}

function listed(counts: Readonly<Record<string, number>>) {
  return Object.entries(counts).map(([value, count]) => ({ value, count }));
}
