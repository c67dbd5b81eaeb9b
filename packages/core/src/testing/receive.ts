import type { Delivery, EventSource } from '../ports/event-source.js';
import { assertEqual, assertOk } from './assert.js';
import type { EventSourceContext } from './event-source.context.js';

/** A source may answer so often that nothing is due, although something is. */
const MOST_EMPTY_ANSWERS = 50;

/** More receives than any case needs to see a message. */
const MOST_RECEIVES = 200;

/** The next messages of a source that has some to give. */
export async function receiveSome(source: EventSource, max = 10): Promise<readonly Delivery[]> {
  for (let tries = 0; tries < MOST_EMPTY_ANSWERS; tries++) {
    const deliveries = await source.receive(max);
    assertOk(deliveries !== undefined, 'a source that has messages answered that nothing will ever come');
    assertOk(deliveries.length <= max, `asked for at most ${max} messages, received ${deliveries.length}`);
    if (deliveries.length > 0) return deliveries;
  }
  throw new Error(`a message that is due was not delivered in ${MOST_EMPTY_ANSWERS} receives`);
}

/** The one message that a source has to give. */
export async function receiveOne(source: EventSource): Promise<Delivery> {
  const [delivery, ...more] = await receiveSome(source);
  assertOk(delivery !== undefined, 'a message was delivered');
  assertEqual(more, [], 'one message alone was delivered');
  return delivery;
}

/** As many different messages as told, one or more receives long. */
export async function receiveAll(source: EventSource, count: number): Promise<Delivery[]> {
  const received = new Map<string, Delivery>();
  while (received.size < count) {
    for (const delivery of await receiveSome(source)) {
      assertOk(!received.has(delivery.id), `message ${delivery.id} was delivered again while it was being worked on`);
      received.set(delivery.id, delivery);
    }
  }
  return [...received.values()];
}

/** The bodies of what a source delivers now: all that comes until a message comes that is sent last of all. */
export async function bodiesDue({ source, send }: Pick<EventSourceContext, 'source' | 'send'>): Promise<string[]> {
  const last = 'the last message of all';
  await send(last, {});
  const bodies: string[] = [];
  for (let receives = 0; receives < MOST_RECEIVES; receives++) {
    const deliveries = await receiveSome(source);
    bodies.push(...deliveries.map(({ body }) => body).filter((body) => body !== last));
    const end = deliveries.find(({ body }) => body === last);
    if (end === undefined) continue;
    await source.acknowledge(end);
    return bodies;
  }
  throw new Error(`the message that was sent last did not come in ${MOST_RECEIVES} receives`);
}

/**
 * The receiver falls silent, and so much time passes that every message it left unanswered is due. Gives the source to
 * receive from afterwards.
 */
export async function fallSilent(context: EventSourceContext, visibilityMs: number): Promise<EventSource> {
  const receiver = (await context.successor?.()) ?? context.source;
  await context.advance(visibilityMs);
  return receiver;
}
