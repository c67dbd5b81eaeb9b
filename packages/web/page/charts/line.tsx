import { scale, ticksOf, useWidth } from './scale.ts';
import './charts.css';

/** A value at a time. */
export interface LinePoint {
  /** Epoch ms. */
  readonly atMs: number;
  readonly value: number;
  /** Shown when somebody points at it. */
  readonly title: string;
}

interface LineChartProps {
  /** What the chart shows, in a sentence for those who can't see it. */
  readonly label: string;
  /** Oldest first. */
  readonly points: readonly LinePoint[];
  /** Points that are farther apart are not connected. @defaultValue all are connected */
  readonly stepMs?: number;
  /** A value to compare with: a dashed line. */
  readonly reference?: number | undefined;
  /** Marks of the axis are no closer, so that noise looks like noise. @defaultValue 0 */
  readonly leastStep?: number;
  /** Writes marks of the axis. */
  readonly formatValue: (value: number) => string;
  readonly formatTime: (ms: number) => string;
  /** @defaultValue 120 */
  readonly height?: number;
}

const MARGIN = { top: 8, right: 10, bottom: 20, left: 8 } as const;
/** Of a character of the axis. */
const CHARACTER_WIDTH = 7;

/** Values over time as a line. */
export function LineChart(props: LineChartProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const { height = 120, label } = props;
  return (
    <div class="chart" ref={frame}>
      <svg role="img" aria-label={label} width="100%" height={height}>
        {width.value > 0 && props.points.length > 0 && <Drawing {...props} height={height} width={width.value} />}
      </svg>
    </div>
  );
}

function Drawing(props: LineChartProps & { readonly height: number; readonly width: number }) {
  const { points, stepMs = Number.POSITIVE_INFINITY, reference, leastStep, formatValue, formatTime } = props;
  const { height, width } = props;
  const values = [...points.map(({ value }) => value), ...(reference === undefined ? [] : [reference])];
  const ticks = ticksOf(Math.min(...values), Math.max(...values), leastStep);
  const labels = ticks.map(formatValue);
  const left = MARGIN.left + CHARACTER_WIDTH * Math.max(...labels.map(({ length }) => length));
  const right = width - MARGIN.right;
  const [firstMs, lastMs] = [points[0]?.atMs ?? 0, points.at(-1)?.atMs ?? 0];
  const x = scale([firstMs, lastMs], [left + 6, right]);
  const y = scale([ticks[0] ?? 0, ticks.at(-1) ?? 1], [height - MARGIN.bottom, MARGIN.top]);
  const path = points.map(({ atMs, value }, index) => {
    const isConnected = index > 0 && atMs - (points[index - 1]?.atMs ?? 0) <= stepMs;
    return `${isConnected ? 'L' : 'M'}${x(atMs).toFixed(1)} ${y(value).toFixed(1)}`;
  });
  return (
    <>
      {ticks.map((tick, index) => (
        <g key={tick}>
          <line class="grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 6} y={y(tick)} dy="0.32em" text-anchor="end">
            {labels[index]}
          </text>
        </g>
      ))}
      {reference !== undefined && <line class="reference" x1={left} x2={right} y1={y(reference)} y2={y(reference)} />}
      <path class="line" d={path.join('')} />
      {points.map(({ atMs, value, title }) => (
        <g key={atMs} class="point">
          <circle class="reach" cx={x(atMs)} cy={y(value)} r="10" />
          <circle cx={x(atMs)} cy={y(value)} r="3" />
          <title>{title}</title>
        </g>
      ))}
      <text
        x={firstMs === lastMs ? x(firstMs) : left}
        y={height - 4}
        text-anchor={firstMs === lastMs ? 'middle' : 'start'}
      >
        {formatTime(firstMs)}
      </text>
      {firstMs !== lastMs && (
        <text x={right} y={height - 4} text-anchor="end">
          {formatTime(lastMs)}
        </text>
      )}
    </>
  );
}
