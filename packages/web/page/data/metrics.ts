import type { components } from '@earshot/client';
import { clock } from './text.ts';

export type MetricUnit = components['schemas']['Agent']['metrics'][number]['unit'];

const ONE_DECIMAL = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const SIGNED = new Intl.NumberFormat('en', { maximumFractionDigits: 1, signDisplay: 'exceptZero' });

/** Differences between values that mean something: marks of an axis are no closer. */
export const LEAST_STEPS: Readonly<Record<NonNullable<MetricUnit>, number>> = {
  ratio: 0.05,
  ms: 1_000,
  count: 1,
  per_10_minutes: 1,
  words_per_minute: 10,
  score: 0.5,
};

/** The name of a metric, rule or category for people: `agent_talk_share` is "Agent talk share". */
export function inWords(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A metric's value with its unit, which is left out where it is long and `isShort`. */
export function metricValue(value: number, unit: MetricUnit, isShort = false): string {
  if (unit === 'ratio') return `${ONE_DECIMAL.format(value * 100)} %`;
  if (unit === 'ms') return Math.abs(value) < 60_000 ? `${ONE_DECIMAL.format(value / 1_000)} s` : clock(value);
  if (unit === 'words_per_minute') return Math.round(value) + (isShort ? '' : ' words/min');
  if (unit === 'score') return signed(value);
  return ONE_DECIMAL.format(value);
}

/** By how much a metric changes, with a sign; `undefined` where that rounds to nothing. */
export function metricChange(change: number, unit: MetricUnit): string | undefined {
  const [value, suffix] =
    unit === 'ratio'
      ? [change * 100, ' points']
      : unit === 'ms'
        ? [change / 1_000, ' s']
        : [change, unit === 'words_per_minute' ? ' words/min' : ''];
  const text = signed(value);
  return text === '0' ? undefined : text + suffix;
}

function signed(value: number): string {
  return SIGNED.format(value).replace('-', '−');
}
