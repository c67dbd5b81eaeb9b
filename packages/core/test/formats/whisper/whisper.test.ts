import { describe, expect, test } from 'vitest';
import { readWhisper } from '../../../src/formats/whisper/read.js';
import { whisperDocument } from '../../../src/formats/whisper/whisper-format.js';
import { documentFormat, type ObjectUri, transcriptFile, warningsIn } from '../../../src/index.js';
import { utf8 } from '../../input/json-text.js';

const fileOf = (document: unknown) => transcriptFile(utf8(JSON.stringify(document)), 'call.json');
const read = (document: unknown) => readWhisper(fileOf(document), { words: true }).analysis;
const segmentsOf = (document: unknown) => read(document).transcript?.segments;
const kindsOf = (document: unknown) => read(document).findings?.map(({ kind, value }) => value ?? kind);
const segment = (text: string, start: unknown, end: unknown, more = {}) => ({ text, start, end, ...more });

describe('a Whisper transcript', () => {
  test('may be a bare list of segments, without a language', () => {
    expect(read([segment(' Hi.', 1, 2)])).toMatchObject({
      transcript: { segments: [{ index: 0, startMs: 1000, endMs: 2000, text: 'Hi.' }] },
      findings: [{ kind: 'speakers', basis: 'unavailable' }],
    });
    expect(read([segment(' Hi.', 1, 2)])).not.toHaveProperty('language');
  });

  test('may have a segment without an end: a moment, and a warning', () => {
    const document = { text: 'Hi.', chunks: [{ timestamp: [1.5, null], text: ' Hi.' }] };
    expect(segmentsOf(document)).toMatchObject([{ startMs: 1_500, endMs: 1_500 }]);
    expect(kindsOf(document)).toEqual(['speakers', 'bad_time']);
  });

  test('may name the language in full', () => {
    expect(read({ text: 'x', language: 'Arabic', segments: [segment('x', 0, 1)] }).language).toEqual({
      dominant: 'Arabic',
    });
  });

  test.each([
    ['word', 'probability'],
    ['word', 'score'],
    ['text', 'confidence'],
  ])('has words that are called %s, with a %s', (key, likely) => {
    const words = [{ [key]: ' Hi', start: 1, end: 1.5, [likely]: 0.5 }];
    expect(segmentsOf({ segments: [segment('Hi', 1, 2, { words })] })?.[0]?.words).toEqual([
      { text: 'Hi', startMs: 1000, endMs: 1500, confidence: 0.5 },
    ]);
  });

  test('of WhisperX has speakers on its segments, and on none of their words', () => {
    const words = [{ word: 'Hi', start: 1, end: 1.5, score: 0.5 }];
    const document = { segments: [segment('Hi', 1, 2, { words, speaker: 'SPEAKER_01' }), segment('Yes', 3, 4)] };
    expect(segmentsOf(document)).toMatchObject([{ speaker: 'SPEAKER_01' }, { text: 'Yes' }]);
    expect(segmentsOf(document)?.[1]).not.toHaveProperty('speaker');
    expect(kindsOf(document)).toEqual([]);
  });

  test('of which a segment has words of several speakers, and none itself, is divided by them', () => {
    const words = [
      { word: 'Hi.', start: 1, end: 1.5, speaker: 'SPEAKER_00' },
      { word: '7', speaker: undefined },
      { word: 'Yes?', start: 1.6, end: 1.9, speaker: 'SPEAKER_01' },
    ];
    expect(segmentsOf({ segments: [segment('Hi. 7 Yes?', 1, 2, { words })] })).toMatchObject([
      { startMs: 1000, endMs: 1500, text: 'Hi. 7', speaker: 'SPEAKER_00' },
      { startMs: 1600, endMs: 1900, text: 'Yes?', speaker: 'SPEAKER_01' },
    ]);
  });

  test('has words without times, and words in a list of their own', () => {
    const word_segments = [{ word: 'Room', start: 1, end: 1.5 }, { word: '12' }, { text: 'Yes', start: 3, end: 2 }];
    expect(segmentsOf({ segments: [segment('Room 12', 1, 2), segment('Yes', 3, 4)], word_segments })).toMatchObject([
      { words: [{ text: 'Room', startMs: 1000, endMs: 1500 }, { text: '12' }] },
      { words: [{ text: 'Yes', startMs: 3000, endMs: 3000 }] },
    ]);
  });

  test('of words alone has the marks of its text, in turns that end at a pause', () => {
    const words = [
      { word: 'Good', start: 1, end: 1.2 },
      { word: 'day', start: 1.3, end: 1.5 },
      { word: 'Hi', start: 2.5, end: 3 },
    ];
    expect(segmentsOf({ text: ' Good day. Hi!', duration: 3, words })).toMatchObject([
      { startMs: 1000, endMs: 1500, text: 'Good day.' },
      { startMs: 2500, endMs: 3000, text: 'Hi!' },
    ]);
    expect(segmentsOf({ text: 'Something else.', duration: 3, words })).toMatchObject([
      { text: 'Good day' },
      { text: 'Hi' },
    ]);
  });

  test.each([
    ['alone, with what it is known for', { segments: [segment('Thanks for watching!', 0, 2)] }],
    ['that it doubts', { segments: [segment('Bye.', 0, 2, { no_speech_prob: 0.9 })] }],
  ])('of an empty recording has a segment %s, and is not understood', (_, document) => {
    expect(read(document)).toMatchObject({ understood: false, transcript: { segments: [{ understood: false }] } });
    expect(kindsOf(document)).toEqual(['speakers', 'no_speech']);
  });

  test('in which someone thanks for watching among other things is understood', () => {
    expect(read({ segments: [segment('Hi.', 0, 1), segment('Thanks for watching!', 1, 2)] })).not.toHaveProperty(
      'understood',
    );
  });

  test('warns of loops: what is repeated from segment to segment, or within one', () => {
    const loop = Array.from({ length: 4 }, (_, second) => segment('I see.', second, second + 1));
    const document = {
      segments: [...loop, segment('No no no no', 4, 5, { compression_ratio: 3 }), segment('Bye.', 5, 6)],
    };
    expect(segmentsOf(document)?.map(({ understood = true }) => understood)).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(kindsOf(document)).toEqual(['speakers', 'repeated_text']);
    expect(kindsOf({ segments: loop.slice(1) })).toEqual(['speakers']);
  });

  test('that ends before it begins, has no times or texts as times, is read with what is right', () => {
    const segments = [segment('a', '1.5', '2'), segment('b', 4, 3), segment('c', null, null), segment('d', 'soon', 9)];
    const document = { segments, duration: '9.5' };
    expect(segmentsOf(document)).toMatchObject([
      { text: 'a', startMs: 1500, endMs: 2000 },
      { text: 'b', startMs: 4000, endMs: 4000 },
      { text: 'c', startMs: 4000, endMs: 4000 },
      { text: 'd', startMs: 4000, endMs: 9000 },
    ]);
    expect(kindsOf(document)).toEqual(['speakers', 'bad_time', 'times', 'unexpected_value']);
    expect(read(document).mediaFacts).toEqual({ durationMs: 9500 });
  });

  test('has NaN for some numbers, and warns of it', async () => {
    const json =
      '{"language": "en", "segments": [{"text": "NaN is \\"NaN\\"", "start": 1, "end": 2, "avg_logprob": NaN, "words": [{"word": "NaN", "start": -Infinity, "end": 2, "score": NaN}]}]}';
    expect(whisperDocument.recognizes(transcriptFile(utf8(json), 'x.json'))).toBe(true);
    const store = { get: async () => utf8(json) };
    const bounds = { documents: 1, bytes: 1_000, concurrency: 1 };
    const reading = await documentFormat(whisperDocument).read('s3://b/x.json' as ObjectUri, {
      store,
      bounds,
      copies: 'original',
      words: true,
    });
    expect(reading).toMatchObject({
      analysis: { transcript: { segments: [{ text: 'NaN is "NaN"', words: [{ text: 'NaN', endMs: 2000 }] }] } },
    });
    expect(reading.state === 'completed' && warningsIn(reading.analysis.findings)).toEqual([
      { code: 'bad_number', explanation: expect.stringContaining(': 3.') },
    ]);
  });

  test('has a confidence of what it heard: that of the segment, else of the average token', () => {
    const segments = [segment('a', 0, 1, { avg_logprob: 0 }), segment('b', 1, 2, { confidence: 0.5, avg_logprob: -1 })];
    expect(segmentsOf({ segments })?.map(({ confidence }) => confidence)).toEqual([1, 0.5]);
  });

  test('of whisper.cpp has words made of tokens, speakers where it tells them apart, and the ends of turns', () => {
    const at = (from: number, to: number) => ({ offsets: { from, to } });
    const transcription = [
      {
        ...at(0, 900),
        text: ' Refund, no',
        speaker: '0',
        speaker_turn_next: true,
        tokens: [
          { text: '[_BEG_]', ...at(0, 0), p: 0.1 },
          { text: ' Ref', ...at(0, 300), p: 0.5 },
          { text: 'und', ...at(300, 500), p: 1 },
          { text: ',', ...at(500, 510), p: 0.75 },
          { text: ' no', ...at(600, 900), p: 1 },
          { text: '[_TT_45]', ...at(900, 900), p: 0.1 },
        ],
      },
      { timestamps: { from: '00:01:02,500', to: '01:00:00.000' }, text: ' Yes', speaker: '?' },
      { ...at(9_000_000, 9_001_000), text: ' [BLANK_AUDIO]' },
    ];
    const call = read({ systeminfo: 'x', params: { language: 'auto' }, result: { language: 'en' }, transcription });
    expect(call.transcript?.segments).toEqual([
      {
        index: 0,
        startMs: 0,
        endMs: 900,
        text: 'Refund, no',
        speaker: '0',
        words: [
          { text: 'Refund,', startMs: 0, endMs: 510, confidence: 0.75 },
          { text: 'no', startMs: 600, endMs: 900, confidence: 1 },
        ],
      },
      { index: 1, startMs: 62_500, endMs: 3_600_000, text: 'Yes' },
    ]);
    expect(call).toMatchObject({
      language: { dominant: 'en' },
      nonTalk: [{ startMs: 9_000_000, endMs: 9_001_000 }],
      customFields: { systeminfo: 'x', speaker_turn_next: [0] },
    });
  });

  test('of whisper.cpp with parts of characters as tokens has no words', () => {
    const tokens = [{ text: '\ufffd', offsets: { from: 0, to: 1 } }];
    const [first] = segmentsOf({ transcription: [{ offsets: { from: 0, to: 9 }, text: '返', tokens }] }) ?? [];
    expect(first).toEqual({ index: 0, startMs: 0, endMs: 9, text: '返' });
  });

  test('keeps all else in custom fields, and repeats nothing there', () => {
    const document = {
      text: 'x',
      segments: [segment('x', 0, 1)],
      task: 'translate',
      x_groq: { id: 'r' },
      ori_dict: { text: 'x' },
    };
    expect(read(document).customFields).toEqual({ task: 'translate', x_groq: { id: 'r' } });
  });

  test.each([{}, { text: 'x' }, { segments: {} }])('without segments and words is refused: %j', (document) => {
    expect(() => read(document)).toThrow(
      expect.objectContaining({ code: 'EARSHOT_UNREADABLE', details: expect.objectContaining({ path: 'segments' }) }),
    );
  });

  test.each([
    [true, [segment('x', 0, 1)]],
    [true, { segments: [segment('x', 0, 1)] }],
    [true, { text: '', segments: [], language: 'en' }],
    [true, { text: 'Hi', duration: 1, words: [{ word: 'Hi', start: 0, end: 1 }] }],
    [true, { transcription: [], params: {}, result: {} }],
    [true, { text: 'Hi', chunks: [{ timestamp: [0, null], text: 'Hi' }] }],
    [false, []],
    [false, [segment('milliseconds', 0, 1000, { confidence: 0.9 })]],
    [false, [{ text: 'x' }]],
    [false, { text: 'x' }],
    [false, { segments: [] }],
    [false, { text: 'x', words: [{ text: 'x', start: 0, end: 1, type: 'word' }] }],
    [false, { results: { segments: [] }, segments: [segment('x', 0, 1)] }],
    [false, { transcription: 'x' }],
    [false, 'x'],
  ])('is recognized by its content: %s, %j', (is, document) => {
    expect(whisperDocument.recognizes(fileOf(document))).toBe(is);
  });
});
