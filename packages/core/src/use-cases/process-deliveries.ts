import type { EarshotError } from '../errors.js';
import type { Delivery, EventSource } from '../ports/event-source.js';
import { errorOutcome, type ItemOutcome } from './handle-delivery.js';

/** The outcome of one delivery. */
export interface DeliveryReport {
  readonly delivery: Delivery;
  readonly items: readonly ItemOutcome[];
  /** `unsettled`: the source did not take the answer, and will deliver again. */
  readonly settled: 'acknowledged' | 'retried' | 'dead-lettered' | 'unsettled';
}

/** How to work through a source. */
export interface ProcessOptions {
  readonly source: EventSource;
  /** `isLast`: if it fails now, it is dead-lettered. */
  readonly handle: (delivery: Delivery, isLast: boolean) => Promise<readonly ItemOutcome[]>;
  /**
   * At most this many deliveries are handled at once. While a source takes the answers to some, more are handled; at
   * most as many again wait for their answers to be taken.
   * @defaultValue 10
   */
  readonly concurrency?: number;
  /** A delivery that still fails at this receive is dead-lettered. @defaultValue 10 */
  readonly maxReceives?: number;
  /**
   * How long to wait after the first receive, the second, and so on, in ms; the last one counts for all that follow. An
   * error may ask for longer.
   * @defaultValue doubling from 1 s to 15 min
   */
  readonly retryDelaysMs?: readonly number[] | undefined;
  /** Called with each delivery once it is settled. */
  readonly onReport?: (report: DeliveryReport) => void;
}

/**
 * Works through a source until it ends or is closed, and until everything in work is settled. To stop in good order,
 * close the source.
 *
 * Each delivery is acknowledged when every event in it was handled; returned for later when one met a passing
 * fault, or a notice of it did; dead-lettered with the reason when one never can be handled, or not within `maxReceives`.
 *
 * @throws what `source.receive` or `onReport` throws, after everything in work is settled
 */
export async function processDeliveries(options: ProcessOptions): Promise<void> {
  const { source, concurrency = 10 } = options;
  const handling = new Set<Delivery>();
  const inWork = new Set<Delivery>();
  const broken: unknown[] = [];
  let onChange = () => {};
  const change = () =>
    new Promise<void>((resolve) => {
      onChange = resolve;
    });
  const take = (delivery: Delivery) => {
    const handled = () => {
      handling.delete(delivery);
      onChange();
    };
    handling.add(delivery);
    inWork.add(delivery);
    return processOne(delivery, options, handled)
      .catch((error: unknown) => void broken.push(error))
      .finally(() => {
        inWork.delete(delivery);
        handled();
      });
  };
  try {
    while (broken.length === 0) {
      const room = Math.min(concurrency - handling.size, 2 * concurrency - inWork.size);
      if (room <= 0) {
        await change();
        continue;
      }
      const deliveries = await source.receive(room);
      if (deliveries === undefined) break;
      for (const delivery of deliveries) void take(delivery);
    }
  } finally {
    while (inWork.size > 0) await change();
  }
  if (broken.length > 0) throw broken[0];
}

const MAX_RECEIVES = 10;

async function processOne(delivery: Delivery, options: ProcessOptions, handled: () => void): Promise<void> {
  const isLast = delivery.receiveCount >= (options.maxReceives ?? MAX_RECEIVES);
  const items = await options.handle(delivery, isLast).catch((error: unknown) => [errorOutcome(error)]);
  handled();
  const settled = await settle(delivery, items, options).catch(() => 'unsettled' as const);
  options.onReport?.({ delivery, items, settled });
}

async function settle(
  delivery: Delivery,
  items: readonly ItemOutcome[],
  { source, maxReceives = MAX_RECEIVES, retryDelaysMs }: ProcessOptions,
): Promise<DeliveryReport['settled']> {
  const errors = errorsIn(items);
  const [first] = errors;
  if (first === undefined) {
    await source.acknowledge(delivery);
    return 'acknowledged';
  }
  const passing = errors.filter((error) => error.retryable);
  if (passing.length > 0 && delivery.receiveCount < maxReceives) {
    await source.retry(delivery, retryDelayMs(delivery.receiveCount, passing, retryDelaysMs));
    return 'retried';
  }
  const reasons = errors.map((error) => error.message || error.code);
  await source.deadLetter(delivery, { code: first.code, reason: reasons.join('; ') });
  return 'dead-lettered';
}

/** The errors for which a delivery is returned or dead-lettered. */
export function errorsIn(items: readonly ItemOutcome[]): readonly EarshotError[] {
  return items.flatMap((item) => {
    if (item.status === 'error') return [item.error];
    return 'unfinished' in item && item.unfinished !== undefined ? [item.unfinished] : [];
  });
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 15 * 60_000;

/** How long to wait before the next try: as the delays say, or as long as an error asks for, and 15 min at most. */
export function retryDelayMs(
  receiveCount: number,
  errors: readonly EarshotError[],
  delaysMs: readonly number[] = [],
): number {
  const asked = errors.map(({ details }) => Number(details?.['retryAfterMs'])).filter(Number.isFinite);
  const doublingMs = FIRST_DELAY_MS * 2 ** Math.min(receiveCount - 1, 20);
  const backOffMs = delaysMs[receiveCount - 1] ?? delaysMs.at(-1) ?? doublingMs;
  return Math.min(LONGEST_DELAY_MS, Math.max(backOffMs, ...asked));
}
