import type { JsonObject } from '../../input/json.js';
import type { ObjectUri } from '../../model/uri.js';
import { locationOf } from '../../model/uri.js';
import { type BdaObject, block } from './blocks.js';
import type { BdaManifest } from './build-bda-job.js';

const STATUSES = {
  Created: 'CREATED',
  Succeeded: 'SUCCESS',
  'Failed With Client Error': 'CLIENT_ERROR',
  'Failed With Service Error': 'SERVICE_ERROR',
} as const;

export type BdaJobOutcome = keyof typeof STATUSES;

/** An event of a job. */
export interface BdaJobEvent extends Pick<BdaManifest, 'jobId' | 'modality'> {
  /** The job's folder. @defaultValue the event says nothing about results */
  readonly folder?: BdaManifest['folder'] | undefined;
  readonly outcome: BdaJobOutcome;
  /** ISO 8601, such as `2026-09-14T09:38:21Z`. */
  readonly time: string;
  readonly input?: BdaObject | undefined;
  /** Why the job failed. @defaultValue no words */
  readonly reason?: string | undefined;
  /** @defaultValue a UUID, the same for every event */
  readonly id?: string;
  /** @defaultValue `000000000000` */
  readonly account?: string;
  /** @defaultValue `eu-central-1` */
  readonly region?: string;
}

/** The event that Amazon EventBridge delivers about a job. It writes the modality in lower case but for its first letter. */
export function jobEvent(event: BdaJobEvent): JsonObject {
  const { outcome, jobId, folder, input, modality = 'AUDIO', reason = '' } = event;
  const output = folder === undefined ? undefined : locationOf(folder as ObjectUri);
  return {
    version: '0',
    id: event.id ?? '00000000-0000-4000-8000-000000000000',
    'detail-type': `Bedrock Data Automation Job ${outcome}`,
    source: 'aws.bedrock',
    account: event.account ?? '000000000000',
    time: event.time,
    region: event.region ?? 'eu-central-1',
    resources: [],
    detail: block({
      job_id: jobId,
      job_status: STATUSES[outcome],
      semantic_modality: modality.charAt(0) + modality.slice(1).toLowerCase(),
      input_s3_object: input && { s3_bucket: input.bucket, name: input.key },
      output_s3_location: output && { s3_bucket: output.bucket, name: `${output.key}0` },
      error_message: reason,
    }),
  };
}
