import { describe, expect, test } from 'vitest';
import { besideManifest } from '../../src/formats/bda/layout.js';
import {
  CallHash,
  CallId,
  DEFAULT_LAYOUT,
  FORMATS,
  folderNameOf,
  folderOf,
  JobId,
  jobOfObject,
  ObjectUri,
} from '../../src/index.js';

const job = (key: string) => jobOfObject({ scheme: 's3', bucket: 'results', key }, DEFAULT_LAYOUT, FORMATS);
const OUT = 'transcription-outputs';

describe('the job of a key is read from the right', () => {
  test.each([
    ['a manifest', `${OUT}/call-7/j1/job_metadata.json`, 'call-7', 'j1'],
    ['a standard result', `${OUT}/call-7/j1/0/standard_output/0/result.json`, 'call-7', 'j1'],
    ['a custom result', `${OUT}/call-7/j1/0/custom_output/0/result.json`, 'call-7', 'j1'],
    ['a redacted result', `${OUT}/call-7/j1/0/standard_output/0/redacted/result.json`, 'call-7', 'j1'],
    ['a later asset and segment', `${OUT}/call-7/j1/12/standard_output/34/result.json`, 'call-7', 'j1'],
    ['a doubled slash', `${OUT}/call-7//j1/0/custom_output/0/result.json`, 'call-7', 'j1'],
    ['slashes before the call', `${OUT}//call-7/j1/job_metadata.json`, 'call-7', 'j1'],
    ['an id with slashes', `${OUT}/2026/09/call-7/j1/job_metadata.json`, '2026/09/call-7', 'j1'],
    ['an id with a doubled slash inside', `${OUT}/a//b/j1/job_metadata.json`, 'a//b', 'j1'],
    ['no folder of a call', `${OUT}/j1/job_metadata.json`, 'j1', 'j1'],
    ['a call that is named like an output', `${OUT}/job_metadata.json/j1/job_metadata.json`, 'job_metadata.json', 'j1'],
    ['line breaks in the job', `${OUT}/call-7/j\n1/job_metadata.json`, 'call-7', 'j\n1'],
  ])('with %s', (_, key, folder, jobId) => {
    const folderKey = key.slice(0, key.lastIndexOf(`${jobId}/`) + jobId.length + 1);
    expect(job(key)).toEqual({ folder, jobId, resultUri: `s3://results/${folderKey}job_metadata.json` });
  });

  test.each([
    `${OUT}/call-7/j1/0/standard_output/0/results.json`,
    `${OUT}/call-7/j1/0/standard_output/0/result.json.bak`,
    `${OUT}/call-7/j1/standard_output/0/result.json`,
    `${OUT}/call-7/j1/0/standard_output/result.json`,
    `${OUT}/call-7/j1/0/.s3_access_check`,
    `${OUT}/job_metadata.json`,
    `${OUT}//job_metadata.json`,
    'elsewhere/call-7/j1/job_metadata.json',
    `x/${OUT}/call-7/j1/job_metadata.json`,
    '',
  ])('and %s belongs to none', (key) => {
    expect(job(key)).toBeUndefined();
  });

  test.each([
    ['too long for a call’s id', `${OUT}/${'x'.repeat(256)}/j1/job_metadata.json`],
    ['with control characters', `${OUT}/a\nb/j1/job_metadata.json`],
  ])('and a folder %s names no call', (_, key) => {
    expect(job(key)).toMatchObject({ folder: 'j1', jobId: 'j1' });
  });

  test('and a name too long for a job is an error that says so', () => {
    expect(() => job(`${OUT}/call-7/${'j'.repeat(257)}/job_metadata.json`)).toThrow(
      expect.objectContaining({
        code: 'EARSHOT_INVALID_INPUT',
        details: expect.objectContaining({ field: 'key', expected: expect.any(String), found: expect.any(String) }),
      }),
    );
  });
});

describe('the folder of a call’s results', () => {
  const hash = CallHash.parse('0123456789abcdef0123456789abcdef');
  const folder = (callId: string) => folderNameOf(CallId.parse(callId), hash);

  test('is its id where every store takes that as a folder’s name', () => {
    for (const callId of ['call-7', '7b0e3c52-91d4', 'a.b', '...', 'Ünïcode ☎', 'a b', 'a+b', "it's", '&$@=;:,!()*']) {
      expect(folder(callId)).toBe(callId);
    }
  });

  test('is its hash where the id could lead elsewhere or be written in two ways', () => {
    for (const callId of ['a/b', '/', '.', '..', '../up', 'a\\b', '100%', 'a#b', 'a~b', 'a|b', '{a}', '<a>', '`a`']) {
      expect(folder(callId)).toBe(hash);
    }
  });
});

describe('an output that a manifest names', () => {
  const beside = (manifest: string, named: string) =>
    besideManifest(ObjectUri.parse(manifest), JobId.parse('j1'), ObjectUri.parse(named));

  test('lies in the folder of the manifest', () => {
    expect(
      beside(
        's3://results/out/call-7/j1/job_metadata.json',
        's3://results/out/call-7/j1/0/standard_output/0/result.json',
      ),
    ).toBe('s3://results/out/call-7/j1/0/standard_output/0/result.json');
  });

  test('is found in a copy of the bucket, under another prefix and with other slashes', () => {
    expect(
      beside(
        's3://archive/2026/call-7/j1/job_metadata.json',
        's3://results/out/call-7//j1/0/custom_output/0/result.json',
      ),
    ).toBe('s3://archive/2026/call-7/j1/0/custom_output/0/result.json');
    expect(
      beside('file://disk/renamed/job_metadata.json', 's3://results/out/call-7/j1/0/custom_output/0/result.json'),
    ).toBe('file://disk/renamed/0/custom_output/0/result.json');
  });

  test.each([
    ['of another job', 's3://results/out/call-7/j2/0/standard_output/0/result.json'],
    ['of a job whose name only begins alike', 's3://results/out/call-7/j10/0/standard_output/0/result.json'],
    ['above the job', 's3://results/out/call-7/j1/../j2/0/standard_output/0/result.json'],
    ['above the bucket', 's3://results/out/call-7/j1/../../../../etc/passwd'],
    ['that is the folder itself', 's3://results/out/call-7/j1/'],
    ['too long for a location', `s3://results/j1/${'x'.repeat(2_030)}`],
  ])('%s is refused', (_, named) => {
    const manifest = 's3://results/out/call-7/j1/job_metadata.json';
    expect(() => beside(manifest, named)).toThrow(
      expect.objectContaining({
        code: 'EARSHOT_UNREADABLE',
        details: { uri: manifest, expected: expect.any(String), found: named },
      }),
    );
  });
});

test('the folder of a manifest ends in a slash', () => {
  expect(folderOf(ObjectUri.parse('s3://results/out/c//j/job_metadata.json'))).toBe('s3://results/out/c//j/');
});
