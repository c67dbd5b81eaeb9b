import * as fc from 'fast-check';
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
  screenTexts: [{ startMs: 0, endMs: 9, text: 'Signed in as Annika' }],
  customFields: { Telephony: { Caller: 'anna', Queue: 7 }, SpeakerTime: { spk_0: { TotalTimeSecs: 7 } } },
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
    customFields: { SpeakerTime: { spk_0: { TotalTimeSecs: 7 } } },
    screenTexts: [{ startMs: 0, endMs: 9, text: 'Signed in as [NAME]' }],
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

test('labels of speakers that may be names become numbers, alike wherever they are', async () => {
  const labels = ['Zoe', 'spk_0', 'AGENT', 'Zoe', '7d3c2f10-0000-4000-8000-000000000001', 'A'];
  const segments = labels.map((speaker, index) => segment(index, `Hi ${index}.`, { speaker, speakerName: 'Agent' }));
  const masked = await redactedCall({
    ...NOTHING,
    transcript: { text: '', segments },
    interruptions: [{ startMs: 0, endMs: 1, speaker: 'Zoe' }],
    speakerStatistics: [
      { speaker: 'Zoe', talkMs: 7 },
      { speaker: 'Ada', sentiment: 1 },
    ],
    findings: [{ kind: 'agent', value: 'Zoe', basis: 'measured', evidence: [] }],
    customFields: { SentimentTrends: { Zoe: { SentimentScore: 1, NameOverride: 'Zoe' } } },
  });
  expect(masked.transcript?.segments.map(({ speaker }) => speaker)).toEqual(
    labels.map((label) => (label === 'Zoe' ? 'spk_1' : label)),
  );
  expect(masked.transcript?.segments.every((one) => !('speakerName' in one))).toBe(true);
  expect(masked).toMatchObject({
    interruptions: [{ speaker: 'spk_1' }],
    speakerStatistics: [
      { speaker: 'spk_1', talkMs: 7 },
      { speaker: 'spk_2', sentiment: 1 },
    ],
    findings: [{ value: 'spk_1' }],
    customFields: { SentimentTrends: { spk_1: { SentimentScore: 1 } } },
  });
});

test('quotes of a segment that is masked as a whole are masked, and what they amount to', async () => {
  const segments = [segment(0, 'I am Ada and I left.')];
  const evidence = [{ segmentIndex: 0, quote: 'Ada and I' }];
  const masked = await redactedCall({
    ...NOTHING,
    transcript: { text: '', segments },
    sensitiveData: [{ entityType: 'PII', segmentIndex: 0 }],
    findings: ['Ada and I', 'I left'].map((value) => ({ kind: 'issue', value, basis: 'estimated' as const, evidence })),
  });
  expect(masked.findings).toEqual(
    [1, 2].map(() => ({
      kind: 'issue',
      value: '[PII]',
      basis: 'estimated',
      evidence: [{ segmentIndex: 0, quote: '[PII]' }],
    })),
  );
});

test('short names are masked as words, and not within others', async () => {
  const segments = [
    segment(0, 'Al called: all is fine, AL.', { speaker: 'Al' }),
    segment(1, '我是李明。', { speaker: '李明' }),
  ];
  const masked = await redactedCall({ ...NOTHING, transcript: { text: '', segments } });
  expect(masked.transcript?.text).toBe('[NAME] called: all is fine, [NAME]. 我是[NAME]。');
});

/** Letters that no name of a field or type has in a row. */
const secretText = () => fc.stringMatching(/^[QXZJÖ][qxzjvkö]{3,7}( [QXZ][qxzj]{2,5})?$/);
const WAYS = ['entity', 'speaker', 'speakerName', 'marked', 'found', 'Cust', 'Telephony', 'OriginalTexts'] as const;

test('no text of an entity, a name, a mark or a custom field is anywhere in a redacted call', async () => {
  const secret = fc.record({ said: secretText(), way: fc.constantFrom(...WAYS) });
  await fc.assert(
    fc.asyncProperty(fc.array(secret, { minLength: 1, maxLength: 6 }), async (secrets) => {
      const of = (way: (typeof WAYS)[number]) => secrets.flatMap((one) => (one.way === way ? one.said : []));
      const repeated = secrets.filter(({ way }) => way !== 'OriginalTexts').map(({ said }) => said);
      const texts = repeated.map((said) => `It is ${said}, or ${said.toUpperCase()}s.`);
      const marked = secrets.filter(({ way }) => way === 'marked');
      const all = [...texts, ...marked.map(({ said }) => said)];
      const spoken = all.map((text) => ({ text, words: text.split(' ').map((word) => ({ text: word })) }));
      const named = [
        ...of('speaker').map((speaker) => ({ text: 'Hi.', speaker })),
        ...of('speakerName').map((speakerName) => ({ text: 'Hi.', speaker: 'spk_0', speakerName })),
      ];
      const segments = [...spoken, ...named].map(({ text, ...more }, index) => segment(index, text, more));
      const masked = await redactedCall(
        {
          ...NOTHING,
          callSummary: texts.join(' '),
          topics: repeated,
          topicSummaries: [{ index: 0, summary: repeated.join('/') }],
          transcript: { text: all.join(' '), segments },
          sensitiveData: marked.map(({ said }, place) => ({
            entityType: 'NAME',
            segmentIndex: texts.length + place,
            startCharacter: 0,
            endCharacter: said.length,
          })),
          entities: of('entity').map((text) => ({ type: 'PERSON', text })),
          findings: segments.map(({ index, text }) => ({
            kind: 'issue',
            value: text,
            basis: 'estimated' as const,
            evidence: [{ segmentIndex: index, quote: text.slice(3) }],
          })),
          customFields: {
            Cust: of('Cust'),
            Telephony: { Vendor: { caller: of('Telephony') } },
            OriginalTexts: of('OriginalTexts').map((text) => ({ segmentIndex: 0, text })),
            NeverSeenBefore: repeated,
          },
        },
        (given) =>
          given.flatMap(({ text }, segmentIndex) =>
            of('found').flatMap((said) => {
              const startCharacter = text.indexOf(said);
              if (startCharacter === -1) return [];
              return [{ entityType: 'NAME', segmentIndex, startCharacter, endCharacter: startCharacter + said.length }];
            }),
          ),
      );
      const left = JSON.stringify(masked).toLowerCase();
      expect(secrets.filter(({ said }) => left.includes(said.toLowerCase()))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
