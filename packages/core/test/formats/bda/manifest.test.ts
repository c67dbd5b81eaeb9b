import { describe, expect, it } from 'vitest';
import type { JobManifest } from '../../../src/formats/bda/result.js';
import { readResultDocument } from '../../../src/formats/bda/result-document.js';
import { utf8 } from '../../input/json-text.js';

function read(document: object): JobManifest {
  const result = readResultDocument(document);
  if (result.kind !== 'manifest') throw new Error(`read as ${result.kind}`);
  expect(readResultDocument(utf8(JSON.stringify(document, null, 2)))).toEqual(result);
  return result;
}

const segmentsOf = (segment: object) =>
  read({ job_id: 'j', output_metadata: [{ segment_metadata: [segment] }] }).assets[0]?.segments;

describe('a job manifest', () => {
  it.each([0, '0'])('writes the number of an asset as text, whether it is text or number: %o', (id) => {
    expect(read({ job_id: 'j', output_metadata: [{ asset_id: id }] }).assets).toEqual([{ assetId: '0', segments: [] }]);
  });

  it('keeps the paths of outputs as written, `//` included', () => {
    const path = 's3://results/out/call//j/0/standard_output/0/result.json';
    expect(segmentsOf({ standard_output_path: path })).toEqual([{ standardUri: path }]);
  });

  it('has no custom output where nothing matched, whether its path is absent or null', () => {
    expect(segmentsOf({ custom_output_status: 'NO_MATCH' })).toEqual([{ customStatus: 'NO_MATCH' }]);
    expect(segmentsOf({ custom_output_status: 'no_match', custom_output_path: null })).toEqual([
      { customStatus: 'NO_MATCH' },
    ]);
  });

  it('passes on a status of custom output that is not known yet', () => {
    expect(segmentsOf({ custom_output_status: 'FALLBACK' })).toEqual([{ customStatus: 'FALLBACK' }]);
  });

  it('names the input only where both bucket and key are told', () => {
    const inputOf = (path: object) =>
      read({ job_id: 'j', output_metadata: [{ asset_input_path: path }] }).assets[0]?.input;
    expect(inputOf({ s3_bucket: 'calls', s3_key: 'a b+c.wav' })).toBe('s3://calls/a b+c.wav');
    expect(inputOf({ s3_bucket: 'calls' })).toBeUndefined();
    expect(inputOf({})).toBeUndefined();
  });

  it('writes modality in capitals, as files of the vendor have it and events have not', () => {
    expect(read({ job_id: 'j', output_metadata: [], semantic_modality: 'Audio' }).modality).toBe('AUDIO');
  });

  it('is read where it tells no more than its job', () => {
    expect(read({ job_id: 'j', output_metadata: null })).toEqual({ kind: 'manifest', jobId: 'j', assets: [] });
  });
});
