import { jobIdOf, jobKey, OUTPUT_BUCKET } from './manifest.ts';
import { uuidFor } from './random.ts';
import { INPUT_BUCKET } from './recorded-call.ts';

/** How a job ended. */
export interface JobEnd {
  readonly callId: string;
  readonly recordingKey: string;
  /** When the event was sent, in UTC: `2026-09-14T09:37:04Z`. */
  readonly time: string;
  /** Absent when the job succeeded. */
  readonly clientError?: string;
}

/** The event that EventBridge delivers at the end of a job, as the JSON that a target receives. */
export function jobEnded({ callId, recordingKey, time, clientError }: JobEnd): string {
  const failed = clientError !== undefined;
  const event = {
    version: '0',
    id: uuidFor(`event:${callId}`),
    'detail-type': `Bedrock Data Automation Job ${failed ? 'Failed With Client Error' : 'Succeeded'}`,
    source: 'aws.bedrock',
    account: '123456789012',
    time,
    region: 'us-east-1',
    resources: [],
    detail: {
      job_id: jobIdOf(callId),
      job_status: failed ? 'CLIENT_ERROR' : 'SUCCESS',
      semantic_modality: 'Audio',
      input_s3_object: { s3_bucket: INPUT_BUCKET, name: recordingKey },
      output_s3_location: { s3_bucket: OUTPUT_BUCKET, name: `${jobKey(callId)}/0` },
      error_message: clientError ?? '',
    },
  };
  return `${JSON.stringify(event, null, 2)}\n`;
}
