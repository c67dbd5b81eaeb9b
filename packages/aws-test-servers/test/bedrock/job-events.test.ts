import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { connectionTo, type JobOutcome, startQueueServer } from '../../src/index.js';
import { bedrockUnderTest, jobIdOf } from './bedrock-under-test.js';

const ASKED = { notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } } };
const NOT_ASKED = { notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: false } } };

/** A server whose events go to a queue, and a way to take what is in the queue. */
async function withQueue(script: () => JobOutcome) {
  const queues = await startQueueServer();
  const connection = connectionTo(queues);
  const client = new SQSClient(connection);
  onTestFinished(async () => {
    client.destroy();
    await queues.close();
  });
  const { QueueUrl: queueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'job-events' }));
  const bedrock = await bedrockUnderTest({ script, events: { connection, queueUrl } });
  const events = async () => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    return Messages.map(({ Body = '' }) => JSON.parse(Body));
  };
  return { ...bedrock, events };
}

test.each([
  [{ kind: 'success' }, 'Succeeded', 'SUCCESS', ''],
  [{ kind: 'client_error', message: 'no speech' }, 'Failed With Client Error', 'CLIENT_ERROR', 'no speech'],
  [{ kind: 'service_error', message: 'try again' }, 'Failed With Service Error', 'SERVICE_ERROR', 'try again'],
] as const)(
  'who asked is told that a job was created, and how it ended: %j',
  async (outcome, type, status, message) => {
    const { invoke, server, events } = await withQueue(() => outcome);
    const jobId = jobIdOf(await invoke(ASKED));
    await server.idle();
    const told = await events();
    expect(told.map((event) => event['detail-type'])).toEqual([
      'Bedrock Data Automation Job Created',
      `Bedrock Data Automation Job ${type}`,
    ]);
    expect(told[1]).toEqual({
      version: '0',
      id: expect.any(String),
      'detail-type': `Bedrock Data Automation Job ${type}`,
      source: 'aws.bedrock',
      account: '000000000000',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: 'eu-central-1',
      resources: [],
      detail: {
        job_id: jobId,
        job_status: status,
        semantic_modality: 'Audio',
        input_s3_object: { s3_bucket: 'calls', name: 'uploads/1.wav' },
        output_s3_location: { s3_bucket: 'calls', name: `outputs/1/${jobId}/0` },
        error_message: message,
      },
    });
  },
);

test('who did not ask is told nothing', async () => {
  const { invoke, server, events } = await withQueue(() => ({ kind: 'success' }));
  await invoke();
  await invoke(NOT_ASKED);
  await server.idle();
  expect(await events()).toEqual([]);
});
