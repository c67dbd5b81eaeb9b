import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EarshotError } from '../../src/errors.js';
import { readResultDocument } from '../../src/formats/bda/result-document.js';
import { warningsIn } from '../../src/model/finding.js';
import { vendorDocumentArbitrary } from '../../src/testing/vendor-documents.js';
import {
  faultPath,
  KNOWN_NAMES,
  knownFields,
  type Path,
  WRONG,
  withField,
  writtenPath,
} from '../formats/bda/known-fields.js';
import { utf8 } from './json-text.js';

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

/** What reading gives, without the warnings, which come apart. */
function readWithWarnings(document: unknown) {
  const result = readResultDocument(document, EVERYTHING);
  if (result.kind !== 'standard' && result.kind !== 'custom') throw new Error(`read as ${result.kind}`);
  const { findings = [], ...analysis } = result.analysis;
  const own = findings.filter(({ kind }) => kind !== 'warning');
  return { analysis: { ...analysis, findings: own }, warnings: warningsIn(findings) };
}

describe('a field that a document can’t be read without', () => {
  it('is named by its path when it is of a wrong type, in bytes and parsed', () => {
    return fc.assert(
      fc.property(vendorDocumentArbitrary(), fc.nat(), ({ document, expected }, choice) => {
        for (const field of knownFields(document, expected).filter(({ essential }) => essential)) {
          const wrong = WRONG[field.kind][choice % WRONG[field.kind].length]?.is;
          const changed = withField(document, field.path, { is: wrong });
          for (const form of [changed, utf8(JSON.stringify(changed))]) {
            const fault = faultOf(form);
            expect(fault.code).toBe('EARSHOT_UNREADABLE');
            expect(fault.details['path']).toBe(faultPath(field, wrong));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is named by its path when it is absent or null', () => {
    return fc.assert(
      fc.property(vendorDocumentArbitrary(), ({ document, expected }) => {
        for (const field of knownFields(document, expected)) {
          if (!field.required || !field.essential) continue;
          if (field.path[0] === 'output_metadata' || field.path[0] === 'job_id') continue;
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
});

describe('a field that a document can be read without', () => {
  it('is left out with a warning that names its path, and all else is read, in bytes and parsed', () => {
    return fc.assert(
      fc.property(vendorDocumentArbitrary(), fc.nat(), ({ document, expected }, choice) => {
        for (const field of knownFields(document, expected).filter(({ essential }) => !essential)) {
          const { is, leaves } = WRONG[field.kind][choice % WRONG[field.kind].length] ?? {};
          const changed = withField(document, field.path, { is });
          const without = field.required
            ? withField(document, field.part)
            : withField(document, field.path, leaves === undefined ? undefined : { is: leaves });
          for (const form of [changed, utf8(JSON.stringify(changed))]) {
            const { analysis, warnings } = readWithWarnings(form);
            const wanted = readWithWarnings(without).analysis;
            if (field.path[0] === 'inference_result') {
              const key = String(field.path.at(-1));
              expect(analysis.customFields).toEqual({ ...wanted.customFields, [key]: is });
              delete analysis.customFields;
              delete wanted.customFields;
            }
            expect(analysis).toEqual(wanted);
            expect(warnings).toMatchObject([{ code: 'unexpected_value' }]);
            expect(warnings[0]?.explanation).toContain(`: ${writtenPath(field.path)}`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('takes a number written as text, and text written as a number', () => {
    const metadata = { semantic_modality: 'AUDIO', sample_rate: '8000', duration_millis: ' 12.4 ', format: 3 };
    const segment = { text: 5, start_timestamp_millis: '1', end_timestamp_millis: 2, speaker: { speaker_label: 0 } };
    expect(readWithWarnings({ metadata, audio_segments: [segment] })).toMatchObject({
      analysis: {
        mediaFacts: { sampleRateHz: 8000, durationMs: 12, format: '3' },
        transcript: { text: '5', segments: [{ text: '5', startMs: 1, endMs: 2, speaker: '0' }] },
      },
      warnings: [],
    });
  });

  it('is warned of once for all the items of a list that have the same fault', () => {
    const items = Array.from({ length: 5_000 }, () => ({ audio_segment_index: 0, content: 7, estimated: 'yes' }));
    const { warnings } = readWithWarnings({ audio_items: [...items, { audio_segment_index: [], content: 'x' }] });
    expect(warnings.map(({ explanation }) => explanation.replace(/^[^:]*: /, ''))).toEqual([
      'audio_items[0].estimated: expected a boolean, found string, and 4999 more like it',
      'audio_items[5000].audio_segment_index: expected a number of at least 0, found array',
    ]);
  });

  it('may hold any JSON value: the segments of the transcript are read all the same', () => {
    return fc.assert(
      fc.property(vendorDocumentArbitrary(), fc.nat(), fc.jsonValue(), ({ document, expected }, which, value) => {
        // Any text there is a modality, and says that there is no recording.
        const isModality = (path: Path) => path.at(-1) === 'semantic_modality';
        const fields = knownFields(document, expected).filter(({ essential, path }) => !essential && !isModality(path));
        const field = fields[which % fields.length];
        if (field === undefined || expected.kind !== 'standard') return;
        const said = ({ analysis }: ReturnType<typeof readWithWarnings>) =>
          analysis.transcript?.segments.map(({ text, startMs, endMs }) => ({ text, startMs, endMs })) ?? [];
        const read = readWithWarnings(withField(document, field.path, { is: value }));
        expect(said(read)).toEqual(said(readWithWarnings(document)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('every field that the readers know', () => {
  it('is tried', () => {
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

  it('is left out when a custom field is nested without end or is no number of JSON', () => {
    const deep = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000));
    const { analysis, warnings } = readWithWarnings({
      inference_result: { fine: [[['a']]], deep, infinite: [Number.POSITIVE_INFINITY] },
    });
    expect(analysis.customFields).toEqual({ fine: [[['a']]] });
    expect(warnings.map(({ explanation }) => explanation)).toEqual([
      expect.stringContaining('inference_result.deep'),
      expect.stringContaining('inference_result.infinite'),
    ]);
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
      const read = readResultDocument(document, EVERYTHING);
      const findings = 'analysis' in read ? read.analysis.findings : [];
      expect(JSON.stringify(warningsIn(findings))).not.toContain(SECRET);
    } catch (error) {
      if (!(error instanceof EarshotError)) throw error;
      const { message, details, code } = error;
      expect(code).toBe('EARSHOT_UNREADABLE');
      expect(message + JSON.stringify(details)).not.toContain(SECRET);
      expect(error.cause).toBeUndefined();
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
