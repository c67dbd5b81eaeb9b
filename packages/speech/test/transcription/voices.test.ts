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

/** Turns of five pieces each. */
const PER_TURN = 5;
const inTurns = (...voices: readonly (readonly Float32Array[])[]) =>
  (voices[0] ?? []).flatMap((_, index) =>
    index % PER_TURN === 0 ? voices.flatMap((pieces) => pieces.slice(index, index + PER_TURN)) : [],
  );
const turnsOf = (voices: number, pieces: number) =>
  Array.from({ length: voices * pieces }, (_, index) => Math.floor(index / PER_TURN) % voices);

describe('voices', () => {
  it('that take turns are told apart; who speaks first is 0', () => {
    const voices = voicesOf(inTurns(piecesOf(2, 20, 60), piecesOf(0, 20, 60)));
    expect(voices).toEqual(turnsOf(2, 20));
  });

  it('that are three are told apart', () => {
    const voices = voicesOf(inTurns(piecesOf(2, 15, 60), piecesOf(0, 15, 60), piecesOf(5, 15, 60)));
    expect(voices).toEqual(turnsOf(3, 15));
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
    expect(voicesOf([...piecesOf(2, 1, 40), ...piecesOf(0, 1, 40)])).toEqual([0, 0]);
    expect(voicesOf([])).toEqual([]);
  });
});
