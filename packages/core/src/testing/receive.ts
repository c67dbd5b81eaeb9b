import type { Delivery, EventSource } from '../ports/event-source.js';
import { assertEqual, assertOk } from './assert.js';
import type { EventSourceContext, EventSourceFacts } from './event-source.context.js';

/** A source may answer this often that nothing is due, although something is. */
const MAX_EMPTY_ANSWERS = 50;

/** More receives than any case needs to see a message. */
const MAX_RECEIVES = 200;

/** The next messages of a source that has some to give. */
export async function receiveSome(source: EventSource, max = 10): Promise<readonly Delivery[]> {
  for (let tries = 0; tries < MAX_EMPTY_ANSWERS; tries++) {
    const deliveries = await source.receive(max);
    assertOk(deliveries !== undefined, 'a source that has messages answered that nothing will ever come');
    assertOk(deliveries.length <= max, `asked for at most ${max} messages, received ${deliveries.length}`);
    if (deliveries.length > 0) return deliveries;
  }
  throw new Error(`a message that is due was not delivered in ${MAX_EMPTY_ANSWERS} receives`);
}

/** The one message that a source has to give. */
export async function receiveOne(source: EventSource): Promise<Delivery> {
  const [delivery, ...more] = await receiveSome(source);
  assertOk(delivery !== undefined, 'a message was delivered');
  assertEqual(more, [], 'one message alone was delivered');
  return delivery;
}

/** As many different messages as specified, one or more receives long. */
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

/**
 * The bodies of what a source delivers now: all that comes until a message comes that is sent last of all, or until the
 * source ends.
 */
export async function bodiesDue(
  { source, send }: Pick<EventSourceContext, 'source' | 'send'>,
  { ends }: Pick<EventSourceFacts, 'ends'> = { ends: false },
): Promise<string[]> {
  if (ends) return bodiesLeft(source);
  const last = 'the last message of all';
  await send(last, {});
  const bodies: string[] = [];
  for (let receives = 0; receives < MAX_RECEIVES; receives++) {
    const deliveries = await receiveSome(source);
    bodies.push(...deliveries.map(({ body }) => body).filter((body) => body !== last));
    const end = deliveries.find(({ body }) => body === last);
    if (end === undefined) continue;
    await source.acknowledge(end);
    return bodies;
  }
  throw new Error(`the message that was sent last did not come in ${MAX_RECEIVES} receives`);
}

async function bodiesLeft(source: EventSource): Promise<string[]> {
  const bodies: string[] = [];
  for (let receives = 0; receives < MAX_RECEIVES; receives++) {
    const deliveries = await source.receive(10);
    if (deliveries === undefined) return bodies;
    for (const delivery of deliveries) {
      bodies.push(delivery.body);
      await source.acknowledge(delivery);
    }
  }
  throw new Error(`the source did not end in ${MAX_RECEIVES} receives`);
}

/**
 * Makes messages due that were received and not answered: their receiver falls silent, or gives them back where that is
 * the only way. Gives the source to receive from afterwards.
 */
export async function comeAgain(
  context: EventSourceContext,
  { visibilityMs, keepsAnswers }: EventSourceFacts,
  unanswered: readonly Delivery[],
): Promise<EventSource> {
  if (keepsAnswers) return fallSilent(context, visibilityMs);
  for (const delivery of unanswered) await context.source.retry(delivery, 0);
  return context.source;
}

/** The same, where each message is delivered with what was sent for a body. */
export function withContent(context: EventSourceContext): EventSourceContext {
  const { contentOf, successor, deadLettered } = context;
  if (contentOf === undefined) return context;
  const read = (source: EventSource): EventSource => ({
    receive: async (max) => {
      const deliveries = await source.receive(max);
      // In place: a source that shares what it keeps is found out.
      for (const delivery of deliveries ?? []) Object.assign(delivery, { body: await contentOf(delivery.body) });
      return deliveries;
    },
    acknowledge: (delivery) => source.acknowledge(delivery),
    retry: (delivery, delayMs) => source.retry(delivery, delayMs),
    deadLetter: (delivery, failure) => source.deadLetter(delivery, failure),
    close: () => source.close(),
  });
  return {
    ...context,
    source: read(context.source),
    deadLettered: async () => {
      const found = await deadLettered();
      return Promise.all(
        found.map(async ({ delivery, failure }) => ({ delivery: { body: await contentOf(delivery.body) }, failure })),
      );
    },
    ...(successor && { successor: async () => read(await successor()) }),
  };
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
