import { CALL_CATEGORIES, type Embedder, Finding, SensitiveDataFinding, Sentiment } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { understand } from '../src/understand.js';
import type { CopyUnderstanding, SaidSegment, Understanding } from '../src/understanding.js';
import { UniversalSentenceEncoder } from '../src/universal-sentence-encoder.js';
import { DIALOGUES, segmentsOf } from './dialogues.js';

const embedder = new UniversalSentenceEncoder();

const BROKEN: Embedder = {
  model: embedder.model,
  dimensions: embedder.dimensions,
  embed: () => Promise.reject(new Error('broken')),
};
const FOREIGN: Embedder = {
  model: 'another',
  dimensions: 3,
  embed: (texts) => Promise.resolve(texts.map(() => new Float32Array(3))),
};

function said(...turns: readonly (readonly [speaker: number, text: string])[]): SaidSegment[] {
  return turns.map(([speaker, text], nth) => ({ speaker, text, startMs: nth * 1000, endMs: nth * 1000 + 900 }));
}

function only(copy: CopyUnderstanding, kind: string): readonly Finding[] {
  return copy.findings.filter((finding) => finding.kind === kind);
}

function valueIn(copy: CopyUnderstanding, kind: string): string | number | undefined {
  return only(copy, kind)[0]?.value;
}

describe.each(DIALOGUES)('understand: $name', (dialogue) => {
  const { segments, agents } = segmentsOf(dialogue.turns);

  it('tells category, topics, agent, reason, resolution and next step', async () => {
    const { original } = await understand(segments, { embedder });
    expect(original.categories[0]).toBe(dialogue.category);
    expect(original.topics).toEqual(expect.arrayContaining([...dialogue.topics]));
    expect([...agents, undefined]).toContain(valueIn(original, 'agent'));
    for (const [kind, expected] of [
      ['reason', dialogue.reason],
      ['resolution', dialogue.resolution],
      ['next_step', dialogue.nextStep],
    ] as const) {
      if (expected === undefined) expect(only(original, kind)[0]?.basis).toBe('unavailable');
      else expect(valueIn(original, kind)).toMatch(expected);
    }
  });
});

describe('understand', () => {
  it.each([
    ['es', /in Spanish \(es\)/],
    ['de-CH', /German.*de-CH/],
    ['Klingon', /in Klingon/],
    ['und', /in another language/],
  ])('finds nothing but personal data in the language %s, and says so', async (language, explanation) => {
    const segments = said([0, '¿Su correo y su teléfono?'], [1, 'ana@correo.example y 612 345 678.']);
    const { original, redacted } = await understand(segments, { embedder: BROKEN, language });
    expect(original).toMatchObject({
      summary: undefined,
      categories: [],
      topics: [],
      sentiments: [undefined, undefined],
    });
    expect(original.findings).toEqual([
      { kind: 'understanding', basis: 'unavailable', evidence: [], explanation: expect.stringMatching(explanation) },
    ]);
    expect(redacted).toEqual({ ...original, texts: [segments[0]?.text, '[EMAIL] y [PHONE].'] });
  });

  it('says why words could not be understood, whatever the language', async () => {
    const { original } = await understand(said([0, 'I am calling about my bill.']), {
      embedder: BROKEN,
      notUnderstoodReason: 'too noisy',
    });
    expect(original).toMatchObject({ summary: undefined, categories: [], findings: [{ kind: 'understanding' }] });
    expect(original.findings[0]?.explanation).toContain('too noisy');
  });

  it('passes over segments that were not understood, except for personal data', async () => {
    const turns = segmentsOf(DIALOGUES[0]?.turns ?? '').segments;
    const noise = { text: 'I hate this terrible zebra farm, call me on 555 234 9876.', understood: false };
    const last = { ...noise, speaker: 1, startMs: 900_000, endMs: 901_000 };
    const [plain, noisy] = await Promise.all(
      [turns, [...turns, last]].map((segments) => understand(segments, { embedder: BROKEN })),
    );
    const { texts, sensitiveData, sentiments, ...rest } = noisy?.original ?? ({} as CopyUnderstanding);
    expect(plain?.original).toMatchObject(rest);
    expect(sentiments).toEqual([...(plain?.original.sentiments ?? []), undefined]);
    expect(texts.at(-1)).toBe(noise.text);
    expect(sensitiveData.at(-1)).toMatchObject({ entityType: 'PHONE', segmentIndex: turns.length });
    expect(noisy?.redacted.texts.at(-1)).toBe('I hate this terrible zebra farm, call me on [PHONE].');
  });

  it('says nothing of a call in which nothing is said', async () => {
    for (const segments of [[], said([0, ''], [1, ' \n'])]) {
      const { original } = await understand(segments, { embedder });
      expect(original).toMatchObject({ summary: undefined, categories: [], topics: [] });
      for (const kind of ['agent', 'caller', 'reason', 'resolution', 'next_step']) {
        expect(only(original, kind)).toMatchObject([{ basis: 'unavailable', explanation: expect.any(String) }]);
      }
    }
  });

  it('gives a category to whatever little is said', async () => {
    const { original } = await understand(said([0, 'Hello?']), { embedder });
    expect(original.categories).toEqual(['Other']);
  });

  it('summarises in the third person', async () => {
    const { segments } = segmentsOf(DIALOGUES[0]?.turns ?? '');
    const { original } = await understand(segments, { embedder });
    expect(original.summary).toBe(
      'A customer called because they were looking at their credit card statement and they were charged twice for their ' +
        "phone bill this month. The agent has refunded the duplicate charge to the customer's credit card. " +
        'The customer should see the money within five business days.',
    );
  });

  it('quotes a grievance without a telling word whole, and masked in the redacted copy', async () => {
    const told = 'You sent it to jane@example.com again, and I moved that to another address in May.';
    const { original, redacted } = await understand(said([0, told]), { embedder });
    expect(original.sentiments).toMatchObject([{ label: 'negative', words: [told] }]);
    expect(redacted.sentiments).toMatchObject([
      { label: 'negative', words: [told.replace('jane@example.com', '[EMAIL]')] },
    ]);
  });

  it('keeps sensitive data out of everything that the redacted copy says', async () => {
    const { original, redacted } = await understand(
      said(
        [0, 'Thank you for calling, this is Jordan. How can I help you?'],
        [1, "I'm calling because my card 4111 1111 1111 1111 was charged twice, my name is Olivia Bennett."],
        [0, "I've refunded the second charge to the card 4111 1111 1111 1111, Olivia Bennett."],
        [0, 'You will get an email at olivia.bennett@example.com within two days.'],
      ),
      { embedder },
    );
    expect(original.summary).toMatch(/4111/);
    expect(original.summary).toMatch(/olivia\.bennett@example\.com/);
    const { sensitiveData: _places, ...written } = redacted;
    expect(JSON.stringify(written)).not.toMatch(/4111|Bennett|olivia/i);
    expect(redacted.summary).toMatch(/\[EMAIL\]/);
  });

  it('is right about who the agent is in whatever order they speak', async () => {
    const { segments, agent } = segmentsOf(DIALOGUES[0]?.turns ?? '');
    const swapped = segments.map((segment) => ({ ...segment, speaker: 1 - segment.speaker }));
    expect(valueIn((await understand(swapped, { embedder })).original, 'agent')).toBe(1 - agent);
  });

  it('says the same of speakers by whatever labels they have', async () => {
    const { segments, agent } = segmentsOf(DIALOGUES[0]?.turns ?? '');
    const labels = ['spk_10', 'spk_2'];
    const labeled = segments.map((segment) => ({ ...segment, speaker: labels[segment.speaker] }));
    const [numbers, names] = await Promise.all([segments, labeled].map((each) => understand(each, { embedder })));
    expect(valueIn(names?.original as CopyUnderstanding, 'agent')).toBe(labels[agent]);
    expect(names?.original).toEqual({ ...numbers?.original, findings: expect.anything() });
    const sentiments = only(names?.original as CopyUnderstanding, 'sentiment');
    expect(sentiments.map(({ explanation }) => explanation?.split(':')[0])).toEqual([
      'call',
      'speaker spk_2',
      'speaker spk_10',
    ]);
  });

  it('understands a transcript that names no speakers, and says so of the agent', async () => {
    const { segments } = segmentsOf(DIALOGUES[0]?.turns ?? '');
    const { original } = await understand(
      segments.map(({ speaker: _, ...segment }) => segment),
      { embedder },
    );
    expect(original.categories[0]).toBe('Billing');
    expect(valueIn(original, 'resolution')).toMatch(/refunded the duplicate charge/);
    expect(only(original, 'agent')).toMatchObject([
      { basis: 'unavailable', explanation: expect.stringMatching(/speakers/) },
    ]);
    expect(only(original, 'sentiment')).toHaveLength(1);
  });

  it.each([
    ['fails', BROKEN],
    ['is for other vectors', FOREIGN],
  ])('goes by phrases alone where the embedder %s, and says so', async (_, other) => {
    const { segments } = segmentsOf(DIALOGUES[0]?.turns ?? '');
    const { original } = await understand(segments, { embedder: other });
    expect(original.categories[0]).toBe('Billing');
    expect(valueIn(original, 'resolution')).toMatch(/refunded the duplicate charge/);
    expect(only(original, 'category')[0]?.explanation).toMatch(/alone/);
    const { original: usual } = await understand(segments, { embedder });
    expect(only(usual, 'category')[0]?.explanation).not.toMatch(/alone/);
  });

  it('judges but the most promising sentences of a long call, and still finds what matters', async () => {
    const { segments } = segmentsOf(DIALOGUES[0]?.turns ?? '');
    const asked: number[] = [];
    const counting: Embedder = {
      model: embedder.model,
      dimensions: embedder.dimensions,
      embed: (texts) => {
        asked.push(texts.length);
        return embedder.embed(texts);
      },
    };
    const chatter = Array.from(
      { length: 200 },
      (_, nth) => [nth % 2, `Mhm, that was in the year ${1800 + nth}.`] as const,
    );
    const long = [...segments.slice(0, 8), ...said(...chatter), ...segments.slice(8)];
    const { original } = await understand(long, { embedder: counting });
    const [sentences = 0, sounds = 0] = asked;
    expect(sentences).toBeLessThan(100);
    expect(sounds).toBeLessThanOrEqual(long.length);
    expect(asked.length).toBe(2);
    expect(original.categories).toEqual(['Billing']);
    expect(valueIn(original, 'next_step')).toMatch(/five business days/);
  });
});

const Copy = z.object({
  texts: z.array(z.string()),
  summary: z.optional(z.string()),
  categories: z.array(z.enum(CALL_CATEGORIES)),
  topics: z.array(z.string()),
  sentiments: z.array(Sentiment),
  sensitiveData: z.array(SensitiveDataFinding),
  findings: z.array(Finding),
});

/** Words that telling in the third person puts in, and endings that it adds. */
const RETELLING = new Set(
  (
    'a the agent customer company one of them they their called because asked whether to said has have is are does do was were ' +
    "doesn't don't isn't aren't wasn't weren't hasn't haven't will would had am not goes"
  ).split(' '),
);

function wordsIn(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}]+(?:['.,:-][\p{L}\p{N}]+)*/gu) ?? [];
  return words.map((word) => word.replace(/'s$/, ''));
}

/** Every word and number of a summary was said in what it rests on. */
function expectGrounded({ summary = '', findings }: CopyUnderstanding): void {
  const parts = findings.filter(({ kind }) => ['caller', 'reason', 'resolution', 'next_step'].includes(kind));
  const said = new Set(wordsIn(parts.flatMap(({ evidence }) => evidence.map(({ quote }) => quote)).join(' \n ')));
  const isSaid = (word: string) =>
    [word, word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y')].some((each) => said.has(each));
  expect(wordsIn(summary).filter((word) => !RETELLING.has(word) && !isSaid(word))).toEqual([]);
}

function expectSound({ original, redacted }: Understanding, segments: readonly SaidSegment[]): void {
  expect(original.texts).toEqual(segments.map(({ text }) => text));
  for (const copy of [original, redacted]) {
    Copy.parse(copy);
    expect(copy.texts).toHaveLength(segments.length);
    expect(copy.sentiments).toHaveLength(segments.length);
    expectGrounded(copy);
    for (const { evidence } of copy.findings) {
      for (const { segmentIndex, quote } of evidence) expect(copy.texts[segmentIndex]).toContain(quote);
    }
  }
}

describe('whatever is said', () => {
  const phrase = fc.constantFrom(
    'thank you for calling',
    'how can I help you?',
    "I've refunded it.",
    'My name is Mary Jones,',
    'four one one one one one one one',
    'call me at 555-234-9876.',
    'jane.doe@example.com',
    "I'm calling because",
    'my bill is wrong',
    'I was charged $85 twice on Tuesday,',
    'could you check it?',
    'you need to bring your card.',
    "I'd like to move my visit to the 12th of May.",
    'please let us know, okay?',
    'Henrik, we close at eight',
    'I constructor it.',
    'and then we will send it',
    '123 Main Street',
    'Dr.',
    '“',
    '[NAME]',
    '\n',
    '😀',
    '\ud800',
    '\u0000',
    'ß',
    '很好',
    '...',
  );
  const text = fc.oneof(
    fc.array(phrase, { maxLength: 12 }).map((phrases) => phrases.join(' ')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  const segments = fc
    .array(fc.record({ text, speaker: fc.constantFrom(0, 1, 2, 3, 'spk_0', 'spk_1', undefined) }), { maxLength: 6 })
    .map((turns) => turns.map((turn, nth) => ({ ...turn, startMs: nth * 1000, endMs: nth * 1000 + 900 })));

  it('the understanding is sound and always the same', async () => {
    await fc.assert(
      fc.asyncProperty(segments, async (some) => {
        const understanding = await understand(some, { embedder });
        expectSound(understanding, some);
        expect(await understand(some, { embedder })).toEqual(understanding);
      }),
      { numRuns: 10 },
    );
  });

  it('it is sound without an embedder', async () => {
    await fc.assert(
      fc.asyncProperty(segments, async (some) => expectSound(await understand(some, { embedder: BROKEN }), some)),
      { numRuns: 100 },
    );
  });

  it('a speech without marks, and one without blanks, are no trouble', async () => {
    for (const endless of ['my bill is wrong and '.repeat(300), 'refund'.repeat(20_000)]) {
      const some = said([0, endless]);
      expectSound(await understand(some, { embedder: BROKEN }), some);
    }
  });
});
