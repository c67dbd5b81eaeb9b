import { invalid } from './service-fault.js';

/** Throws a ValidationException that names the path, unless a value has a shape. */
export type Shape = (value: unknown, path: string) => void;

/** Text of so many characters that fits a pattern as a whole. */
export function text(fewest: number, most: number, pattern: RegExp): Shape {
  const whole = new RegExp(`^(?:${pattern.source})$`, 'su');
  return (value, path) => {
    if (typeof value !== 'string') throw broken(path, 'be text');
    const { length } = [...value];
    if (length < fewest || length > most) throw broken(path, `have a length between ${fewest} and ${most}`);
    if (!whole.test(value)) throw broken(path, `satisfy regular expression pattern: ${pattern.source}`);
  };
}

/** One of these words. */
export function oneOf(...words: readonly string[]): Shape {
  return (value, path) => {
    if (!words.includes(value as string)) throw broken(path, `satisfy enum value set: [${words.join(', ')}]`);
  };
}

/** True or false. */
export const flag: Shape = (value, path) => {
  if (typeof value !== 'boolean') throw broken(path, 'be a boolean');
};

/** A whole number from this one on. */
export function wholeFrom(least: number): Shape {
  return (value, path) => {
    if (!Number.isSafeInteger(value) || (value as number) < least) throw broken(path, `be at least ${least}`);
  };
}

/** So many members of a shape. */
export function list(fewest: number, most: number, member: Shape): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) throw broken(path, 'be a list');
    if (value.length < fewest || value.length > most) throw broken(path, `have ${fewest} to ${most} members`);
    for (const [index, one] of value.entries()) member(one, `${path}.${index + 1}.member`);
  };
}

/** So many entries of two shapes. */
export function map(fewest: number, most: number, key: Shape, member: Shape): Shape {
  return (value, path) => {
    const entries = Object.entries(membersOf(value, path));
    if (entries.length < fewest || entries.length > most) throw broken(path, `have ${fewest} to ${most} entries`);
    for (const [name, one] of entries) {
      key(name, `${path}.key`);
      member(one, `${path}.${name}`);
    }
  };
}

/** These members and no others. */
export function structure(required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}) {
  const known = new Map([...Object.entries(required), ...Object.entries(optional)]);
  const shape: Shape = (value, path) => {
    const members = membersOf(value, path);
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    for (const name of Object.keys(required)) if (!(name in members)) throw broken(at(name), 'not be null');
    for (const [name, one] of Object.entries(members)) {
      const member = known.get(name);
      if (member === undefined) throw invalid(`Unknown member '${at(name)}'`);
      member(one, at(name));
    }
  };
  return shape;
}

function membersOf(value: unknown, path: string): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw broken(path, 'be an object');
  return value;
}

function broken(path: string, rule: string): Error {
  return invalid(`1 validation error detected: Value at '${path}' failed to satisfy constraint: Member must ${rule}`);
}
