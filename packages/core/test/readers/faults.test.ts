import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EarshotError } from '../../src/errors.js';
import { readResultDocument } from '../../src/readers/result-document.js';
import { vendorDocumentArbitrary } from '../../src/testing/vendor-documents.js';
import { utf8 } from './json-text.js';
import { faultPath, KNOWN_NAMES, knownFields, WRONG, withField } from './known-fields.js';

const EVERYTHING = { words: true, moderation: true } as const;

function faultOf(document: unknown): EarshotError {
  try {
    readResultDocument(document, EVERYTHING);
  } catch (error) {
    if (error instanceof EarshotError) return error;
    throw error;
  }
  throw new Error(`read without a fault: ${JSON.stringify(document)}`);
}

describe('a known field of a wrong type', () => {
  it('is named by its path, wherever it is and whatever is there instead', () => {
    return fc.assert(
      fc.property(vendorDocumentArbitrary(), fc.nat(), ({ document, expected }, choice) => {
        for (const field of knownFields(document, expected)) {
          const wrong = WRONG[field.kind][choice % WRONG[field.kind].length];
          const fault = faultOf(withField(document, field.path, { is: wrong }));
          expect(fault.code).toBe('EARSHOT_UNREADABLE');
          expect(fault.details['path']).toBe(faultPath(field, wrong));
        }
      }),
      { numRuns: 80 },
    );
  });

  it('is named alike in a document of bytes', () => {
    return fc.assert(
      fc.property(vendorDocumentArbitrary(), fc.nat(), fc.nat(), ({ document, expected }, which, choice) => {
        const fields = knownFields(document, expected);
        const field = fields[which % fields.length];
        if (field === undefined) return;
        const wrong = WRONG[field.kind][choice % WRONG[field.kind].length];
        const fault = faultOf(utf8(JSON.stringify(withField(document, field.path, { is: wrong }))));
        expect(fault.details['path']).toBe(faultPath(field, wrong));
      }),
      { numRuns: 200 },
    );
  });

  it('is named by its path where it must be there and is absent or null', () => {
    return fc.assert(
      fc.property(vendorDocumentArbitrary(), ({ document, expected }) => {
        for (const field of knownFields(document, expected)) {
          if (!field.required || field.path[0] === 'output_metadata' || field.path[0] === 'job_id') continue;
          for (const missing of [withField(document, field.path), withField(document, field.path, { is: null })]) {
            const fault = faultOf(missing);
            expect(fault.code).toBe('EARSHOT_UNREADABLE');
            expect(fault.details['path']).toBe(faultPath(field, null));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is tried for every field that the readers know', () => {
    const documents = fc.sample(vendorDocumentArbitrary(), { numRuns: 400, seed: 7 });
    const tried = new Set(documents.flatMap(({ document, expected }) => namesIn(document, expected)));
    expect([...KNOWN_NAMES].filter((name) => !tried.has(name))).toEqual([]);
  });
});

function namesIn(document: unknown, expected: Parameters<typeof knownFields>[1]): string[] {
  return knownFields(document, expected).map(({ path }) => String(path.at(-1)));
}

describe('a field with the right type and an impossible value', () => {
  it('is named when a segment ends before it starts', () => {
    const segment = { start_timestamp_millis: 20, end_timestamp_millis: 10, text: 'hi' };
    const fault = faultOf({ audio_segments: [{ ...segment, start_timestamp_millis: 5 }, segment] });
    expect(fault.details['path']).toBe('audio_segments[1].end_timestamp_millis');
  });

  it('is named when a segment with every label ends before it starts', () => {
    const labels = { speaker: { speaker_label: 'spk_0' }, channel: { channel_label: 'ch_0' }, language: 'EN' };
    const segment = { text: 'hi', start_timestamp_millis: 20, end_timestamp_millis: 10, ...labels };
    expect(faultOf({ audio_segments: [segment] }).details['path']).toBe('audio_segments[0].end_timestamp_millis');
  });

  it.each(['', 'results/0/standard_output/0/result.json', 's3://bucket', 's3://bucket/'])(
    'is named when the path of an output is no location: %o',
    (path) => {
      const manifest = { job_id: 'j', output_metadata: [{ segment_metadata: [{ standard_output_path: path }] }] };
      expect(faultOf(manifest).details['path']).toBe('output_metadata[0].segment_metadata[0].standard_output_path');
    },
  );

  it.each(['', 'x'.repeat(257)])('is named when a job has an impossible name', (name) => {
    expect(faultOf({ job_id: name, output_metadata: [] }).details['path']).toBe('job_id');
  });

  it('is named when a custom field is nested without end', () => {
    const deep = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000));
    const fault = faultOf({ inference_result: { fine: [[['a']]], deep } });
    expect(fault.code).toBe('EARSHOT_UNREADABLE');
    expect(fault.details['path']).toBe('inference_result.deep');
  });
});

describe('a fault', () => {
  const SECRET = 'SECRET';

  /** The document with every text in it being secret. */
  function secretly(value: unknown): unknown {
    if (typeof value === 'string') return value === 'AUDIO' || value === 'VIDEO' ? value : `${SECRET} "${value}`;
    if (Array.isArray(value)) return value.map(secretly);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, secretly(member)]));
  }

  function expectDiscretion(document: unknown): void {
    try {
      readResultDocument(document, EVERYTHING);
    } catch (error) {
      const { message, details, code } = error as EarshotError;
      expect(code).toBe('EARSHOT_UNREADABLE');
      expect(message + JSON.stringify(details)).not.toContain(SECRET);
      expect((error as EarshotError).cause).toBeUndefined();
    }
  }

  it('repeats nothing of what was said', () => {
    return fc.assert(
      fc.property(vendorDocumentArbitrary(), fc.nat(), fc.nat(), ({ document, expected }, which, cut) => {
        const secret = secretly(document);
        const fields = knownFields(document, expected);
        const path = fields[which % fields.length]?.path ?? [];
        for (const wrong of [SECRET, [SECRET], { [SECRET]: SECRET }, -1]) {
          expectDiscretion(withField(secret, path, { is: wrong }));
        }
        const text = JSON.stringify(secret);
        expectDiscretion(text.slice(0, cut % text.length));
        expectDiscretion(utf8(`${text.slice(0, cut % text.length)}${SECRET}`));
      }),
      { numRuns: 150 },
    );
  });
});
