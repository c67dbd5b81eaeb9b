import { type Analysis, type ObjectUri, readResultDocument, warningsIn } from '@earshot/core';
import { expect, test } from 'vitest';
import { resultDocuments } from '../../src/analysis/result-documents.js';
import { transcribedCall } from './transcribed-call.js';

const NOTHING = {
  texts: [],
  summary: undefined,
  categories: [],
  topics: [],
  sentiments: [],
  sensitiveData: [],
  findings: [],
};
const MANIFEST = 'local://results/transcription-outputs/call-1/job-1/job_metadata.json' as ObjectUri;
const made = () => resultDocuments(MANIFEST, { jobId: 'job-1' as never }, transcribedCall());

/** What the readers make of a document, as it is when it comes out of a file. */
function read(place: string) {
  const found = made().find(({ uri }) => uri.endsWith(place))?.document;
  const document = readResultDocument(JSON.stringify(found), { words: true, moderation: true });
  return document.kind === 'standard' || document.kind === 'custom' ? document.analysis : document;
}

test('the readers make of the documents what was heard, word for word', () => {
  const {
    transcription,
    understanding: { original },
  } = transcribedCall();
  const analysis = read('/standard_output/0/result.json') as Analysis;
  expect(analysis.transcript?.text).toBe('How can I help? Call 555-0142.');
  expect(analysis.transcript?.segments).toEqual(
    transcription.segments.map(({ words, channel, speaker, ...segment }, index) => ({
      ...segment,
      index,
      language: 'EN',
      channel: `ch_${channel}`,
      speaker: `spk_${speaker}`,
      sentiment: original.sentiments[index],
      words: words.map((word) => ({ ...word, timesEstimated: true })),
    })),
  );
  expect(analysis.sensitiveData).toEqual(original.sensitiveData);
  expect(analysis.mediaFacts).toEqual({
    kind: 'audio',
    format: 'wav',
    codec: 'pcm_mulaw',
    sampleRateHz: 8_000,
    channelCount: 2,
    durationMs: 3_500,
  });
  expect(analysis.statistics).toEqual({ speakerCount: 2, channelCount: 2, wordCount: 6 });
  expect(analysis.findings).toEqual(expect.arrayContaining([...original.findings]));
});

test('the findings say how the speakers were told apart, and what can’t be told', () => {
  const { findings = [] } = read('/standard_output/0/result.json') as Analysis;
  const bases = Object.fromEntries(findings.map(({ kind, basis }) => [kind, basis]));
  expect(bases).toMatchObject({
    speech: 'estimated',
    speakers: 'measured',
    word_times: 'estimated',
    confidence: 'unavailable',
  });
});

test('what the recording warns of is among the findings of both copies', () => {
  for (const place of ['/standard_output/0/result.json', '/standard_output/0/redacted/result.json'])
    expect(warningsIn((read(place) as Analysis).findings)).toEqual(transcribedCall().warnings);
});

test('custom output is what the call means', () => {
  expect(read('/custom_output/0/result.json')).toMatchObject({
    callSummary: 'The customer asks for a call to 555-0142.',
    categories: ['Customer service'],
    topics: ['call'],
    customFields: {},
  });
});

test('the redacted copies hold nothing personal, in no field', () => {
  const redacted = made().filter(({ uri }) => uri.includes('/redacted/'));
  expect(redacted).toHaveLength(2);
  for (const { document } of redacted) expect(JSON.stringify(document)).not.toContain('555');
  // Places in the original would be wrong here, and tell how long the hidden text is.
  for (const { document } of redacted) expect(JSON.stringify(document)).not.toContain('character_offset');
  const { transcript, findings } = read('/standard_output/0/redacted/result.json') as Analysis;
  expect(transcript?.text).toBe('How can I help? Call [PHONE].');
  expect(transcript?.segments[1]?.words?.map(({ text }) => text)).toEqual(['Call', '[PHONE].']);
  expect(findings?.find(({ kind }) => kind === 'reason')).toMatchObject({ value: 'Call [PHONE].' });
  expect(read('/custom_output/0/redacted/result.json')).toMatchObject({
    callSummary: 'The customer asks for a call to [PHONE].',
  });
});

test('the manifest names both outputs, in the folder that it lies in', () => {
  expect(read('job_metadata.json')).toMatchObject({
    kind: 'manifest',
    jobId: 'job-1',
    assets: [
      {
        segments: [
          {
            standardUri: MANIFEST.replace('job_metadata.json', '0/standard_output/0/result.json'),
            customUri: MANIFEST.replace('job_metadata.json', '0/custom_output/0/result.json'),
            customStatus: 'MATCH',
          },
        ],
      },
    ],
  });
});

test('a recording in which nobody speaks has an empty transcript that says so', () => {
  const heard = transcribedCall();
  const silent = {
    ...heard,
    transcription: {
      segments: [],
      speakers: 'unavailable' as const,
      speakersExplanation: 'nobody speaks',
      durationMs: 300_000,
      withoutSpeech: 'silence' as const,
    },
    understanding: { original: NOTHING, redacted: NOTHING },
  };
  const [standard] = resultDocuments(MANIFEST, { jobId: 'job-1' as never }, silent);
  const document = readResultDocument(JSON.stringify(standard?.document));
  const analysis = document.kind === 'standard' ? document.analysis : {};
  expect(analysis.transcript).toEqual({ text: '', segments: [] });
  expect(analysis.findings?.find(({ kind }) => kind === 'speech')).toMatchObject({ value: 'none', basis: 'measured' });
});
