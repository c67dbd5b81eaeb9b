import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Analysis, CONCLUSIONS, onlyUnderstood, warningFinding } from '../../src/index.js';
import { analysisArbitrary } from '../../src/testing/index.js';
import { anAnalysis } from './records.js';

const notUnderstood = analysisArbitrary().map((analysis): Analysis => ({ ...analysis, understood: false }));

describe('an analysis of a call that was not understood', () => {
  test('keeps nothing that was concluded from its words', () => {
    fc.assert(
      fc.property(notUnderstood, (analysis) => {
        const kept = onlyUnderstood(analysis);
        expect(kept).not.toHaveProperty('callSummary');
        expect(kept).not.toHaveProperty('audioSummary');
        expect(kept).not.toHaveProperty('entities');
        expect(kept).toMatchObject({ categories: [], topics: [], topicSummaries: [], customFields: {} });
        for (const segment of kept.transcript?.segments ?? []) expect(segment).not.toHaveProperty('sentiment');
        for (const { kind } of kept.findings ?? []) expect(CONCLUSIONS).not.toContain(kind);
      }),
    );
  });

  test('keeps its words, personal data, facts and other findings', () => {
    const segments = [{ index: 0, text: 'This is Hente.', startMs: 0, endMs: 900, confidence: 0.1, understood: false }];
    const sure = anAnalysis({
      understood: false,
      notUnderstoodReason: 'another language',
      confidence: 0.1,
      transcript: { text: 'This is Hente.', segments },
      sensitiveData: [{ entityType: 'PHONE', segmentIndex: 0 }],
      findings: [warningFinding({ code: 'recording_cut_off', explanation: 'Half of it is missing.' })],
      mediaFacts: { durationMs: 900 },
    });
    expect(onlyUnderstood(sure)).toEqual(sure);
  });

  test('is the only one that loses anything', () => {
    fc.assert(
      fc.property(analysisArbitrary(), ({ understood: _, ...analysis }) => {
        for (const understood of [analysis, { ...analysis, understood: true }])
          expect(onlyUnderstood(understood)).toBe(understood);
      }),
    );
  });
});
