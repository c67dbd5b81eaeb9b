import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../packages/language/src/sentences.ts';
import { summaryOf } from '../../packages/language/src/summary-sentences.ts';
import type { LabeledCall } from './labeled-calls.ts';
import { isSupported, summarySentences } from './summary-support.ts';

const CALL = {
  agent: 0,
  segments: [
    { speaker: 0, text: 'Hello, how can I help?' },
    { speaker: 1, text: "This is Ann Lee. I was charged twice, $85. I'll call you back if it isn't gone by Monday." },
    { speaker: 0, text: "I've refunded the $85. You won't pay anything for it, and we'll send you an email." },
  ],
};

describe('a sentence of a summary', () => {
  it.each([
    'A customer, Ann Lee, called because they were charged twice.',
    'A customer called because they were charged twice ($85).',
    'The agent has refunded the $85.',
    "The customer won't pay anything for it.",
    'The company will send the customer an email.',
    "The customer said: “I'll call you back if it isn't gone by Monday.”",
  ])('is supported: %s', (sentence) => {
    expect(isSupported(sentence, CALL)).toBe(true);
  });

  it.each([
    ['another name', 'A customer, Ann Low, called because they were charged twice.'],
    ['another name inside', 'The company will send Peter an email.'],
    ['another amount', 'The agent has refunded the $95.'],
    ['another deed', 'The agent has replaced the $85.'],
    ['another speaker', 'The agent called because the agent was charged twice.'],
    ['a negation', "The agent hasn't refunded the $85."],
    ['words of several turns', 'The company will send the customer an email if it is gone by Monday, charged twice.'],
  ])('is not supported with %s', (_, sentence) => {
    expect(isSupported(sentence, CALL)).toBe(false);
  });

  it('has no agent or customer in a call without them', () => {
    for (const sentence of ['The agent has refunded the $85.', 'A customer called because they were charged twice.']) {
      expect(isSupported(sentence, { ...CALL, agent: null })).toBe(false);
    }
  });

  it('ends where the next begins, and not in a quote', () => {
    const sentences = [
      'A customer said: “No. It broke.”',
      'The fee is $5.',
      'The agent asked the customer to wait (May 5).',
    ];
    expect(summarySentences(sentences.join(' '))).toEqual(sentences);
  });
});

/** All of them take a while; when retelling changes, set this to 1 once. */
const EACH = 5;

describe('what people say in development calls', () => {
  const folder = new URL('../../packages/language/training/calls/', import.meta.url);
  const calls = readdirSync(folder).flatMap(
    (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as LabeledCall[],
  );

  it('is quoted, or retold so that they do say it', () => {
    const summaries = calls.flatMap((call) => {
      if (call.agent === null) return [];
      const segments = call.segments.map((segment, nth) => ({ ...segment, startMs: nth, endMs: nth + 1 }));
      const some = sentencesOf(segments).filter((_, nth) => nth % EACH === 0);
      return some.map(({ text: quote, speaker }) => {
        const part = { quote, role: speaker === call.agent ? 'agent' : 'customer', details: [] } as const;
        const summary =
          part.role === 'agent' ? summaryOf(undefined, undefined, [part]) : summaryOf(undefined, part, []);
        return { summary: summary ?? '', call };
      });
    });
    expect(summaries.length).toBeGreaterThan(300);
    const unsupported = summaries.filter(({ summary, call }) =>
      summarySentences(summary).some((sentence) => !isSupported(sentence, call)),
    );
    expect(unsupported.map(({ summary }) => summary)).toEqual([]);
  });
});
