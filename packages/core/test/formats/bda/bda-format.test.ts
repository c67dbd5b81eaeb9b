import { describe, expect, test } from 'vitest';
import { DEFAULT_BOUNDS } from '../../../src/formats/read-bounds.js';
import { bdaFormat, locationOf, type ObjectUri } from '../../../src/index.js';
import { audioOutput, buildBdaJob, customOutput } from '../../../src/testing/bda/index.js';

const FOLDER = 's3://results/out/call-7/j1/';
const STANDARD = '0/standard_output/0/result.json';
const CUSTOM = '0/custom_output/0/result.json';
const redactedOf = (path: string) => path.replace('result.json', 'redacted/result.json');

const encode = (document: unknown) => new TextEncoder().encode(JSON.stringify(document));

const FILES = new Map(
  buildBdaJob({
    jobId: 'j1',
    folder: FOLDER,
    input: { bucket: 'recordings', key: 'call-7.wav' },
    standard: audioOutput({ media: { durationMs: 1_000, format: 'wav' }, turns: [], summary: 'A call.' }),
    custom: customOutput({ blueprint: { name: 'calls', confidence: 1 }, fields: { call_summary: 'A refund.' } }),
  }).flatMap(({ uri, document }) => (document === undefined ? [] : [[uri.slice(FOLDER.length), document] as const])),
);

/** What a job says whose documents were copied without their manifest. */
async function readCopied(places: readonly string[], copies: 'original' | 'redacted' = 'original') {
  const manifest = bdaFormat.resultFor?.('j1', places);
  const store = {
    get: async (uri: ObjectUri) => {
      const path = locationOf(uri).key.replace('out/call-7/j1/', '');
      if (path === 'job_metadata.json') return new TextEncoder().encode(manifest);
      return places.includes(path) ? encode(FILES.get(path.replace('redacted/', ''))) : undefined;
    },
  };
  return bdaFormat.read(`${FOLDER}job_metadata.json` as ObjectUri, { store, copies, bounds: DEFAULT_BOUNDS });
}

describe('a manifest for documents that were copied without theirs', () => {
  test.each([
    ['both outputs', [STANDARD, CUSTOM], { audioSummary: 'A call.', callSummary: 'A refund.' }],
    ['the standard output', [STANDARD], { audioSummary: 'A call.' }],
    ['the custom output', [CUSTOM], { callSummary: 'A refund.' }],
  ])('has %s read', async (_, places, analysis) => {
    const reading = await readCopied(places);
    expect(reading).toMatchObject({ state: 'completed', analysis });
    expect('analysis' in reading && reading.analysis.sources).toHaveLength(places.length);
  });

  test('says of the custom output, if there is one, that its blueprint matched', () => {
    const said = (places: readonly string[]) => bdaFormat.resultFor?.('j1', places) ?? '';
    expect(said([STANDARD, CUSTOM])).toContain('"MATCH"');
    expect(said([STANDARD])).not.toContain('MATCH');
  });

  test('names an output of which only the redacted copy is there', async () => {
    const places = [redactedOf(STANDARD), redactedOf(CUSTOM)];
    expect(await readCopied(places, 'redacted')).toMatchObject({
      state: 'completed',
      analysis: { sources: [{ redacted: true }, { redacted: true }] },
    });
  });
});

describe('where only redacted copies may be kept, a document', () => {
  const isRedacted = (path: string, document: unknown) => bdaFormat.isRedacted?.(path, encode(document));

  test.each([
    ['a redacted copy', true, FOLDER + redactedOf(STANDARD), FILES.get(STANDARD)],
    ['an original', false, FOLDER + STANDARD, FILES.get(STANDARD)],
    ['an original in a folder above which one is called so', false, `s3://b/redacted/j1/${STANDARD}`, {}],
    ['a manifest', true, `${FOLDER}job_metadata.json`, { job_id: 'j1', output_metadata: [] }],
    ['an original in the manifest’s place', false, `${FOLDER}job_metadata.json`, FILES.get(STANDARD)],
    ['nothing that can be read in the manifest’s place', false, `${FOLDER}job_metadata.json`, 'a note'],
  ])('that is %s may stay: %s', (_, stays, path, document) => {
    expect(isRedacted(path, document)).toBe(stays);
  });
});
