import { QuarterChart } from '../../charts/quarters.tsx';
import type { CallCoaching, Metric } from '../../data/coaching.ts';
import { metricValue } from '../../data/metrics.ts';

const ROLES = ['customer', 'agent'] as const;
const QUARTERS = [1, 2, 3, 4] as const;
/** Smaller changes of a score from -5 to 5 are noise. */
const CLEAR_CHANGE = 0.4;

/** How the sentiment of customer and agent develops, where it is known. */
export function SentimentByQuarter({ metrics }: Pick<CallCoaching, 'metrics'>) {
  const byName = new Map(metrics.map((metric) => [metric.name, metric]));
  const lines = ROLES.flatMap((role) => {
    const values = QUARTERS.map((quarter) => byName.get(`${role}_sentiment_quarter_${quarter}`)?.value);
    const mean = byName.get(`${role}_sentiment`);
    if (mean?.value === undefined) return [];
    const trend = byName.get(`${role}_sentiment_trend`);
    return [{ role, values, text: `${metricValue(mean.value, mean.unit)}${development(trend)}` }];
  });
  if (lines.length === 0) return null;
  const label = lines
    .map(
      ({ role, values }) =>
        `${role}: ${values.map((value) => (value === undefined ? 'none' : metricValue(value, 'score'))).join(', ')}`,
    )
    .join('; ');
  return (
    <section>
      <h2>Sentiment</h2>
      <QuarterChart lines={lines} label={`Sentiment in each quarter of the call, from −5 to +5. ${label}`} />
      <ul class="amounts">
        {lines.map(({ role, text }) => (
          <li key={role} class={`key-${role}`}>
            {role === 'agent' ? 'Agent' : 'Customer'} {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

function development(trend: Metric | undefined): string {
  if (trend?.value === undefined) return '';
  if (Math.abs(trend.value) <= CLEAR_CHANGE) return ', steady';
  return trend.value > 0 ? ', rising ↗' : ', falling ↘';
}
