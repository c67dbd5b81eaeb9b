import { EarshotError } from '../errors.js';
import { type Finding, warningFinding } from '../model/finding.js';
import { isObject, type JsonObject, kindOf } from './json.js';

/** A value that can't be used. Its path grows along the way up to {@link reading}. */
interface Fault {
  readonly path: (string | number)[];
  readonly expected: string;
  readonly found: string;
}

/** Ends the reading of the nearest part that may be left out, or of the document. */
class FieldFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super();
    this.fault = fault;
  }
}

/** Collects what {@link readingLeniently} leaves out; `undefined` while each fault ends the reading. Readers never wait. */
let leftOut: Fault[] | undefined;

/**
 * Runs a reader over a parsed document and turns a field of a wrong type into an error that names its path.
 * @throws EarshotError `EARSHOT_UNREADABLE` with `details` `{ document, path, expected, found }`
 */
export function reading<T>(document: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    const { expected, found } = error.fault;
    const path = written(error.fault.path);
    throw new EarshotError('EARSHOT_UNREADABLE', `${document}: ${path}: expected ${expected}, found ${found}`, {
      details: { document, path, expected, found },
    });
  }
}

/**
 * Like {@link reading}, but skips parts that aren't required, with a warning: an optional field of
 * a wrong type, and an incomplete object in a list.
 */
export function readingLeniently<T>(document: string, read: () => T): { read: T; warnings: Finding[] } {
  const faults: Fault[] = [];
  leftOut = faults;
  try {
    return { read: reading(document, read), warnings: warningsOf(document, faults) };
  } finally {
    leftOut = undefined;
  }
}

/** Ends the reading at a field that must be right; without a key, at the very thing that is read. */
export function wrong(key: string | number | undefined, expected: string, value: unknown): never {
  throw new FieldFault({ path: key === undefined ? [] : [key], expected, found: kindOf(value) });
}

/** Leaves out the value of an optional field. */
export function leaveOut(key: string | number, expected: string, value: unknown): undefined {
  if (leftOut === undefined) wrong(key, expected, value);
  leftOut.push({ path: [key], expected, found: kindOf(value) });
}

/** Reads what is under a key, and puts that key in front of the path of every fault there. */
export function under<T>(key: string, read: () => T): T {
  const since = leftOut?.length ?? 0;
  try {
    return read();
  } catch (error) {
    if (error instanceof FieldFault) error.fault.path.unshift(key);
    throw error;
  } finally {
    putBelow(since, key);
  }
}

/** Like {@link under} for a part that may be left out: `undefined` when something in it ended its reading. */
export function optionallyUnder<T>(key: string, read: () => T): T | undefined {
  try {
    return under(key, read);
  } catch (error) {
    leaveOutFault(error);
    return undefined;
  }
}

/**
 * Reads each object of the array under a key. With `optional`, those that can't be read are left out, and the reader is given
 * each one's place among those that are kept.
 */
export function readItems<T>(
  array: readonly unknown[],
  key: string,
  optional: boolean,
  read: (item: JsonObject, place: number) => T,
): T[] {
  const kept: T[] = new Array(array.length);
  let place = 0;
  // There are tens of thousands: a function for each would add a tenth to the price of reading.
  for (let index = 0; index < array.length; index++) {
    const since = leftOut?.length ?? 0;
    try {
      const item = array[index];
      kept[place] = read(isObject(item) ? item : wrong(undefined, 'an object', item), place);
      place++;
    } catch (error) {
      if (optional && leftOut !== undefined) leaveOutFault(error);
      else {
        if (error instanceof FieldFault) error.fault.path.unshift(key, index);
        throw error;
      }
    }
    if (leftOut !== undefined && leftOut.length > since) putBelow(since, key, index);
  }
  kept.length = place;
  return kept;
}

function leaveOutFault(error: unknown): void {
  if (leftOut === undefined || !(error instanceof FieldFault)) throw error;
  leftOut.push(error.fault);
}

function putBelow(since: number, ...keys: (string | number)[]): void {
  if (leftOut !== undefined) for (let at = since; at < leftOut.length; at++) leftOut[at]?.path.unshift(...keys);
}

/** The warnings that faults amount to: one for all items of a list with the same fault, since there may be thousands. */
function warningsOf(document: string, faults: readonly Fault[]): Finding[] {
  const alike = new Map<string, { readonly first: Fault; others: number }>();
  for (const fault of faults) {
    const path = fault.path.map((key) => (typeof key === 'number' ? 0 : key));
    const key = JSON.stringify([path, fault.expected, fault.found]);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, { first: fault, others: 0 });
    else group.others++;
  }
  return [...alike.values()].map(({ first: { path, expected, found }, others }) => {
    const more = others === 0 ? '' : `, and ${others} more like it`;
    const explanation = `${document}: ${written(path)}: expected ${expected}, found ${found}${more}`;
    return warningFinding({ code: 'unexpected_value', explanation });
  });
}

function written(path: readonly (string | number)[]): string {
  const keys = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`));
  return keys.join('').replace(/^\./, '');
}
