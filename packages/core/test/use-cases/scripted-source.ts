import type { Delivery, EventSource, Failure } from '../../src/index.js';

/** What a {@link ScriptedSource} was told of a delivery. */
export type Answer =
  | { readonly id: string; readonly settled: 'acknowledged' }
  | { readonly id: string; readonly settled: 'retried'; readonly delayMs: number }
  | { readonly id: string; readonly settled: 'dead-lettered'; readonly failure: Failure };

/** Gives out deliveries in order, then waits to be closed, or ends. */
export class ScriptedSource implements EventSource {
  readonly answers: Answer[] = [];
  /** How many deliveries each `receive` asked for. */
  readonly asked: number[] = [];
  readonly #waiting: Delivery[];
  readonly #atEnd: 'end' | 'wait';
  #closed = false;
  #wake = () => {};

  constructor(deliveries: readonly Delivery[], atEnd: 'end' | 'wait' = 'end') {
    this.#waiting = [...deliveries];
    this.#atEnd = atEnd;
  }

  async receive(max: number): Promise<readonly Delivery[] | undefined> {
    this.asked.push(max);
    const taken = this.#closed ? [] : this.#waiting.splice(0, max);
    if (taken.length > 0) return taken;
    if (this.#atEnd === 'wait' && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return undefined;
  }

  async acknowledge({ id }: Delivery): Promise<void> {
    this.answers.push({ id, settled: 'acknowledged' });
  }

  async retry({ id }: Delivery, delayMs: number): Promise<void> {
    this.answers.push({ id, settled: 'retried', delayMs });
  }

  async deadLetter({ id }: Delivery, failure: Failure): Promise<void> {
    this.answers.push({ id, settled: 'dead-lettered', failure });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
  }
}

export function delivery(id: string, receiveCount = 1): Delivery {
  return { id, body: `body of ${id}`, sentAtMs: 0, receiveCount };
}

/** Lets everything run that waits for nothing but its turn in the event loop. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
