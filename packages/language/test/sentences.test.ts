import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../src/sentences.js';

function textsOf(...texts: readonly string[]): string[] {
  return sentencesOf(texts.map((text) => ({ text, speaker: 0, startMs: 0, endMs: 1 }))).map(({ text }) => text);
}

describe('sentencesOf', () => {
  it('gives the sentences of each segment', () => {
    expect(textsOf('Okay. I see it here!', 'Do you?')).toEqual(['Okay.', 'I see it here!', 'Do you?']);
  });

  it('takes no abbreviation or amount for the end of a sentence', () => {
    expect(textsOf('Dr. Lee charged $4.99 for it.')).toEqual(['Dr. Lee charged $4.99 for it.']);
  });

  it('parts what was done from what somebody is going to do', () => {
    expect(textsOf("I've refunded the second charge, and you'll see the money on Friday.")).toEqual([
      "I've refunded the second charge,",
      "and you'll see the money on Friday.",
    ]);
  });

  it('keeps what is restricted and by what together', () => {
    const said = "I can refund the second charge today, but you'll have to return the box.";
    expect(textsOf(said)).toEqual([said]);
  });

  it('leaves no clause without substance', () => {
    expect(textsOf('Okay, and you can go.')).toEqual(['Okay, and you can go.']);
  });

  it('cuts speech that has no marks', () => {
    const sentences = textsOf('and so on '.repeat(100));
    expect(sentences.length).toBeGreaterThan(5);
    expect(sentences.join(' ')).toBe('and so on '.repeat(100).trim());
  });

  it('names the place of every sentence, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 5 }), (texts) => {
        const segments = texts.map((text) => ({ text, speaker: 0, startMs: 0, endMs: 1 }));
        let last = { segmentIndex: 0, end: 0 };
        for (const sentence of sentencesOf(segments)) {
          expect(texts[sentence.segmentIndex]?.slice(sentence.start, sentence.end)).toBe(sentence.text);
          if (sentence.segmentIndex === last.segmentIndex) expect(sentence.start).toBeGreaterThanOrEqual(last.end);
          else expect(sentence.segmentIndex).toBeGreaterThan(last.segmentIndex);
          last = sentence;
        }
      }),
      { numRuns: 50 },
    );
  });
});
