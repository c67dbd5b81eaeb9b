import { nameIn, nameInFileName } from '../coaching/stated-names.js';
import { EarshotError } from '../errors.js';
import { present } from '../input/json.js';
import { type RecordedAt, type StartRequest, timeInMediaName, utcOf } from '../model/call.js';
import { clockOf, instantOf } from '../model/time-zone.js';
import type { ObjectUri } from '../model/uri.js';
import { namePattern } from './name-pattern.js';

/** What the name of a recording's file says about the call. */
export interface RecordingName {
  readonly time?: RecordedAt;
  readonly agent?: string;
  readonly customer?: string;
  readonly id?: string;
}

/** Reads names of recordings: see {@link recordingNames}. */
export interface RecordingNameReader {
  /** Whether a pattern is set, so that what it finds is metadata. */
  readonly hasPattern: boolean;
  /** Reads the last part of a path, key or URI: what follows its last `/`. */
  read(path: string): RecordingName;
}

/** How names of recordings are read. */
export interface RecordingNames {
  /**
   * A regular expression with one or more of the named groups `time`, `agent`, `customer` and `id`.
   * @defaultValue `2026-11-20T09-15-00` or `20261120-0915` anywhere, `_AGENT_x_`, `_CUST_x_` and `_GUID_x_`
   */
  readonly pattern?: string | undefined;
  /** The zone of times that state none: a name of the tz database. @defaultValue UTC */
  readonly timeZone?: string | undefined;
}

/** Longer names than any file system has aren't matched. UTF-16 units. */
const MAX_NAME_LENGTH = 255;

const LOCAL_TIME =
  /(?<!\d)((?:19|20)\d\d)-?(\d\d)-?(\d\d)[T_ -](\d\d)[:-]?(\d\d)(?:[:-]?(\d\d))?(?![\d+]|[:-]\d|_?UTC|Z)/;
/** What a `time` group may hold besides. */
const WHOLE_TIME = /^(\d{4})[/.-]?(\d\d)[/.-]?(\d\d)[T_ -]?(\d\d)[:.-]?(\d\d)(?:[:.-]?(\d\d))?$/;
const GUID = /(?:^|[_/])GUID_([^_/.]+)/;

/**
 * Makes a reader of recordings' names.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when the pattern or the time zone can't be used
 */
export function recordingNames({ pattern, timeZone = 'UTC' }: RecordingNames = {}): RecordingNameReader {
  const matcher = pattern === undefined ? undefined : namePattern(pattern);
  // A clock takes 10 ms to make, a tenth of a cold start.
  const clock = timeZone === 'UTC' ? undefined : clockOf(timeZone);
  if (clock === undefined && timeZone !== 'UTC') {
    const expected = 'a time zone such as Europe/Berlin';
    throw new EarshotError('EARSHOT_INVALID_INPUT', `time zone ${timeZone}: expected ${expected}`, {
      details: { field: 'timeZone', found: timeZone, expected },
    });
  }
  const timeIn = (text: string, local: RegExp): RecordedAt | undefined => {
    const stated = timeInMediaName(text as ObjectUri);
    if (stated !== undefined) return { ms: stated, source: 'media_name' };
    const found = utcOf(local.exec(text));
    return found === undefined
      ? undefined
      : { ms: clock === undefined ? found : instantOf(clock, found), source: 'media_name_estimated' };
  };
  const fieldsOf = (name: string) => {
    if (matcher !== undefined) return matcher.exec(name)?.groups ?? {};
    const [agent, customer] = [nameInFileName(name, 'agent'), nameInFileName(name, 'customer')];
    return { time: name, agent, customer, id: GUID.exec(name)?.[1] };
  };
  const read = (path: string): RecordingName => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name.length > MAX_NAME_LENGTH) return {};
    const { time = '', agent, customer, id } = fieldsOf(name);
    const names = { agent: nameIn(agent), customer: nameIn(customer), id: nameIn(id) };
    return present({ time: timeIn(time, matcher === undefined ? LOCAL_TIME : WHOLE_TIME), ...names }) ?? {};
  };
  return { hasPattern: matcher !== undefined, read };
}

/** Reads names without settings. Times that state no zone count as UTC. */
export const DEFAULT_NAMES: RecordingNameReader = /* @__PURE__ */ recordingNames();

/** What a start request takes from a recording's name where nothing better is known. */
export function factsInName(
  name: string,
  sentAtMs: number,
  names: RecordingNameReader = DEFAULT_NAMES,
): Pick<StartRequest, 'recordedAt' | 'metadata'> {
  const { time = { ms: sentAtMs, source: 'transport' }, ...metadata } = names.read(name);
  // What is found without a pattern is weaker than what sidecars and vendors say: partiesOf looks there last.
  const isKept = names.hasPattern && Object.keys(metadata).length > 0;
  return { recordedAt: time, ...(isKept && { metadata }) };
}
