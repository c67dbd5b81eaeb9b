import type { PeriodUnit } from '../../data/periods.ts';
import { clock } from '../../data/text.ts';
import { capital, countOf, meanLengthMs, percent, SENTIMENTS, silenceShare, type Totals } from '../../data/totals.ts';

interface NumbersTableProps {
  readonly totals: readonly Totals[];
  readonly unit: PeriodUnit;
  readonly callsOf: (day: string) => string;
  readonly nameOf: (day: string) => string;
}

/** What the charts show, as numbers: the latest first. */
export function NumbersTable({ totals, unit, callsOf, nameOf }: NumbersTableProps) {
  return (
    <table class="table">
      <thead>
        <tr>
          <th>{capital(unit)}</th>
          <th class="number">Calls</th>
          <th class="number">Mean length</th>
          <th class="number">Silence</th>
          {SENTIMENTS.map((value) => (
            <th class="number" key={value}>
              {capital(value)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {totals.toReversed().map((each) => (
          <tr key={each.day}>
            <td>
              <a href={callsOf(each.day)}>{capital(nameOf(each.day))}</a>
            </td>
            <Numbers of={each} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Numbers({ of }: { readonly of: Totals }) {
  const [length, silence] = [meanLengthMs(of), silenceShare(of)];
  const cells: readonly (readonly [string, string])[] = [
    ['calls', String(of.count)],
    ['mean length', length === undefined ? '' : clock(length)],
    ['silence', silence === undefined ? '' : percent(silence)],
    ...SENTIMENTS.map((name) => {
      const count = countOf(of.sentiment, name);
      return [name, count === 0 ? '' : String(count)] as const;
    }),
  ];
  return (
    <>
      {cells.map(([name, text]) => (
        <td class="number" key={name}>
          {text !== '' && (
            <>
              {text} <span class="narrow-only quiet">{name}</span>
            </>
          )}
        </td>
      ))}
    </>
  );
}
