import { describe, expect, it } from 'vitest';
import { readResultDocument } from '../../../src/formats/bda/result-document.js';

const spoken = (startMs: number, text: string) => ({
  start_timestamp_millis: startMs,
  end_timestamp_millis: startMs + 10,
  text,
  speaker: { speaker_label: 'spk_0', speaker_name: 'None' },
});

const FIRST = {
  start_timestamp_millis: 0,
  end_timestamp_millis: 50,
  audio_segments: [spoken(30, 'c'), spoken(10, 'a')],
};
const SECOND = { start_timestamp_millis: 50, summary: 'Later', audio_segments: [spoken(20, 'b')] };

describe('video standard output', () => {
  it.each(['chapters', 'scenes'])('strings the segments of its %s together in the order of their times', (key) => {
    const result = readResultDocument({ metadata: { semantic_modality: 'VIDEO' }, [key]: [FIRST, SECOND] });
    expect(result).toMatchObject({
      kind: 'standard',
      modality: 'video',
      analysis: {
        transcript: {
          text: 'c a b',
          segments: [
            { index: 0, text: 'a', startMs: 10, speaker: 'spk_0' },
            { index: 1, text: 'b', startMs: 20 },
            { index: 2, text: 'c', startMs: 30 },
          ],
        },
        topicSummaries: [
          { index: 0, startMs: 0, endMs: 50, segmentIndices: [2, 0] },
          { index: 1, startMs: 50, summary: 'Later', segmentIndices: [1] },
        ],
      },
    });
    expect(JSON.stringify(result)).not.toContain('None');
  });

  it('prefers chapters to scenes, unless they are null', () => {
    const count = (document: object) => {
      const result = readResultDocument({ metadata: { semantic_modality: 'VIDEO' }, ...document });
      return result.kind === 'standard' ? result.analysis.topicSummaries?.length : undefined;
    };
    expect(count({ chapters: [FIRST], scenes: [FIRST, SECOND] })).toBe(1);
    expect(count({ chapters: null, scenes: [FIRST, SECOND] })).toBe(2);
    expect(count({ chapters: [], scenes: [FIRST, SECOND] })).toBe(0);
  });

  it('prefers the transcript of the video to those of its chapters, and those to segments', () => {
    const transcript = (text: string) => ({ representation: { text } });
    const chapters = [{ ...FIRST, transcript: transcript('one') }, SECOND];
    const textOf = (document: object) => {
      const result = readResultDocument(document);
      return result.kind === 'standard' ? result.analysis.transcript?.text : undefined;
    };
    expect(textOf({ chapters, video: { transcript: transcript('all') } })).toBe('all');
    expect(textOf({ chapters, video: {} })).toBe('one b');
    expect(textOf({ chapters: [] })).toBeUndefined();
  });

  it('is known by its blocks where metadata tells no modality', () => {
    for (const block of ['chapters', 'scenes', 'video']) {
      expect(readResultDocument({ [block]: null })).toMatchObject({ kind: 'standard', modality: 'video' });
    }
  });
});

describe('standard output of something that is no recording', () => {
  it.each(['DOCUMENT', 'IMAGE', 'Document', 'HOLOGRAM'])('is of another kind: %s', (modality) => {
    const document = { metadata: { semantic_modality: modality }, audio: 7, pages: [{}] };
    expect(readResultDocument(document)).toEqual({ kind: 'other', modality: modality.toUpperCase() });
  });
});
