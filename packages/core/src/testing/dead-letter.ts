import type { Failure } from '../model/job.js';
import type { DeadLetter } from '../ports/dead-letters.js';
import type { Delivery } from '../ports/event-source.js';
import type { DeadLettersContext } from './dead-letters.context.js';
import { receiveAll } from './receive.js';

/** Sends messages and dead-letters them; returns their deliveries. */
export async function deadLetter(
  { source, send }: DeadLettersContext,
  bodies: readonly string[],
  failure: Failure = { code: 'Other', reason: 'broken' },
): Promise<readonly Delivery[]> {
  for (const body of bodies) await send(body);
  const deliveries = await receiveAll(source, bodies.length);
  for (const delivery of deliveries) await source.deadLetter(delivery, failure);
  return deliveries;
}

/** Bodies of dead letters, sorted. */
export function bodiesOf(letters: readonly Pick<DeadLetter, 'body'>[]): readonly string[] {
  return letters.map(({ body }) => body).sort();
}

/** Different bodies. */
export function numbered(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `message ${index}`);
}
