/** A tone that glides over 2,200 Hz in a second, upwards from 300 Hz or downwards to it: alike to itself at no other time. */
export function chirp(direction: 'up' | 'down', rateHz: number, seconds = 1, amplitude = 0.5): Float32Array {
  return Float32Array.from({ length: Math.round(rateHz * seconds) }, (_, index) => {
    const t = index / rateHz;
    const turns = direction === 'up' ? 300 * t + 1_100 * t * t : 2_500 * t - 1_100 * t * t;
    return amplitude * Math.sin(2 * Math.PI * turns);
  });
}

/** A plain tone. */
export function tone(hertz: number, rateHz: number, seconds = 1, amplitude = 0.5): Float32Array {
  return Float32Array.from(
    { length: Math.round(rateHz * seconds) },
    (_, index) => amplitude * Math.sin((2 * Math.PI * hertz * index) / rateHz),
  );
}

/** How alike two sounds are, -1 to 1, when the first comes `lag` samples late; their very ends are left out. */
export function likeness(late: Float32Array, sound: Float32Array, lag = 0): number {
  const margin = Math.floor(sound.length / 20);
  let both = 0;
  let first = 0;
  let second = 0;
  for (let at = margin; at < sound.length - margin; at++) {
    const a = late[at + lag] ?? 0;
    const b = sound[at] ?? 0;
    both += a * b;
    first += a * a;
    second += b * b;
  }
  return both / Math.sqrt(first * second || 1);
}

/** By how many samples the first sound comes late. */
export function lagOf(late: Float32Array, sound: Float32Array, most = 400): number {
  const lags = Array.from({ length: 2 * most + 1 }, (_, index) => index - most);
  const [best = 0] = lags.toSorted((a, b) => likeness(late, sound, b) - likeness(late, sound, a));
  return best;
}

/** How loud a sound is, in decibels of full scale. */
export function decibels(sound: Float32Array): number {
  const power = sound.reduce((sum, sample) => sum + sample * sample, 0) / sound.length;
  return 10 * Math.log10(2 * power + 1e-30);
}

/** What is left of a sound without another. */
export function difference(a: Float32Array, b: Float32Array, from = 0, to = a.length): Float32Array {
  return a.slice(from, to).map((sample, index) => sample - (b[from + index] ?? 0));
}
