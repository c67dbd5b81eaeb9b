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

  describe('with personal data detected in its fields', () => {
    const name = { entity_type: 'NAME', content: 'Ada', start_character_offset: 0, end_character_offset: 3 };

    it('tells which field has it, those inside lists and groups by their path', () => {
      const detection = {
        call_summary: { value: 'Ada calls.', sensitive_data_detection: [name] },
        callers: [
          { value: 'Bob', sensitive_data_detection: [] },
          { value: 'Ada', sensitive_data_detection: [name] },
        ],
        address: { city: { value: 'Ada', sensitive_data_detection: [{ entity_type: 'ADDRESS' }] } },
      };
      const inference = { call_summary: 'Ada calls.', callers: ['Bob', 'Ada'], address: { city: 'Ada' } };
      const found = { entityType: 'NAME', foundIn: 'blueprint_field', startCharacter: 0, endCharacter: 3 };
      expect(read({ inference_result: inference, blueprint_sensitive_data_detection: detection })).toEqual({
        callSummary: 'Ada calls.',
        customFields: { callers: ['Bob', 'Ada'], address: { city: 'Ada' } },
        sensitiveData: [
          { ...found, field: 'call_summary' },
          { ...found, field: 'callers[1]' },
          { entityType: 'ADDRESS', foundIn: 'blueprint_field', field: 'address.city' },
        ],
      });
    });

    it('has the values that the detection repeats, which a redacted copy masks', () => {
      const masked = { ...name, content: '[NAME]', end_character_offset: 6 };
      const detection = {
        call_summary: { value: '[NAME] calls.', sensitive_data_detection: [masked] },
        age: { value: '[AGE]', sensitive_data_detection: [] },
        gone: { value: '[NAME]' },
      };
      const inference = { call_summary: 'Ada calls.', age: 42, gone: null, kept: 'x' };
      expect(read({ inference_result: inference, blueprint_sensitive_data_detection: detection })).toMatchObject({
        callSummary: '[NAME] calls.',
        customFields: { age: '[AGE]', kept: 'x' },
      });
    });

    it.each([7, 'x', [], { call_summary: 7 }, { call_summary: { value: null, sensitive_data_detection: {} } }])(
      'is read though the detection is of another shape: %o',
      (detection) => {
        const inference = { call_summary: 'A refund.' };
        const document = { inference_result: inference, blueprint_sensitive_data_detection: detection };
        expect(read(document).callSummary).toBe('A refund.');
      },
    );
  });
});
