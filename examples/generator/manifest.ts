import type { Call } from './call.ts';
import type { JsonObject } from './python-json.ts';
import { uuidFor } from './random.ts';
import { INPUT_BUCKET, recordingKey } from './recorded-call.ts';

export const OUTPUT_BUCKET = 'earshot-examples';
const OUTPUT_PREFIX = 'transcription-outputs';

/** The id of the job that analysed a call. */
export function jobIdOf(callId: string): string {
  return uuidFor(`job:${callId}`);
}

/** The key of a job's folder. A prefix that ends in `/` gives `//`, because the service joins with `/` blindly. */
export function jobKey(callId: string, prefixEndsInSlash = false): string {
  return `${OUTPUT_PREFIX}/${callId}/${prefixEndsInSlash ? '/' : ''}${jobIdOf(callId)}`;
}

/** `job_metadata.json`, which names the files that the job wrote. */
export function manifestOf({ id, recordedAt, recording, vintage, blueprint, prefixEndsInSlash }: Call): JsonObject {
  const asset = `s3://${OUTPUT_BUCKET}/${jobKey(id, prefixEndsInSlash)}/0`;
  return {
    job_id: jobIdOf(id),
    job_status: 'PROCESSED',
    semantic_modality: vintage.startsWith('video') ? 'VIDEO' : 'AUDIO',
    output_metadata: [
      {
        asset_id: 0,
        asset_input_path: { s3_bucket: INPUT_BUCKET, s3_key: recordingKey(id, recordedAt, recording.extension) },
        segment_metadata: [
          {
            standard_output_path: `${asset}/standard_output/0/result.json`,
            custom_output_path: blueprint.status === 'MATCH' ? `${asset}/custom_output/0/result.json` : undefined,
            custom_output_status: blueprint.status === 'NONE' ? undefined : blueprint.status,
          },
        ],
      },
    ],
  };
}
