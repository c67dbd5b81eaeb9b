import type { Message } from '@aws-sdk/client-sqs';
import type { SqsSender } from '../../src/sqs/index.js';

/** A command as a client was given it. */
export interface Sent {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

/** What a client answers to a command; a function may throw, or take its time. */
export type Script = (input: Record<string, unknown>, abortSignal: AbortSignal | undefined) => unknown;

/** A client that writes down what it is sent and answers as scripted, or emptily. A receive without messages never ends. */
export class ScriptedClient {
  readonly sent: Sent[] = [];
  readonly script: Record<string, Script> = {};
  readonly #messages: Message[][] = [];

  /** What the next receives find. */
  give(...batches: Message[][]): void {
    this.#messages.push(...batches);
  }

  get asSender(): SqsSender {
    const send = async (
      command: { constructor: { name: string }; input: object },
      options?: { abortSignal?: AbortSignal },
    ) => {
      const name = command.constructor.name.replace(/Command$/, '');
      const input = { ...command.input };
      this.sent.push({ name, input });
      const scripted = this.script[name];
      if (scripted !== undefined) return (await scripted(input, options?.abortSignal)) ?? {};
      return name === 'ReceiveMessage' ? this.#receive(options?.abortSignal) : {};
    };
    return { send: send as unknown as SqsSender['send'] };
  }

  /** What was sent of one kind. */
  inputsOf(name: string): Record<string, unknown>[] {
    return this.sent.filter((sent) => sent.name === name).map(({ input }) => input);
  }

  async #receive(abortSignal: AbortSignal | undefined): Promise<{ Messages?: Message[] }> {
    const Messages = this.#messages.shift();
    return Messages === undefined ? untilAborted(abortSignal) : { Messages };
  }
}

/** Rejects when it is aborted, as the SDK does. */
export function untilAborted(abortSignal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    if (abortSignal?.aborted === true) abort();
    abortSignal?.addEventListener('abort', abort);
  });
}

/** An error as the SDK throws it. */
export function serviceError(name: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(`${name} happened`), { name, $fault: 'client', $metadata: { httpStatusCode } });
}

export function message(id: string, more: Partial<Message> = {}): Message {
  return {
    MessageId: id,
    ReceiptHandle: `receipt of ${id}`,
    Body: `body of ${id}`,
    Attributes: { SentTimestamp: '1790000000000', ApproximateReceiveCount: '1' },
    ...more,
  };
}

/** As many messages as specified, numbered. */
export function messages(count: number, name = 'm'): Message[] {
  return Array.from({ length: count }, (_, index) => message(`${name}${index}`));
}

/** Lets everything run that waits for nothing but its turn in the event loop. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 4; turns++) await new Promise((resolve) => setImmediate(resolve));
}
