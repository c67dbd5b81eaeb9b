import { createHash } from 'node:crypto';

/** A stream of numbers in [0, 1). */
export type Random = () => number;

/** The stream that belongs to a name: mulberry32, seeded with a hash of the name, so always the same numbers. */
export function randomFor(name: string): Random {
  let state = createHash('sha256').update(name).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The next number of the stream, moved into [low, high). */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

/** The UUID that belongs to a name: a hash of it in the form of a version 4 UUID. */
export function uuidFor(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
