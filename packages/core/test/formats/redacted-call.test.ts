import { expect, test } from 'vitest';
import { redactedCall } from '../../src/formats/redacted-call.js';
import type { SensitiveDataFinder } from '../../src/index.js';

const NOTHING = { categories: [], topics: [], topicSummaries: [], moderation: [], sensitiveData: [], customFields: {} };
const segment = (index: number, text: string, more: object = {}) => ({
  index,
  text,
  startMs: index,
  endMs: index + 1,
  ...more,
});

/** Finds a name wherever it is written. */
const names: SensitiveDataFinder = (texts) =>
  texts.flatMap(({ text }, segmentIndex) =>
    [...text.matchAll(/Ann\w*/g)].map(({ 0: name, index }) => ({
      entityType: 'NAME',
      segmentIndex,
      startCharacter: index,
      endCharacter: index + name.length,
    })),
  );

const call = {
  ...NOTHING,
  callSummary: 'ANNA wants a refund, says Annika.',
  transcript: {
    text: 'I am Anna. Yes.',
    segments: [
      segment(0, 'I am Anna.', { words: [{ text: 'I' }, { text: 'am' }, { text: 'Anna.', startMs: 5, endMs: 6 }] }),
      segment(1, 'Yes.', { words: [{ text: 'Yes.' }] }),
    ],
  },
  findings: [
    { kind: 'issue', value: 'Anna', basis: 'estimated' as const, evidence: [{ segmentIndex: 0, quote: 'Anna.' }] },
  ],
  entities: [{ type: 'PERSON', text: 'Anna', segmentIndex: 0 }],
  customFields: { Telephony: { Caller: 'anna', Queue: 7 } },
};

test('what is found in a call is masked in its words, and wherever the call repeats it', async () => {
  const masked = await redactedCall(call, names);
  expect(JSON.stringify(masked)).not.toMatch(/ann/i);
  expect(masked).toMatchObject({
    callSummary: '[NAME] wants a refund, says [NAME].',
    transcript: {
      text: 'I am [NAME]. Yes.',
      segments: [
        { text: 'I am [NAME].', words: [{ text: 'I' }, { text: 'am' }, { text: '[NAME]', startMs: 5 }] },
        { text: 'Yes.', words: [{ text: 'Yes.' }] },
      ],
    },
    findings: [{ kind: 'issue', value: '[NAME]', evidence: [{ quote: '[NAME].' }] }],
    customFields: { Telephony: { Caller: '[NAME]', Queue: 7 } },
    sensitiveData: [{ entityType: 'NAME', segmentIndex: 0 }],
  });
});

test('what the document marks is masked without looking further, and what it has masked stays', async () => {
  const sensitiveData = [
    { entityType: 'NAME', segmentIndex: 0, startCharacter: 5, endCharacter: 9 },
    { entityType: 'PII', segmentIndex: 1, startCharacter: 3, endCharacter: 8 },
  ];
  const segments = [segment(0, 'I am Anna.'), segment(1, 'At [PII].')];
  const masked = await redactedCall({ ...NOTHING, transcript: { text: '', segments }, sensitiveData });
  expect(masked.transcript?.segments.map(({ text }) => text)).toEqual(['I am [NAME].', 'At [PII].']);
});

test('of what is mentioned, the type and the place are kept, whether or not it was found to be personal', async () => {
  const place = { type: 'ORGANIZATION', segmentIndex: 0, startMs: 1, endMs: 2, confidence: 0.5 };
  const entities = [{ ...place, text: 'Acme', startCharacter: 0, endCharacter: 4 }];
  const masked = await redactedCall({ ...NOTHING, entities });
  expect(masked.entities).toEqual([{ ...place, text: '[ORGANIZATION]' }]);
});

test('a mark without characters masks its segment, unless that is masked', async () => {
  const sensitiveData = [0, 1].map((segmentIndex) => ({ entityType: 'PIN', segmentIndex }));
  const segments = [segment(0, 'One two.'), segment(1, 'It is [PIN].')];
  const masked = await redactedCall({ ...NOTHING, transcript: { text: '', segments }, sensitiveData });
  expect(masked.transcript?.text).toBe('[PIN] It is [PIN].');
});
