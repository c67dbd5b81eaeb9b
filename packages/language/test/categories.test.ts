import { readFileSync } from 'node:fs';
import { CALL_CATEGORIES, type CallCategory } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { cueStrengths } from '../src/cue-strengths.js';
import { CATEGORY_CUES } from '../src/cues.js';
import { SentenceModel, trainedWeights } from '../src/sentence-model.js';
import { withoutOpening } from '../src/spoken-style.js';
import { wordsOf } from '../src/tokens.js';
import { understand } from '../src/understand.js';
import { UniversalSentenceEncoder } from '../src/universal-sentence-encoder.js';

interface Opening {
  readonly label: string;
  readonly text: string;
}

/** Openings that were written apart from the examples that were learned from. */
function openingsIn(file: 'seen' | 'unseen'): Opening[] {
  return readFileSync(new URL(`labelled-openings/${file}.tsv`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [label = '', text = ''] = line.split('\t');
      return { label, text };
    });
}

const encoder = new UniversalSentenceEncoder();
const model = new SentenceModel(trainedWeights<CallCategory>('categories'));
const strengthsOf = cueStrengths(CALL_CATEGORIES, CATEGORY_CUES);

async function accuracy(openings: readonly Opening[], means: 'model' | 'words'): Promise<number> {
  const texts = openings.map(({ text }) => withoutOpening(text));
  const embeddings = means === 'model' ? await encoder.embed(texts) : [];
  const right = openings.filter(({ label, text }, nth) => {
    const likelihoods = model.likelihoods(wordsOf(text), strengthsOf(wordsOf(text)), embeddings[nth]);
    return mostLikely(likelihoods) === label;
  });
  return right.length / openings.length;
}

function mostLikely(likelihoods: Readonly<Record<CallCategory, number>>): CallCategory | undefined {
  return [...CALL_CATEGORIES].sort((a, b) => likelihoods[b] - likelihoods[a])[0];
}

describe('the categories of openings', () => {
  it.each([
    // Of the first ones, the wrong ones were looked at while phrases and examples were written; of the others, never.
    ['seen', 'model', 0.94],
    ['unseen', 'model', 0.94],
    ['seen', 'words', 0.8],
    ['unseen', 'words', 0.8],
  ] as const)('are right for openings %s, by %s', async (file, means, share) => {
    const openings = openingsIn(file);
    const some = means === 'words' ? openings : openings.filter((_, nth) => file === 'unseen' || nth % 4 === 0);
    expect(await accuracy(some, means)).toBeGreaterThanOrEqual(share);
  });

  it('are mostly right when the opening is one turn of several', async () => {
    const some = openingsIn('unseen').filter(({ label }, nth) => label !== 'Other' && nth % 5 === 0);
    const found: (string | undefined)[] = [];
    for (const { text } of some) {
      const { original } = await understand(
        [
          'Good morning, customer care, how may I help you?',
          'Hi, yeah, my name is Sarah.',
          'Hi Sarah, what can I do for you?',
          `So, um, ${text}`,
          "Okay, I'm sorry to hear that. Can I have your account number please?",
          'Sure, it is four four two nine one.',
          'Thank you, one moment while I pull up your account.',
        ].map((said, nth) => ({ text: said, speaker: nth % 2, startMs: nth * 1000, endMs: nth * 1000 + 900 })),
        { embedder: encoder },
      );
      found.push(original.categories[0]);
    }
    const right = some.filter(({ label }, nth) => found[nth] === label);
    expect(right.length / some.length).toBeGreaterThanOrEqual(0.9);
  });
});
