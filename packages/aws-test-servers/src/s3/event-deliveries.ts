import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { TEST_REGION } from '../test-server.js';
import { S3Error } from './s3-error.js';
import type { S3ServerOptions } from './s3-server-options.js';

/** Brings messages to queues, and knows which are still on their way. */
export class EventDeliveries {
  readonly #client: SQSClient | undefined;
  readonly #urls = new Map<string, string>();
  readonly #underway = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];

  constructor({ queues }: S3ServerOptions) {
    this.#client = queues && new SQSClient(queues);
  }

  /** @throws S3Error `InvalidArgument` when one of them isn't there, or none that S3 can send to */
  async check(queueArns: readonly string[]): Promise<void> {
    await Promise.all(queueArns.map((queueArn) => this.#find(queueArn)));
  }

  /** Sends a message to a queue that was checked. */
  send(queueArn: string, message: object): void {
    const QueueUrl = this.#urls.get(queueArn);
    const delivery = Promise.resolve(
      this.#client?.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) })),
    ).then(
      () => {},
      (error: unknown) => void this.#failures.push(error),
    );
    this.#underway.add(delivery);
    void delivery.then(() => this.#underway.delete(delivery));
  }

  /**
   * Waits until everything sent so far has arrived.
   * @throws AggregateError when something could not be delivered; once
   */
  async idle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.all(this.#underway);
    const failures = this.#failures.splice(0);
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} event(s) could not be delivered`);
  }

  close(): void {
    this.#client?.destroy();
  }

  async #find(queueArn: string): Promise<void> {
    const [, region, QueueOwnerAWSAccountId, QueueName] =
      /^arn:aws:sqs:([^:]+):(\d{12}):([\w-]+)$/.exec(queueArn) ?? [];
    try {
      if (QueueName === undefined || region !== TEST_REGION) throw new Error('no standard queue of this region');
      const found = await this.#client?.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId }));
      if (found?.QueueUrl === undefined) throw new Error('no such queue');
      this.#urls.set(queueArn, found.QueueUrl);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new S3Error('InvalidArgument', 'Unable to validate the following destination configurations', {
        fields: { ArgumentName1: queueArn, ArgumentValue1: message },
      });
    }
  }
}
