import { describe, expect, it } from 'vitest';
import type { Finding, Sentiment } from '../../src/index.js';
import { callSentimentOf } from '../../src/index.js';
import { anAnalysis } from './records.js';

function segment(index: number, seconds: number, score: number) {
  const sentiment: Sentiment = { label: score < 0 ? 'negative' : score > 0 ? 'positive' : 'neutral', score, words: [] };
  return { index, startMs: index * 60_000, endMs: index * 60_000 + seconds * 1_000, text: '', sentiment };
}

const said = (...scores: [seconds: number, score: number][]) => ({
  transcript: { text: '', segments: scores.map(([seconds, score], index) => segment(index, seconds, score)) },
});
const found = (value: string | undefined): Finding => ({
  kind: 'sentiment',
  basis: 'estimated',
  evidence: [],
  ...(value && { value }),
});

describe('the sentiment of a call', () => {
  it('is the mean of its segments, each by its length', () => {
    expect(callSentimentOf(anAnalysis(said([30, -1], [10, 0])))).toEqual({ label: 'negative', score: -0.75 });
    expect(callSentimentOf(anAnalysis(said([10, 0.5], [10, 1])))).toEqual({ label: 'positive', score: 0.75 });
    expect(callSentimentOf(anAnalysis(said([10, 0.1], [10, -0.1], [10, 0])))).toEqual({ label: 'neutral', score: 0 });
  });

  it('has the label that the analyzer found for the whole call', () => {
    const mixed = anAnalysis({ ...said([10, 1], [10, -1]), findings: [found('mixed')] });
    expect(callSentimentOf(mixed)).toEqual({ label: 'mixed', score: 0 });
    expect(callSentimentOf(anAnalysis({ findings: [found('negative')] }))).toEqual({ label: 'negative' });
  });

  it('is that of the speakers where segments have none', () => {
    const speakerStatistics = [
      { speaker: 'spk_0', talkMs: 3_000, sentiment: -1 },
      { speaker: 'spk_1', talkMs: 1_000, sentiment: 1 },
      { speaker: 'spk_2', talkMs: 9_000 },
    ];
    expect(callSentimentOf(anAnalysis({ speakerStatistics }))).toEqual({ label: 'negative', score: -0.5 });
  });

  it('is unknown where nothing says it', () => {
    expect(callSentimentOf(anAnalysis())).toBeUndefined();
    expect(callSentimentOf(anAnalysis({ findings: [found(undefined), found('furious')] }))).toBeUndefined();
  });
});
