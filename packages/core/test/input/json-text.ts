import * as fc from 'fast-check';

/** A member to be put into some object of a document, both chosen by number. */
export interface Insertion {
  readonly object: number;
  readonly place: number;
  readonly key: string;
  /** JSON text. */
  readonly value: string;
}

/** How a document is written as text. */
export interface Writing {
  /** What stands between tokens, in turn. */
  readonly spaces: readonly string[];
  readonly insertions: readonly Insertion[];
}

export const COMPACT: Writing = { spaces: [''], insertions: [] };

/** Spacing: compact, as Python writes it, as a person indents it, or anything that JSON allows. */
export const spacesArbitrary = fc.oneof(
  fc.constantFrom([''], [' ', '', '']),
  fc.array(fc.constantFrom('', ' ', '\n', '\t', '\r\n  ', '\n\n        '), { minLength: 1, maxLength: 7 }),
);

/**
 * Writes a JSON value, with members added to its objects as own keys of any name, `__proto__` included. Objects under
 * a key in `closed` take no additions, nor does what is inside them.
 */
export function writeJson(value: unknown, { spaces, insertions }: Writing, closed: readonly string[] = []): string {
  const objects = countObjects(value, closed);
  let gap = 0;
  let seen = 0;
  const space = () => spaces[gap++ % spaces.length] ?? '';
  const write = (node: unknown, open: boolean): string => {
    if (Array.isArray(node)) {
      const items = node.map((item) => space() + write(item, open) + space());
      return `[${items.length === 0 ? space() : items.join(',')}]`;
    }
    if (typeof node !== 'object' || node === null) return JSON.stringify(node);
    const number = open ? seen++ : -1;
    const members = Object.entries(node).map(
      ([key, member]) => [JSON.stringify(key), () => write(member, open && !closed.includes(key))] as const,
    );
    for (const { object, place, key, value: text } of insertions) {
      if (objects === 0 || object % objects !== number) continue;
      members.splice(place % (members.length + 1), 0, [JSON.stringify(key), () => text]);
    }
    const written = members.map(([key, member]) => `${space()}${key}${space()}:${space()}${member()}${space()}`);
    return `{${written.length === 0 ? space() : written.join(',')}}`;
  };
  return space() + write(value, true) + space();
}

function countObjects(node: unknown, closed: readonly string[]): number {
  if (typeof node !== 'object' || node === null) return 0;
  const inside = Object.entries(node).filter(([key]) => Array.isArray(node) || !closed.includes(key));
  return inside.reduce((sum, [, member]) => sum + countObjects(member, closed), Array.isArray(node) ? 0 : 1);
}

const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** The same bytes at every offset to the words of memory, as parts of larger buffers lie. */
export function shifted(text: string, offset: number): Uint8Array {
  const bytes = encoder.encode(text);
  const buffer = new Uint8Array(bytes.length + offset + 3).fill(0x22);
  buffer.set(bytes, offset);
  return buffer.subarray(offset, offset + bytes.length);
}
