import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asWritten, withoutFillers, withoutOpening } from '../src/spoken-style.js';

describe('withoutOpening', () => {
  it.each([
    ['Hi, um, yeah, so my bill is wrong.', 'my bill is wrong.'],
    ['Hi Dana, I was charged twice.', 'I was charged twice.'],
    ["Hello, my name is Jane Roe and I'm calling about a refund.", "I'm calling about a refund."],
    ['Hi [NAME], I was charged twice.', 'I was charged twice.'],
    ['Ahmed is my neighbor now.', 'Ahmed is my neighbor now.'],
    ['Somebody called me.', 'Somebody called me.'],
    ['You know when my parcel arrives?', 'You know when my parcel arrives?'],
    ['No problem with the app until today.', 'No problem with the app until today.'],
    ['Right, look, my bill is wrong.', 'my bill is wrong.'],
  ])('makes of %j %j', (said, left) => {
    expect(withoutOpening(said)).toBe(left);
  });

  it('leaves a sentence that would be gone', () => {
    expect(withoutOpening('Yes, thank you.')).toBe('Yes, thank you.');
  });
});

describe('withoutFillers', () => {
  it.each([
    ['um so I I was, uh, charged twice', 'so I was charged twice'],
    ["Hi, I've, I've got two bills", "Hi, I've got two bills"],
    ['Can you tell me, you know, when it comes?', 'Can you tell me when it comes?'],
    ['I like the the new one.', 'I like the new one.'],
    ['Do you know when my parcel arrives?', 'Do you know when my parcel arrives?'],
    ['What kind of refund is it?', 'What kind of refund is it?'],
    ['As you know, the refund takes a week.', 'As you know, the refund takes a week.'],
    ['I had had that that week.', 'I had had that that week.'],
  ])('makes of %j %j', (said, left) => {
    expect(withoutFillers(said)).toBe(left);
  });
});

describe('asWritten', () => {
  it.each([
    ['um so I was, uh, charged twice', 'So I was charged twice.'],
    ["Hi, I've, I've got two bills", "Hi, I've, I've got two bills."],
    ['Can you tell me, you know, when it comes?', 'Can you tell me, you know, when it comes?'],
    ['I was in the ER on Monday', 'I was in the ER on Monday.'],
  ])('makes of %j %j', (said, written) => {
    expect(asWritten(said)).toBe(written);
  });

  it('says no word that was not said, and no more than forty', () => {
    const word = fc.constantFrom('um', 'I', 'was', 'charged', 'like', 'you', 'know', 'hi', 'Dana,', '42', '—');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 80 }), (words) => {
        const written = asWritten(words.join(' '));
        const known = new Set(words.map((each) => each.toLowerCase().replace(/,$/, '')));
        const found = written.split(' ').map((each) => each.toLowerCase().replace(/[.,…]+$/, ''));
        expect(found.filter((each) => each !== '' && !known.has(each))).toEqual([]);
        expect(found.filter((each) => each !== '').length).toBeLessThanOrEqual(40);
      }),
    );
  });
});
