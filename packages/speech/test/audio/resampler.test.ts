import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Resampler } from '../../src/audio/resampler.js';
import { chirp, decibels, difference, lagOf, tone } from './chirp.js';
import { joined } from './sound-files.js';

/** Converts in blocks of these lengths, the last as often as it takes. */
function convert(
  channels: readonly Float32Array[],
  fromHz: number,
  toHz: number,
  lengths: readonly number[] = [4_096],
) {
  const resampler = new Resampler(fromHz, toHz, channels.length);
  const blocks: Float32Array[][] = [];
  let at = 0;
  for (let index = 0; at < (channels[0]?.length ?? 0); index++) {
    const length = lengths[Math.min(index, lengths.length - 1)] ?? 1;
    blocks.push(resampler.push(channels.map((channel) => channel.subarray(at, at + length))));
    at += length;
  }
  return joined([...blocks, resampler.flush()], channels.length);
}

const convertOne = (sound: Float32Array, fromHz: number, toHz = 16_000) =>
  convert([sound], fromHz, toHz)[0] ?? new Float32Array(0);

describe('a resampler', () => {
  it.each([
    4_000, 6_000, 8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 47_999, 48_000, 96_000, 192_000,
  ])('makes the same tone of a tone at %i Hz, without delay', (rateHz) => {
    const hertz = Math.min(1_000, rateHz / 5);
    const out = convertOne(tone(hertz, rateHz), rateHz);
    const expected = tone(hertz, 16_000);
    // Before the first and behind the last sample the filter hears silence.
    const edge = 400;
    expect(out).toHaveLength(16_000);
    expect(decibels(difference(out, expected, edge, 16_000 - edge))).toBeLessThan(-66);
  });

  it('keeps all that a telephone lets through, and adds nothing above it', () => {
    for (const hertz of [50, 300, 1_700, 3_000, 3_400, 3_600]) {
      const out = convertOne(tone(hertz, 8_000), 8_000);
      expect(decibels(difference(out, tone(hertz, 16_000), 400, 15_600))).toBeLessThan(-75);
    }
  });

  it('keeps every sample as it is when the rate is doubled', () => {
    const sound = chirp('up', 8_000);
    expect(convertOne(sound, 8_000).filter((_, index) => index % 2 === 0)).toEqual(sound);
  });

  it('gives back what has the rate already', () => {
    const sound = chirp('up', 16_000);
    expect(convertOne(sound, 16_000)).toEqual(sound);
  });

  it('lets nothing fold back that the new rate cannot hold', () => {
    for (const hertz of [9_500, 12_000, 16_000, 20_000]) {
      const out = convertOne(tone(hertz, 48_000), 48_000);
      expect(decibels(out.subarray(400, 15_600))).toBeLessThan(-60);
    }
  });

  it('keeps channels in step and apart', () => {
    const [left, right] = convert([chirp('up', 44_100), chirp('down', 44_100)], 44_100, 16_000);
    expect(left && lagOf(left, chirp('up', 16_000), 20)).toBe(0);
    expect(right && lagOf(right, chirp('down', 16_000), 20)).toBe(0);
  });

  it('lets a constant through as it is', () => {
    const out = convertOne(new Float32Array(8_000).fill(0.25), 11_025);
    expect(
      Math.max(...difference(out, new Float32Array(out.length).fill(0.25), 400, out.length - 400).map(Math.abs)),
    ).toBeLessThan(1e-6);
  });

  it('never goes beyond full scale, whatever comes in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float(), { maxLength: 300 }),
        fc.constantFrom(8_000, 16_000, 44_100),
        (samples, rateHz) => {
          const out = convertOne(Float32Array.from(samples), rateHz);
          expect(out.every((sample) => sample >= -1 && sample <= 1)).toBe(true);
        },
      ),
    );
  });

  it('gives the same however the sound is cut, and as much as there was', () => {
    const rates = fc.oneof(
      fc.constantFrom(4_000, 8_000, 11_025, 16_000, 44_100, 48_000),
      fc.integer({ min: 4_000, max: 50_000 }),
    );
    const sound = fc
      .array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 900 })
      .map((all) => Float32Array.from(all));
    const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rates, sound, lengths, (rateHz, samples, cuts) => {
        const whole = convert([samples], rateHz, 16_000, [samples.length || 1]);
        expect(convert([samples], rateHz, 16_000, cuts)).toEqual(whole);
        expect(whole[0]).toHaveLength(Math.ceil((samples.length * 16_000) / rateHz));
      }),
      { numRuns: 60 },
    );
  });

  it('does not drift', () => {
    const resampler = new Resampler(11_025, 16_000, 1);
    const second = new Float32Array(11_025);
    let samples = 0;
    for (let seconds = 0; seconds < 120; seconds++) samples += resampler.push([second])[0]?.length ?? 0;
    samples += resampler.flush()[0]?.length ?? 0;
    expect(samples).toBe(120 * 16_000);
  });
});
