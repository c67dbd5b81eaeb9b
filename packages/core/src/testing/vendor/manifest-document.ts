import * as fc from 'fast-check';
import type { JobManifest } from '../../formats/bda/result.js';
import type { JobId } from '../../model/job.js';
import type { ObjectUri } from '../../model/uri.js';
import { inputArbitrary } from './standard-blocks.js';
import { block, type VendorDocument } from './vendor-document.js';

/** What became of the custom output. `none`: the project has no blueprint. */
export type CustomOutcome = 'match' | 'no-match' | 'none';

/** The manifest of a finished job, `job_metadata.json`. Some name paths with `//`, as a trailing slash leaves them. */
export function manifestDocumentArbitrary(outcome?: CustomOutcome): fc.Arbitrary<VendorDocument<JobManifest>> {
  const given = fc.record(
    {
      jobId: fc.uuid(),
      status: fc.constantFrom('PROCESSED', 'SUCCESS', 'SERVICE_ERROR'),
      modality: fc.constantFrom('AUDIO', 'VIDEO'),
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
    const path = (kind: string, segment: number) =>
      `s3://results/${folder}${jobId}/0/${kind}_output/${segment}/result.json` as ObjectUri;
    const numbers = Array.from({ length: segments }, (_, index) => index);
    const document = {
      job_id: jobId,
      job_status: status,
      semantic_modality: modality,
      output_metadata: [
        {
          asset_id: numbered ? 0 : '0',
          asset_input_path: { s3_bucket: input.bucket, s3_key: input.key },
          segment_metadata: numbers.map((segment) =>
            block({
              standard_output_path: path('standard', segment),
              custom_output_path:
                custom === 'match' ? path('custom', segment) : custom === 'none' ? undefined : missing,
              custom_output_status: STATUS[custom],
            }),
          ),
        },
      ],
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
