import type { IncomingMessage } from 'node:http';

/** How long the body of a request may take. */
export interface ArrivalLimits {
  /** Ms from the headers to the end of the body. */
  readonly requestLimitMs: number;
  /** Ms without a byte, of a body that may take any time. */
  readonly idleLimitMs: number;
}

/** Ends requests whose bodies arrive too slowly. */
export class ArrivalLimit {
  readonly #incoming: IncomingMessage;
  readonly #idleLimitMs: number;
  readonly #whole: NodeJS.Timeout;
  readonly #onLate: () => void;
  /** Runs while a chunk is awaited, not while the handler is busy with the one before. */
  #idle: NodeJS.Timeout | undefined;
  #isWaiting = false;

  /** @param onLate ends the connection */
  constructor(incoming: IncomingMessage, { requestLimitMs, idleLimitMs }: ArrivalLimits, onLate: () => void) {
    this.#incoming = incoming;
    this.#idleLimitMs = idleLimitMs;
    this.#onLate = onLate;
    this.#whole = setTimeout(() => {
      if (!incoming.complete) onLate();
    }, requestLimitMs);
    incoming.once('close', () => {
      clearTimeout(this.#whole);
      clearTimeout(this.#idle);
    });
  }

  /** Lets the request take any time. From now on, only silence ends it. */
  allowSlowBody(): void {
    clearTimeout(this.#whole);
    this.#idle ??= setTimeout(() => {
      if (this.#isWaiting) this.#onLate();
    }, this.#idleLimitMs);
  }

  /** The body. A handler may stop reading before its end: the connection outlives that, because the answer is yet to be sent. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    const iterator: AsyncIterator<Uint8Array> = this.#incoming.iterator({ destroyOnReturn: false });
    try {
      for (;;) {
        this.#isWaiting = true;
        this.#idle?.refresh();
        const { done, value } = await iterator.next();
        this.#isWaiting = false;
        if (done) return;
        yield value;
      }
    } finally {
      this.#isWaiting = false;
      await iterator.return?.();
    }
  }
}
