import { Sentiment } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutConsolation } from '../../src/sentiment/rated-text.js';
import { sentimentOf, sentimentsOf } from '../../src/sentiment/sentiment.js';
import { UniversalSentenceEncoder } from '../../src/universal-sentence-encoder.js';
import { UNSEEN } from './sentences.js';

const encoder = new UniversalSentenceEncoder();
const unseen = Object.entries(UNSEEN).flatMap(([label, lines]) =>
  lines
    .trim()
    .split('\n')
    .map((text) => ({ label, text })),
);

describe('sentimentsOf', () => {
  it('labels sentences as people do', async () => {
    const { sentiments, means } = await sentimentsOf(
      unseen.map(({ text }) => text),
      encoder,
    );
    const right = unseen.filter(({ label }, nth) => sentiments[nth]?.label === label);
    expect(right.length / unseen.length).toBeGreaterThan(0.93);
    expect(means).toContain('learned from examples');
  });

  it('goes by words alone where there is no encoder, and says so', async () => {
    const broken = { model: encoder.model, dimensions: 0, embed: () => Promise.reject(new Error('not there')) };
    const { sentiments, means } = await sentimentsOf(
      unseen.map(({ text }) => text),
      broken,
    );
    const right = unseen.filter(({ label }, nth) => sentiments[nth]?.label === label);
    expect(right.length / unseen.length).toBeGreaterThan(0.9);
    expect(means).toContain('not available');
  });

  it('hears a grievance and a relief that are told without a telling word', async () => {
    const texts = [
      'You said a week, and that was in August.',
      'I came out of there with everything I went in for, and it took ten minutes.',
      'Could you tell me which of the two forms I need to send back?',
    ];
    const { sentiments } = await sentimentsOf(texts, encoder);
    expect(sentiments.map(({ label }) => label)).toEqual(['negative', 'positive', 'neutral']);
    expect(sentiments.map(({ words }) => words)).toEqual([[texts[0]], [texts[1]], []]);
  });
});

describe('withoutConsolation', () => {
  it.each([
    ['I understand how upsetting that was. Which day did it arrive?', 'Which day did it arrive?'],
    ["I'm so sorry about that.", ''],
    ['We apologise for the wait.  It is the third van.', 'It is the third van.'],
    ['I expected a fight and got an apology. Well done.', 'I expected a fight and got an apology. Well done.'],
    ["I'm sorry for shouting, but this is awful.", "I'm sorry for shouting, but this is awful."],
    ["I don't understand how you work.", "I don't understand how you work."],
  ])('leaves what only feels for somebody out of %j', (text, told) => {
    expect(withoutConsolation(text)).toBe(told);
  });
});

describe('sentimentOf', () => {
  it.each([
    ['I am happy with it.', 'positive'],
    ['I am not happy with it.', 'negative'],
    ["That's good.", 'positive'],
    ["That's not good.", 'negative'],
    ['It works now.', 'positive'],
    ["It doesn't work.", 'negative'],
    ['You were helpful.', 'positive'],
    ["You weren't helpful.", 'negative'],
    ['No problem.', 'neutral'],
    ["I've never had a problem with you.", 'positive'],
    ["It couldn't be better.", 'positive'],
    ["It couldn't be worse.", 'negative'],
  ])('reads a negation: %s is %s', (text, label) => {
    expect(sentimentOf(text).label).toBe(label);
  });

  it.each([
    'Thank you for calling Northwind, how can I help you?',
    "I'm sorry to hear that you had such a terrible experience.",
    'I understand how frustrating that is.',
    'I apologize for the inconvenience.',
    "I'd be happy to help you with that.",
    'Have a great day.',
    'Perfect. Can I take your postcode?',
    'Good afternoon.',
    'Let me transfer you to our complaints department.',
  ])('takes courtesy for what it is: %s', (text) => {
    expect(sentimentOf(text).label).toBe('neutral');
  });

  it.each([
    ['Is your router broken?', 'My router is broken.'],
    ['If it is broken, we send another.', 'It is broken and you know it.'],
    ['Did the delivery arrive late?', 'The delivery arrived late.'],
  ])('hears less in %s than in %s', (supposed, said) => {
    expect(Math.abs(sentimentOf(supposed).score)).toBeLessThan(Math.abs(sentimentOf(said).score));
    expect(sentimentOf(supposed).label).toBe('neutral');
  });

  it('hears a word louder with `very` and softer with `slightly`', () => {
    const [soft = 0, plain = 0, loud = 0] = ['slightly annoyed', 'annoyed', 'very annoyed'].map(
      (words) => -sentimentOf(`I am ${words}.`).score,
    );
    expect(soft).toBeLessThan(plain);
    expect(plain).toBeLessThan(loud);
  });

  it('gives more weight to what comes after `but`', () => {
    expect(sentimentOf('The agent was nice but the service is terrible.').label).toBe('negative');
    expect(sentimentOf('The wait was terrible but the service is excellent.').label).toBe('positive');
  });

  it('calls it mixed when both sides are as strong', () => {
    expect(sentimentOf('The agent was wonderful. The product is awful.').label).toBe('mixed');
  });

  it('names the words that it rests on as the segment has them', () => {
    expect(sentimentOf('Well, um, you HUNG UP on me twice.').words).toEqual(['HUNG UP on']);
    expect(sentimentOf('Nobody’s been rude, I’m thrilled.').words).toContain('thrilled');
  });

  it('finds nothing in nothing', () => {
    expect(sentimentOf('')).toEqual({ label: 'neutral', score: 0, words: [] });
    expect(sentimentOf(' ... ?! ')).toEqual({ label: 'neutral', score: 0, words: [] });
    expect(sentimentOf('Um, er.')).toEqual({ label: 'neutral', score: 0, words: [] });
  });

  it('gives a valid sentiment whose words are in the text, whatever is said', () => {
    const words = fc.constantFrom(
      ...'not never but if why is it the you great terrible very really hung up on me thank , . ? ! ünïcödé İ 😀'.split(
        ' ',
      ),
    );
    const saying = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((said) => said.join(' ')),
    );
    fc.assert(
      fc.property(saying, (text) => {
        const sentiment = sentimentOf(text);
        expect(Sentiment.parse(sentiment)).toEqual(sentiment);
        for (const quoted of sentiment.words) expect(text).toContain(quoted);
        if (sentiment.label === 'positive') expect(sentiment.score).toBeGreaterThan(0);
        if (sentiment.label === 'negative') expect(sentiment.score).toBeLessThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
