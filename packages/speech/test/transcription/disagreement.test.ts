import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disagreement } from '../../src/transcription/disagreement.js';

describe('two texts', () => {
  it.each([
    ['My number is 90210.', 'my number is nine oh two one oh'],
    ["I'm here, on the 3rd", 'Im here on the third!'],
    ['Call 555-0100 now', 'call five five five zero one hundred now'],
  ])('agree however they are written: %s', (one, other) => {
    expect(disagreement(one, other).differing).toBe(0);
  });

  it.each([
    ['please hold the line', 'please fold the line', 1, 4],
    ['please hold the line', 'hold the line please', 2, 4],
    ['please hold', 'please do not hold', 2, 4],
    ['', 'thank you', 2, 2],
    ['', '...', 0, 0],
    ['\u53eb\u4ec0\u4e48', '\u53eb', 2, 3],
    ['\u0928\u092e\u0938\u094d\u0924\u0947', '', 1, 1],
  ])('differ by the fewest words: %s, %s', (one, other, differing, words) => {
    expect(disagreement(one, other)).toEqual({ differing, words });
  });

  const text = fc
    .array(fc.constantFrom('a', 'b', 'See,', '7', 'seven', '\u53eb'), { maxLength: 9 })
    .map((words) => words.join(' '));

  it('differ by as much in either order, by nothing from themselves, and by no more than they have words', () => {
    void fc.assert(
      fc.property(text, text, (one, other) => {
        const found = disagreement(one, other);
        expect(disagreement(other, one)).toEqual(found);
        expect(disagreement(one, one.toUpperCase()).differing).toBe(0);
        expect(found.differing).toBeLessThanOrEqual(found.words);
      }),
    );
  });
});
