import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type AskSqs, SqsRefusal } from './sqs-self.js';

interface MoveTask {
  readonly handle: string;
  readonly sourceArn: string;
  readonly destinationArn: string | undefined;
  readonly maxPerSecond: number | undefined;
  readonly startedMs: number;
  readonly toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  failureReason?: string;
}

interface Queue {
  readonly url: string;
  readonly arn: string;
}

interface StoredMessage {
  readonly Body: string;
  readonly ReceiptHandle: string;
  readonly MessageAttributes?: object;
}

type Input = Readonly<Record<string, unknown>>;

/** Moves messages out of dead-letter queues, as `StartMessageMoveTask` does: each becomes a new message. */
export class MessageMoveTasks {
  readonly #ask: AskSqs;
  readonly #tasks: MoveTask[] = [];
  #closed = false;

  constructor(ask: AskSqs) {
    this.#ask = ask;
  }

  async start(input: Input): Promise<object> {
    const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: maxPerSecond } = input;
    if (typeof SourceArn !== 'string') throw new SqsRefusal('MissingParameter', 'The request must contain SourceArn.');
    if (maxPerSecond !== undefined && !(Number(maxPerSecond) >= 1 && Number(maxPerSecond) <= 500)) {
      throw invalid('MaxNumberOfMessagesPerSecond must be from 1 to 500.');
    }
    const source = await this.#queueOf(SourceArn, 'SourceArn');
    const sources = await this.#sourcesOf(source.arn);
    if (sources.length === 0) throw invalid('Source queue must be configured as a Dead Letter Queue.');
    const named =
      DestinationArn === undefined ? undefined : await this.#queueOf(String(DestinationArn), 'DestinationArn');
    if (this.#tasks.some(({ sourceArn, status }) => sourceArn === SourceArn && status === 'RUNNING')) {
      throw invalid('There is already a task running. Only one active task is allowed for a source queue at a time.');
    }
    const task: MoveTask = {
      handle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: SourceArn })).toString('base64'),
      sourceArn: SourceArn,
      destinationArn: named?.arn,
      maxPerSecond: maxPerSecond === undefined ? undefined : Number(maxPerSecond),
      startedMs: Date.now(),
      toMove: await this.#countOf(source),
      moved: 0,
      status: 'RUNNING',
    };
    this.#tasks.unshift(task);
    void this.#run(task, source, named ?? (sources.length === 1 ? sources[0] : undefined));
    return { TaskHandle: task.handle };
  }

  async list({ SourceArn, MaxResults = 1 }: Input): Promise<object> {
    await this.#queueOf(String(SourceArn), 'SourceArn');
    const found = this.#tasks.filter(({ sourceArn }) => sourceArn === SourceArn).slice(0, Number(MaxResults));
    return {
      Results: found.map((task) => ({
        ...(task.status === 'RUNNING' && { TaskHandle: task.handle }),
        Status: task.status,
        SourceArn: task.sourceArn,
        DestinationArn: task.destinationArn,
        MaxNumberOfMessagesPerSecond: task.maxPerSecond,
        ApproximateNumberOfMessagesMoved: task.moved,
        ApproximateNumberOfMessagesToMove: task.toMove,
        FailureReason: task.failureReason,
        StartedTimestamp: task.startedMs,
      })),
    };
  }

  cancel({ TaskHandle }: Input): object {
    const task = this.#tasks.find(({ handle }) => handle === TaskHandle);
    if (task === undefined) throw new SqsRefusal('ResourceNotFoundException', 'Task does not exist.');
    if (task.status !== 'RUNNING') throw invalid('Only active tasks can be cancelled.');
    task.status = 'CANCELLING';
    return { ApproximateNumberOfMessagesMoved: task.moved };
  }

  /** The queues whose redrive policy names a dead-letter queue. */
  async listSources({ QueueUrl }: Input): Promise<object> {
    const { QueueArn } = await this.#attributesOf(String(QueueUrl));
    return { queueUrls: (await this.#sourcesOf(String(QueueArn))).map(({ url }) => url) };
  }

  close(): void {
    this.#closed = true;
  }

  async #run(task: MoveTask, source: Queue, destination: Queue | undefined): Promise<void> {
    if (destination === undefined) {
      Object.assign(task, { status: 'FAILED', failureReason: 'CouldNotDetermineMessageSource' });
      return;
    }
    while (task.status === 'RUNNING' && !this.#closed) {
      const [message] = await this.#receive(source);
      if (message === undefined) {
        task.status = 'COMPLETED';
        return;
      }
      const { Body, MessageAttributes, ReceiptHandle } = message;
      await this.#ask('SendMessage', { QueueUrl: destination.url, MessageBody: Body, MessageAttributes });
      await this.#ask('DeleteMessage', { QueueUrl: source.url, ReceiptHandle });
      task.moved++;
      if (task.maxPerSecond !== undefined) await wait(1000 / task.maxPerSecond, undefined, { ref: false });
    }
    if (task.status === 'CANCELLING') task.status = 'CANCELLED';
  }

  async #receive({ url }: Queue): Promise<readonly StoredMessage[]> {
    const { body } = await this.#ask('ReceiveMessage', { QueueUrl: url, MessageAttributeNames: ['All'] });
    return (body['Messages'] ?? []) as StoredMessage[];
  }

  async #queueOf(arn: string, parameter: string): Promise<Queue> {
    const { statusCode, body } = await this.#ask('GetQueueUrl', { QueueName: arn.split(':').at(-1) });
    const text = `The resource that you specified for the ${parameter} parameter doesn't exist.`;
    if (statusCode !== 200) throw new SqsRefusal('ResourceNotFoundException', text);
    return { url: String(body['QueueUrl']), arn };
  }

  async #sourcesOf(arn: string): Promise<Queue[]> {
    const { body } = await this.#ask('ListQueues', {});
    const sources: Queue[] = [];
    for (const url of (body['QueueUrls'] ?? []) as string[]) {
      const { RedrivePolicy = '{}', QueueArn = '' } = await this.#attributesOf(url);
      const { deadLetterTargetArn } = JSON.parse(RedrivePolicy) as { deadLetterTargetArn?: string };
      if (deadLetterTargetArn === arn) sources.push({ url, arn: QueueArn });
    }
    return sources;
  }

  async #countOf({ url }: Queue): Promise<number> {
    return Number((await this.#attributesOf(url))['ApproximateNumberOfMessages']);
  }

  async #attributesOf(url: string): Promise<Record<string, string>> {
    const { statusCode, body } = await this.#ask('GetQueueAttributes', { QueueUrl: url, AttributeNames: ['All'] });
    if (statusCode !== 200) throw new SqsRefusal('QueueDoesNotExist', 'The specified queue does not exist.');
    return body['Attributes'] as Record<string, string>;
  }
}

function invalid(text: string): SqsRefusal {
  return new SqsRefusal('InvalidParameterValue', text);
}
