import { describe, expect, test } from 'vitest';
import { deepgramDocument } from '../../../src/formats/deepgram/deepgram-format.js';
import { readDeepgram } from '../../../src/formats/deepgram/read.js';
import { transcriptFile } from '../../../src/index.js';
import { utf8 } from '../../input/json-text.js';

type Raw = Readonly<Record<string, unknown>>;

const fileOf = (document: unknown) => transcriptFile(utf8(JSON.stringify(document)), 'call.json');
const read = (document: unknown) => readDeepgram(fileOf(document), { words: true });
const word = (text: string, start: number, more: Raw = {}) => ({ word: text, start, end: start + 0.5, ...more });
/** An answer about one channel. */
function answer(alternative: Raw, results: Raw = {}, channel: Raw = {}) {
  return {
    metadata: { request_id: 'r' },
    results: { channels: [{ alternatives: [alternative], ...channel }], ...results },
  };
}
const analysisOf = (...given: Parameters<typeof answer>) => read(answer(...given)).analysis;
const HELLO = { transcript: 'hello there', words: [word('hello', 1), word('there', 1.5)] };

describe('a Deepgram transcript', () => {
  test('without diarization has no speakers, whatever its summary calls them', () => {
    const { transcript, findings, callSummary } = analysisOf(HELLO, {
      summary: { result: 'success', short: 'Speaker 1 says hello.' },
    });
    expect(transcript?.segments.every(({ speaker }) => speaker === undefined)).toBe(true);
    expect(findings).toMatchObject([{ kind: 'speakers', basis: 'unavailable' }]);
    expect(callSummary).toBe('Speaker 1 says hello.');
  });

  test.each([
    ['repeats the transcript', { result: 'success', short: ' hello there' }],
    ['failed', { result: 'failure', short: 'Not enough words.' }],
    ['is empty', { short: '' }],
  ])('has no summary where it %s', (_, summary) => {
    expect(analysisOf(HELLO, { summary })).not.toHaveProperty('callSummary');
  });

  test('of its Whisper model has no punctuated words', () => {
    expect(analysisOf(HELLO).transcript?.segments).toMatchObject([{ text: 'hello there', startMs: 1000, endMs: 2000 }]);
  });

  test('has whole and broken numbers alike', () => {
    const words = [word('Hi', 1, { speaker: 0, confidence: 1 }), word('Yes', 3, { speaker: 1.0, confidence: 0.25 })];
    expect(analysisOf({ transcript: 'Hi Yes', words }).transcript?.segments).toMatchObject([
      { text: 'Hi', speaker: '0', startMs: 1000, words: [{ confidence: 1 }] },
      { text: 'Yes', speaker: '1', words: [{ confidence: 0.25 }] },
    ]);
  });

  test('says the language of each channel', () => {
    const channel = { detected_language: 'es', language_confidence: 0.5 };
    const { language, customFields } = analysisOf(HELLO, {}, channel);
    expect([language, customFields]).toEqual([{ dominant: 'es' }, { channels: [{ language_confidence: 0.5 }] }]);
    expect(analysisOf({ ...HELLO, languages: ['fr', 'en'] }).language).toEqual({ dominant: 'fr' });
  });

  test('of two channels keeps their speakers apart', () => {
    const channels = [1, 2].map((start) => ({
      alternatives: [{ transcript: 'x', words: [word('x', start, { speaker: 0 })] }],
    }));
    const segments = [
      { channel: '0', speaker: 'ch_0_spk_0' },
      { channel: '1', speaker: 'ch_1_spk_0' },
    ];
    expect(read({ results: { channels } }).analysis.transcript?.segments).toMatchObject(segments);
    const utterances = [0, 1].map((channel) => ({ transcript: 'x', start: channel, end: 9, channel, speaker: 0 }));
    expect(read({ results: { channels, utterances } }).analysis.transcript?.segments).toMatchObject(segments);
  });

  test('has paragraphs, whose words are those of their times', () => {
    const paragraphs = [
      { sentences: [{ text: 'Hello.' }, { text: 'There?' }], start: 1, end: 2, num_words: 2, speaker: 0 },
      { sentences: [{ text: 'Yes.' }], start: 2, end: 3, speaker: 1 },
    ];
    const words = [...HELLO.words, word('yes', 2)];
    expect(analysisOf({ ...HELLO, words, paragraphs: { paragraphs } }).transcript?.segments).toMatchObject([
      { text: 'Hello. There?', speaker: '0', words: [{ text: 'hello' }, { text: 'there' }] },
      { text: 'Yes.', speaker: '1', words: [{ text: 'yes' }] },
    ]);
  });

  test('of a text alone has no times, and says so', () => {
    const { transcript, findings } = read({ ...answer({ transcript: 'Hi.' }), metadata: { duration: 4 } }).analysis;
    expect(transcript?.segments).toEqual([{ index: 0, startMs: 0, endMs: 4000, text: 'Hi.' }]);
    expect(findings?.map(({ kind, basis }) => [kind, basis])).toEqual([
      ['speakers', 'unavailable'],
      ['times', 'unavailable'],
    ]);
  });

  test('has findings in words that it counts, of segments that they span', () => {
    const words = [word('Hello.', 1), word('Refund?', 3), word('Yes.', 3.5)];
    const segment = { text: 'x', start_word: 0, end_word: 2 };
    const call = analysisOf(
      { transcript: 'Hello. Refund? Yes.', words },
      {
        topics: { segments: [{ ...segment, topics: [{ topic: 'Refunds', confidence_score: 0.5 }] }] },
        intents: {
          segments: [
            { ...segment, intents: [{ intent: 'Ask' }] },
            { start_word: 99, intents: [{ intent: 'Leave' }] },
          ],
        },
        sentiments: {
          segments: [
            { ...segment, sentiment: 'positive', sentiment_score: 0.5 },
            { start_word: 2, end_word: 3, sentiment: 'negative', sentiment_score: -1 },
          ],
        },
      },
    );
    const evidence = [
      { segmentIndex: 0, quote: 'Hello.' },
      { segmentIndex: 1, quote: 'Refund?' },
    ];
    expect(call.findings?.slice(1)).toEqual([
      {
        kind: 'topic',
        value: 'Refunds',
        basis: 'estimated',
        evidence,
        explanation: 'Deepgram, with a confidence of 0.5',
      },
      { kind: 'intent', value: 'Ask', basis: 'estimated', evidence },
      { kind: 'intent', value: 'Leave', basis: 'estimated', evidence: [] },
    ]);
    expect(call.topics).toEqual(['Refunds']);
    expect(call.transcript?.segments.map(({ sentiment }) => sentiment)).toEqual([
      { label: 'positive', score: 0.5, words: [] },
      { label: 'mixed', score: -0.25, words: [] },
    ]);
  });

  test('of an older version has topics, summaries and entities of each channel, and sentiment on turns', () => {
    const call = analysisOf(
      {
        ...HELLO,
        topics: [{ start_word: 0, end_word: 2, topics: [{ topic: 'Hellos', confidence: 0.5 }] }],
        summaries: [{ summary: 'Someone greets.', start_word: 0, end_word: 2 }],
        entities: [{ label: 'NAME', value: ' there ', confidence: 0.75, start_word: 1, end_word: 2 }],
      },
      { utterances: [{ transcript: 'hello there', start: 1, end: 2, sentiment: 'negative', sentiment_score: -0.5 }] },
    );
    expect(call).toMatchObject({
      topics: ['Hellos'],
      topicSummaries: [{ index: 0, summary: 'Someone greets.', startMs: 1000, endMs: 2000, segmentIndices: [0] }],
      entities: [{ type: 'NAME', text: 'there', segmentIndex: 0, startMs: 1500, endMs: 2000, confidence: 0.75 }],
      transcript: { segments: [{ sentiment: { label: 'negative', score: -0.5 } }] },
    });
  });

  test('shows where personal data is masked', () => {
    const words = [word('call', 1), word('[PHONE_NUMBER_1]', 1.5)];
    expect(analysisOf({ transcript: 'call [PHONE_NUMBER_1]', words }).sensitiveData).toEqual([
      { entityType: 'PHONE_NUMBER', segmentIndex: 0, startCharacter: 5, endCharacter: 21 },
    ]);
  });

  test('keeps all else in custom fields', () => {
    const document = { ...answer(HELLO, { new_feature: 1 }, { search: [{ query: 'hi', hits: [] }] }), more: true };
    const metadata = { request_id: 'r', duration: 1, channels: 1, transaction_key: 'deprecated', models: ['m'] };
    const { callId, analysis } = read({ ...document, metadata });
    expect(callId).toBe('r');
    expect(analysis.customFields).toEqual({
      more: true,
      metadata: { models: ['m'] },
      new_feature: 1,
      channels: [{ search: [{ query: 'hi', hits: [] }] }],
    });
  });

  test.each([
    ['results', {}],
    ['results.channels', { results: {} }],
  ])('without %s is refused', (path, document) => {
    expect(() => read(document)).toThrow(
      expect.objectContaining({ code: 'EARSHOT_UNREADABLE', details: expect.objectContaining({ path }) }),
    );
  });

  test.each([
    [true, answer(HELLO)],
    [true, { results: { channels: [{ alternatives: [{ transcript: '' }] }] } }],
    [false, { request_id: 'r' }],
    [false, { results: { channels: [] } }],
    [false, { results: { channels: [{ alternatives: [{ text: 'x' }] }] } }],
    [false, { results: { transcripts: [{ transcript: 'x' }] } }],
    [false, []],
  ])('is recognized by its content: %s, %j', (is, document) => {
    expect(deepgramDocument.recognizes(fileOf(document))).toBe(is);
  });
});
