import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { masked } from '../../../src/formats/bda/masked.js';
import type { AnalysisPart } from '../../../src/formats/bda/result.js';
import { readResultDocument } from '../../../src/formats/bda/result-document.js';

describe('a redacted copy whose own detections find personal data in it', () => {
  it('is masked wherever they say: in summaries and in fields', () => {
    const part: AnalysisPart = {
      audioSummary: 'Ada calls Bob.',
      callSummary: 'For Ada.',
      categories: ['Billing', 'Ada'],
      topics: ['Ada'],
      topicSummaries: [{ index: 0, summary: 'Ada pays.' }, { index: 1 }],
      customFields: { callers: ['Bob', 'Ada'], score: 4, note: 'Ada', on: { file: 'Ada' } },
      sensitiveData: [
        { entityType: 'NAME', foundIn: 'audio_summary', startCharacter: 0, endCharacter: 3 },
        { entityType: 'NAME', foundIn: 'audio_summary', startCharacter: 10, endCharacter: 13 },
        { entityType: 'NAME', foundIn: 'topic_summary', topicIndex: 0, startCharacter: 0, endCharacter: 3 },
        { entityType: 'NAME', foundIn: 'blueprint_field', field: 'call_summary', startCharacter: 4, endCharacter: 7 },
        ...['call_categories[1]', 'topics[0]', 'callers[1]', 'note', 'on.file'].map((field) => ({
          entityType: 'NAME',
          foundIn: 'blueprint_field' as const,
          field,
        })),
      ],
    };
    const shown = JSON.stringify(masked(part));
    expect(shown).not.toContain('Ada');
    expect(masked(part)).toMatchObject({
      audioSummary: '[NAME] calls [NAME].',
      callSummary: 'For [NAME].',
      categories: ['Billing', '[NAME]'],
      topicSummaries: [{ summary: '[NAME] pays.' }, { index: 1 }],
      customFields: { callers: ['Bob', '[NAME]'], score: 4, note: '[NAME]', on: { file: '[NAME]' } },
      sensitiveData: [{ entityType: 'NAME', foundIn: 'audio_summary' }, {}, {}, {}, {}, {}, {}, {}, {}],
    });
    // What they counted in is gone.
    expect(shown).not.toContain('endCharacter');
  });

  it('is masked where a list was read as one text, an object by its name, and a text as a list', () => {
    const document = {
      inference_result: {
        call_summary: ['Hi Ada.', 'Bye.'],
        topics: [{ name: 'Ada', weight: 1 }],
        call_categories: 'Ada',
      },
      blueprint_sensitive_data_detection: Object.fromEntries(
        Object.entries({ call_summary: [{}, {}], topics: [{ name: {} }], call_categories: {} }).map(
          ([field, shape]) => [
            field,
            JSON.parse(JSON.stringify(shape).replace(/\{\}/, '{"sensitive_data_detection":[{"entity_type":"NAME"}]}')),
          ],
        ),
      ),
    };
    const read = readResultDocument(document);
    if (read.kind !== 'custom') throw new Error(read.kind);
    expect(read.analysis).toMatchObject({ callSummary: 'Hi Ada.\nBye.', topics: ['Ada'], categories: ['Ada'] });
    expect(JSON.stringify(masked(read.analysis))).not.toContain('Ada');
  });

  it('stays as it is where all of that is masked already', () => {
    return fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z ]{0,9}$/),
        fc.constantFrom('[NAME]', '[PII]', '[US_PASSPORT_NUMBER]'),
        (before, mask) => {
          const characters = { startCharacter: before.length, endCharacter: before.length + mask.length };
          const part: AnalysisPart = {
            audioSummary: `${before}${mask} calls.`,
            callSummary: mask,
            sensitiveData: [
              { entityType: 'NAME', foundIn: 'audio_summary', ...characters },
              { entityType: 'NAME', foundIn: 'blueprint_field', field: 'call_summary' },
              { entityType: 'NAME', segmentIndex: 0, startCharacter: 0, endCharacter: 3 },
            ],
          };
          expect(masked(part)).toBe(part);
        },
      ),
    );
  });
});
