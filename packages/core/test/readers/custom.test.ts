import { describe, expect, it } from 'vitest';
import { type AnalysisPart, readResultDocument } from '../../src/readers/result-document.js';

function read(document: object): AnalysisPart {
  const result = readResultDocument(document);
  if (result.kind !== 'custom') throw new Error(`read as ${result.kind}`);
  return result.analysis;
}

describe('custom output', () => {
  it('gives the fields of our own blueprint by name and all others as custom fields', () => {
    const inference = {
      call_summary: 'A refund.',
      call_categories: ['Billing', null],
      topics: ['refund'],
      call_topics: ['ignored'],
      caller_satisfaction_level: 4,
      issue_resolution: false,
      notes: null,
      nested: { list: [{ deep: 'x' }] },
    };
    expect(read({ inference_result: inference })).toEqual({
      callSummary: 'A refund.',
      categories: ['Billing'],
      topics: ['refund'],
      customFields: { caller_satisfaction_level: 4, issue_resolution: false, nested: { list: [{ deep: 'x' }] } },
    });
  });

  it('takes the topics of the public blueprint where ours are missing', () => {
    expect(read({ inference_result: { topics: null, call_topics: ['card'] } }).topics).toEqual(['card']);
  });

  it.each([
    ['1', '1'],
    [2, '2'],
    [null, undefined],
  ])('writes the version of a blueprint as text, whether it is text or number: %o', (version, expected) => {
    expect(read({ matched_blueprint: { version, name: 'Ours' } }).blueprint).toEqual({
      name: 'Ours',
      ...(expected !== undefined && { version: expected }),
    });
  });

  it('is read where nothing was inferred or told', () => {
    expect(read({ metadata: null, matched_blueprint: null, inference_result: null })).toEqual({});
    expect(read({ inference_result: {} })).toEqual({ customFields: {} });
  });

  it('keeps custom fields down to 32 levels and refuses those below', () => {
    const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    expect(read({ inference_result: { field: nested(32) } }).customFields).toEqual({ field: nested(32) });
    expect(() => read({ inference_result: { field: nested(33) } })).toThrow();
  });

  it('is custom output even where it says of what modality it is', () => {
    expect(
      read({ metadata: { semantic_modality: 'AUDIO' }, inference_result: { call_summary: 'x' } }).callSummary,
    ).toBe('x');
  });
});
