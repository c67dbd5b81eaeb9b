import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { type Notice, type Notifier, toNoticeDocument } from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';

export interface SnsNotifierOptions {
  readonly client: Pick<SNSClient, 'send'>;
  /** A FIFO topic drops repeated notices by itself, and keeps those of one call in order. */
  readonly topicArn: string;
  /** @defaultValue sns */
  readonly target?: string;
}

/** Publishes notices to a topic. The message is the `NoticeDocument`; the attributes `kind` and `state` are for filter policies. */
export class SnsNotifier implements Notifier {
  readonly target: string;
  readonly #options: SnsNotifierOptions;

  constructor(options: SnsNotifierOptions) {
    this.#options = options;
    this.target = options.target ?? 'sns';
  }

  async notify(notice: Notice): Promise<void> {
    const { client, topicArn: TopicArn } = this.#options;
    const { id, kind, state, hash } = notice;
    const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
    const command = new PublishCommand({
      TopicArn,
      Message: JSON.stringify(toNoticeDocument(notice)),
      MessageAttributes: { kind: attribute(kind), state: attribute(state) },
      ...(TopicArn.endsWith('.fifo') && { MessageGroupId: hash, MessageDeduplicationId: id }),
    });
    try {
      await client.send(command);
    } catch (error) {
      throw toEarshotError(error, 'SNS.Publish');
    }
  }
}
