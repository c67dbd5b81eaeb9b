import type { components } from '@earshot/client';

/** How many calls there are, and what they have. */
export type Summary = components['schemas']['CallsSummary'];
/** The same of one day or week. */
export type Totals = NonNullable<Summary['days']>[number];

export const SENTIMENTS = ['negative', 'mixed', 'neutral', 'positive'] as const;

export function calls(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}

export function meanLengthMs({ duration_ms, with_duration }: Totals): number | undefined {
  return with_duration === 0 ? undefined : duration_ms / with_duration;
}

export function silenceShare({ silence_ms, silence_of_ms }: Totals): number | undefined {
  return silence_of_ms === 0 ? undefined : silence_ms / silence_of_ms;
}

export function negativeShare({ sentiment }: Totals): number | undefined {
  const all = sentiment.reduce((sum, { count }) => sum + count, 0);
  return all === 0 ? undefined : (sentiment.find(({ value }) => value === 'negative')?.count ?? 0) / all;
}

export function countOf(values: Totals['category'], wanted: string): number {
  return values.find(({ value }) => value === wanted)?.count ?? 0;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
