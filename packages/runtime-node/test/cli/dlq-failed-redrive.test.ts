import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { earshot } from './earshot.js';

/** An SQS that holds two messages in each dead-letter queue, and whose move tasks end so. */
async function queuesWhoseTasksEnd(status: string): Promise<Record<string, string>> {
  const answers: Record<string, object> = {
    GetQueueAttributes: {
      Attributes: {
        QueueArn: 'arn:aws:sqs:eu-central-1:000000000000:queue',
        ApproximateNumberOfMessages: '2',
        ApproximateNumberOfMessagesNotVisible: '0',
      },
    },
    StartMessageMoveTask: { TaskHandle: 'task' },
    ListMessageMoveTasks: {
      Results: [{ Status: status, ApproximateNumberOfMessagesMoved: 1, FailureReason: 'AccessDenied' }],
    },
  };
  const server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(answers[operation] ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    EARSHOT_START_QUEUE_URL: `${url}/000000000000/start`,
    EARSHOT_START_DLQ_URL: `${url}/000000000000/start-dlq`,
    EARSHOT_RESULTS_QUEUE_URL: `${url}/000000000000/results`,
    EARSHOT_RESULTS_DLQ_URL: `${url}/000000000000/results-dlq`,
  };
}

it.each([
  ['COMPLETED', 0],
  ['FAILED', 1],
  ['CANCELLED', 1],
])('earshot dlq redrive whose move task is %s exits with %i', async (status, code) => {
  const environment = await queuesWhoseTasksEnd(status);
  const run = await earshot(['dlq', 'redrive', '--adapters', 'aws'], environment);
  expect(run.code).toBe(code);
  expect(run.stdout).toContain('start: 1 message sent back');
  expect(run.stdout.includes(status.toLowerCase())).toBe(code === 1);
});
