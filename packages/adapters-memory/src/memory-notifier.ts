import { type EarshotError, type Notice, type Notifier, toNoticeDocument } from '@earshot/core';

/** Keeps notices in memory: the reference for every {@link Notifier}. */
export class MemoryNotifier implements Notifier {
  readonly target: string;
  readonly #received: string[] = [];
  #error: EarshotError | undefined;

  constructor({ target = 'memory' }: { readonly target?: string } = {}) {
    this.target = target;
  }

  /** The text of every document that was accepted, in order. */
  get received(): readonly string[] {
    return [...this.#received];
  }

  /** From now on every notice fails with this error, until it is `undefined`. */
  fail(error: EarshotError | undefined): void {
    this.#error = error;
  }

  async notify(notice: Notice): Promise<void> {
    if (this.#error !== undefined) throw this.#error;
    this.#received.push(JSON.stringify(toNoticeDocument(notice)));
  }
}
