import { JobId } from '../../model/job.js';
import { ObjectUri } from '../../model/uri.js';
import { each, type JsonObject, label, present, requiredText, text, within, wrong } from '../fields.js';
import type { JobManifest } from '../result-document.js';

/** Reads `job_metadata.json`. Paths stay as written, `//` included. */
export function readManifest(document: JsonObject): JobManifest {
  const modality = text(document, 'semantic_modality')?.toUpperCase();
  return {
    kind: 'manifest',
    jobId: JobId.parse(requiredText(document, 'job_id') || wrong('job_id', 'a name', '')),
    ...present({ status: text(document, 'job_status'), modality }),
    assets: each(document, 'output_metadata', (asset) => ({
      ...present({
        assetId: label(asset, 'asset_id'),
        input: within(asset, 'asset_input_path', (path) => {
          return ObjectUri.safeParse(`s3://${text(path, 's3_bucket')}/${text(path, 's3_key')}`).data;
        }),
      }),
      segments: each(asset, 'segment_metadata', (segment) => ({
        ...present({
          standardUri: uriAt(segment, 'standard_output_path'),
          customUri: uriAt(segment, 'custom_output_path'),
          customStatus: text(segment, 'custom_output_status')?.toUpperCase(),
        }),
      })),
    })),
  };
}

function uriAt(segment: JsonObject, key: string): ObjectUri | undefined {
  const value = text(segment, key);
  if (value === undefined) return undefined;
  return ObjectUri.safeParse(value).data ?? wrong(key, 'an object URI', value);
}
