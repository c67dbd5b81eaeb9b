import { SAMPLE_RATE_HZ } from '../../src/audio/recording.js';

/** Gives the next sample of a sound. */
type Source = (second: number) => number;

/** Sounds that nobody speaks in, each a source of samples from -1 to 1. Every call makes the same sound again. */
export const NON_SPEECH: Readonly<Record<string, () => Source>> = {
  silence: () => () => 0,
  'silence with clicks': () => {
    const chance = chanceFrom(1);
    return () => (chance() < 1 / SAMPLE_RATE_HZ ? 0.6 : 0);
  },
  'white noise': () => whiteNoise(2, 0.1),
  'pink noise': () => pinkNoise(3, 0.1),
  'brown noise': () => brownNoise(4, 0.3),
  'hum at 50 Hz': () => tones(0.1, 50, 100, 150),
  'hum at 60 Hz': () => tones(0.1, 60, 120, 180),
  'ringing in the US': () => inCadence(tones(0.2, 440, 480), [2, 4]),
  'ringing in the UK': () => inCadence(tones(0.2, 400, 450), [0.4, 0.2, 0.4, 2]),
  'ringing in Europe': () => inCadence(tones(0.2, 425), [1, 4]),
  'busy tone': () => inCadence(tones(0.2, 480, 620), [0.5, 0.5]),
  'dialling (DTMF)': dialling,
  music: () => music(5),
  'music in noise': () => {
    const [tune, noise] = [music(6), pinkNoise(7, 0.05)];
    return (second) => tune(second) + noise(second);
  },
};

/** So many seconds of a sound. */
export function soundOf(source: Source, seconds: number): Float32Array {
  return Float32Array.from({ length: seconds * SAMPLE_RATE_HZ }, (_, index) => source(index / SAMPLE_RATE_HZ));
}

/** Noise of equal power at all frequencies, from -level to level. */
export function whiteNoise(seed: number, level: number): Source {
  const chance = chanceFrom(seed);
  return () => level * (2 * chance() - 1);
}

/** Noise that loses 3 dB per octave, after Paul Kellet. */
function pinkNoise(seed: number, level: number): Source {
  const white = whiteNoise(seed, level);
  const [fast, middle, slow] = [decaying(0.57, 1.0527), decaying(0.963, 0.2965), decaying(0.99765, 0.099)];
  return () => {
    const sample = white(0);
    return 0.25 * (slow(sample) + middle(sample) + fast(sample) + sample * 0.1848);
  };
}

function brownNoise(seed: number, level: number): Source {
  const white = whiteNoise(seed, level);
  const sum = decaying(0.998, 0.06);
  return () => sum(white(0));
}

function decaying(keep: number, gain: number): (sample: number) => number {
  let value = 0;
  return (sample) => {
    value = keep * value + gain * sample;
    return value;
  };
}

/** Sine waves that share a level. */
export function tones(level: number, ...frequencies: readonly number[]): Source {
  return (second) =>
    frequencies.reduce((sum, hz) => sum + (level / frequencies.length) * Math.sin(2 * Math.PI * hz * second), 0);
}

/** A sound that is on, off, on … for so many seconds each, over and over. */
function inCadence(source: Source, cadence: readonly number[]): Source {
  const period = cadence.reduce((sum, seconds) => sum + seconds, 0);
  return (second) => {
    let within = second % period;
    const part = cadence.findIndex((seconds) => {
      within -= seconds;
      return within < 0;
    });
    return part % 2 === 0 ? source(second) : 0;
  };
}

function dialling(): Source {
  const [low, high] = [
    [697, 770, 852, 941],
    [1209, 1336, 1477],
  ] as const;
  const chance = chanceFrom(8);
  let [key, rowHz, columnHz] = [-1, 0, 0];
  return (second) => {
    const now = Math.floor(second / 0.2);
    if (now !== key) {
      key = now;
      rowHz = low[Math.floor(chance() * low.length)] ?? 0;
      columnHz = high[Math.floor(chance() * high.length)] ?? 0;
    }
    // Ten keys, then a pause.
    return now % 20 < 10 && second % 0.2 < 0.1 ? tones(0.4, rowHz, columnHz)(second) : 0;
  };
}

/** Chords, a bass and a tune of plucked tones, with a drum: hold music. */
function music(seed: number): Source {
  const chance = chanceFrom(seed);
  const beat = 0.4;
  const chords = [
    [220, 261.63, 329.63],
    [174.61, 220, 261.63],
    [196, 246.94, 293.66],
    [164.81, 207.65, 246.94],
  ];
  const scale = [440, 493.88, 523.25, 587.33, 659.25, 698.46, 783.99];
  let [at, note] = [-1, 440];
  return (second) => {
    const now = Math.floor(second / beat);
    if (now !== at) {
      at = now;
      note = scale[Math.floor(chance() * scale.length)] ?? note;
    }
    const since = second - now * beat;
    const chord = chords[Math.floor(now / 8) % chords.length] ?? [];
    const tune = [1, 2, 3, 4].reduce((sum, k) => sum + Math.sin(2 * Math.PI * note * k * second) / k ** 1.5, 0);
    const pad = chord.reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * second), 0) / 3;
    const bass = Math.sin(2 * Math.PI * ((chord[0] ?? 220) / 2) * second);
    const drum = now % 2 === 0 ? Math.exp(-since * 30) * (2 * chance() - 1) : 0;
    return 0.15 * tune * Math.exp(-since * 5) + 0.1 * pad + 0.1 * bass + 0.15 * drum;
  };
}

/** The same numbers from 0 to 1 every time. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
