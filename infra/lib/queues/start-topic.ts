import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, type CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { allowSending, policyOf } from './access.ts';
import type { QueuePair } from './queues.ts';

/** The topic that start messages are published to, and the start queue's subscription to it. */
export function makeStartTopic(
  scope: Construct,
  { name, start, key }: { name: string; start: QueuePair; key: IKey | undefined },
): Topic {
  const topic = new Topic(scope, 'StartTopic', {
    topicName: name,
    enforceSSL: true,
    ...(key === undefined ? {} : { masterKey: key }),
  });
  if (key === undefined) (topic.node.defaultChild as CfnTopic).kmsMasterKeyId = 'alias/aws/sns';
  for (const queue of [start.queue, start.dlq]) {
    allowSending(queue, { service: 'sns', arn: topic.topicArn });
  }
  // With SNS's envelope: its time of publication survives redelivery.
  const subscription = new CfnSubscription(scope, 'StartSubscription', {
    topicArn: topic.topicArn,
    protocol: 'sqs',
    endpoint: start.queue.queueArn,
    redrivePolicy: { deadLetterTargetArn: start.dlq.queueArn },
  });
  subscription.node.addDependency(policyOf(start.queue), policyOf(start.dlq));
  return topic;
}
