import { describe, expect, it } from 'vitest';
import { gistOf } from '../src/call-summary.js';
import type { CastSentence } from '../src/judged-sentences.js';
import { wordsOf } from '../src/tokens.js';

/** A call of one sentence a turn, each as likely to be the resolution as is said; the agent is the one with an odd turn. */
function resolutionIn(...turns: readonly (readonly [text: string, resolution: number])[]): string | undefined {
  const sentences = turns.map(([text, resolution], segmentIndex): CastSentence => {
    const role = segmentIndex % 2 === 0 ? 'customer' : 'agent';
    return {
      segmentIndex,
      speaker: role,
      role,
      start: 0,
      end: text.length,
      text,
      words: wordsOf(text),
      position: segmentIndex / turns.length,
      categories: {} as CastSentence['categories'],
      purposes: { reason: 0, resolution, next_step: 0, neither: 1 - resolution },
      roles: { agent: 0.5, customer: 0.5, private: 0 },
    };
  });
  const segments = sentences.map(({ text, speaker }) => ({ text, speaker, startMs: 0, endMs: 1 }));
  return gistOf(sentences, segments).resolution?.sentence.text;
}

describe('the resolution', () => {
  const ASKED = ['Where is my parcel now?', 0] as const;

  it('is what the customer welcomes, of two answers', () => {
    const reacting = (first: string, second: string) =>
      resolutionIn(ASKED, ['It is in the depot.', 0.9], [first, 0], ['It is on the van.', 0.8], [second, 0]);
    expect(reacting('Right.', 'Oh, lovely.')).toBe('It is on the van.');
    expect(reacting('Oh, lovely.', 'Right.')).toBe('It is in the depot.');
  });

  it('is rather what is so than what would be', () => {
    const WOULD = 'It would be on the van.';
    expect(resolutionIn(ASKED, ['It is in the depot.', 0.95], ASKED, [WOULD, 0.7])).toBe('It is in the depot.');
    expect(resolutionIn(ASKED, [WOULD, 0.8], ASKED, ['Nothing else to say.', 0])).toBeUndefined();
    expect(resolutionIn(ASKED, [WOULD.replace('would be', 'is'), 0.9], ASKED, ASKED)).toBe('It is on the van.');
  });

  it('is nothing that a customer says or anybody asks', () => {
    expect(
      resolutionIn(['I have cancelled it.', 1], ['Is it cancelled then?', 1], ['It is cancelled.', 1]),
    ).toBeUndefined();
  });
});
