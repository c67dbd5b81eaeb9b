/* Days and weeks in the person's own time zone, by the date on which they begin, such as `2026-11-30`. */

export type PeriodUnit = 'day' | 'week';

/** The person's time zone, by its name in the tz database. */
export const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const LENGTH_DAYS = { day: 1, week: 7 } as const;
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });

// Dates are counted at midnight UTC, where each day has 24 hours.
const numberOf = (date: string) => Date.parse(date);
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Today's date where the person is. */
export function today(): string {
  const now = new Date();
  return dateOf(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

/** The latest periods, oldest first. The last one is not over. Weeks begin on Monday. */
export function latestPeriods(unit: PeriodUnit, count: number): string[] {
  const now = numberOf(today());
  const weekday = (new Date(now).getUTCDay() + 6) % 7;
  const current = dateOf(unit === 'week' ? now - weekday * 86_400_000 : now);
  return Array.from({ length: count }, (_, at) => laterBy(current, unit, at - count + 1));
}

/** The period that begins so many periods later. */
export function laterBy(start: string, unit: PeriodUnit, count: number): string {
  return dateOf(numberOf(start) + count * LENGTH_DAYS[unit] * 86_400_000);
}

/** Such as `30 Nov`, in the person's style. */
export function dayText(date: string): string {
  return DAY.format(numberOf(date));
}

/** When a date begins where the person is, as the API takes times. Anything else than a date stays as it is. */
export function startOfDate(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  if (year === undefined) return date;
  const start = new Date(Number(year), Number(month) - 1, Number(day));
  return Number.isNaN(start.getTime()) ? date : start.toISOString();
}
