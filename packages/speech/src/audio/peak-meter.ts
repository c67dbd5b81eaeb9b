import type { Peaks } from '@earshot/core';
import { type Recording, SAMPLE_RATE_HZ } from './recording.js';

/** 80 ms, so 12.5 points a second: 90 kB an hour for each channel. */
const SAMPLES_PER_POINT = 1_280;
const SCALE = 127;

/** A recording whose first reading, once it is complete, also gives the outline of its sound. */
export function withPeaks(recording: Recording): Recording & { peaks(): Peaks } {
  const meter = new PeakMeter(recording.channelCount);
  let isMeasured = false;
  return {
    ...recording,
    async *samples(signal) {
      const isFirst = !isMeasured;
      isMeasured = true;
      for await (const block of recording.samples(signal)) {
        if (isFirst) meter.accept(block);
        yield block;
      }
    },
    peaks: () => meter.peaks(),
  };
}

/** Measures the outline of sound as it goes by. */
class PeakMeter {
  readonly #channelCount: number;
  #values = new Int8Array(4_096);
  #length = 0;
  /** Of the point under way: the samples that it has, and the lowest and highest of each channel. */
  #count = 0;
  readonly #lowest: Float32Array;
  readonly #highest: Float32Array;

  constructor(channelCount: number) {
    this.#channelCount = channelCount;
    this.#lowest = new Float32Array(channelCount);
    this.#highest = new Float32Array(channelCount);
  }

  /** Takes the next sound: one array per channel, of equal length. */
  accept(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0;
    for (let at = 0; at < length; ) {
      const end = Math.min(length, at + SAMPLES_PER_POINT - this.#count);
      for (const [channel, samples] of channels.entries()) this.#measure(channel, samples, at, end);
      this.#count += end - at;
      at = end;
      if (this.#count === SAMPLES_PER_POINT) this.#endPoint();
    }
  }

  /** The peaks of all that came; the last point may stand for less sound. */
  peaks(): Peaks {
    if (this.#count > 0) this.#endPoint();
    return {
      channelCount: this.#channelCount,
      sampleRateHz: SAMPLE_RATE_HZ,
      samplesPerPoint: SAMPLES_PER_POINT,
      values: this.#values.slice(0, this.#length),
    };
  }

  #measure(channel: number, samples: Float32Array, start: number, end: number): void {
    let lowest = this.#lowest[channel] ?? 0;
    let highest = this.#highest[channel] ?? 0;
    for (let at = start; at < end; at++) {
      const sample = samples[at] as number;
      if (sample < lowest) lowest = sample;
      else if (sample > highest) highest = sample;
    }
    this.#lowest[channel] = lowest;
    this.#highest[channel] = highest;
  }

  #endPoint(): void {
    if (this.#length + 2 * this.#channelCount > this.#values.length) {
      const longer = new Int8Array(this.#values.length * 2);
      longer.set(this.#values);
      this.#values = longer;
    }
    for (let channel = 0; channel < this.#channelCount; channel++) {
      this.#values[this.#length++] = Math.round(Math.max(-1, this.#lowest[channel] ?? 0) * SCALE);
      this.#values[this.#length++] = Math.round(Math.min(1, this.#highest[channel] ?? 0) * SCALE);
    }
    this.#count = 0;
    this.#lowest.fill(0);
    this.#highest.fill(0);
  }
}
