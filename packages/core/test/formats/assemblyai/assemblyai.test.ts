import { describe, expect, test } from 'vitest';
import { assemblyAiDocument } from '../../../src/formats/assemblyai/assemblyai-format.js';
import { readAssemblyAi } from '../../../src/formats/assemblyai/read.js';
import { transcriptFile } from '../../../src/index.js';
import { utf8 } from '../../input/json-text.js';

type Raw = Readonly<Record<string, unknown>>;

const fileOf = (document: unknown) => transcriptFile(utf8(JSON.stringify(document)), 'call.json');
const WHOLE = { id: 't-1', status: 'completed', audio_url: null, text: 'Good day. Hi.', utterances: null };
const word = (text: string, start: number, more: Raw = {}) => ({
  text,
  start,
  end: start + 400,
  confidence: 0.5,
  ...more,
});
const WORDS = [word('Good', 1000), word('day.', 1500), word('Hi.', 2000)];
const read = (more: Raw = {}, options = {}) =>
  readAssemblyAi(fileOf({ ...WHOLE, words: WORDS, ...more }), { words: true, ...options });
const analysisOf = (more: Raw, options = {}) => read(more, options).analysis;

describe('an AssemblyAI transcript', () => {
  test('has times of words in milliseconds, and the length of the recording in seconds', () => {
    const { transcript, mediaFacts } = analysisOf({ audio_duration: 3 });
    expect(transcript?.segments).toMatchObject([{ startMs: 1000, endMs: 2400, text: 'Good day. Hi.' }]);
    expect(mediaFacts).toEqual({ durationMs: 3000 });
  });

  test('may have no utterances, and speakers on its words', () => {
    const words = WORDS.map((one, place) => ({ ...one, speaker: place < 2 ? 'A' : 'B' }));
    expect(analysisOf({ words }).transcript?.segments).toMatchObject([
      { text: 'Good day.', speaker: 'A', startMs: 1000, endMs: 1900 },
      { text: 'Hi.', speaker: 'B', startMs: 2000, endMs: 2400 },
    ]);
  });

  test('without speakers has none', () => {
    expect(analysisOf({ words: WORDS.map((one) => ({ ...one, speaker: null })) }).findings).toMatchObject([
      { kind: 'speakers', basis: 'unavailable' },
    ]);
  });

  test('in a language without spaces has none between its words', () => {
    const words = [word('你', 0), word('好', 500)];
    expect(analysisOf({ text: '你好。', words }).transcript?.text).toBe('你好');
  });

  test('has features that are off: null, or unavailable', () => {
    const off = { status: 'unavailable' };
    const features = {
      chapters: null,
      entities: null,
      summary: null,
      sentiment_analysis_results: null,
      auto_highlights_result: off,
      iab_categories_result: { ...off, results: [], summary: {} },
      content_safety_labels: off,
      speaker_labels: false,
    };
    const { callSummary, topics, topicSummaries, moderation, findings, customFields } = analysisOf(features, {
      moderation: true,
    });
    expect([callSummary, topics, topicSummaries, moderation]).toEqual([undefined, [], [], []]);
    expect(findings?.map(({ kind }) => kind)).toEqual(['speakers']);
    expect(customFields).toEqual({ status: 'completed' });
  });

  test('has entities without confidence, with their characters where the text has them once', () => {
    const entity = { entity_type: 'person_name', start: 2000, end: 2400 };
    const entities = [
      { ...entity, text: 'Hi' },
      { ...entity, text: 'o' },
      { ...entity, text: 'nowhere', start: 9999 },
    ];
    expect(analysisOf({ entities }).entities).toEqual([
      {
        type: 'person_name',
        text: 'Hi',
        segmentIndex: 0,
        startMs: 2000,
        endMs: 2400,
        startCharacter: 10,
        endCharacter: 12,
      },
      { type: 'person_name', text: 'o', segmentIndex: 0, startMs: 2000, endMs: 2400 },
      { type: 'person_name', text: 'nowhere', startMs: 9999, endMs: 9999 },
    ]);
  });

  test('gives segments the sentiments of their sentences', () => {
    const sentence = (text: string, start: number, sentiment: string) => ({ text, start, end: start + 1, sentiment });
    const sentiments = (...names: string[]) =>
      analysisOf({ sentiment_analysis_results: names.map((name, at) => sentence('abcd', 1000 + at, name)) }).transcript
        ?.segments[0]?.sentiment;
    expect(sentiments('POSITIVE', 'NEUTRAL')).toEqual({ label: 'positive', score: 0.5, words: [] });
    expect(sentiments('POSITIVE', 'NEGATIVE')).toEqual({ label: 'mixed', score: 0, words: [] });
    expect(sentiments('NEUTRAL')).toEqual({ label: 'neutral', score: 0, words: [] });
    expect(sentiments('ODD')).toBeUndefined();
  });

  test('has chapters, with the segments that begin in them', () => {
    const words = [word('Good', 0), word('day.', 5000), word('Hi.', 9000)];
    const chapters = [
      { gist: 'Greeting', headline: 'They greet', summary: 'They greet at length.', start: 0, end: 9000 },
      { gist: 'End', headline: null, summary: 'They part.', start: 9000, end: 9400 },
    ];
    const { topics, topicSummaries, customFields } = analysisOf({ words, chapters });
    expect(topics).toEqual(['Greeting', 'End']);
    expect(topicSummaries).toEqual([
      { index: 0, summary: 'They greet at length.', startMs: 0, endMs: 9000, segmentIndices: [0, 1] },
      { index: 1, summary: 'They part.', startMs: 9000, endMs: 9400, segmentIndices: [2] },
    ]);
    expect(customFields['headlines']).toEqual(['They greet', null]);
  });

  test('has objectionable content, where it is asked for', () => {
    const labels = [
      { label: 'profanity', confidence: 0.25 },
      { label: 'hate_speech', confidence: 0.5 },
    ];
    const summary = { profanity: 0.25 };
    const content_safety_labels = {
      status: 'success',
      results: [{ labels, timestamp: { start: 7, end: 9 } }],
      summary,
    };
    expect(analysisOf({ content_safety_labels }).moderation).toEqual([]);
    expect(analysisOf({ content_safety_labels }, { moderation: true })).toMatchObject({
      moderation: [{ startMs: 7, endMs: 9, confidence: 0.5, categories: { profanity: 0.25, hate_speech: 0.5 } }],
      customFields: { content_safety_labels: { summary } },
    });
  });

  test('shows personal data that is masked, by type or by hashes', () => {
    const words = [word('I’m', 0), word('[PERSON_NAME],', 500), word('####', 900)];
    expect(read({ words, redact_pii: true })).toMatchObject({
      isRedacted: true,
      analysis: {
        sensitiveData: [
          { entityType: 'PERSON_NAME', startCharacter: 4, endCharacter: 17 },
          { entityType: 'PII', startCharacter: 19, endCharacter: 23 },
        ],
      },
    });
    expect(analysisOf({ words: [word('#1', 0)] }).sensitiveData).toEqual([]);
  });

  test('isn’t redacted where it concluded something from what was not', () => {
    expect(read({ redact_pii: true, summary: 'Ada calls.' }).isRedacted).toBe(false);
  });

  test.each([
    ['https://calls.s3.amazonaws.com/a/b%20c.wav', 's3://calls/a/b c.wav', undefined],
    ['https://calls.s3-eu-west-1.amazonaws.com/a%.wav?X-Amz-Signature=1', 's3://calls/a%.wav', undefined],
    ['https://example.org/a.wav?token=secret', undefined, 'https://example.org/a.wav'],
    ['https://key:secret@example.org/a@b.wav', undefined, 'https://example.org/a@b.wav'],
    [`https://a.s3${'-a'.repeat(200)}.amazonaws.com`, undefined, `https://a.s3${'-a'.repeat(200)}.amazonaws.com`],
  ])('names the recording %s, without what gives access to it', (audio_url, mediaUri, kept) => {
    const call = read({ audio_url });
    expect([call.mediaUri, call.analysis.customFields['audio_url']]).toEqual([mediaUri, kept]);
  });

  test('keeps no URL with what gives access to something', () => {
    const { customFields } = analysisOf({ webhook_url: 'https://key:secret@example.org/hook?token=secret' });
    expect(customFields['webhook_url']).toBe('https://example.org/hook');
  });

  test('of a text alone has no times, and says so', () => {
    const { transcript, findings } = analysisOf({ words: [], audio_duration: 9 });
    expect(transcript?.segments).toEqual([{ index: 0, startMs: 0, endMs: 9000, text: 'Good day. Hi.' }]);
    expect(findings?.map(({ kind }) => kind)).toEqual(['speakers', 'times']);
  });

  test.each([
    ['that was deleted', { text: 'Deleted by user.', words: null }, 'words'],
    ['that failed', { status: 'error', text: null, words: null, error: 'no audio' }, 'text'],
    ['that isn’t done', { status: 'processing', text: null, words: null }, 'text'],
    ['that isn’t done, with a text of before', { status: 'processing' }, 'status'],
  ])('%s is refused', (_, more, path) => {
    expect(() => read(more)).toThrow(
      expect.objectContaining({ code: 'EARSHOT_UNREADABLE', details: expect.objectContaining({ path }) }),
    );
  });

  test('in which someone says that it was deleted is read', () => {
    expect(analysisOf({ text: 'Deleted by user.', words: [word('Deleted', 0)] }).transcript?.text).toBe('Deleted');
  });

  test.each([
    [true, { ...WHOLE, words: null }],
    [false, { ...WHOLE }],
    [false, { ...WHOLE, words: [], id: 7 }],
    [false, { ...WHOLE, words: [], segments: [] }],
    [false, { transcript_id: 't', status: 'completed' }],
    [false, [{ ...WHOLE, words: [] }]],
  ])('is recognized by its content: %s, %j', (is, document) => {
    expect(assemblyAiDocument.recognizes(fileOf(document))).toBe(is);
  });
});
