import { clockOf, offsetMs } from '../../model/time-zone.js';

const DAY_MS = 86_400_000;
const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?$/;

/**
 * The time that a clock shows in a zone, epoch ms. Of the two moments that a clock shows when it is set back, the first; a time
 * that it skips counts from the offset before.
 * @param written `YYYY-MM-DD HH:MM:SS`, perhaps with fractions of a second
 * @param zone a name of the tz database
 * @returns `undefined` when there is no such time or no such zone
 */
export function timeInZone(written: string, zone: string): number | undefined {
  const [, year, month, day, hour, minute, second, fraction = '0'] = WRITTEN.exec(written) ?? [];
  if (year === undefined) return undefined;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const asUtcMs = Date.parse(`${iso}Z`);
  // The calendar decides: Date.parse takes 31 April for 1 May.
  if (Number.isNaN(asUtcMs) || !new Date(asUtcMs).toISOString().startsWith(iso)) return undefined;
  const clock = clockOf(zone);
  if (clock === undefined) return undefined;
  // No zone changes its clock twice within two days.
  const candidates = [-DAY_MS, DAY_MS].map((around) => asUtcMs - offsetMs(clock, asUtcMs + around));
  const shown = candidates.filter((ms) => ms + offsetMs(clock, ms) === asUtcMs);
  const ms = shown.length > 0 ? Math.min(...shown) : candidates[0];
  return ms === undefined ? undefined : ms + Math.floor(Number(`0.${fraction}`) * 1_000);
}
