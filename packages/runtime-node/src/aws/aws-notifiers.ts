import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { EventBridgeNotifier, SnsNotifier } from '@earshot/adapters-aws';
import type { Notifier } from '@earshot/core';
import type { NoticeSettings } from '../environment.js';

/** Notifiers of the targets on AWS. Region and credentials come by the SDK's own chain. */
export function awsNotifiers({ eventBus, topicArn }: Pick<NoticeSettings, 'eventBus' | 'topicArn'>): Notifier[] {
  return [
    ...(eventBus === undefined
      ? []
      : [new EventBridgeNotifier({ client: new EventBridgeClient({}), eventBusName: eventBus })]),
    ...(topicArn === undefined ? [] : [new SnsNotifier({ client: new SNSClient({}), topicArn })]),
  ];
}
