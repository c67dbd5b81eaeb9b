import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SensitiveDataFinding, TranscriptSegment } from '../../src/model/analysis.js';
import { sensitiveSpans } from '../../src/model/redacted.js';

/** Segments of a second each, two seconds apart. */
function spoken(...texts: string[]): TranscriptSegment[] {
  return texts.map((text, index) => ({ index, text, startMs: index * 3_000, endMs: index * 3_000 + 1_000 }));
}

const transcriptOf = (segments: TranscriptSegment[]) => ({ text: '', segments });
const spansOf = (segments: TranscriptSegment[], sensitiveData: SensitiveDataFinding[] = []) =>
  sensitiveSpans({ transcript: transcriptOf(segments), sensitiveData });

describe('sensitiveSpans', () => {
  it('are the whole segments that findings name, with a margin', () => {
    const found = [{ entityType: 'EMAIL', segmentIndex: 1, startMs: 3_400, endMs: 3_500 }];
    expect(spansOf(spoken('a', 'b', 'c'), found)).toEqual([{ startMs: 2_700, endMs: 4_300 }]);
    expect(spansOf(spoken('a', 'b'))).toEqual([]);
  });

  it('are the segments that a finding touches in time, where it names none', () => {
    const found = [{ entityType: 'PHONE', startMs: 900, endMs: 3_100 }];
    expect(spansOf(spoken('a', 'b', 'c'), found)).toEqual([{ startMs: 0, endMs: 4_300 }]);
  });

  it('are segments with a mask, and those that were not understood', () => {
    const [first, ...others] = spoken('a', 'my name is [NAME]', 'c [laughs]');
    const segments = [{ ...(first as TranscriptSegment), understood: false }, ...others];
    expect(spansOf(segments)).toEqual([
      { startMs: 0, endMs: 1_300 },
      { startMs: 2_700, endMs: 4_300 },
    ]);
  });

  it('leave out what was found in other texts than the transcript', () => {
    expect(spansOf(spoken('a'), [{ entityType: 'NAME', foundIn: 'audio_summary' }])).toEqual([]);
  });

  it('are unknown where nobody can say', () => {
    expect(sensitiveSpans({ sensitiveData: [] })).toBeUndefined();
    expect(
      sensitiveSpans({ sensitiveData: [], transcript: transcriptOf(spoken('a')), understood: false }),
    ).toBeUndefined();
    expect(spansOf(spoken('a'), [{ entityType: 'NAME' }])).toBeUndefined();
    expect(spansOf(spoken('a'), [{ entityType: 'NAME', segmentIndex: 7 }])).toBeUndefined();
  });

  it('cover every segment with a finding, in order and apart', () => {
    const segment = fc.record({ startMs: fc.nat(50_000), length: fc.nat(5_000), isSensitive: fc.boolean() });
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 20 }), (drawn) => {
        const segments = drawn.map(({ startMs, length }, index) => ({
          index,
          text: '',
          startMs,
          endMs: startMs + length,
        }));
        const found = drawn.flatMap(({ isSensitive }, segmentIndex) =>
          isSensitive ? [{ entityType: 'PIN', segmentIndex }] : [],
        );
        const spans = spansOf(segments, found) ?? [];
        for (const { segmentIndex } of found) {
          const { startMs = 0, endMs = 0 } = segments[segmentIndex] ?? {};
          expect(spans.some((span) => span.startMs <= startMs && endMs <= span.endMs)).toBe(true);
        }
        for (const [index, { startMs }] of spans.entries()) {
          if (index > 0) expect(startMs).toBeGreaterThan(spans[index - 1]?.endMs ?? 0);
        }
      }),
    );
  });
});
