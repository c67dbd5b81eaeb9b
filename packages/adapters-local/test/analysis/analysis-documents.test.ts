import { type Analysis, COPIES, type Copies, earshotFormat, type ObjectUri, warningsIn } from '@earshot/core';
import { expect, test } from 'vitest';
import { analysisDocuments } from '../../src/analysis/analysis-documents.js';
import type { TranscribedCall } from '../../src/analysis/transcription-messages.js';
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
const FOLDER = 'local://results/transcription-outputs/call-1' as ObjectUri;
const JOB = { outputUri: FOLDER, jobId: 'job-1' as never, mediaUri: 'local://recordings/1.wav' as ObjectUri };

/** What reading the documents gives, as they are when they come out of files. */
async function read(copies: Copies = 'original', call: TranscribedCall = transcribedCall()): Promise<Analysis> {
  const files = new Map(analysisDocuments(JOB, call).map(({ uri, document }) => [uri, JSON.stringify(document)]));
  const reading = await earshotFormat.read(`${FOLDER}/job-1/earshot-analysis.json` as ObjectUri, {
    store: { get: async (uri) => new TextEncoder().encode(files.get(uri)) },
    copies,
    bounds: { documents: 2, bytes: 1_000_000, concurrency: 1 },
    words: true,
  });
  if (!('analysis' in reading)) throw new TypeError(`it is ${reading.state}`);
  expect(reading).toMatchObject({ state: 'completed', mediaUri: JOB.mediaUri });
  return reading.analysis;
}

test('the documents say what was heard, word for word', async () => {
  const {
    transcription,
    understanding: { original },
  } = transcribedCall();
  const analysis = await read();
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

test('the documents say which language was recognized, and none where none is known', () => {
  const { transcription, ...call } = transcribedCall();
  const { language: _, ...unknown } = transcription;
  const languageIn = (said: typeof transcription) =>
    analysisDocuments(JOB, { ...call, transcription: said }).map(({ document: { analysis } }) => ({
      call: analysis.language,
      segments: new Set(analysis.transcript?.segments.map((segment) => segment.language)),
      found: analysis.findings?.find(({ kind }) => kind === 'speech')?.value,
    }));
  const spanish = { call: { dominant: 'ES', generated: 'ES' }, segments: new Set(['ES']), found: 'Spanish' };
  expect(languageIn({ ...unknown, language: 'es' })).toEqual([spanish, spanish]);
  const none = { call: undefined, segments: new Set([undefined]), found: undefined };
  expect(languageIn(unknown)).toEqual([none, none]);
});

test('the finding that names the agent does so as the segments do', async () => {
  const call = transcribedCall();
  const { original, redacted } = call.understanding;
  const agent = {
    kind: 'agent',
    value: 1,
    basis: 'estimated' as const,
    evidence: [{ segmentIndex: 1, quote: 'Call' }],
  };
  const { findings } = await read('original', {
    ...call,
    understanding: { original: { ...original, findings: [agent] }, redacted },
  });
  expect(findings).toContainEqual({ ...agent, value: 'spk_1' });
});

test('the findings say how the speakers were told apart, and what can’t be told', async () => {
  const { findings = [] } = await read();
  const bases = Object.fromEntries(findings.map(({ kind, basis }) => [kind, basis]));
  expect(bases).toMatchObject({
    speech: 'estimated',
    speakers: 'measured',
    word_times: 'estimated',
    confidence: 'estimated',
  });
  const { confidence: _, ...heard } = transcribedCall().transcription;
  const uncertain = { ...heard, withoutConfidence: 'the second speech model is broken' };
  const alone = await read('original', { ...transcribedCall(), transcription: uncertain });
  expect(alone.confidence).toBeUndefined();
  expect(alone.findings?.find(({ kind }) => kind === 'confidence')).toMatchObject({
    basis: 'unavailable',
    explanation: 'the second speech model is broken',
  });
});

test('the documents say how sure the words are, and not that a call was understood', async () => {
  const analysis = await read();
  expect(analysis.confidence).toBe(0.93);
  expect(analysis.transcript?.segments.map(({ confidence }) => confidence)).toEqual([0.97, undefined]);
  expect(analysis).not.toHaveProperty('understood');
  expect(analysis).not.toHaveProperty('notUnderstoodReason');
});

test('a call that was not understood says why, is in no language, and has its segments marked', async () => {
  const call = transcribedCall();
  const { language: _, segments, ...heard } = call.transcription;
  const transcription = {
    ...heard,
    segments: segments.map((segment, index) => (index === 0 ? segment : { ...segment, understood: false as const })),
    confidence: 0.12,
    understood: false,
    notUnderstoodReason: 'another language, or too noisy',
  };
  for (const copies of COPIES) {
    const analysis = await read(copies, { ...call, transcription });
    expect(analysis).toMatchObject({
      understood: false,
      notUnderstoodReason: 'another language, or too noisy',
      confidence: 0.12,
    });
    expect(analysis).not.toHaveProperty('language');
    expect(analysis.transcript?.segments.map(({ understood }) => understood)).toEqual([undefined, false]);
    expect(analysis.transcript?.segments.some((segment) => 'language' in segment)).toBe(false);
    expect(analysis.findings?.find(({ kind }) => kind === 'speech')).not.toHaveProperty('value');
  }
});

test('what the recording warns of is among the findings of both copies', async () => {
  for (const copies of COPIES) expect(warningsIn((await read(copies)).findings)).toEqual(transcribedCall().warnings);
});

test('the documents say what the call means', async () => {
  expect(await read()).toMatchObject({
    callSummary: 'The customer asks for a call to 555-0142.',
    categories: ['Customer service'],
    topics: ['call'],
    customFields: {},
  });
});

test('the redacted copy holds nothing personal, in no field', async () => {
  const [redacted] = analysisDocuments(JOB, transcribedCall());
  expect(redacted?.uri).toBe(`${FOLDER}/job-1/redacted/earshot-analysis.json`);
  expect(JSON.stringify(redacted)).not.toContain('555');
  // Places in the original would be wrong here, and tell how long the hidden text is.
  expect(JSON.stringify(redacted)).not.toContain('Character');
  const { transcript, findings, callSummary } = await read('redacted');
  expect(transcript?.text).toBe('How can I help? Call [PHONE].');
  expect(transcript?.segments[1]?.words?.map(({ text }) => text)).toEqual(['Call', '[PHONE].']);
  expect(findings?.find(({ kind }) => kind === 'reason')).toMatchObject({ value: 'Call [PHONE].' });
  expect(callSummary).toBe('The customer asks for a call to [PHONE].');
});

test('the original completes the job, so it is the last, and is left out where only redacted copies are kept', () => {
  const namesOf = (copies: Copies) =>
    analysisDocuments(JOB, transcribedCall(), copies).map(({ uri }) => uri.slice(`${FOLDER}/job-1/`.length));
  expect(namesOf('original')).toEqual(['redacted/earshot-analysis.json', 'earshot-analysis.json']);
  expect(namesOf('redacted')).toEqual(['redacted/earshot-analysis.json']);
});

test('a recording in which nobody speaks has an empty transcript that says so', async () => {
  const heard = transcribedCall();
  const silent = {
    ...heard,
    transcription: {
      segments: [],
      understood: true,
      speakers: 'unavailable' as const,
      speakersExplanation: 'nobody speaks',
      durationMs: 300_000,
      withoutSpeech: 'silence' as const,
    },
    understanding: { original: NOTHING, redacted: NOTHING },
  };
  const analysis = await read('original', silent);
  expect(analysis.transcript).toEqual({ text: '', segments: [] });
  expect(analysis).not.toHaveProperty('language');
  expect(analysis).not.toHaveProperty('understood');
  expect(analysis.findings?.find(({ kind }) => kind === 'speech')).toMatchObject({ value: 'none', basis: 'measured' });
});
