import type { CallScore } from './call-score.js';
import { medianOf } from './median.js';
import type { MetricUnit } from './metric.js';
import { METRIC_DEFINITIONS } from './metrics.js';

/** Nothing is said about a trend, or about where a call is among others, that rests on fewer calls than this. */
export const MIN_CALLS = 20;

/** Weeks that a trend looks back at most, and at least. */
const TREND_WEEKS = { most: 104, least: 3 } as const;

const WEEK_MS = 7 * 86_400_000;
/** 1970-01-05, a Monday. */
const FIRST_MONDAY_MS = 4 * 86_400_000;

/** The calls of one week. */
export interface WeekOfMetric {
  /** Monday, 00:00 UTC, epoch ms. */
  readonly startMs: number;
  readonly median: number;
  /** How many calls of the week have the metric. */
  readonly calls: number;
}

/** One metric over many calls. */
export interface MetricHistory {
  readonly name: string;
  /** Absent for a metric that this version doesn't know. */
  readonly unit?: MetricUnit | undefined;
  /** Of the values of all calls: each call counts the same, however long it was. */
  readonly median: number;
  /** How many calls have the metric. */
  readonly calls: number;
  /** Those with calls, oldest first. */
  readonly weeks: readonly WeekOfMetric[];
  /**
   * By how much the weekly median changes from week to week: the median of the slopes between any two of the last 104 weeks
   * (Theil and Sen), which single odd weeks don't move. Absent below {@link MIN_CALLS} calls or three weeks.
   */
  readonly changePerWeek?: number | undefined;
}

/** One metric of a call next to the earlier calls of the same agent. */
export interface MetricComparison {
  readonly name: string;
  readonly value: number;
  /** Of the earlier calls that have the metric. Absent when none has. */
  readonly median?: number | undefined;
  /** How many earlier calls have the metric. */
  readonly calls: number;
  /** The share of the earlier calls with a lower value, equal ones counted half: 0–1. Absent below {@link MIN_CALLS} calls. */
  readonly rank?: number | undefined;
}

/** The metrics of an agent's calls, by name. */
export function historyOf(scores: readonly CallScore[]): MetricHistory[] {
  return namesIn(scores).map((name) => {
    const values = valuesOf(scores, name);
    const weeks = weeksOf(scores, name);
    const recent = weeks.slice(-TREND_WEEKS.most);
    const isEnough = values.length >= MIN_CALLS && recent.length >= TREND_WEEKS.least;
    const unit = METRIC_DEFINITIONS.find((metric) => metric.name === name)?.unit;
    return {
      name,
      ...(unit && { unit }),
      median: medianOf(values),
      calls: values.length,
      weeks,
      ...(isEnough && { changePerWeek: slopeOf(recent) }),
    };
  });
}

/** The metrics of a call beside those of earlier ones, by name. */
export function comparedTo(score: CallScore, earlier: readonly CallScore[]): MetricComparison[] {
  return namesIn([score]).map((name) => {
    const value = score.metrics[name] as number;
    const values = valuesOf(earlier, name);
    const lower = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return {
      name,
      value,
      calls: values.length,
      ...(values.length > 0 && { median: medianOf(values) }),
      ...(values.length >= MIN_CALLS && { rank: (lower + equal / 2) / values.length }),
    };
  });
}

function namesIn(scores: readonly CallScore[]): string[] {
  return [...new Set(scores.flatMap(({ metrics }) => Object.keys(metrics)))].sort();
}

function valuesOf(scores: readonly CallScore[], name: string): number[] {
  return scores.flatMap(({ metrics }) => (Object.hasOwn(metrics, name) ? (metrics[name] ?? []) : []));
}

function weeksOf(scores: readonly CallScore[], name: string): WeekOfMetric[] {
  const byWeek = new Map<number, number[]>();
  for (const score of scores) {
    const startMs = Math.floor((score.recordedAtMs - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS;
    const values = byWeek.get(startMs) ?? [];
    byWeek.set(startMs, values);
    values.push(...valuesOf([score], name));
  }
  return [...byWeek]
    .filter(([, values]) => values.length > 0)
    .sort(([one], [other]) => one - other)
    .map(([startMs, values]) => ({ startMs, median: medianOf(values), calls: values.length }));
}

function slopeOf(weeks: readonly WeekOfMetric[]): number {
  const slopes = weeks.flatMap((later, index) =>
    weeks.slice(0, index).map((earlier) => {
      return (later.median - earlier.median) / ((later.startMs - earlier.startMs) / WEEK_MS);
    }),
  );
  return medianOf(slopes);
}
