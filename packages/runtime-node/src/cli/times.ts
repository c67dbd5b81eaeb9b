import { dayTime } from '@earshot/core';
import { InvalidArgumentError } from 'commander';
import type { Stream } from './terminal.js';

/** A point in time as people read it: local time on a terminal, UTC elsewhere, so that pipes don't depend on the machine. */
export function timeText(stream: Stream, iso: string): string {
  return stream.isTTY ? localTime(new Date(iso)) : dayTime(iso);
}

/** As {@link timeText}, with the zone where that is UTC. */
export function zonedTimeText(stream: Stream, iso: string): string {
  return isUtc(stream) ? `${timeText(stream, iso)} UTC` : timeText(stream, iso);
}

/** The heading of a column of {@link timeText}. */
export function timeHeading(stream: Stream, heading: string): string {
  return isUtc(stream) ? `${heading} (UTC)` : heading;
}

function isUtc(stream: Stream): boolean {
  return !stream.isTTY || Intl.DateTimeFormat().resolvedOptions().timeZone === 'UTC';
}

function localTime(at: Date): string {
  // Shifted by the offset, so that the fields of UTC are those of the local time.
  return dayTime(new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString());
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const ZONED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const AGO = /^(\d{1,5})(m|h|d|w)$/;
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const DAYS_BACK = { today: 0, yesterday: 1 } as const;

/** Parses an option that takes a time, to epoch ms. A date begins at local midnight. */
export function parseExactTime(value: string): number {
  const ms = exactTime(value);
  if (ms !== undefined) return ms;
  throw new InvalidArgumentError('Expected a date (2026-09-14) or a time with its zone (2026-09-14T09:30:00Z).');
}

/** As {@link parseExactTime}, or in relation to now: `yesterday`, `7d` ago. */
export function parseTime(value: string): number {
  const now = new Date();
  if (value === 'today' || value === 'yesterday') {
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() - DAYS_BACK[value]).getTime();
  }
  const [, count, unit] = AGO.exec(value) ?? [];
  const ms =
    unit === undefined ? exactTime(value) : now.getTime() - Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
  // Longer ago than any call, and no more than a store takes.
  if (ms !== undefined) return Math.max(0, ms);
  throw new InvalidArgumentError(
    'Expected a date (2026-09-14), a time with its zone (2026-09-14T09:30:00Z), a time ago (30m, 12h, 7d, 2w), today or yesterday.',
  );
}

function exactTime(value: string): number | undefined {
  if (ZONED.test(value)) return Number.isNaN(Date.parse(value)) ? undefined : Date.parse(value);
  const [, year, month, day] = (DATE.exec(value) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(year, month - 1, day);
  // February 30 would be a day in March.
  return date.getMonth() === month - 1 && date.getDate() === day && date.getFullYear() === year
    ? date.getTime()
    : undefined;
}
