import { ChangeMessageVisibilityBatchCommand } from '@aws-sdk/client-sqs';
import { type EarshotError, isEarshotError } from '@earshot/core';
import type { SetTimer } from './message-poller.js';
import { BATCH_SIZE, calling, type SqsSender, toEntryError, toVisibilitySeconds } from './sqs-calls.js';
import type { HeldMessage } from './sqs-message.js';

/** What a {@link VisibilityKeeper} works with. */
export interface VisibilityKeeperDeps {
  readonly client: SqsSender;
  readonly queueUrl: string;
  /** How long a message is invisible after a receive or an extension. */
  readonly visibilitySeconds: number;
  readonly now: () => Date;
  readonly setTimer: SetTimer;
  /** Called with each message whose extension failed. */
  readonly onFailure: (error: EarshotError, messageId: string) => void;
}

interface Kept {
  readonly held: HeldMessage;
  visibleAtMs: number;
  extending?: Promise<void>;
}

interface Extension {
  readonly kept: Kept;
  readonly seconds: number;
  readonly untilMs: number;
}

const OPERATION = 'ChangeMessageVisibilityBatch';

/**
 * Keeps messages invisible for as long as they are held, up to SQS's twelve hours: looks after them six times per
 * visibility, and extends those of which half is over.
 */
export class VisibilityKeeper {
  readonly #deps: VisibilityKeeperDeps;
  readonly #kept = new Map<string, Kept>();
  #stopTimer: (() => void) | undefined;

  constructor(deps: VisibilityKeeperDeps) {
    this.#deps = deps;
  }

  /** Looks after messages that were received just now. */
  keep(messages: readonly HeldMessage[]): void {
    for (const held of messages) {
      this.#kept.set(held.receiptHandle, { held, visibleAtMs: held.receivedAtMs + this.#visibilityMs });
    }
    if (this.#kept.size > 0) this.#stopTimer ??= this.#deps.setTimer(() => this.#look(), this.#visibilityMs / 6);
  }

  /** Looks after a message no longer. Resolves when no extension of it is under way any more. */
  async release({ receiptHandle }: HeldMessage): Promise<void> {
    const kept = this.#kept.get(receiptHandle);
    this.#kept.delete(receiptHandle);
    if (this.#kept.size === 0) {
      this.#stopTimer?.();
      this.#stopTimer = undefined;
    }
    await kept?.extending;
  }

  get #visibilityMs(): number {
    return this.#deps.visibilitySeconds * 1000;
  }

  #look(): void {
    const nowMs = this.#deps.now().getTime();
    const due: Extension[] = [];
    for (const kept of this.#kept.values()) {
      if (kept.extending !== undefined || kept.visibleAtMs - nowMs > this.#visibilityMs / 2) continue;
      const seconds = toVisibilitySeconds(this.#visibilityMs, nowMs - kept.held.receivedAtMs);
      const untilMs = nowMs + seconds * 1000;
      if (seconds > 0 && untilMs > kept.visibleAtMs) due.push({ kept, seconds, untilMs });
      else this.#kept.delete(kept.held.receiptHandle);
    }
    while (due.length > 0) this.#extend(due.splice(0, BATCH_SIZE));
    this.#stopTimer = undefined;
    this.keep([]);
  }

  #extend(batch: readonly Extension[]): void {
    const extending = this.#changeVisibility(batch)
      .catch((error: unknown) => {
        if (!isEarshotError(error)) throw error;
        for (const { kept } of batch) this.#failed(kept, error);
      })
      .finally(() => {
        for (const { kept } of batch) delete kept.extending;
      });
    for (const { kept } of batch) kept.extending = extending;
  }

  async #changeVisibility(batch: readonly Extension[]): Promise<void> {
    const { client, queueUrl } = this.#deps;
    const Entries = batch.map(({ kept, seconds }, index) => ({
      Id: String(index),
      ReceiptHandle: kept.held.receiptHandle,
      VisibilityTimeout: seconds,
    }));
    const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries });
    const { Failed = [] } = await calling(OPERATION, client.send(command));
    const failed = new Map(Failed.map((entry) => [entry.Id, entry]));
    for (const [index, { kept, untilMs }] of batch.entries()) {
      const entry = failed.get(String(index));
      if (entry === undefined) kept.visibleAtMs = untilMs;
      else this.#failed(kept, toEntryError(OPERATION, entry));
    }
  }

  /** A passing failure is met again at the next look; another ends the keeping: someone else has the message. */
  #failed({ held }: Kept, error: EarshotError): void {
    if (!this.#kept.has(held.receiptHandle)) return;
    if (!error.retryable) this.#kept.delete(held.receiptHandle);
    this.#deps.onFailure(error, held.delivery.id);
  }
}
