import { type Delivery, EarshotError, type EventSource } from '@earshot/core';
import {
  type DeadLetteredDelivery,
  type EventSourceContext,
  eventSourceContract,
  registerContract,
} from '@earshot/core/testing';
import { afterAll, describe, it } from 'vitest';
import { describeMutants, withChanges } from './describe-mutants.js';
import { type SourceContext, sourceContext } from './memory-contexts.js';

const contexts: SourceContext[] = [];

// A case that hangs leaves its source waiting.
afterAll(() => Promise.all(contexts.map(({ source }) => source.close())));

function correct(): SourceContext {
  return kept(sourceContext());
}

function kept(context: SourceContext): SourceContext {
  contexts.push(context);
  return context;
}

type Changes = (real: EventSource, context: SourceContext) => Partial<EventSource>;

type Mutants = Readonly<Record<string, () => EventSourceContext>>;

/** What breaks each rule of a correct source. */
function mutantsOf(correct: () => SourceContext) {
  function mutant(change: Changes): () => EventSourceContext {
    return () => {
      const context = correct();
      return { ...context, source: withChanges<EventSource>(context.source, (real) => change(real, context)) };
    };
  }

  /** Gives out deliveries other than they are. */
  function delivering(change: (delivery: Delivery) => Delivery): () => EventSourceContext {
    return mutant((source) => ({ receive: async (max) => (await source.receive(max))?.map(change) }));
  }

  /** Keeps what is dead-lettered in a list of its own, which is what people find. */
  function deadLettering(
    change: (real: EventSource, deadLettered: DeadLetteredDelivery[], context: SourceContext) => Partial<EventSource>,
  ): () => EventSourceContext {
    return () => {
      const deadLettered: DeadLetteredDelivery[] = [];
      return {
        ...mutant((source, context) => change(source, deadLettered, context))(),
        deadLettered: () => deadLettered,
      };
    };
  }

  const shared = correct();
  const neverClosing = mutant(() => ({ close: async () => {} }));

  const mutants: Mutants = {
    'two sources know nothing of each other': () => ({ ...shared, dispose: () => {} }),
    'a message is delivered with the body that was sent': delivering(({ body, ...rest }) => ({
      ...rest,
      body: body.trim(),
    })),
    'every message that was sent is delivered, whatever the bodies and however many are asked for': mutant(
      (source) => ({
        receive: async (max) => (await source.receive(max))?.slice(0, 10),
      }),
    ),
    'receive gives at most as many messages as asked for': mutant((source) => ({
      receive: (max) => source.receive(Math.max(max, 10)),
    })),
    'two messages have two ids, even with one body': delivering((delivery) => ({ ...delivery, id: delivery.body })),
    'a message has the same id, body and time at each delivery, and counts them': delivering((delivery) => ({
      ...delivery,
      receiveCount: Math.min(delivery.receiveCount, 2),
    })),
    'a delivery tells when the message was sent': () => {
      const context = correct();
      return { ...context, send: (body) => context.send(body, {}) };
    },
    'a message that is being worked on is not delivered again': mutant((source) => ({
      receive: async (max) => {
        const deliveries = await source.receive(max);
        for (const delivery of deliveries ?? []) await source.retry(delivery, 10_000);
        return deliveries;
      },
    })),
    'a message is not in work at two receivers at once': mutant((source) => {
      let underWay: ReturnType<EventSource['receive']> | undefined;
      return {
        receive: (max) => {
          underWay ??= source.receive(max).finally(() => {
            underWay = undefined;
          });
          return underWay;
        },
      };
    }),
    'a message that nobody answered is delivered again in time': mutant((source) => ({
      receive: async (max) => {
        const deliveries = await source.receive(max);
        for (const delivery of deliveries ?? []) await source.acknowledge(delivery);
        return deliveries;
      },
    })),
    'a message that is not due yet is still to come: the source is not at its end': mutant((source, context) => ({
      receive: async (max) => ((context.source.nextDueMs ?? 0) > context.nowMs() ? undefined : source.receive(max)),
    })),
    'changing a delivery changes nothing that is kept': mutant((source) => {
      const kept = new Map<string, Delivery>();
      return {
        receive: async (max) =>
          (await source.receive(max))?.map((delivery) => {
            const { id, receiveCount } = delivery;
            const given = Object.assign(kept.get(id) ?? delivery, { id, receiveCount });
            kept.set(id, given);
            return given;
          }),
      };
    }),
    'an acknowledged message is not delivered again': mutant(() => ({ acknowledge: async () => {} })),
    'acknowledging again does no harm': mutant((source) => {
      const done = new Set<string>();
      return {
        acknowledge: async (delivery) => {
          if (done.has(delivery.id)) throw new EarshotError('EARSHOT_NOT_FOUND', 'no such message');
          done.add(delivery.id);
          await source.acknowledge(delivery);
        },
      };
    }),
    'acknowledging one message leaves the others to come': mutant((source) => {
      const received: Delivery[] = [];
      return {
        receive: async (max) => {
          const deliveries = await source.receive(max);
          received.push(...(deliveries ?? []));
          return deliveries;
        },
        acknowledge: async () => {
          for (const delivery of received) await source.acknowledge(delivery);
        },
      };
    }),
    'a message to retry without delay is delivered again at once': mutant(() => ({ retry: async () => {} })),
    'a message to retry is delivered again, but not before its delay has passed': mutant((source) => ({
      retry: (delivery, delayMs) => source.retry(delivery, Math.min(delayMs, 10_000)),
    })),
    'a message to retry does not hold up the others': mutant((source, context) => {
      let heldUpUntilMs = 0;
      return {
        receive: async (max) => (context.nowMs() < heldUpUntilMs ? [] : source.receive(max)),
        retry: async (delivery, delayMs) => {
          heldUpUntilMs = context.nowMs() + delayMs;
          await source.retry(delivery, delayMs);
        },
      };
    }),
    'a dead-lettered message is found with its reason': mutant((source) => ({
      deadLetter: (delivery, { code, reason }) => source.deadLetter(delivery, { code, reason: reason.slice(0, 256) }),
    })),
    'a dead-lettered message is not delivered again': deadLettering((_, deadLettered) => ({
      deadLetter: async (delivery, failure) => void deadLettered.push({ delivery, failure }),
    })),
    'dead-lettering one message leaves the others to come': mutant((source) => {
      const received: Delivery[] = [];
      return {
        receive: async (max) => {
          const deliveries = await source.receive(max);
          received.push(...(deliveries ?? []));
          return deliveries;
        },
        deadLetter: async (_, failure) => {
          for (const delivery of received) await source.deadLetter(delivery, failure);
        },
      };
    }),
    'nothing is dead-lettered that was acknowledged or is to be retried': mutant((source) => ({
      acknowledge: (delivery) => source.deadLetter(delivery, { code: 'DONE', reason: 'acknowledged' }),
    })),
    'changing a delivery and a failure after dead-lettering changes nothing that is kept': deadLettering(
      (source, deadLettered) => ({
        deadLetter: async (delivery, failure) => {
          deadLettered.push({ delivery: { ...delivery }, failure });
          await source.acknowledge(delivery);
        },
      }),
    ),
    'every message comes back until it is acknowledged or dead-lettered, whatever the answers': mutant((source) => ({
      retry: async (delivery, delayMs) => {
        if (delivery.receiveCount < 3) await source.retry(delivery, delayMs);
        else await source.acknowledge(delivery);
      },
    })),
    'every receive that waits answers undefined when the source is closed': neverClosing,
    'a receive that waits for a message to retry answers undefined when the source is closed': neverClosing,
    'every receive after the close answers undefined, whatever is due': neverClosing,
    'messages in work may still be answered after the close': mutant((source) => {
      let closed = false;
      return {
        close: () => {
          closed = true;
          return source.close();
        },
        deadLetter: async (delivery, failure) => {
          if (closed) throw new EarshotError('EARSHOT_UNAVAILABLE', 'the source is closed');
          await source.deadLetter(delivery, failure);
        },
      };
    }),
    'closing again does no harm': mutant((source) => {
      let closed = false;
      return {
        close: async () => {
          if (closed) throw new EarshotError('EARSHOT_UNAVAILABLE', 'the source is closed');
          closed = true;
          await source.close();
        },
      };
    }),
  };
  return { mutant, delivering, mutants };
}

const { delivering, mutants } = mutantsOf(correct);

describeMutants<EventSourceContext>('eventSourceContract', {
  contract: (create) => eventSourceContract(create),
  correct,
  mutants,
});

/** A source that delivers what was sent before, and holds no state that outlives it. */
function ending(): SourceContext {
  const context = sourceContext({ whenEmpty: 'end' });
  const sent: Parameters<SourceContext['send']>[] = [];
  return kept({
    ...context,
    source: withChanges(context.source, (real) => ({ retry: (delivery) => real.retry(delivery, 0) })),
    send: (...message) => {
      sent.push(message);
      return context.send(...message);
    },
    successor: async () => {
      const another = kept(sourceContext({ whenEmpty: 'end' }));
      for (const message of sent) await another.send(...message);
      return another.source;
    },
  });
}

const endingContract = (create: () => EventSourceContext) =>
  eventSourceContract(create, { ends: true, keepsAnswers: false });
const endingNames = new Set(endingContract(ending).map(({ name }) => name));
const { mutant: endingMutant, mutants: endingMutants } = mutantsOf(ending);

describeMutants<EventSourceContext>('eventSourceContract of a source that ends and forgets answers', {
  contract: endingContract,
  correct: ending,
  mutants: {
    ...Object.fromEntries(Object.entries(endingMutants).filter(([name]) => endingNames.has(name))),
    'the source ends when the last message is done, and not before': endingMutant((source) => {
      let left = 1;
      return { receive: async (max) => (left-- > 0 ? source.receive(max) : undefined) };
    }),
    'another receiver gets every message from the first delivery on, answered or not': () => {
      const context = ending();
      return { ...context, successor: () => context.source };
    },
    'a message to retry is delivered again at once, whatever the delay': () => {
      const { successor: _, ...context } = kept(sourceContext({ whenEmpty: 'end' }));
      return context;
    },
  },
});

describe('eventSourceContract of a source whose messages name what was sent', () => {
  const naming = (): EventSourceContext => {
    const context = correct();
    const contents: string[] = [];
    return {
      ...context,
      send: (body, options) => context.send(String(contents.push(body) - 1), options),
      contentOf: (body) => contents[Number(body)] ?? `nothing was sent as ${body}`,
    };
  };
  registerContract(eventSourceContract(naming), it);
});

const statedNames = new Set(eventSourceContract(correct).map(({ name }) => name));

describeMutants<EventSourceContext>('eventSourceContract of a source that stamps its messages itself', {
  contract: (create) =>
    eventSourceContract(create, { statesSentAt: false }).filter(({ name }) => !statedNames.has(name)),
  correct,
  mutants: {
    'a message that was sent later says so': delivering((delivery) => ({ ...delivery, sentAtMs: 1_700_000_000_000 })),
  },
});

/** A source that holds on to messages for as long as their receiver lives. */
function holding(): EventSourceContext {
  const context = correct();
  const { source, advance } = context;
  const held = new Map<string, Delivery>();
  const letGo = ({ id }: Delivery) => void held.delete(id);
  const receiver = withChanges<EventSource>(source, (real) => ({
    receive: async (max) => {
      const deliveries = await real.receive(max);
      for (const delivery of deliveries ?? []) held.set(delivery.id, delivery);
      return deliveries;
    },
    acknowledge: (delivery) => real.acknowledge(delivery).then(() => letGo(delivery)),
    retry: (delivery, delayMs) => real.retry(delivery, delayMs).then(() => letGo(delivery)),
    deadLetter: (delivery, failure) => real.deadLetter(delivery, failure).then(() => letGo(delivery)),
  }));
  return {
    ...context,
    source: receiver,
    advance: async (ms) => {
      await advance(ms);
      for (const delivery of held.values()) await source.retry(delivery, 30_000);
    },
    successor: () => {
      held.clear();
      return receiver;
    },
  };
}

describe('eventSourceContract of a source that holds messages', () =>
  registerContract(eventSourceContract(holding), it));
