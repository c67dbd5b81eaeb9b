import { SAMPLE_RATE_HZ } from '../../src/audio/recording.js';

const MARKER_HZ = 1_000;
/** Longer than what damage makes of a packet. */
const WINDOW = SAMPLE_RATE_HZ / 50;

/** A hum with a louder tone in it from `markerS` on, for a fifth of a second. */
export function hum(rateHz: number, seconds: number, markerS: number): Float32Array {
  return Float32Array.from({ length: Math.round(rateHz * seconds) }, (_, index) => {
    const t = index / rateHz;
    const marker = t >= markerS && t < markerS + 0.2 ? 0.6 * Math.sin(2 * Math.PI * MARKER_HZ * t) : 0;
    return 0.1 * Math.sin(2 * Math.PI * 220 * t) + marker;
  });
}

/** When the marker begins in sound at {@link SAMPLE_RATE_HZ}, in ms. */
export function markerAt(sound: Float32Array): number {
  const turn = 2 * Math.cos((2 * Math.PI * MARKER_HZ) / SAMPLE_RATE_HZ);
  for (let at = 0; at + WINDOW < sound.length; at += 16) {
    let last = 0;
    let beforeLast = 0;
    for (let n = at; n < at + WINDOW; n++) [last, beforeLast] = [(sound[n] ?? 0) + turn * last - beforeLast, last];
    const power = (4 * (last ** 2 + beforeLast ** 2 - turn * last * beforeLast)) / WINDOW ** 2;
    if (power > 0.09) return ((at + WINDOW / 2) * 1_000) / SAMPLE_RATE_HZ;
  }
  return Number.NaN;
}
