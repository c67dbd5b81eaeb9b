import { randomUUID } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { jobEvent } from '@earshot/core/testing/bda';
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

const OUTCOMES = {
  Created: 'Created',
  InProgress: undefined,
  Success: 'Succeeded',
  ClientError: 'Failed With Client Error',
  ServiceError: 'Failed With Service Error',
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
  const outcome = OUTCOMES[job.status];
  if (outcome === undefined) return undefined;
  const folder = folderOf(job);
  return jobEvent({
    jobId: job.jobId,
    outcome,
    folder: `s3://${folder.bucket}/${folder.key}/`,
    input: job.input,
    modality: modalityOfJob(job),
    time: `${(job.completedAt ?? job.submittedAt).toISOString().slice(0, 19)}Z`,
    reason: job.outcome === undefined || job.outcome.kind === 'success' ? '' : job.outcome.message,
    id: randomUUID(),
    account: TEST_ACCOUNT,
    region: TEST_REGION,
  });
}

function wantsEvents({ request }: BedrockJob): boolean {
  return request.notificationConfiguration?.eventBridgeConfiguration.eventBridgeEnabled === true;
}
