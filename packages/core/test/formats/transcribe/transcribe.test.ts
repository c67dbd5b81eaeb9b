import { describe, expect, test } from 'vitest';
import { readTranscribe } from '../../../src/formats/transcribe/read.js';
import { transcribeDocument } from '../../../src/formats/transcribe/transcribe-format.js';
import { transcriptFile } from '../../../src/index.js';
import { utf8 } from '../../input/json-text.js';

type Raw = Readonly<Record<string, unknown>>;

const fileOf = (document: unknown) => transcriptFile(utf8(JSON.stringify(document)), 'asrOutput.json');
const read = (results: unknown, more: Raw = {}, options = {}) =>
  readTranscribe(fileOf({ jobName: 'j', results, ...more }), options);
const segmentsOf = (results: unknown) => read(results).analysis.transcript?.segments;
const kindsOf = (results: unknown) => read(results).analysis.findings?.map(({ kind }) => kind);

/** A word of half a second that begins at a second. */
function word(content: string, second: number, more: Raw = {}): Raw {
  const times = { start_time: String(second), end_time: String(second + 0.5) };
  return { type: 'pronunciation', alternatives: [{ confidence: '0.99', content }], ...times, ...more };
}
const mark = (content: string, confidence: unknown = '0.0'): Raw => ({
  type: 'punctuation',
  alternatives: [{ confidence, content }],
});
const transcripts = [{ transcript: 'whatever' }];

describe('an Amazon Transcribe transcript', () => {
  test('of the first generation joins speakers to words by the time at which they begin', () => {
    const label = (second: number, speaker: string) => ({ start_time: `${second}.0`, speaker_label: speaker });
    const segments = [
      { speaker_label: 'spk_0', items: [label(1, 'spk_0'), label(2, 'spk_0')] },
      { speaker_label: 'spk_1', items: [label(3, 'spk_1')] },
    ];
    const items = [word('Good', 1), word('day', 2), mark('.'), word('Hi', 3), mark('!')];
    expect(segmentsOf({ transcripts, items, speaker_labels: { speakers: 2, segments } })).toEqual([
      { index: 0, startMs: 1000, endMs: 2500, text: 'Good day.', speaker: 'spk_0' },
      { index: 1, startMs: 3000, endMs: 3500, text: 'Hi!', speaker: 'spk_1' },
    ]);
  });

  test('has segments without a label and without words, which say nothing', () => {
    const labels = { segments: [{ speaker_label: '', items: [], start_time: '1.0', end_time: '9.0' }] };
    expect(segmentsOf({ transcripts, items: [], speaker_labels: labels })).toEqual([
      { index: 0, startMs: 0, endMs: 0, text: 'whatever' },
    ]);
    const items = [word('Hi', 1, { speaker_label: '' })];
    expect(segmentsOf({ transcripts, items, speaker_labels: labels })).toEqual([
      { index: 0, startMs: 1000, endMs: 1500, text: 'Hi' },
    ]);
  });

  test('has speakers on its items, which come before those of the labels', () => {
    const items = [word('Good', 1, { speaker_label: 'spk_0' }), word('day', 2, { speaker_label: 'spk_1' })];
    const speaker_labels = { segments: [{ items: [{ start_time: '2', speaker_label: 'spk_9' }] }] };
    expect(segmentsOf({ items, speaker_labels })).toMatchObject([
      { text: 'Good', speaker: 'spk_0' },
      { text: 'day', speaker: 'spk_1' },
    ]);
  });

  test('of the newest generation has audio segments, whose words name the speaker where they do not', () => {
    const items = [
      word('Good', 1, { id: 7, speaker_label: 'spk_0' }),
      word('day', 2, { id: 8, speaker_label: 'spk_0' }),
      word('Hi', 3, { id: 9, speaker_label: 'spk_1' }),
    ];
    const audio_segments = [
      { id: 1, transcript: 'Hi', start_time: '2.9', end_time: '3.6', items: [9], speaker_label: 'spk_1' },
      { id: 0, transcript: 'Good day', start_time: '0.9', end_time: '2.6', items: [7, 8] },
    ];
    expect(segmentsOf({ items, audio_segments })).toEqual([
      { index: 0, startMs: 900, endMs: 2600, text: 'Good day', speaker: 'spk_0' },
      { index: 1, startMs: 2900, endMs: 3600, text: 'Hi', speaker: 'spk_1' },
    ]);
  });

  test('has audio segments whose words have the speakers of the labels alone', () => {
    const audio_segments = [{ transcript: 'Hi', start_time: '1', end_time: '1.5', items: [0] }];
    const speaker_labels = { segments: [{ items: [{ start_time: '1.0', speaker_label: 'spk_3' }] }] };
    expect(segmentsOf({ audio_segments, speaker_labels, items: [word('Hi', 1, { id: 0 })] })).toMatchObject([
      { text: 'Hi', speaker: 'spk_3' },
    ]);
  });

  test('divides by its words where an audio segment has several speakers', () => {
    const items = [
      word('Good', 1, { id: 0, speaker_label: 'spk_0' }),
      word('Hi', 2, { id: 1, speaker_label: 'spk_1' }),
    ];
    const audio_segments = [{ transcript: 'Good Hi', start_time: '1', end_time: '2.5', items: [0, 1] }];
    expect(segmentsOf({ items, audio_segments })).toMatchObject([
      { text: 'Good', speaker: 'spk_0' },
      { text: 'Hi', speaker: 'spk_1' },
    ]);
  });

  test('loses no word that is in no audio segment', () => {
    const items = [word('Good', 1, { id: 0 }), word('day', 4, { id: 1 })];
    const audio_segments = [{ transcript: 'Good', start_time: '1', end_time: '1.5', items: [0] }];
    expect(segmentsOf({ items, audio_segments })?.map(({ text }) => text)).toEqual(['Good', 'day']);
  });

  test('of two channels is read from the channels, and not a second time from all its items', () => {
    const [first, second] = [word('Good', 1), word('Hi', 2)];
    const channels = [
      { channel_label: 'ch_0', items: [first, word('day', 1.6)] },
      { channel_label: 'ch_1', items: [second] },
    ];
    const items = [first, second, word('day', 1.6), word('more', 9)];
    const read = { transcripts, items, channel_labels: { number_of_channels: 2, channels } };
    expect(segmentsOf(read)).toEqual([
      { index: 0, startMs: 1000, endMs: 2100, text: 'Good day', channel: 'ch_0' },
      { index: 1, startMs: 2000, endMs: 2500, text: 'Hi', channel: 'ch_1' },
    ]);
    expect(kindsOf(read)).toEqual(['speakers']);
  });

  test('with alternatives has the likeliest of each segment, with its words', () => {
    const flat = (content: string, second: number) => ({
      ...word(content, second),
      alternatives: undefined,
      content,
      confidence: '0.9',
    });
    const alternatives = ['Good', 'Could', 'Wood'].map((content) => ({
      transcript: content,
      items: [flat(content, 1)],
    }));
    const segments = [{ start_time: '0.9', end_time: '1.7', alternatives }];
    const results = { transcripts, items: [word('Good', 1)], segments };
    const [segment] = read(results, {}, { words: true }).analysis.transcript?.segments ?? [];
    expect(segment).toEqual({
      index: 0,
      startMs: 900,
      endMs: 1700,
      text: 'Good',
      words: [{ text: 'Good', startMs: 1000, endMs: 1500, confidence: 0.9 }],
    });
  });

  test('without segments is divided at pauses of a second', () => {
    const items = [word('Good', 1), word('day', 2.4), mark('.'), word('Hi', 3.9)];
    expect(segmentsOf({ items })?.map(({ text }) => text)).toEqual(['Good day.', 'Hi']);
  });

  test.each([['0.0'], [null], [undefined]])('has a confidence of words, and none of marks: %s', (confidence) => {
    const items = [word('Good', 1), mark('.', confidence)];
    const [segment] = read({ items }, {}, { words: true }).analysis.transcript?.segments ?? [];
    expect(segment?.words).toEqual([{ text: 'Good', startMs: 1000, endMs: 1500, confidence: 0.99 }, { text: '.' }]);
  });

  test('in a language without spaces has none between its words', () => {
    const items = [word('你', 1), word('好', 1.5), mark('。')];
    expect(segmentsOf({ transcripts: [{ transcript: '你好。' }], items })).toMatchObject([{ text: '你好。' }]);
  });

  test('of several languages says which is spoken for the longest, and where', () => {
    const language_codes = [
      { language_code: 'en-US', duration_in_seconds: 8.5 },
      { language_code: 'es-US', duration_in_seconds: 20 },
    ];
    const items = [word('Hi', 1, { language_code: 'en-US' }), word('Hola', 2, { language_code: 'es-US' })];
    const { analysis } = read({ items, language_codes });
    expect(analysis.language).toEqual({ dominant: 'es-US' });
    expect(analysis.transcript?.segments.map(({ language }) => language)).toEqual(['en-US', 'es-US']);
    expect(analysis.customFields).toEqual({ language_codes });
  });

  test('keeps the scores of an identified language, which are texts', () => {
    const language_identification = [{ score: '0.8299', code: 'en-US' }];
    const { analysis } = read({ items: [], transcripts, language_code: 'en-US', language_identification });
    expect(analysis.language).toEqual({ dominant: 'en-US' });
    expect(analysis.customFields).toEqual({ language_identification });
  });

  test('shows what was redacted, by type where items say it, else where the text is masked', () => {
    const redactions = [{ confidence: '0.99', type: 'NAME', category: 'PII' }];
    const masked = { ...word('x', 2), alternatives: [{ content: '[PII]', redactions }] };
    const { isRedacted, analysis } = read({ items: [word('I', 1), masked] }, { isRedacted: true });
    expect(isRedacted).toBe(true);
    expect(analysis.sensitiveData).toEqual([
      { entityType: 'NAME', segmentIndex: 0, startMs: 2000, endMs: 2500, startCharacter: 2, endCharacter: 7 },
    ]);
    expect(read({ items: [word('[PII]', 1)] }).analysis.sensitiveData).toEqual([
      { entityType: 'PII', segmentIndex: 0, startCharacter: 0, endCharacter: 5 },
    ]);
  });

  test('may be redacted without anything in it that was', () => {
    const { isRedacted, analysis } = read({ items: [word('Hi', 1)] }, { isRedacted: true });
    expect([isRedacted, analysis.sensitiveData]).toEqual([true, []]);
  });

  test('keeps what a vocabulary filter masked, and names what it marked', () => {
    const items = [word('***', 1), word('bloody', 2, { vocabularyFilterMatch: true })];
    const { transcript, findings } = read({ items }).analysis;
    expect(transcript?.text).toBe('*** bloody');
    expect(findings?.filter(({ kind }) => kind === 'filtered_word')).toEqual([
      { kind: 'filtered_word', value: 'bloody', basis: 'measured', evidence: [{ segmentIndex: 0, quote: 'bloody' }] },
    ]);
  });

  test('has scores of toxic speech, where they are asked for', () => {
    const toxicity_detection = [
      { text: 'x', toxicity: 0.7, categories: { profanity: 0.9, insult: null }, start_time: 8.92, end_time: 21.45 },
    ];
    const results = { items: [word('Hi', 1)], toxicity_detection };
    expect(read(results).analysis.moderation).toEqual([]);
    expect(read(results, {}, { moderation: true }).analysis.moderation).toEqual([
      { startMs: 8920, endMs: 21_450, confidence: 0.7, categories: { profanity: 0.9 } },
    ]);
  });

  test('of a text alone has no times, and says so', () => {
    const results = { transcripts: [{ transcript: 'Good day.' }] };
    expect(segmentsOf(results)).toEqual([{ index: 0, startMs: 0, endMs: 0, text: 'Good day.' }]);
    expect(kindsOf(results)).toEqual(['speakers', 'times']);
  });

  test('in which nobody speaks has an empty transcript', () => {
    expect(read({ transcripts: [{ transcript: '' }], items: [] }).analysis.transcript).toEqual({
      text: '',
      segments: [],
    });
  });

  test('warns of a word that it leaves out, and of a time that is none', () => {
    const items = [word('Good', 1), { type: 'pronunciation' }, word('day', 1.6, { end_time: 'soon' })];
    expect(segmentsOf({ items })).toMatchObject([{ text: 'Good day', startMs: 1000, endMs: 1500 }]);
    expect(kindsOf({ items })).toEqual(['speakers', 'warning', 'warning']);
  });

  test.each([
    ['results', {}],
    ['results.transcripts', { results: {} }],
    ['results', { results: [] }],
  ])('without %s is refused', (path, document) => {
    expect(() => readTranscribe(fileOf(document), {})).toThrow(
      expect.objectContaining({ code: 'EARSHOT_UNREADABLE', details: expect.objectContaining({ path }) }),
    );
  });

  test.each([
    [true, { results: { transcripts: [{ transcript: '' }] } }],
    [true, { results: { items: [word('Hi', 1)] } }],
    [false, { results: { transcripts: [], items: [] } }],
    [false, { results: { channels: [{ alternatives: [{ transcript: 'Deepgram' }] }] } }],
    [false, { results: [{ transcripts: [] }] }],
    [false, { transcripts: [{ transcript: '' }] }],
    [false, []],
  ])('is recognized by its content: %s', (is, document) => {
    expect(transcribeDocument.recognizes(fileOf(document))).toBe(is);
  });
});
