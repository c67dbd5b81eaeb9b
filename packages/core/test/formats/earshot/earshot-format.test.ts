import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_BOUNDS } from '../../../src/formats/read-bounds.js';
import {
  type Analysis,
  type EarshotDocument,
  earshotDocumentUri,
  earshotFormat,
  FORMATS,
  folderOf,
  JobId,
  type ObjectUri,
  placeOfDocument,
} from '../../../src/index.js';
import { analysisArbitrary } from '../../../src/testing/index.js';

const JOB_FOLDER = 'local://results/transcription-outputs/call-7/job-1/' as ObjectUri;
const RESULT = earshotDocumentUri(JOB_FOLDER);
const NOTHING: EarshotDocument['analysis'] = {
  categories: [],
  topics: [],
  topicSummaries: [],
  moderation: [],
  sensitiveData: [],
  customFields: {},
};
const MINIMAL = { earshotAnalysis: 1, analysis: NOTHING };

const encode = (document: unknown) => new TextEncoder().encode(JSON.stringify(document));

function read(
  files: Readonly<Record<string, unknown>>,
  options: Partial<Parameters<typeof earshotFormat.read>[1]> = {},
) {
  const store = { get: async (uri: ObjectUri) => (uri in files ? encode(files[uri]) : undefined) };
  return earshotFormat.read(RESULT, { store, copies: 'original', bounds: DEFAULT_BOUNDS, ...options });
}

describe('reading', () => {
  test('gives what was written, whatever it is; words and moderation only when they are wanted', async () => {
    await fc.assert(
      fc.asyncProperty(analysisArbitrary(), async ({ sources: _, ...analysis }: Analysis) => {
        const written = JSON.parse(JSON.stringify(analysis));
        const sources = [{ uri: RESULT, kind: 'analysis', redacted: false }];
        const files = { [RESULT]: { earshotAnalysis: 1, analysis } };
        const whole = await read(files, { words: true, moderation: true });
        expect(whole).toEqual({ state: 'completed', analysis: { ...written, sources } });
        const { transcript, ...rest } = written;
        const segments = transcript?.segments.map(({ words: _, ...segment }: { words?: unknown }) => segment);
        const short = { ...rest, moderation: [], ...(transcript && { transcript: { ...transcript, segments } }) };
        expect(await read(files)).toEqual({ state: 'completed', analysis: { ...short, sources } });
      }),
    );
  });

  test('takes the redacted copy where only that may be kept, and never the original', async () => {
    const redacted = earshotDocumentUri(folderOf(RESULT), 'redacted');
    const original = { ...MINIMAL, analysis: { ...NOTHING, callSummary: 'Call Ann' } };
    await expect(read({ [RESULT]: original }, { copies: 'redacted' })).rejects.toMatchObject({
      code: 'EARSHOT_NOT_REDACTED',
      retryable: true,
      details: { uri: redacted },
    });
    const files = { [RESULT]: original, [redacted]: { ...MINIMAL, mediaUri: 's3://calls/7.wav' } };
    expect(await read(files, { copies: 'redacted' })).toEqual({
      state: 'completed',
      mediaUri: 's3://calls/7.wav',
      analysis: { ...NOTHING, sources: [{ uri: redacted, kind: 'analysis', redacted: true }] },
    });
  });

  test('waits for a document that is not there yet', async () => {
    await expect(read({})).rejects.toMatchObject({
      code: 'EARSHOT_UNAVAILABLE',
      retryable: true,
      details: { uri: RESULT },
    });
  });

  test('passes over keys that it does not know, as later versions may write', async () => {
    const document = {
      ...MINIMAL,
      writer: 'somebody',
      analysis: { ...NOTHING, mood: 'fine', statistics: { laughs: 2 } },
    };
    expect(await read({ [RESULT]: document })).toMatchObject({ analysis: { ...NOTHING, statistics: {} } });
  });

  test.each([
    ['EARSHOT_UNREADABLE', 'analysis.categories', { ...MINIMAL, analysis: { ...NOTHING, categories: 'Billing' } }],
    ['EARSHOT_UNREADABLE', 'analysis', { earshotAnalysis: 1 }],
    ['EARSHOT_UNREADABLE', 'mediaUri', { ...MINIMAL, mediaUri: 'a.wav' }],
    ['EARSHOT_UNREADABLE', 'earshotAnalysis', { ...MINIMAL, earshotAnalysis: 'one' }],
    ['EARSHOT_UNREADABLE', '', []],
    ['EARSHOT_NOT_SUPPORTED', 'earshotAnalysis', { ...MINIMAL, earshotAnalysis: 2 }],
  ])('says %s and names %j', async (code, path, document) => {
    await expect(read({ [RESULT]: document })).rejects.toMatchObject({ code, details: { uri: RESULT, path } });
  });

  test('refuses a document beyond the bounds', async () => {
    const bounds = { ...DEFAULT_BOUNDS, bytes: 10 };
    await expect(read({ [RESULT]: MINIMAL }, { bounds })).rejects.toMatchObject({ code: 'EARSHOT_UNREADABLE' });
  });
});

describe('the job of a path', () => {
  const segment = fc
    .stringMatching(/^[^/\n]{1,12}$/)
    .filter((name) => name !== 'redacted' && JobId.safeParse(name).success);

  test('is the same for the original and the redacted copy, in any folder', () => {
    void fc.assert(
      fc.property(fc.array(segment, { maxLength: 3 }), segment, (folders, job) => {
        const before = folders.map((folder) => `${folder}/`).join('');
        const output = `${before}${job}/`;
        const place = { job, before, output, result: `${output}earshot-analysis.json` };
        expect(earshotFormat.jobAt(`${output}earshot-analysis.json`)).toEqual(place);
        expect(earshotFormat.jobAt(`${output}redacted/earshot-analysis.json`)).toEqual(place);
      }),
    );
  });

  test.each([
    'earshot-analysis.json',
    'job/analysis.json',
    'job/earshot-analysis.json.bak',
    'job/0/x/redacted/job_metadata.json',
  ])('is none for %s', (path) => {
    expect(earshotFormat.jobAt(path)).toBeUndefined();
  });
});

describe('a document in a file of any name', () => {
  test('is recognized by what it says at its beginning', () => {
    const kept = 'earshot-analysis.json';
    expect(placeOfDocument(FORMATS, encode(MINIMAL), 'x.json')).toBe(kept);
    expect(
      earshotFormat.placeOf(
        new TextEncoder().encode(` {\n "earshotAnalysis": 1, "analysis": ${JSON.stringify(NOTHING)}}`),
        'x',
      ),
    ).toBe(kept);
    expect(earshotFormat.placeOf(encode({ job_id: 'j', output_metadata: [] }), 'x.json')).toBeUndefined();
    expect(earshotFormat.placeOf(Uint8Array.of(0xff, 0xfe), 'x.json')).toBeUndefined();
    // The beginning that is looked at ends within a character.
    for (const padding of ['', 'x', 'xx']) {
      const summary = padding + '☎'.repeat(30);
      expect(earshotFormat.placeOf(encode({ ...MINIMAL, summary, said: summary }), 'x.json')).toBe(kept);
      expect(earshotFormat.placeOf(encode({ earshotAnalysis: 1, said: summary }), 'x.json')).toBe(kept);
      expect(earshotFormat.placeOf(encode({ said: summary }), 'x.json')).toBeUndefined();
    }
  });

  test('may be kept with redacted copies only if it is one', () => {
    expect(earshotFormat.isRedacted?.(`${JOB_FOLDER}redacted/earshot-analysis.json`, encode(MINIMAL))).toBe(true);
    expect(earshotFormat.isRedacted?.(RESULT, encode(MINIMAL))).toBe(false);
  });
});
