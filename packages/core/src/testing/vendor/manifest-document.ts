import * as fc from 'fast-check';
import type { JobManifest } from '../../formats/bda/result.js';
import type { JsonObject } from '../../input/json.js';
import type { JobId } from '../../model/job.js';
import type { ObjectUri } from '../../model/uri.js';
import { jobManifest, outputPath } from '../bda/build-bda-job.js';
import { inputArbitrary } from './standard-blocks.js';
import type { VendorDocument } from './vendor-document.js';

/** The outcome of the custom output. `none`: the project has no blueprint. */
export type CustomOutcome = 'match' | 'no-match' | 'none';

/** The manifest of a finished job, `job_metadata.json`. Some name paths with `//`, as a trailing slash leaves them. */
export function manifestDocumentArbitrary(outcome?: CustomOutcome): fc.Arbitrary<VendorDocument<JobManifest>> {
  const given = fc.record(
    {
      jobId: fc.uuid(),
      status: fc.constantFrom('PROCESSED', 'SUCCESS', 'SERVICE_ERROR'),
      modality: fc.constantFrom<('AUDIO' | 'VIDEO')[]>('AUDIO', 'VIDEO'),
      input: inputArbitrary(),
      folder: fc.constantFrom('transcription-outputs/call-1/', 'transcription-outputs/call-1//', 'out//a b/', ''),
      segments: fc.integer({ min: 1, max: 2 }),
      numbered: fc.boolean(),
      outcome:
        outcome === undefined ? fc.constantFrom<CustomOutcome[]>('match', 'no-match', 'none') : fc.constant(outcome),
      /** Without a match the service leaves the path out, or writes null. */
      missing: fc.constantFrom(undefined, null),
    },
    { noNullPrototype: true },
  );
  return given.map(({ jobId, status, modality, input, folder, segments, numbered, outcome: custom, missing }) => {
    const place = `s3://results/${folder}${jobId}/`;
    const path = (kind: 'standard' | 'custom', segment: number) => (place + outputPath(kind, { segment })) as ObjectUri;
    const numbers = Array.from({ length: segments }, (_, index) => index);
    const made = jobManifest({ jobId, folder: place, input, modality, status, segments, custom: STATUS[custom] });
    const document = {
      ...made,
      output_metadata: (made['output_metadata'] as readonly JsonObject[]).map((asset) => ({
        ...asset,
        asset_id: numbered ? 0 : '0',
        segment_metadata: (asset['segment_metadata'] as readonly JsonObject[]).map((segment) =>
          custom === 'no-match' && missing === null ? { ...segment, custom_output_path: null } : segment,
        ),
      })),
    };
    const expected: JobManifest = {
      kind: 'manifest',
      jobId: jobId as JobId,
      status,
      modality,
      assets: [
        {
          assetId: '0',
          input: input.uri,
          segments: numbers.map((segment) => ({
            standardUri: path('standard', segment),
            ...(custom === 'match' && { customUri: path('custom', segment) }),
            ...(custom !== 'none' && { customStatus: STATUS[custom] }),
          })),
        },
      ],
    };
    return { document, expected };
  });
}

const STATUS = { match: 'MATCH', 'no-match': 'NO_MATCH', none: undefined } as const;
