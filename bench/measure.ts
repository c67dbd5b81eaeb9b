import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One figure of the table. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly better: 'lower' | 'higher';
  readonly note: string;
}

/** How thorough to be: `smoke` only shows that every benchmark runs. */
export interface Effort {
  readonly smoke: boolean;
}

/** Work to be timed; asynchronous work is awaited inside the timing. */
export type Work = () => unknown;

/** A ratio of CPU times, and what it rests on. */
export interface Ratio {
  readonly value: number;
  readonly subjectMs: number;
  readonly baselineMs: number;
  readonly pairs: number;
}

/**
 * The median of the ratios of at least 21 interleaved pairs, subject to baseline, by CPU time of this process; which of a
 * pair goes first alternates. Each side repeats its work until it has run for about `leastMs`, so that the clock's
 * grain doesn't matter.
 */
export async function ratioOf(subject: Work, baseline: Work, effort: Effort, leastMs = 150): Promise<Ratio> {
  const pairs = effort.smoke ? 3 : 21;
  const aim = effort.smoke ? 2 : leastMs;
  const subjectRepeats = await repeatsFor(subject, aim);
  const baselineRepeats = await repeatsFor(baseline, aim);
  const timed: { subject: number; baseline: number }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 2 === 0) {
      const a = await cpuMs(subject, subjectRepeats);
      timed.push({ subject: a, baseline: await cpuMs(baseline, baselineRepeats) });
    } else {
      const b = await cpuMs(baseline, baselineRepeats);
      timed.push({ subject: await cpuMs(subject, subjectRepeats), baseline: b });
    }
  }
  return {
    value: median(timed.map((pair) => pair.subject / pair.baseline)),
    subjectMs: median(timed.map((pair) => pair.subject)),
    baselineMs: median(timed.map((pair) => pair.baseline)),
    pairs,
  };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as (options: { type: 'minor' | 'major' }) => void;

/** CPU milliseconds of one repetition, user and system together. The nursery is cleared before: none pays for another's garbage. */
async function cpuMs(work: Work, repeats: number): Promise<number> {
  collectGarbage({ type: 'minor' });
  const before = process.cpuUsage();
  for (let index = 0; index < repeats; index++) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / repeats;
}

/** Warms work up and finds how often it must run to fill the time. */
async function repeatsFor(work: Work, leastMs: number): Promise<number> {
  const warmUpMs = leastMs * 5;
  let spentMs = 0;
  let runs = 0;
  for (let batch = 1; spentMs < warmUpMs && runs < 100_000; batch *= 2) {
    spentMs += Math.max((await cpuMs(work, batch)) * batch, 0.001);
    runs += batch;
  }
  return Math.max(1, Math.round(leastMs / Math.max(spentMs / runs, 0.0005)));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** The figure of a ratio. */
export function figure(name: string, limit: number, ratio: Ratio): Figure {
  const note = `${ratio.subjectMs.toFixed(3)} ms to ${ratio.baselineMs.toFixed(3)} ms CPU, ${ratio.pairs} pairs`;
  return { name, value: round(ratio.value), limit, better: 'lower', note };
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
