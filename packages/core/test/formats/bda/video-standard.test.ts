import { describe, expect, it } from 'vitest';
import { partOf } from '../../../src/formats/bda/merge-parts.js';
import { MAX_SCREEN_TEXTS, MAX_SHOTS } from '../../../src/formats/bda/pictures.js';
import { readResultDocument } from '../../../src/formats/bda/result-document.js';
import { type ObjectUri, warningsIn } from '../../../src/index.js';

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

  const shown = (timestamp_millis: number, ...texts: string[]) => ({
    timestamp_millis,
    text_lines: texts.map((text) => ({ text, confidence: 0.9 })),
  });
  const analysisOf = (document: object) => {
    const result = readResultDocument({ metadata: { semantic_modality: 'VIDEO' }, ...document });
    if (result.kind !== 'standard') throw new Error(result.kind);
    return result.analysis;
  };

  it('joins equal texts of neighboring frames, across chapters too, and no others', () => {
    const { screenTexts } = analysisOf({
      chapters: [
        { ...FIRST, frames: [shown(2_000, 'Sign in', 'Help'), shown(1_000, 'Sign  in ', ''), shown(3_000, 'Help')] },
        {
          ...SECOND,
          frames: [shown(4_000, 'Sign in', 'Help'), shown(14_001, 'Help'), { ...shown(14_002), text_lines: null }],
        },
      ],
    });
    expect(screenTexts?.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['Sign in', 1_000, 2_000],
      ['Help', 2_000, 4_000],
      ['Sign in', 4_000, 4_000],
      ['Help', 14_001, 14_001],
    ]);
  });

  it('keeps no more shots and texts than a record holds: the longest ones, with a warning', () => {
    const shots = Array.from({ length: MAX_SHOTS + 2 }, (_, at) => ({
      start_timestamp_millis: at * 10,
      end_timestamp_millis: at * 10 + (at === 3 || at === 5 ? 1 : 9),
    }));
    const frames = Array.from({ length: MAX_SCREEN_TEXTS + 1 }, (_, at) => shown(at, `line ${at}`));
    const analysis = analysisOf({
      chapters: [{ ...FIRST, frames: [...frames, shown(MAX_SCREEN_TEXTS + 1, 'line 2000')] }],
      shots,
    });
    expect(analysis.shots?.slice(2, 5).map(({ startMs }) => startMs)).toEqual([20, 40, 60]);
    expect([analysis.shots?.length, analysis.screenTexts?.length]).toEqual([MAX_SHOTS, MAX_SCREEN_TEXTS]);
    expect(analysis.screenTexts?.at(-1)).toMatchObject({ text: 'line 2000', endMs: MAX_SCREEN_TEXTS + 1 });
    expect(warningsIn(analysis.findings).map(({ code }) => code)).toEqual(['left_out', 'left_out']);
  });

  it('has no texts on screen in a redacted copy: nobody says that they are masked', () => {
    const analysis = analysisOf({ chapters: [{ ...FIRST, frames: [shown(0, 'Ann Other')] }] });
    const source = { uri: 's3://results/result.json' as ObjectUri, kind: 'standard' };
    expect(partOf({ ...source, redacted: false }, analysis).analysis.screenTexts).toHaveLength(1);
    expect(partOf({ ...source, redacted: true }, analysis).analysis).not.toHaveProperty('screenTexts');
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
