import { firstMoment } from './moments-schema.js';

/** The signs of some vectors of one call, one vector's after the other's. */
export interface CallSigns {
  /** The call's number. */
  readonly call: number;
  /** Of each vector, the moment's position in its call, and above its lowest 16 bits the kind of the moment. */
  readonly places: Uint32Array;
  readonly signs: Uint32Array;
}

/** Which vectors are looked at. */
export interface SignFilter {
  readonly hasCall?: ((call: number) => boolean) | undefined;
  readonly hasKind?: ((call: number, kind: number) => boolean) | undefined;
  readonly hasMoment?: ((moment: number) => boolean) | undefined;
}

/** A moment, and where the signs of its vector begin. */
export interface NearMoment {
  readonly moment: number;
  readonly signs: Uint32Array;
  readonly first: number;
}

/**
 * The moments whose vectors have most signs in common with the query's, at least `count` of them if there are so many. Those
 * that agree equally well with the last one are among them, up to twice as many.
 */
export function nearestBySigns(
  calls: Iterable<CallSigns>,
  query: Uint32Array,
  count: number,
  { hasCall, hasKind, hasMoment }: SignFilter = {},
): NearMoment[] {
  const width = query.length;
  const most = 32 * width;
  /** The moments at each distance. One that is farther than `limit` can't be among the nearest any more. */
  const found: NearMoment[][] = Array.from({ length: most + 1 }, () => []);
  let [limit, within] = [most, 0];
  for (const { call, places, signs } of calls) {
    if (hasCall?.(call) === false) continue;
    const first = firstMoment(call);
    for (let at = 0, offset = 0; at < places.length; at++, offset += width) {
      const distance = distanceAt(signs, offset, query);
      if (distance > limit) continue;
      const place = places[at] as number;
      if (hasKind?.(call, place >>> 16) === false) continue;
      const moment = first + (place & 0xffff);
      if (hasMoment?.(moment) === false) continue;
      (found[distance] as NearMoment[]).push({ moment, signs, first: offset });
      within++;
      while (within - (found[limit] as NearMoment[]).length >= count) within -= (found[limit--] as NearMoment[]).length;
    }
  }
  return found
    .slice(0, limit + 1)
    .flat()
    .slice(0, 2 * count);
}

/** How many bits differ. */
function distanceAt(signs: Uint32Array, offset: number, query: Uint32Array): number {
  let distance = 0;
  for (let at = 0; at < query.length; at++) {
    // Counts the bits in pairs, in groups of four, in bytes, and adds up the bytes.
    let bits = (signs[offset + at] as number) ^ (query[at] as number);
    bits = (bits - ((bits >>> 1) & 0x55555555)) | 0;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    distance += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return distance;
}
