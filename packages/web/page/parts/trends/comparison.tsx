import type { PeriodUnit } from '../../data/periods.ts';
import { clock } from '../../data/text.ts';
import { capital, meanLengthMs, negativeShare, percent, silenceShare, type Totals } from '../../data/totals.ts';
import '../totals.css';

interface ComparisonProps {
  readonly current: Totals | undefined;
  readonly before: Totals | undefined;
  readonly unit: PeriodUnit;
  readonly callsOf: (day: string, more?: Record<string, string>) => string;
}

/** The period that is not over against the one before. */
export function Comparison({ current, before, unit, callsOf }: ComparisonProps) {
  if (current === undefined || before === undefined) return null;
  const [now, then] = unit === 'week' ? ['this week', 'last week'] : ['today', 'yesterday'];
  const write = <T,>(value: T | undefined, text: (value: T) => string) => (value === undefined ? '–' : text(value));
  const tiles = [
    { name: `calls ${now}`, of: ({ count }: Totals) => String(count) },
    { name: 'mean length', of: (each: Totals) => write(meanLengthMs(each), clock) },
    { name: 'silence', of: (each: Totals) => write(silenceShare(each), percent) },
    {
      name: 'negative',
      of: (each: Totals) => write(negativeShare(each), percent),
      more: { sentiment: 'negative' },
    },
  ];
  return (
    <ul class="totals compared" aria-label={`${capital(now)} and ${then}`}>
      {tiles.map(({ name, of, more }) => (
        <li key={name}>
          <a href={callsOf(current.day, more)}>
            <span class="figure">{of(current)}</span> {name}
          </a>{' '}
          <a class="last-period" href={callsOf(before.day, more)}>
            {then}: {of(before)}
          </a>
        </li>
      ))}
    </ul>
  );
}
