import { AccountPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, type CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { Settings } from '../settings.ts';
import { allowSending, policyOf } from './access.ts';
import type { QueuePair } from './queues.ts';

/** What a start topic is made of. */
export interface StartTopicInput {
  readonly settings: Settings;
  readonly names: Names;
  readonly account: string;
  readonly start: QueuePair;
  readonly key: Key | undefined;
}

/** The topic that start messages are published to, and the start queue's subscription to it. Answers its ARN. */
export function makeStartTopic(scope: Construct, input: StartTopicInput): string {
  const { settings, start } = input;
  const { existingArn } = settings.startTopic;
  const topicArn = existingArn ?? makeTopic(scope, input).topicArn;
  for (const queue of [start.queue, start.dlq]) allowSending(queue, { service: 'sns', arn: topicArn });
  const region = existingArn?.split(':')[3];
  // With SNS's envelope: its time of publication survives redelivery.
  const subscription = new CfnSubscription(scope, 'StartSubscription', {
    topicArn,
    protocol: 'sqs',
    endpoint: start.queue.queueArn,
    redrivePolicy: { deadLetterTargetArn: start.dlq.queueArn },
    ...(region === undefined || region === settings.region ? {} : { region }),
  });
  subscription.node.addDependency(policyOf(start.queue), policyOf(start.dlq));
  return topicArn;
}

function makeTopic(scope: Construct, { settings, names, account, key }: StartTopicInput): Topic {
  const topic = new Topic(scope, 'StartTopic', {
    topicName: names.topic,
    enforceSSL: true,
    ...(key === undefined ? {} : { masterKey: key }),
  });
  if (key === undefined) (topic.node.defaultChild as CfnTopic).kmsMasterKeyId = 'alias/aws/sns';
  const { accounts, services } = settings.startTopic.publishers;
  const common = { actions: ['sns:Publish'], resources: [topic.topicArn] };
  if (accounts.length > 0) {
    const principals = accounts.map((each) => new AccountPrincipal(each));
    topic.addToResourcePolicy(new PolicyStatement({ sid: 'PublishersOfOtherAccounts', principals, ...common }));
    // SNS encrypts with the permissions of who publishes.
    key?.addToResourcePolicy(
      new PolicyStatement({
        sid: 'PublishersOfOtherAccounts',
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        // In a key's own policy `*` is that key.
        resources: ['*'],
        conditions: { StringEquals: { 'kms:ViaService': `sns.${settings.region}.amazonaws.com` } },
      }),
    );
  }
  if (services.length > 0) {
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'PublishingServices',
        principals: services.map((service) => new ServicePrincipal(`${service}.amazonaws.com`)),
        ...common,
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
  }
  return topic;
}
