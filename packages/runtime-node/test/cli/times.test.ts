import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseExactTime, parseTime, timeHeading, timeText, zonedTimeText } from '../../src/cli/times.js';
import { kept, run } from './run-in-process.js';

const terminal = kept({ isTTY: true });
const zone = process.env['TZ'];

beforeEach(() => {
  process.env['TZ'] = 'America/New_York';
});

afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

it('shows local time on a terminal, across daylight saving, and UTC in a pipe', () => {
  expect(timeText(terminal, '2026-01-14T01:30:00Z')).toBe('2026-01-13 20:30');
  expect(timeText(terminal, '2026-07-14T01:30:00Z')).toBe('2026-07-13 21:30');
  expect(timeText(kept(), '2026-07-14T01:30:00Z')).toBe('2026-07-14 01:30');
  expect(zonedTimeText(kept(), '2026-07-14T01:30:00Z')).toBe('2026-07-14 01:30 UTC');
  expect([timeHeading(terminal, 'Recorded'), timeHeading(kept(), 'Recorded')]).toEqual(['Recorded', 'Recorded (UTC)']);
});

it('begins a date at local midnight', () => {
  expect(parseExactTime('2026-07-14')).toBe(Date.UTC(2026, 6, 14, 4));
  expect(parseExactTime('2026-07-14T09:30:00+02:00')).toBe(Date.UTC(2026, 6, 14, 7, 30));
});

it('takes times and dates in UTC with --utc', async () => {
  const { code } = await run('--utc', 'query', '--ingest', 'examples/bucket', '--quiet', '--from', '2026-09-14');
  expect(code).toBe(0);
  expect(parseExactTime('2026-07-14')).toBe(Date.UTC(2026, 6, 14));
  expect(timeHeading(terminal, 'Recorded')).toBe('Recorded (UTC)');
});

it('counts back from now', () => {
  const at = new Date();
  const midnight = (daysAgo: number) => new Date(at.getFullYear(), at.getMonth(), at.getDate() - daysAgo).getTime();
  expect(parseTime('today')).toBeGreaterThanOrEqual(midnight(0));
  expect(parseTime('yesterday')).toBeGreaterThanOrEqual(midnight(1));
  expect(parseTime('yesterday')).toBeLessThan(parseTime('today'));
  fc.assert(
    fc.property(
      fc.nat(9_999),
      fc.constantFrom(['m', 60], ['h', 3_600], ['d', 86_400], ['w', 604_800]),
      (count, unit) => {
        const [name, seconds] = unit as [string, number];
        const expected = Math.max(0, Date.now() - count * seconds * 1_000);
        expect(parseTime(`${count}${name}`)).toBeGreaterThanOrEqual(expected);
        expect(parseTime(`${count}${name}`)).toBeLessThanOrEqual(expected + 60_000);
      },
    ),
  );
});

it.each(['', '2026', '2026-02-30', '2026-13-01', '2026-07-14T09:30', 'tomorrow', '7', '7y', '-7d'])(
  'takes %j for no time',
  (written) => {
    expect(() => parseTime(written)).toThrow(expect.objectContaining({ code: 'commander.invalidArgument' }));
  },
);

it.each(['7d', 'yesterday'])('takes %j for no exact time', (written) => {
  expect(() => parseExactTime(written)).toThrow(expect.objectContaining({ code: 'commander.invalidArgument' }));
});
