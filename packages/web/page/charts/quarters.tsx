import './charts.css';

/** The sentiment of one role in each quarter of a call, from -5 to 5; `undefined` where the role says nothing. */
export interface QuarterLine {
  readonly role: 'agent' | 'customer';
  readonly values: readonly (number | undefined)[];
}

const WIDTH = 240;
const HEIGHT = 60;
const MARGIN = 6;
const HIGHEST = 5;

const xOf = (quarter: number) => MARGIN + ((WIDTH - 2 * MARGIN) * quarter) / 3;
const yOf = (value: number) => HEIGHT / 2 - (value / HIGHEST) * (HEIGHT / 2 - MARGIN);

/** How sentiment develops over the quarters of a call, a line for each role. */
export function QuarterChart({ lines, label }: { readonly lines: readonly QuarterLine[]; readonly label: string }) {
  return (
    <div class="chart quarters">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <line class="grid" x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        {lines.map(({ role, values }) => {
          const points = values.flatMap((value, at) => (value === undefined ? [] : [[xOf(at), yOf(value)] as const]));
          return (
            <g key={role} class={`role-${role}`}>
              <polyline points={points.map((point) => point.join()).join(' ')} />
              {points.map(([x, y]) => (
                <circle key={x} cx={x} cy={y} r={3} />
              ))}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
