import { randomUUID } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Connection, TEST_ACCOUNT, TEST_REGION } from '../test-server.js';
import { type BedrockJob, folderOf } from './job.js';
import type { JobDocument } from './outcome.js';
import { modalityOfJob } from './results.js';

/** The queue that a rule of EventBridge sends the events of jobs to. */
export interface EventTarget {
  readonly connection: Connection;
  readonly queueUrl: string;
}

/** Sends the events of jobs that asked for them. */
export interface JobEvents {
  send(job: BedrockJob): Promise<void>;
  close(): void;
}

const TOLD = {
  Created: ['Created', 'CREATED'],
  InProgress: undefined,
  Success: ['Succeeded', 'SUCCESS'],
  ClientError: ['Failed With Client Error', 'CLIENT_ERROR'],
  ServiceError: ['Failed With Service Error', 'SERVICE_ERROR'],
} as const;

/** Events as SQS messages whose body is the event. */
export function jobEventsTo(target: EventTarget | undefined): JobEvents {
  if (target === undefined) return { send: async () => {}, close: () => {} };
  const client = new SQSClient(target.connection);
  return {
    send: async (job) => {
      const event = jobEventOf(job);
      if (event === undefined || !wantsEvents(job)) return;
      await client.send(new SendMessageCommand({ QueueUrl: target.queueUrl, MessageBody: JSON.stringify(event) }));
    },
    close: () => client.destroy(),
  };
}

/** The event that says where a job stands now; `undefined` where there is none for that. */
function jobEventOf(job: BedrockJob): JobDocument | undefined {
  const [outcome, jobStatus] = TOLD[job.status] ?? [];
  if (outcome === undefined) return undefined;
  const folder = folderOf(job);
  const modality = modalityOfJob(job);
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': `Bedrock Data Automation Job ${outcome}`,
    source: 'aws.bedrock',
    account: TEST_ACCOUNT,
    time: `${(job.completedAt ?? job.submittedAt).toISOString().slice(0, 19)}Z`,
    region: TEST_REGION,
    resources: [],
    detail: {
      job_id: job.jobId,
      job_status: jobStatus,
      semantic_modality: modality.charAt(0) + modality.slice(1).toLowerCase(),
      input_s3_object: { s3_bucket: job.input.bucket, name: job.input.key },
      output_s3_location: { s3_bucket: folder.bucket, name: `${folder.key}/0` },
      error_message: job.outcome === undefined || job.outcome.kind === 'success' ? '' : job.outcome.message,
    },
  };
}

function wantsEvents({ request }: BedrockJob): boolean {
  return request.notificationConfiguration?.eventBridgeConfiguration.eventBridgeEnabled === true;
}
