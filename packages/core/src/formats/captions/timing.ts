/** A clock time of captions: hours may be absent or long, digits few, seconds above 59, the fraction after a dot or a comma. */
const TIME = String.raw`(?:(\d+):)?(\d+):(\d+)(?:[.,](\d+))?`;
const TIMING = new RegExp(String.raw`^\s*${TIME}\s*-{1,2}>\s*${TIME}(?=\s|$)`);
/** A line that times a cue, or is meant to. */
const ARROW = /^\s*\d[\d:.,]*\s*-->/;

/** Whether a text begins with a cue, perhaps after one line, such as its number. */
export function beginsWithCue(text: string): boolean {
  // Split, since a pattern over all of it takes quadratic time where much of it is white space.
  const [first = '', second = ''] = text
    .trimStart()
    .slice(0, LONGEST_BEGINNING)
    .split(/[\r\n]\s*/, 2);
  return TIMING.test(first) || TIMING.test(second);
}

/** Characters of the number or title of a cue, the blank lines below it, and its times. */
const LONGEST_BEGINNING = 400;

/** When a cue is shown. Without times where its line of times can't be read. */
export interface CueTimes {
  readonly startMs?: number;
  readonly endMs?: number;
}

/** The times in a line; `undefined` when it is no line of times. Settings such as a position may follow them. */
export function timesIn(line: string): CueTimes | undefined {
  if (!line.includes('>')) return undefined;
  const found = TIMING.exec(line);
  if (found === null) return ARROW.test(line) ? {} : undefined;
  const startMs = msOf(found.slice(1, 5));
  const endMs = msOf(found.slice(5, 9));
  return startMs === undefined || endMs === undefined ? {} : { startMs, endMs };
}

/** Of a clock time by itself. */
export function clockMs(time: string): number | undefined {
  const found = CLOCK.exec(time);
  return found === null ? undefined : msOf(found.slice(1));
}
const CLOCK = new RegExp(`^${TIME}$`);

function msOf([hours = '0', minutes, seconds, fraction = '0']: readonly (string | undefined)[]): number | undefined {
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const ms = Math.round((whole + Number(`0.${fraction}`)) * 1_000);
  return Number.isSafeInteger(ms) ? ms : undefined;
}
