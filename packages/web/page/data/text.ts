/* How values are written for people. */

/** Milliseconds as `1:02:03` or `2:03`. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A time of the API in the person's own time zone and style. */
export function localTime(isoTime: string): string {
  return DAY.format(new Date(isoTime));
}

/** What a call's state is called on the page. */
export const STATE_NAMES = {
  submitted: 'Waiting',
  analyzing: 'Being analyzed',
  completed: 'Completed',
  no_match: 'No match',
  failed: 'Failed',
} as const;
