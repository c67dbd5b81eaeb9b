import { describe, expect, it } from 'vitest';
import { FEATURE_COUNT } from '../../src/transcription/voice-features.js';
import { voicesOf } from '../../src/transcription/voices.js';
import { whiteNoise } from './sounds.js';

/** Pieces of a voice: features around a centre, which differs from piece to piece as what is said does. */
function piecesOf(voice: number, count: number, moments: number): Float32Array[] {
  const chance = whiteNoise(100 + voice, 1);
  const normal = () => (chance(0) + chance(0) + chance(0)) * 1.7;
  return Array.from({ length: count }, () => {
    const said = Float64Array.from({ length: FEATURE_COUNT }, () => normal() * 0.4);
    return Float32Array.from({ length: moments * FEATURE_COUNT }, (_, index) => {
      const feature = index % FEATURE_COUNT;
      return voice * 1.5 * Math.cos(feature * 2.3 + 1) + (said[feature] ?? 0) + normal();
    });
  });
}

const inTurns = (a: readonly Float32Array[], b: readonly Float32Array[]) =>
  a.flatMap((piece, index) => [piece, b[index] ?? piece]);

describe('voices', () => {
  it('that take turns are told apart; who speaks first is 0', () => {
    const voices = voicesOf(inTurns(piecesOf(2, 10, 60), piecesOf(0, 10, 60)));
    expect(voices).toEqual(Array.from({ length: 20 }, (_, index) => index % 2));
  });

  it('of which one says little are told apart when they are very different', () => {
    const most = piecesOf(0, 40, 60);
    const voices = voicesOf([...most.slice(0, 20), ...piecesOf(4, 2, 60), ...most.slice(20)]);
    expect(voices).toEqual(Array.from({ length: 42 }, (_, index) => (index === 20 || index === 21 ? 1 : 0)));
  });

  it('that are one voice stay one', () => {
    expect(new Set(voicesOf(piecesOf(0, 30, 60)))).toEqual(new Set([0]));
    expect(new Set(voicesOf(piecesOf(3, 8, 60)))).toEqual(new Set([0]));
  });

  it('of which too little is heard are taken for one', () => {
    expect(voicesOf(inTurns(piecesOf(2, 1, 40), piecesOf(0, 1, 40)))).toEqual([0, 0]);
    expect(voicesOf([])).toEqual([]);
  });

  it('are told apart by a part of what is heard, if it is much', () => {
    const voices = voicesOf(inTurns(piecesOf(2, 100, 90), piecesOf(0, 100, 90)));
    expect(voices).toEqual(Array.from({ length: 200 }, (_, index) => index % 2));
  });
});
