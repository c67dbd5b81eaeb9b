import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysIn, isoDay, mondayOf, TimeZone } from '../../src/model/time-zone.js';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];

describe('the day of a time', () => {
  test('is the one that a calendar in the zone shows', () => {
    // 1950 to 2100; Samoa left out a whole day in 2011.
    const time = fc.integer({ min: -631_152_000_000, max: 4_102_444_800_000 });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.array(time, { maxLength: 5 }), (zone, times) => {
        const dayOf = daysIn(zone);
        const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
        for (const ms of [...times, 1_325_235_600_000, 1_774_746_000_000]) {
          expect(isoDay(dayOf(ms))).toBe(calendar.format(ms));
        }
      }),
    );
  });

  test('is known at the ends of the calendar', () => {
    for (const zone of ZONES) {
      for (const ms of [-8.64e15, 8.64e15]) expect(isoDay(daysIn(zone)(ms))).toMatch(/^[+-]\d{6}-\d\d-\d\d$/);
    }
  });
});

test('a week begins on Monday', () => {
  for (const [day, monday] of [
    ['2026-11-29', '2026-11-23'],
    ['2026-11-30', '2026-11-30'],
    ['1969-12-28', '1969-12-22'],
    ['1970-01-04', '1969-12-29'],
  ] as const) {
    expect(isoDay(mondayOf(Date.parse(day) / 86_400_000))).toBe(monday);
  }
});

test('a time zone is known by its name', () => {
  for (const name of ZONES) expect(TimeZone.safeParse(name).success).toBe(true);
  for (const name of ['', 'Mars/Olympus', 'Europe/Berlin ']) expect(TimeZone.safeParse(name).success).toBe(false);
});
