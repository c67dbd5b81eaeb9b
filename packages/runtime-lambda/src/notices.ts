import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { type AwsVariables, EventBridgeNotifier, type NOTICE_VARIABLES, SnsNotifier } from '@earshot/adapters-aws';
import { WebhookNotifier } from '@earshot/adapters-http/webhook';
import { EarshotError, type Notifier } from '@earshot/core';
import { PATIENCE } from './clients.js';

/** The variables that say where notices go, as read. */
export type NoticeVariables = AwsVariables<(typeof NOTICE_VARIABLES)[number]>;

/** The targets of notices that variables name. @throws EarshotError `EARSHOT_INVALID_INPUT` when one of them is wrong */
export function notifiersOf(variables: NoticeVariables): Notifier[] {
  const {
    EARSHOT_NOTIFY_EVENT_BUS: eventBusName,
    EARSHOT_NOTIFY_TOPIC_ARN: topicArn,
    EARSHOT_NOTIFY_WEBHOOK_URL: url,
    EARSHOT_NOTIFY_WEBHOOK_SECRET: secret,
  } = variables;
  const notifiers: Notifier[] = [];
  if (eventBusName !== undefined) {
    notifiers.push(new EventBridgeNotifier({ client: new EventBridgeClient(PATIENCE), eventBusName }));
  }
  if (topicArn !== undefined) notifiers.push(new SnsNotifier({ client: new SNSClient(PATIENCE), topicArn }));
  if (url !== undefined) {
    if (secret === undefined) {
      throw new EarshotError('EARSHOT_INVALID_INPUT', 'EARSHOT_NOTIFY_WEBHOOK_SECRET: is missing', {
        details: { field: 'EARSHOT_NOTIFY_WEBHOOK_SECRET' },
      });
    }
    notifiers.push(new WebhookNotifier({ url, secret }));
  }
  return notifiers;
}
