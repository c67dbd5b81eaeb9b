/** Zero crossings of the sinc on each side of its middle; fewer where the pass band is wide enough without. */
const LOBES = { up: 32, down: 16 };
/** Shapes the Kaiser window: what is outside the pass band is 80 dB down. */
const BETA = 7.9;
/** Rates that have next to nothing in common make do with the nearest of so many filters: 70 dB right. */
const MAX_FILTERS = 2_048;
/** Where the low-pass sits when the rate is lowered, as a part of the new Nyquist frequency. */
const ROLL_OFF = 0.95;

/**
 * Converts sound from one sampling rate to another as it comes, in blocks of any length.
 *
 * A polyphase windowed-sinc low-pass without delay: sample `n` that comes out is the sound at `n / toHz` seconds. What
 * comes out is the same however the sound is cut into blocks, `ceil(samples * toHz / fromHz)` samples in all, and never
 * beyond -1 to 1. Where the new rate is a multiple of the old, every old sample is stored as it is.
 */
export class Resampler {
  readonly #filters: readonly Float64Array[];
  /** How many places between two old samples a new one can be in, and how many of them are between two new ones. */
  readonly #phaseCount: number;
  readonly #step: number;
  /** Whether a new sample that falls on an old one is that one. */
  readonly #keepsOld: boolean;
  readonly #half: number;
  /** The end of what came in, as much as is still needed, of each channel. */
  readonly #kept: Float64Array[];
  #keptLength: number;
  /** Where in `#kept` the next new sample is, in phases. */
  #position: number;
  #came = 0;
  #went = 0;

  /** Rates are positive integers; each block has `channelCount` channels. */
  constructor(fromHz: number, toHz: number, channelCount: number) {
    const divisor = greatestCommonDivisor(fromHz, toHz);
    const raises = toHz >= fromHz;
    const cutOff = raises ? 1 : (toHz / fromHz) * ROLL_OFF;
    this.#phaseCount = toHz / divisor;
    this.#step = fromHz / divisor;
    this.#keepsOld = raises;
    this.#half = 2 * Math.ceil((raises ? LOBES.up : LOBES.down) / cutOff / 2);
    const filterCount = Math.min(this.#phaseCount, MAX_FILTERS);
    this.#filters = Array.from({ length: filterCount }, (_, index) => lowPass(index / filterCount, cutOff, this.#half));
    this.#kept = Array.from({ length: channelCount }, () => new Float64Array(0));
    this.#keptLength = this.#half - 1;
    this.#position = this.#keptLength * this.#phaseCount;
  }

  /** Takes a block, one array per channel, all of one length, and gives what follows from it so far. */
  push(channels: readonly Float32Array[]): Float32Array[] {
    const length = channels[0]?.length ?? 0;
    this.#came += length;
    return this.#convert(channels, length, Number.POSITIVE_INFINITY);
  }

  /** Gives the rest. Nothing may be pushed afterwards. */
  flush(): Float32Array[] {
    const silence = new Float32Array(this.#half + 1);
    const rest = Math.ceil((this.#came * this.#phaseCount) / this.#step) - this.#went;
    return this.#convert(
      this.#kept.map(() => silence),
      silence.length,
      rest,
    );
  }

  #convert(channels: readonly Float32Array[], length: number, most: number): Float32Array[] {
    const total = this.#keptLength + length;
    // A new sample needs `#half` old ones from behind it.
    const ready = Math.ceil(((total - this.#half) * this.#phaseCount - this.#position) / this.#step);
    const count = Math.max(0, Math.min(ready, most));
    const position = this.#position + count * this.#step;
    const drop = Math.floor(position / this.#phaseCount) - this.#half + 1;
    const converted = channels.map((channel, index) => {
      const sound = this.#append(index, channel, total);
      const out = this.#filter(sound, count);
      sound.copyWithin(0, drop, total);
      return out;
    });
    this.#keptLength = total - drop;
    this.#position = position - drop * this.#phaseCount;
    this.#went += count;
    return converted;
  }

  #append(index: number, channel: Float32Array, total: number): Float64Array {
    let sound = this.#kept[index] as Float64Array;
    if (sound.length < total + IN_A_ROW) {
      const longer = new Float64Array(total + IN_A_ROW);
      longer.set(sound.subarray(0, Math.min(sound.length, this.#keptLength)));
      this.#kept[index] = sound = longer;
    }
    for (let at = this.#keptLength, from = 0; at < total; at++, from++) sound[at] = bounded(channel[from] as number);
    return sound;
  }

  #filter(sound: Float64Array, count: number): Float32Array {
    const out = this.#step === 1 ? this.#filterInRows(sound, count) : this.#filterOneByOne(sound, count);
    for (let n = 0; n < count; n++) out[n] = bounded(out[n] as number);
    return out;
  }

  /** When the new rate is a multiple of the old, each filter applies to the old samples one after the other. */
  #filterInRows(sound: Float64Array, count: number): Float32Array {
    const out = new Float32Array(count + IN_A_ROW * this.#phaseCount);
    for (let first = 0; first < this.#phaseCount; first++) {
      const position = this.#position + first;
      const phase = position % this.#phaseCount;
      const base = Math.floor(position / this.#phaseCount);
      if (phase === 0) {
        for (let n = first, at = base; n < count; n += this.#phaseCount, at++) out[n] = sound[at] as number;
        continue;
      }
      const filter = this.#filterOf(phase);
      for (let n = first, at = base - this.#half + 1; n < count; n += IN_A_ROW * this.#phaseCount, at += IN_A_ROW)
        productsInARow(sound, at, filter, out, n, this.#phaseCount);
    }
    return out.subarray(0, count);
  }

  #filterOneByOne(sound: Float64Array, count: number): Float32Array {
    const out = new Float32Array(count);
    const whole = Math.floor(this.#step / this.#phaseCount);
    const part = this.#step % this.#phaseCount;
    let base = Math.floor(this.#position / this.#phaseCount);
    let phase = this.#position % this.#phaseCount;
    for (let n = 0; n < count; n++) {
      if (phase === 0 && this.#keepsOld) out[n] = sound[base] as number;
      else out[n] = product(sound, base - this.#half + 1, this.#filterOf(phase));
      base += whole;
      phase += part;
      if (phase >= this.#phaseCount) {
        phase -= this.#phaseCount;
        base++;
      }
    }
    return out;
  }

  #filterOf(phase: number): Float64Array {
    const count = this.#filters.length;
    return this.#filters[
      count === this.#phaseCount ? phase : Math.floor((phase * count) / this.#phaseCount)
    ] as Float64Array;
  }
}

/** Four sums side by side: the processor need not wait for one addition to begin the next. */
function product(sound: Float64Array, from: number, filter: Float64Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let tap = 0, at = from; tap < filter.length; tap += 4, at += 4) {
    a += (sound[at] as number) * (filter[tap] as number);
    b += (sound[at + 1] as number) * (filter[tap + 1] as number);
    c += (sound[at + 2] as number) * (filter[tap + 2] as number);
    d += (sound[at + 3] as number) * (filter[tap + 3] as number);
  }
  return a + b + (c + d);
}

const IN_A_ROW = 4;

/** {@link product} for four neighbours, which share most of what they read: twice as fast. */
function productsInARow(
  sound: Float64Array,
  from: number,
  filter: Float64Array,
  out: Float32Array,
  to: number,
  stride: number,
): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let first = sound[from] as number;
  let second = sound[from + 1] as number;
  let third = sound[from + 2] as number;
  for (let tap = 0, at = from + 3; tap < filter.length; tap++, at++) {
    const weight = filter[tap] as number;
    const fourth = sound[at] as number;
    a += first * weight;
    b += second * weight;
    c += third * weight;
    d += fourth * weight;
    first = second;
    second = third;
    third = fourth;
  }
  out[to] = a;
  out[to + stride] = b;
  out[to + 2 * stride] = c;
  out[to + 3 * stride] = d;
}

/** Files of floating-point numbers may hold anything. */
function bounded(sample: number): number {
  if (sample > 1) return 1;
  if (sample < -1) return -1;
  return Number.isNaN(sample) ? 0 : sample;
}

/** The filter for a new sample that lies `offset` behind an old one, 0 to 1; it lets a constant through unchanged. */
function lowPass(offset: number, cutOff: number, half: number): Float64Array {
  const filter = Float64Array.from({ length: 2 * half }, (_, tap) => {
    const distance = tap - half + 1 - offset;
    const x = Math.PI * cutOff * distance;
    const sinc = x === 0 ? 1 : Math.sin(x) / x;
    const inside = 1 - (distance / half) ** 2;
    return inside <= 0 ? 0 : sinc * bessel(BETA * Math.sqrt(inside));
  });
  const sum = filter.reduce((total, value) => total + value, 0);
  return filter.map((value) => value / sum);
}

/** The modified Bessel function of the first kind and order zero. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
