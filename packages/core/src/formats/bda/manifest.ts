import { wrong } from '../../input/faults.js';
import { type JsonObject, present } from '../../input/json.js';
import { every, requiredText, text, within } from '../../input/read-fields.js';
import { JobId } from '../../model/job.js';
import { ObjectUri } from '../../model/uri.js';
import { inputOf } from './blocks.js';
import type { JobManifest } from './result.js';

/** The name of a job's manifest in its folder. */
export const MANIFEST_NAME = 'job_metadata.json';

/** Reads `job_metadata.json`. Paths stay as written, `//` included. */
export function readManifest(document: JsonObject): JobManifest {
  const modality = text(document, 'semantic_modality')?.toUpperCase();
  return {
    kind: 'manifest',
    jobId: jobIdOf(document),
    ...present({ status: text(document, 'job_status'), modality }),
    assets: every(document, 'output_metadata', (asset) => ({
      ...present({
        assetId: text(asset, 'asset_id'),
        input: within(asset, 'asset_input_path', inputOf),
      }),
      segments: every(asset, 'segment_metadata', (segment) => ({
        ...present({
          standardUri: uriAt(segment, 'standard_output_path'),
          customUri: uriAt(segment, 'custom_output_path'),
          customStatus: text(segment, 'custom_output_status')?.toUpperCase(),
        }),
      })),
    })),
  };
}

function jobIdOf(document: JsonObject): JobId {
  const name = requiredText(document, 'job_id');
  return JobId.safeParse(name).data ?? wrong('job_id', 'a name of 1 to 256 characters', name);
}

function uriAt(segment: JsonObject, key: string): ObjectUri | undefined {
  const value = text(segment, key);
  if (value === undefined) return undefined;
  return ObjectUri.safeParse(value).data ?? wrong(key, 'an object URI', value);
}
