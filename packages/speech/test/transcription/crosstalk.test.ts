import { describe, expect, it } from 'vitest';
import { crosstalkOf } from '../../src/transcription/crosstalk.js';
import { CrosstalkMeter, type Likeness } from '../../src/transcription/crosstalk-meter.js';
import { soundOf, whiteNoise } from './sounds.js';

const SECONDS = 4;
const [one, two] = [1, 2].map((seed) => soundOf(whiteNoise(seed, 0.3), SECONDS)) as [Float32Array, Float32Array];

function likenessesOf(first: Float32Array, second: Float32Array): readonly Likeness[] {
  const meter = new CrosstalkMeter();
  for (let at = 0; at < first.length; at += 16_000) {
    meter.accept(first.subarray(at, at + 16_000), second.subarray(at, at + 16_000));
  }
  return meter.likenesses();
}

/** For each channel how much of it is the other's, from 0 to 1. */
function shares(first: Float32Array, second: Float32Array): number[] {
  const crosstalk = crosstalkOf(likenessesOf(first, second), SECONDS * 100);
  return crosstalk.map((frames) => frames.reduce((sum, frame) => sum + frame, 0) / frames.length);
}

const louder = (sound: Float32Array, gain: number) => sound.map((sample) => sample * gain);
const later = (sound: Float32Array, samples: number) => {
  const delayed = new Float32Array(sound.length);
  delayed.set(sound.subarray(0, sound.length - samples), samples);
  return delayed;
};
const both = (a: Float32Array, b: Float32Array) => a.map((sample, index) => sample + (b[index] ?? 0));

describe('the sound of one channel', () => {
  it('belongs to the first where both have it equally loud', () => {
    expect(shares(one, one)).toEqual([0, 1]);
  });

  it('belongs to the louder one, and is heard as the same when it comes later', () => {
    expect(shares(louder(one, 0.3), one)).toEqual([1, 0]);
    expect(shares(one, louder(later(one, 800), 0.05))).toEqual([0, 1]);
    expect(likenessesOf(one, later(one, 800)).map(({ lag }) => Math.abs(lag))).toContain(200);
  });

  it('is its own when the other has another sound, however loud', () => {
    expect(shares(one, two)).toEqual([0, 0]);
    expect(shares(one, louder(two, 0.05))).toEqual([0, 0]);
  });

  it('is its own while it is louder than what leaks into it', () => {
    expect(shares(both(one, louder(two, 0.1)), both(two, louder(one, 0.1)))).toEqual([0, 0]);
  });

  it('is nobody else’s when there is silence', () => {
    expect(shares(one, new Float32Array(one.length))).toEqual([0, 0]);
  });
});

describe('a moment in which the likeness is lost', () => {
  const same: Likeness = { correlation: 0.9, lag: 20, differenceDb: 15 };
  const lost: Likeness = { ...same, correlation: 0.1 };

  it('is crosstalk as long as the other channel stays the louder one', () => {
    const crosstalk = crosstalkOf([same, same, lost, lost, same], 120);
    expect([...crosstalk[1]].every((frame) => frame === 1)).toBe(true);
  });

  it('is speech of its own when it is as loud as the other channel', () => {
    const own = { ...lost, differenceDb: 0 };
    const crosstalk = crosstalkOf([same, own, own, own, own, same], 140);
    // The comparison before reaches into the first of them, and the one after begins with the last.
    expect([...crosstalk[1].subarray(40, 100)].every((frame) => frame === 0)).toBe(true);
  });

  it('is not crosstalk for long', () => {
    const crosstalk = crosstalkOf([same, ...Array.from({ length: 20 }, () => lost), same], 460);
    expect([...crosstalk[1].subarray(40, 420)].every((frame) => frame === 0)).toBe(true);
  });
});

it('a weak likeness counts if what makes it stays where it is', () => {
  const weak = (lag: number): Likeness => ({ correlation: 0.45, lag, differenceDb: 15 });
  const steady = crosstalkOf([weak(7), weak(7), weak(8)], 80);
  const wandering = crosstalkOf([weak(7), weak(90), weak(-30)], 80);
  expect(steady[1].includes(1)).toBe(true);
  expect(wandering[1].includes(1)).toBe(false);
});
