/* How values are written for people. */

/** Milliseconds as `1:02:03` or `2:03`. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** Milliseconds roughly, as `40 s`, `5 min`, `3 h` or `2 d`. */
export function span(ms: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
  ] as const;
  const [length, name] = units.find(([least]) => ms >= 2 * least) ?? [1_000, 's'];
  return `${Math.floor(ms / length)} ${name}`;
}

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A time of the API in the person's own time zone and style. */
export function localTime(isoTime: string): string {
  return DAY.format(new Date(isoTime));
}

const NUMBER = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** Bytes as `3.2 MB`. */
export function sizeText(bytes: number): string {
  const unit = ['B', 'kB', 'MB', 'GB'].find((_, power) => bytes < 1_000 ** (power + 1)) ?? 'GB';
  return `${NUMBER.format(bytes / 1_000 ** ['B', 'kB', 'MB', 'GB'].indexOf(unit))} ${unit}`;
}

/** What a call's state is called on the page. */
export const STATE_NAMES = {
  submitted: 'Waiting',
  analyzing: 'Being analyzed',
  completed: 'Completed',
  no_match: 'No match',
  failed: 'Failed',
} as const;

/** What the sentiment of a call is called on the page. */
export const SENTIMENT_NAMES = {
  negative: 'Negative',
  mixed: 'Mixed',
  neutral: 'Neutral',
  positive: 'Positive',
} as const;
