import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** The queues of a deployment, by their URLs. */
export interface StackQueues {
  readonly start: string;
  readonly startDlq: string;
  readonly results: string;
  readonly resultsDlq: string;
}

/** How queues are set up. */
export interface QueueRules {
  /** How soon a message comes again that nobody was done with. */
  readonly visibilitySeconds: number;
  /** After so many receives SQS itself moves a message to the dead-letter queue. */
  readonly redriveAfter: { readonly start: number; readonly results: number };
}

/** Makes a deployment's queues. */
export async function makeStackQueues(client: SQSClient, rules: QueueRules): Promise<StackQueues> {
  const make = async (QueueName: string, Attributes: Record<string, string>) => {
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
    return QueueUrl;
  };
  const pair = async (name: string, maxReceiveCount: number) => {
    const dlq = await make(`${name}-dlq`, { MessageRetentionPeriod: '1209600' });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: await queueArn(client, dlq), maxReceiveCount });
    const url = await make(name, { VisibilityTimeout: String(rules.visibilitySeconds), RedrivePolicy });
    return { url, dlq };
  };
  const start = await pair('start', rules.redriveAfter.start);
  const results = await pair('results', rules.redriveAfter.results);
  return { start: start.url, startDlq: start.dlq, results: results.url, resultsDlq: results.dlq };
}

/** The ARN of a queue. */
export async function queueArn(client: SQSClient, QueueUrl: string): Promise<string> {
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return Attributes?.['QueueArn'] ?? '';
}

/** How many messages a queue holds, seen and unseen. */
export async function messageCount(client: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

/** All messages that a queue holds and nobody has in work; they stay in it. */
export async function messagesIn(client: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const found: Message[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 1,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return found;
    found.push(...Messages);
  }
}
