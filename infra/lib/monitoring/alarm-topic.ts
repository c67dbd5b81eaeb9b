import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { Settings } from '../settings.ts';

export interface AlarmTopicInput {
  readonly settings: Settings;
  readonly names: Names;
  readonly partition: string;
  readonly account: string;
  /** SNS's own key would keep alarms out. */
  readonly key: IKey | undefined;
}

/** Makes the topic that alarms, and invocations that failed permanently, are told to. */
export function makeAlarmTopic(scope: Construct, { settings, names, partition, account, key }: AlarmTopicInput): Topic {
  const topic = new Topic(scope, 'AlarmTopic', {
    topicName: names.alarmTopic,
    enforceSSL: true,
    ...(key === undefined ? {} : { masterKey: key }),
  });
  // A topic with a policy of its own has lost the one by which alarms may publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Alarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        ArnLike: {
          'aws:SourceArn': `arn:${partition}:cloudwatch:${settings.region}:${account}:alarm:${names.stack}-*`,
        },
        StringEquals: { 'aws:SourceAccount': account },
      },
    }),
  );
  for (const address of settings.alarms.emails) topic.addSubscription(new EmailSubscription(address));
  return topic;
}
