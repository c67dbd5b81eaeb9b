import { describe, expect, it } from 'vitest';
import { type AnalysisPart, readResultDocument, warningsIn } from '../../../src/index.js';
import { parseJson } from '../../../src/input/json-text.js';

const unreadable = (path: string) =>
  expect.objectContaining({ code: 'EARSHOT_UNREADABLE', details: expect.objectContaining({ path }) });

function analysisOf(document: object): AnalysisPart {
  const result = readResultDocument(document);
  if (result.kind !== 'standard') throw new Error(`read as ${result.kind}`);
  return result.analysis;
}

function expectWarning(document: object, path: string): void {
  const [warning, ...others] = warningsIn(analysisOf(document).findings);
  expect(warning).toEqual({ code: 'unexpected_value', explanation: expect.stringContaining(`: ${path}: `) });
  expect(others).toEqual([]);
}

const segment = { text: 'hi', start_timestamp_millis: 0, end_timestamp_millis: 10 };

describe('the sentiment of a segment', () => {
  const sentimentOf = (sentiment: object) =>
    analysisOf({ audio_segments: [{ ...segment, sentiment }] }).transcript?.segments[0]?.sentiment;

  it.each([-1, 0, 1])('may score %d, and name no words', (score) => {
    expect(sentimentOf({ label: 'neutral', score })).toEqual({ label: 'neutral', score, words: [] });
  });

  it.each([-1.01, 1.01, undefined])('may not score %s', (score) => {
    const sentiment = { label: 'neutral', score };
    expect(sentimentOf(sentiment)).toBeUndefined();
    expectWarning({ audio_segments: [{ ...segment, sentiment }] }, 'audio_segments[0].sentiment.score');
  });
});

it('a finding keeps its evidence but for what is in a segment that is not there', () => {
  const evidence = [0, 7].map((audio_segment_index) => ({ audio_segment_index, quote: 'hi' }));
  const findings = [{ kind: 'reason', basis: 'estimated', value: 'hi', evidence }];
  expect(readResultDocument({ audio_segments: [segment], findings })).toMatchObject({
    analysis: { findings: [{ kind: 'reason', evidence: [{ segmentIndex: 0, quote: 'hi' }] }] },
  });
});

describe('a count', () => {
  const durationOf = (duration_millis: unknown) =>
    analysisOf({ metadata: { duration_millis }, audio_segments: [] }).mediaFacts?.durationMs;

  it.each([0, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER])('may be %d', (whole) => {
    expect(durationOf(whole)).toBe(whole);
  });

  it.each([-1, -0.5, Number.MAX_SAFE_INTEGER + 1])('may not be %d', (number) => {
    expect(durationOf(number)).toBeUndefined();
    expectWarning({ metadata: { duration_millis: number }, audio_segments: [] }, 'metadata.duration_millis');
  });

  it('that is no whole number is rounded', () => {
    expect([0.4, 2.5, 2 ** 32 + 0.5].map(durationOf)).toEqual([0, 3, 2 ** 32 + 1]);
  });
});

it('a segment may have any whole number, and a topic name it by that', () => {
  const segment_index = 2 ** 33;
  const document = {
    audio_segments: [{ ...segment, segment_index }],
    topics: [{ audio_segment_indices: [segment_index, 0] }],
  };
  expect(readResultDocument(document)).toMatchObject({ analysis: { topicSummaries: [{ segmentIndices: [0] }] } });
});

it('a document is a manifest only if it names outputs as well as a job', () => {
  expect(readResultDocument({ job_id: 'job-1', audio_segments: [segment] })).toMatchObject({ kind: 'standard' });
  expect(readResultDocument({ job_id: 'job-1', output_metadata: [] })).toMatchObject({ kind: 'manifest' });
});

describe('a document that is longer than any call', () => {
  const padding = 'x'.repeat(16_000_000);
  const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;
  const holding = (member: string) => `{"padding":"${padding}","member":${member}}`;

  it('may hold brackets in its texts, and nest a thousand levels', () => {
    const brackets = JSON.stringify(`${'[{'.repeat(2_000)}\\"${'[{'.repeat(2_000)}`);
    for (const member of [brackets, nested(999), `[${'[],'.repeat(2_000)}[]]`]) {
      expect(parseJson(holding(member))).toHaveProperty('member');
    }
  });

  it('may not nest deeper', () => {
    expect(() => parseJson(holding(nested(1_000)))).toThrow(unreadable(''));
  });
});
