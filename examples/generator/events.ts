import { jobEvent } from '@earshot/core/testing/bda';
import { jobFolder, jobIdOf } from './job-files.ts';
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
  const event = jobEvent({
    jobId: jobIdOf(callId),
    outcome: clientError === undefined ? 'Succeeded' : 'Failed With Client Error',
    folder: jobFolder(callId),
    input: { bucket: INPUT_BUCKET, key: recordingKey },
    reason: clientError,
    time,
    id: uuidFor(`event:${callId}`),
    account: '123456789012',
    region: 'us-east-1',
  });
  return `${JSON.stringify(event, null, 2)}\n`;
}
