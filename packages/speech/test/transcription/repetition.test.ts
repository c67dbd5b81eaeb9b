import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasLoop, withoutLoops } from '../../src/transcription/repetition.js';

describe('what people say twice', () => {
  it.each([
    'No, no, no, that is not what I meant.',
    'Bye bye. Bye.',
    'Thank you, thank you very much, thank you.',
    'The call has ended. The call has ended.',
    'My number is 5 5 5 0 1 0 9.',
    'Hmmm, hahaha, a blah blah blah at www.example.com...',
    'It costs 1000000000, and the card is 4242424242424242.',
    '',
  ])('is no loop: %s', (text) => {
    expect(hasLoop(text)).toBe(false);
    expect(withoutLoops(text)).toBe(text);
  });
});

describe('what a model repeats', () => {
  it.each([
    ['and so on and so on and so on and so on and so on', 'and so on'],
    ['I will, I will, I will, I will, I will call', 'I will, call'],
    ['yes yes yes yes yes yes yes yes yes', 'yes'],
    ['Yes. Ahhhhhhhhhhhhhhhhhhhhhhhhh. Okay', 'Yes. Ah. Okay'],
    ['\u53eb\u53eb\u53eb\u53eb', '\u53eb'],
    ['Lalalalalalala, 7777777777777777777777, and then', 'La, 7, and then'],
    ['ah aaaah aaaaah aaaaah aaaah aaaaaah aaaaaaaaaah', 'ah'],
    [
      'Please hold the line now. Please hold the line now. Please hold the line now. Bye',
      'Please hold the line now. Bye',
    ],
  ])('is said once: %s', (text, once) => {
    expect(hasLoop(text)).toBe(true);
    expect(withoutLoops(text)).toBe(once);
  });

  it('is found within a word as well, and leaves no loop behind', () => {
    const part = fc.stringMatching(/^[a-d]{1,12}$/);
    void fc.assert(
      fc.property(part, part, fc.integer({ min: 5, max: 40 }), (before, repeated, times) => {
        const text = `I said ${before}${repeated.repeat(times)} to them`;
        expect(hasLoop(text)).toBe(true);
        expect(hasLoop(withoutLoops(text))).toBe(false);
      }),
    );
  });

  it('is found wherever it is, and leaves no loop behind', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd');
    const phrase = fc.array(word, { minLength: 1, maxLength: 12 });
    void fc.assert(
      fc.property(
        fc.array(word),
        phrase,
        fc.integer({ min: 6, max: 9 }),
        fc.array(word),
        (before, part, times, after) => {
          const text = [...before, ...Array.from({ length: times }, () => part).flat(), ...after].join(' ');
          expect(hasLoop(text)).toBe(true);
          expect(hasLoop(withoutLoops(text))).toBe(false);
        },
      ),
    );
  });
});
