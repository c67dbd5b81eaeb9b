import { isEarshotError } from '../../errors.js';
import type { ResultFormat } from '../result-format.js';
import { bdaLayout } from './layout.js';
import { MANIFEST_NAME } from './manifest.js';
import { readJob } from './read-job.js';
import { kindOfDocument } from './result-document.js';

const STANDARD = '0/standard_output/0/result.json';
const CUSTOM = '0/custom_output/0/result.json';

/** The document of something that is no recording takes the manifest's place: then the job is ignored by name. */
const PLACES = { manifest: MANIFEST_NAME, other: MANIFEST_NAME, standard: STANDARD, custom: CUSTOM } as const;

/** What Amazon Bedrock Data Automation writes: a manifest, the outputs that it names, and a redacted copy of each. */
export const bdaFormat: ResultFormat = {
  ...bdaLayout,
  placeOf: (bytes) => PLACES[kindOfDocument(bytes)],
  read: readJob,
  resultFor: manifestFor,
  isRedacted: (path, bytes) =>
    path.endsWith(`/${MANIFEST_NAME}`) ? isManifest(bytes) : /\/redacted\/[^/]+$/.test(path),
};

function manifestFor(job: string, places: readonly string[]): string {
  const path = (original: string) => {
    const redacted = original.replace(/[^/]+$/, 'redacted/$&');
    return places.includes(original) || places.includes(redacted) ? `s3://copied/${job}/${original}` : undefined;
  };
  const custom = path(CUSTOM);
  const segment = {
    standard_output_path: path(STANDARD),
    custom_output_path: custom,
    custom_output_status: custom === undefined ? undefined : 'MATCH',
  };
  return JSON.stringify({ job_id: job, output_metadata: [{ asset_id: 0, segment_metadata: [segment] }] });
}

/** Something else in its place may say anything. */
function isManifest(bytes: Uint8Array): boolean {
  try {
    return kindOfDocument(bytes) === 'manifest';
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    return false;
  }
}
