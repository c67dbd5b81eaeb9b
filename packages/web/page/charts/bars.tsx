import { scale, ticksOf, useWidth } from './scale.ts';
import './charts.css';
import './bars.css';

/** A part of a bar, in the color of its place. */
export interface BarPart {
  readonly value: number;
  /** What the color means: a class of the chart's style. */
  readonly color: string;
}

/** A bar, and where it leads. */
export interface Bar {
  /** Tells bars apart. */
  readonly key: string;
  /** What stands below it, if there is room. */
  readonly name: string;
  /** What it shows, in words. */
  readonly title: string;
  /** From the bottom up. */
  readonly parts: readonly BarPart[];
  readonly link: string;
}

interface BarChartProps {
  /** What the chart shows, in a sentence for those who can't see it. */
  readonly label: string;
  readonly bars: readonly Bar[];
  /** Writes marks of the axis. */
  readonly formatValue: (value: number) => string;
  /** @defaultValue 150 */
  readonly height?: number;
}

const MARGIN = { top: 8, right: 4, bottom: 20, left: 8 } as const;
/** Of a character of the axis. */
const CHARACTER_WIDTH = 7;
/** A name with some space around it. */
const NAME_WIDTH = 60;
const WIDEST_BAR = 48;

/** Stacked bars, each of which is a link. */
export function BarChart(props: BarChartProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const { height = 150, label } = props;
  return (
    <div class="chart bars" ref={frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset can't be drawn in. */}
      <svg role="group" aria-label={label} width="100%" height={height}>
        {width.value > 0 && <Drawing {...props} height={height} width={width.value} />}
      </svg>
    </div>
  );
}

function Drawing({
  bars,
  formatValue,
  height,
  width,
}: BarChartProps & { readonly height: number; readonly width: number }) {
  const highest = Math.max(1, ...bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0)));
  const ticks = ticksOf(0, highest).filter(Number.isInteger);
  const left = MARGIN.left + CHARACTER_WIDTH * Math.max(...ticks.map((tick) => formatValue(tick).length));
  const y = scale([0, ticks.at(-1) ?? 1], [height - MARGIN.bottom, MARGIN.top]);
  const step = (width - MARGIN.right - left) / bars.length;
  const barWidth = Math.min(WIDEST_BAR, step * 0.75);
  const nthNamed = Math.ceil(NAME_WIDTH / step);
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line class="grid" x1={left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 6} y={y(tick)} dy="0.32em" text-anchor="end">
            {formatValue(tick)}
          </text>
        </g>
      ))}
      {bars.map(({ key, name, title, parts, link }, index) => {
        const middle = left + step * (index + 0.5);
        const isNamed = (bars.length - 1 - index) % nthNamed === 0;
        let below = 0;
        return (
          <g key={key}>
            <a href={link} aria-label={title}>
              <title>{title}</title>
              <rect class="reach" x={middle - step / 2} y={0} width={step} height={height - MARGIN.bottom} />
              {parts.map(({ value, color }) => {
                const from = below;
                below += value;
                return (
                  <rect
                    key={color}
                    class={color}
                    x={middle - barWidth / 2}
                    y={y(below)}
                    width={barWidth}
                    height={Math.max(0, y(from) - y(below))}
                  />
                );
              })}
            </a>
            {isNamed && (
              <text x={middle} y={height - 4} text-anchor="middle">
                {name}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}
