import { DeleteMessageBatchCommand } from '@aws-sdk/client-sqs';
import { BATCH_SIZE, calling, type SqsSender, toEntryError } from './sqs-calls.js';

interface Deletion {
  readonly receiptHandle: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Deletes messages in batches: those of one turn of the event loop together, and those that come while a batch is under
 * way with the next one, unless they fill one before.
 */
export class DeleteBatcher {
  readonly #client: SqsSender;
  readonly #queueUrl: string;
  #waiting: Deletion[] = [];
  #underWay = 0;
  #endOfTurn: NodeJS.Immediate | undefined;

  constructor(client: SqsSender, queueUrl: string) {
    this.#client = client;
    this.#queueUrl = queueUrl;
  }

  /** Resolves when SQS has deleted the message; rejects with what SQS said of it. */
  delete(receiptHandle: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ receiptHandle, resolve, reject });
      if (this.#waiting.length >= BATCH_SIZE) this.#send();
      else if (this.#underWay === 0) this.#endOfTurn ??= setImmediate(() => this.#send());
    });
  }

  #send(): void {
    clearImmediate(this.#endOfTurn);
    this.#endOfTurn = undefined;
    const batch = this.#waiting.splice(0, BATCH_SIZE);
    if (batch.length === 0) return;
    this.#underWay++;
    const answered = this.#delete(batch).catch((error: unknown) => {
      for (const { reject } of batch) reject(error);
    });
    void answered.then(() => {
      this.#underWay--;
      if (this.#underWay === 0) this.#send();
    });
  }

  async #delete(batch: readonly Deletion[]): Promise<void> {
    const Entries = batch.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
    const command = new DeleteMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries });
    const { Failed = [] } = await calling('DeleteMessageBatch', this.#client.send(command));
    const failed = new Map(Failed.map((entry) => [entry.Id, entry]));
    for (const [index, { resolve, reject }] of batch.entries()) {
      const entry = failed.get(String(index));
      if (entry === undefined) resolve();
      else reject(toEntryError('DeleteMessageBatch', entry));
    }
  }
}
