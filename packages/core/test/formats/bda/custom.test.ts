import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisPart } from '../../../src/formats/bda/result.js';
import { readResultDocument } from '../../../src/formats/bda/result-document.js';
import { customDocumentArbitrary } from '../../../src/testing/vendor-documents.js';
import { withField } from './known-fields.js';

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
      call_topics: ['kept'],
      caller_satisfaction_level: 4,
      issue_resolution: false,
      notes: null,
      nested: { list: [{ deep: 'x' }] },
    };
    expect(read({ inference_result: inference })).toEqual({
      callSummary: 'A refund.',
      categories: ['Billing'],
      topics: ['refund'],
      customFields: {
        call_topics: ['kept'],
        caller_satisfaction_level: 4,
        issue_resolution: false,
        notes: null,
        nested: { list: [{ deep: 'x' }] },
      },
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

  it.each<[string, unknown, readonly string[]]>([
    ['a text', 'Billing', ['Billing']],
    ['a number', 7, ['7']],
    ['numbers and nulls', [1, null, 'Sales'], ['1', 'Sales']],
  ])('takes %s for a list', (_, value, expected) => {
    const inference = { call_categories: value, topics: value, call_summary: value };
    const analysis = { categories: expected, topics: expected, callSummary: expected.join('\n'), customFields: {} };
    expect(read({ inference_result: inference })).toEqual(analysis);
  });

  it.each<[string, unknown, readonly string[] | undefined]>([
    ['objects with names', [{ name: 'refund', why: 'late' }, 'fee'], ['refund', 'fee']],
    ['objects with one text', [{ topic: 'refund', score: 0.9 }], ['refund']],
    ['an object', { topic: 'refund', score: 0.9 }, ['refund']],
    ['objects that say too much', [{ topic: 'refund', why: 'late' }], undefined],
    ['lists in lists', [['refund']], undefined],
    ['a boolean', false, undefined],
  ])('takes what it can from %s, keeps all of it as a custom field, and warns', (_, value, expected) => {
    const result = read({ inference_result: { topics: value, call_summary: 'ok' } });
    expect(result).toMatchObject({
      callSummary: 'ok',
      customFields: { topics: value },
      findings: [{ kind: 'warning' }],
    });
    expect(result.topics).toEqual(expected);
  });

  it('takes the topics of the public blueprint where ours say nothing', () => {
    const inference = { topics: { count: 2 }, call_topics: ['card'] };
    expect(read({ inference_result: inference })).toMatchObject({
      topics: ['card'],
      customFields: { topics: { count: 2 } },
    });
  });

  it('reads a confidence that is written as text, and warns of one that is none', () => {
    expect(read({ matched_blueprint: { confidence: '0.95' } })).toEqual({ blueprint: { confidence: 0.95 } });
    expect(read({ matched_blueprint: { confidence: 'high', name: 'Ours' } })).toMatchObject({
      blueprint: { name: 'Ours' },
      findings: [{ kind: 'warning', value: 'unexpected_value' }],
    });
  });

  it.each([[['a', 1]], ['text'], [7], [false]])('keeps a result that is no object: %o', (value) => {
    const result = read({ inference_result: value, matched_blueprint: { name: 'Ours' } });
    expect(result).toMatchObject({ customFields: { inference_result: value }, blueprint: { name: 'Ours' } });
    expect(result.findings).toHaveLength(1);
  });

  it('keeps what a blueprint made of the chapters of a video and of their frames', () => {
    const chapter = {
      chapter_index: 0,
      start_timestamp_millis: 10,
      inference_result: { mood: 'calm' },
      summary: 'not ours',
      frames: [{ timestamp_millis: 11, inference_result: { logo: 'x' }, text_words: [] }, { frame_index: 2 }],
    };
    const kept = {
      chapter_index: 0,
      start_timestamp_millis: 10,
      inference_result: { mood: 'calm' },
      frames: [{ timestamp_millis: 11, inference_result: { logo: 'x' } }],
    };
    const chapters = [chapter, { chapter_index: 1 }];
    const document = { matched_blueprint: { name: 'Ours' }, chapters };
    expect(read(document).customFields).toEqual({ chapters: [kept] });
    expect(read({ ...document, inference_result: { chapters: 2 } }).customFields).toEqual({
      chapters: 2,
      video_chapters: [kept],
    });
    expect(readResultDocument({ metadata: { semantic_modality: 'VIDEO' }, chapters })).toMatchObject({
      kind: 'standard',
      analysis: { customFields: { chapters: [kept] }, topicSummaries: [{ summary: 'not ours' }, {}] },
    });
  });

  it('is read whatever is at any place of it, and what is elsewhere stays as it was', () => {
    const key = fc.constantFrom(
      'call_summary',
      'call_categories',
      'topics',
      'call_topics',
      'agent',
      'inference_result',
    );
    const place = fc.oneof(
      key.map((name) => (name === 'inference_result' ? [name] : ['inference_result', name])),
      fc.constantFrom(['matched_blueprint'], ['metadata'], ['matched_blueprint', 'confidence'], ['chapters']),
    );
    return fc.assert(
      fc.property(
        customDocumentArbitrary(),
        place,
        fc.jsonValue({ maxDepth: 40 }),
        ({ document, expected }, path, value) => {
          const whole = { inference_result: {}, matched_blueprint: {}, ...document };
          const analysis = read(withField(whole, path, { is: value }) as object);
          if (path[0] !== 'inference_result' && path[0] !== 'chapters') {
            const { customFields, callSummary, categories, topics } = expected.analysis;
            expect(analysis.customFields).toEqual(customFields);
            expect([analysis.callSummary, analysis.categories, analysis.topics]).toEqual([
              callSummary,
              categories,
              topics,
            ]);
          }
          if (path[0] !== 'matched_blueprint') expect(analysis.blueprint).toEqual(expected.analysis.blueprint);
          if (path[1] === 'agent') expect(analysis.callSummary).toEqual(expected.analysis.callSummary);
          if (path[1] === 'call_summary') expect(analysis.categories).toEqual(expected.analysis.categories);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps custom fields of up to 32 levels and leaves out deeper ones with a warning', () => {
    const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    expect(read({ inference_result: { field: nested(32) } }).customFields).toEqual({ field: nested(32) });
    const tooDeep = read({ inference_result: { field: nested(33), other: 'kept' } });
    expect(tooDeep).toMatchObject({ customFields: { other: 'kept' }, findings: [{ kind: 'warning' }] });
    expect(tooDeep.customFields).not.toHaveProperty('field');
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
