import * as z from 'zod/mini';

const DAY_MS = 86_400_000;
/** The last day of the calendar, and with a minus the first, counted from 1970-01-01. */
const LAST_DAY = 100_000_000;
/** Beyond these, a zone keeps its offset: clocks write years before 1 as if they were after, and nobody knows later rules. */
const RULES = { fromMs: Date.UTC(1800, 0), toMs: Date.UTC(2200, 0) } as const;

/** Shows the times of a zone, a name of the tz database; `undefined` when there is no such zone. */
export function clockOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const parts = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const times = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, ...parts, ...times });
  } catch {
    return undefined;
  }
}

/** How far a zone's clock is ahead of UTC at that time. */
export function offsetMs(clock: Intl.DateTimeFormat, ms: number): number {
  const at = Math.min(RULES.toMs, Math.max(RULES.fromMs, Math.floor(ms / 1_000) * 1_000));
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}

/**
 * When a zone's clock shows a time, which is given as if the clock were in UTC. Of two such times the earlier counts; where the
 * clock skips the time, the offset before the gap counts, so the result is as much later.
 */
export function instantOf(clock: Intl.DateTimeFormat, localMs: number): number {
  const before = offsetMs(clock, localMs - DAY_MS);
  const after = offsetMs(clock, localMs + DAY_MS);
  const earlier = localMs - Math.max(before, after);
  const later = localMs - Math.min(before, after);
  const shows = (ms: number) => ms + offsetMs(clock, ms) === localMs;
  return [earlier, later].find(shows) ?? localMs - before;
}

/** A zone by its name in the tz database, such as `Europe/Berlin`, or `UTC`. */
export const TimeZone = z
  .string()
  .check(z.refine((name) => clockOf(name) !== undefined, 'expected a time zone such as Europe/Berlin'));

/**
 * Makes what gives the day of a time (epoch ms) in a zone, as a count of days from 1970-01-01. Looks at the zone's rules about once
 * for each day that it is asked for.
 */
export function daysIn(timeZone: string): (ms: number) => number {
  const clock = clockOf(timeZone);
  if (clock === undefined) throw new TypeError(`no time zone ${timeZone}`);
  const atMidnight = new Map<number, number>();
  const offsetAtMidnight = (day: number): number => {
    const known = atMidnight.get(day) ?? offsetMs(clock, day * DAY_MS);
    atMidnight.set(day, known);
    return known;
  };
  return (ms) => {
    const day = Math.floor(ms / DAY_MS);
    const offset = offsetAtMidnight(day);
    // No zone changes its clock twice within two days.
    const local = ms + (offset === offsetAtMidnight(day + 1) ? offset : offsetMs(clock, ms));
    return Math.min(LAST_DAY, Math.max(-LAST_DAY, Math.floor(local / DAY_MS)));
  };
}

/** The Monday of the week that a day is in. Days are counted from 1970-01-01, a Thursday. */
export function mondayOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}

/** A day as ISO 8601 writes it. @param day counted from 1970-01-01 */
export function isoDay(day: number): string {
  return new Date(Math.max(-LAST_DAY, day) * DAY_MS).toISOString().split('T', 1)[0] ?? '';
}
