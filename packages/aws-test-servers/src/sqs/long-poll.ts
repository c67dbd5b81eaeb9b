import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { AskSqs } from './sqs-self.js';

const TICK_MS = 20;

/** What fauxqs answers when there are no messages. */
export const NOTHING = '{}';

type Body = Readonly<Record<string, unknown>>;

/**
 * Long polls that end with their receiver: fauxqs itself keeps waiting for one that hung up, and gives it the next
 * message, which then is away for its visibility.
 */
export class LongPolls {
  readonly #ask: AskSqs;
  readonly #changes = new EventEmitter().setMaxListeners(0);

  constructor(ask: AskSqs) {
    this.#ask = ask;
  }

  /** Something may have come into some queue. */
  changed(): void {
    this.#changes.emit('change');
  }

  /** How long a receive waits, by its own word or the queue's. */
  async waitSeconds(body: Body): Promise<number> {
    const own = body['WaitTimeSeconds'];
    if (own !== undefined) return Number(own);
    const AttributeNames = ['ReceiveMessageWaitTimeSeconds'];
    const answer = await this.#ask('GetQueueAttributes', { QueueUrl: body['QueueUrl'], AttributeNames });
    const attributes = answer.body['Attributes'] as Record<string, string> | undefined;
    return Number(attributes?.['ReceiveMessageWaitTimeSeconds'] ?? 0);
  }

  /** Receives again until there is something, for at most so long, or until the receiver hung up. */
  async receive(body: Body, waitSeconds: number, hungUp: AbortSignal): Promise<string> {
    const endMs = performance.now() + waitSeconds * 1000;
    while (performance.now() < endMs && (await this.#changed(hungUp))) {
      const answer = await this.#ask('ReceiveMessage', { ...body, WaitTimeSeconds: 0 });
      if (answer.statusCode !== 200 || answer.body['Messages'] !== undefined) return JSON.stringify(answer.body);
    }
    return NOTHING;
  }

  /** The answer, if the receiver is still there; else its messages become visible again. */
  async handOver(body: Body, answer: string, hungUp: AbortSignal): Promise<string> {
    if (answer === NOTHING || (await isThere(hungUp))) return answer;
    const { Messages = [] } = JSON.parse(answer) as { Messages?: { ReceiptHandle: string }[] };
    const QueueUrl = body['QueueUrl'];
    for (const { ReceiptHandle } of Messages) {
      await this.#ask('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    }
    return NOTHING;
  }

  /** Waits until something may have changed or a message may have become visible again. Whether anybody waits for it. */
  async #changed(hungUp: AbortSignal): Promise<boolean> {
    const timeout = AbortSignal.timeout(TICK_MS);
    await once(this.#changes, 'change', { signal: AbortSignal.any([hungUp, timeout]) }).catch(() => {});
    return isThere(hungUp);
  }
}

/** Who hung up before something happened is heard of after it: in the same turn of the event loop, or in the next. */
async function isThere(hungUp: AbortSignal): Promise<boolean> {
  for (let turns = 0; turns < 2; turns++) await setImmediate();
  return !hungUp.aborted;
}
