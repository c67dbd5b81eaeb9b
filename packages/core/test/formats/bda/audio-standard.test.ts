import { describe, expect, it } from 'vitest';
import type { AnalysisPart } from '../../../src/formats/bda/result.js';
import { readResultDocument } from '../../../src/formats/bda/result-document.js';
import type { ReadOptions } from '../../../src/formats/result-format.js';
import { utf8 } from '../../input/json-text.js';

function read(document: object, options: ReadOptions = { words: true, moderation: true }): AnalysisPart {
  const result = readResultDocument(document, options);
  if (result.kind !== 'standard') throw new Error(`read as ${result.kind}`);
  expect(readResultDocument(utf8(JSON.stringify(document, null, 4)), options)).toEqual(result);
  return result.analysis;
}

const segment = (startMs: number, endMs: number, more: object = {}) => ({
  start_timestamp_millis: startMs,
  end_timestamp_millis: endMs,
  text: `from ${startMs}`,
  ...more,
});

describe('audio standard output', () => {
  it('keeps segments that overlap as they are, in their order', () => {
    const segments = [segment(0, 5000), segment(4000, 4500), segment(4000, 9000)];
    expect(read({ audio_segments: segments }).transcript?.segments).toEqual([
      { index: 0, text: 'from 0', startMs: 0, endMs: 5000 },
      { index: 1, text: 'from 4000', startMs: 4000, endMs: 4500 },
      { index: 2, text: 'from 4000', startMs: 4000, endMs: 9000 },
    ]);
  });

  it('gives words to the segments that their items name, and punctuation no times', () => {
    const document = {
      audio_segments: [segment(0, 9, { segment_index: 0 }), segment(10, 19, { segment_index: 1 })],
      audio_items: [
        { item_index: 0, audio_segment_index: 1, content: 'Yes', start_timestamp_millis: 10, end_timestamp_millis: 19 },
        { item_index: 1, audio_segment_index: 1, content: '.' },
        {
          item_index: 2,
          audio_segment_index: 0,
          content: 'Well',
          start_timestamp_millis: 0,
          end_timestamp_millis: null,
        },
        { item_index: 3, audio_segment_index: 7, content: 'lost' },
      ],
    };
    const [first, second] = read(document).transcript?.segments ?? [];
    expect(first?.words).toEqual([{ text: 'Well', startMs: 0 }]);
    expect(second?.words).toEqual([{ text: 'Yes', startMs: 10, endMs: 19 }, { text: '.' }]);
    expect(read(document, {}).transcript?.segments.some(({ words }) => words !== undefined)).toBe(false);
  });

  it('gives topics and words by the vendor’s numbers of segments, with positions without gaps', () => {
    const document = {
      audio_segments: [segment(0, 9, { segment_index: 3 }), segment(10, 19, { segment_index: 8 })],
      audio_items: [{ audio_segment_index: 8, content: 'Hi' }],
      topics: [{ start_timestamp_millis: 0, end_timestamp_millis: 19, audio_segment_indices: [8, 3, 4] }],
    };
    const { transcript, topicSummaries } = read(document);
    expect(transcript?.segments.map(({ index }) => index)).toEqual([0, 1]);
    expect(transcript?.segments[1]?.words).toEqual([{ text: 'Hi' }]);
    expect(topicSummaries).toEqual([{ index: 0, startMs: 0, endMs: 19, segmentIndices: [1, 0] }]);
  });

  it('gives a topic no segment that is not there', () => {
    const document = {
      audio_segments: [segment(0, 9), segment(10, 19)],
      topics: [{ audio_segment_indices: [0, 1, 2] }],
    };
    expect(read(document).topicSummaries).toEqual([{ index: 0, segmentIndices: [0, 1] }]);
  });

  it('leaves the times of a topic open where the vendor gives none', () => {
    const topics = [
      { summary: 'a' },
      { start_timestamp_millis: 9, end_timestamp_millis: 4 },
      { end_timestamp_millis: 4 },
    ];
    expect(read({ topics }).topicSummaries).toEqual([
      { index: 0, summary: 'a' },
      { index: 1, startMs: 9, endMs: 9 },
      { index: 2, endMs: 4 },
    ]);
  });

  it('tells no speaker, channel or language where the vendor writes None, nothing or null', () => {
    const segments = [
      segment(0, 1, { speaker: { speaker_label: 'None', speaker_name: 'None' }, language: 'None' }),
      segment(1, 2, { speaker: { speaker_label: '' }, channel: { channel_label: null }, language: null }),
      segment(2, 3, { speaker: null, channel: {} }),
      segment(3, 4, { speaker: { speaker_label: 'spk_12', speaker_name: 'Ada' }, channel: { channel_label: 'ch_1' } }),
    ];
    const [none, empty, absent, known] = read({ audio_segments: segments }).transcript?.segments ?? [];
    expect(Object.keys({ ...none, ...empty, ...absent })).toEqual(['index', 'text', 'startMs', 'endMs']);
    expect(known).toMatchObject({ speaker: 'spk_12', speakerName: 'Ada', channel: 'ch_1' });
  });

  it('takes null for an absent block, everywhere', () => {
    const nothing = {
      metadata: null,
      audio_items: null,
      audio_segments: null,
      audio: null,
      topics: null,
      statistics: null,
    };
    const empty = { topicSummaries: [], moderation: [], sensitiveData: [], mediaFacts: { kind: 'audio' } };
    expect(read({ ...nothing, metadata: { semantic_modality: 'audio' } })).toEqual(empty);
    const { mediaFacts: _, ...none } = empty;
    expect(read(nothing)).toEqual(none);
    expect(read({ audio: { summary: null, transcript: { representation: null }, content_moderation: null } })).toEqual(
      none,
    );
  });

  it('joins the segments where the transcript is turned off', () => {
    expect(read({ audio_segments: [segment(0, 1), segment(1, 2)] }).transcript?.text).toBe('from 0 from 1');
    const silent = read({ audio: { transcript: { representation: { text: '' } } }, audio_segments: [] });
    expect(silent.transcript).toEqual({ text: '', segments: [] });
  });

  it('names the input only where both bucket and key are told', () => {
    const input = (metadata: object) => {
      const result = readResultDocument({ metadata: { semantic_modality: 'AUDIO', ...metadata } });
      return result.kind === 'standard' ? result.input : undefined;
    };
    expect(input({ s3_bucket: 'calls', s3_key: 'a//b c.wav' })).toBe('s3://calls/a//b c.wav');
    expect(input({ s3_bucket: 'calls' })).toBeUndefined();
    expect(input({ s3_key: 'a.wav' })).toBeUndefined();
    expect(input({ s3_bucket: '', s3_key: '' })).toBeUndefined();
  });

  it('tells where personal data is and of what kind, never what it says', () => {
    const finding = {
      index: 0,
      entity_type: 'NAME',
      content: 'Ada',
      audio_item_indices: [4],
      start_character_offset: 11,
    };
    const times = { end_character_offset: 14, start_timestamp_millis: 20, end_timestamp_millis: 30 };
    const segments = [segment(0, 9, { sensitive_data_detection: [] })].concat(
      segment(10, 40, { sensitive_data_detection: [{ ...finding, ...times }, { entity_type: 'PIN' }] }),
    );
    expect(read({ audio_segments: segments }).sensitiveData).toEqual([
      { entityType: 'NAME', segmentIndex: 1, startMs: 20, endMs: 30, startCharacter: 11, endCharacter: 14 },
      { entityType: 'PIN', segmentIndex: 1 },
    ]);
  });

  it('tells which summary personal data is in: that of the recording, or of a topic', () => {
    const found = [
      { index: 0, entity_type: 'NAME', content: 'Ada', start_character_offset: 0, end_character_offset: 3 },
    ];
    const document = {
      audio: { summary: 'Ada calls.', summary_sensitive_data_detection: found },
      topics: [{ summary: 'A refund.' }, { summary: 'Ada pays.', summary_sensitive_data_detection: found }],
    };
    const characters = { startCharacter: 0, endCharacter: 3 };
    expect(read(document).sensitiveData).toEqual([
      { entityType: 'NAME', foundIn: 'audio_summary', ...characters },
      { entityType: 'NAME', foundIn: 'topic_summary', topicIndex: 1, ...characters },
    ]);
  });

  it('reads a redacted copy like the original, masks and all', () => {
    const masked = segment(0, 9, { text: 'Hello, [NAME].', sensitive_data_detection: [{ entity_type: 'NAME' }] });
    const { transcript, sensitiveData } = read({ audio_segments: [masked] });
    expect(transcript?.text).toBe('Hello, [NAME].');
    expect(sensitiveData).toEqual([{ entityType: 'NAME', segmentIndex: 0 }]);
  });

  it('leaves out moderation that is not asked for, and does not look at it', () => {
    const moderation = [{ start_timestamp_millis: 1, end_timestamp_millis: 2, confidence: 0.5 }];
    const document = { audio: { content_moderation: moderation } };
    expect(read(document).moderation).toEqual([{ startMs: 1, endMs: 2, confidence: 0.5, categories: {} }]);
    expect(read(document, {}).moderation).toEqual([]);
    expect(read({ audio: { content_moderation: 'none' }, audio_items: 7 }, {}).moderation).toEqual([]);
  });

  it('rounds times that are not whole', () => {
    const [first] = read({ audio_segments: [segment(0.4, 1999.6)] }).transcript?.segments ?? [];
    expect(first).toMatchObject({ startMs: 0, endMs: 2000 });
  });

  it('is known by its blocks where metadata tells no modality', () => {
    for (const block of ['audio', 'audio_segments', 'audio_items', 'topics']) {
      expect(readResultDocument({ [block]: null })).toMatchObject({ kind: 'standard', modality: 'audio' });
    }
  });
});
