import type { DeadLetter, DeadLetters, EventSource } from '@earshot/core';
import { type DeadLettersContext, deadLettersContract } from '@earshot/core/testing';
import { describeMutants, withChanges } from './describe-mutants.js';
import { deadLettersContext } from './memory-contexts.js';

type Change = (real: DeadLetters, source: EventSource) => Partial<DeadLetters>;

function mutant(change: Change): () => DeadLettersContext {
  return () => {
    const context = deadLettersContext();
    return { ...context, letters: withChanges(context.letters, (real) => change(real, context.source)) };
  };
}

/** Shows dead letters changed. */
function showing(change: (letter: DeadLetter) => DeadLetter): () => DeadLettersContext {
  return mutant((real) => ({
    list: async (options) => (await real.list(options)).map(change),
    show: async (id) => {
      const letter = await real.show(id);
      return letter && change(letter);
    },
  }));
}

const shared = deadLettersContext();
const noFailure = { code: 'Other', reason: 'broken' };

describeMutants<DeadLettersContext>('deadLettersContract', {
  contract: (create) => deadLettersContract(create, { exhausts: true }),
  correct: deadLettersContext,
  mutants: {
    'two queues know nothing of each other’s dead letters': () => ({ ...shared, dispose: () => {} }),
    'a queue without dead letters lists, shows and counts none': mutant((real) => ({
      show: async (messageId) =>
        (await real.show(messageId)) ?? { messageId, body: '', sentAtMs: 0, receiveCount: 0, failure: noFailure },
    })),
    'a dead letter has the body and the failure of the message that was dead-lettered': showing((letter) => ({
      ...letter,
      failure: { code: letter.failure?.code ?? '', reason: letter.failure?.reason.slice(0, 100) ?? '' },
    })),
    'list gives each dead letter once, and count their number': mutant((real) => ({
      list: (options) => real.list({ max: Math.min(10, options?.max ?? 10) }),
    })),
    'list gives at most as many as asked for': mutant((real) => ({ list: () => real.list() })),
    'looking leaves dead letters where they are, and none is delivered': mutant((real) => ({
      list: async (options) => {
        const letters = await real.list(options);
        await real.redrive();
        return letters;
      },
    })),
    'a look counts as a receive exactly where countsLooks says so': mutant(() => ({ countsLooks: true })),
    'show finds a dead letter by its id, and by the one that it had before': showing((letter) => ({
      ...letter,
      messageId: `dead-${letter.messageId}`,
    })),
    'changing what list and show gave changes nothing that is kept': mutant((real) => {
      let kept: readonly DeadLetter[] | undefined;
      return {
        list: async () => {
          kept ??= await real.list();
          return kept;
        },
      };
    }),
    'a message that the queue dead-lettered by itself is among them': mutant((real) => ({
      list: async (options) =>
        (await real.list(options)).filter(({ failure }) => failure?.code !== 'EARSHOT_UNAVAILABLE'),
    })),
    'a redrive delivers every dead letter again, as if for the first time': mutant((real, source) => ({
      redrive: async (options) => {
        const outcome = await real.redrive(options);
        for (const delivery of (await source.receive(1)) ?? []) await source.retry(delivery, 0);
        return outcome;
      },
    })),
    'what was sent back is no dead letter anymore': mutant((real) => {
      const seen = new Map<string, DeadLetter>();
      return {
        show: async (id) => {
          const letter = (await real.show(id)) ?? seen.get(id);
          if (letter !== undefined) seen.set(id, letter);
          return letter;
        },
        redrive: async (options) => {
          for (const letter of await real.list()) seen.set(letter.messageId, letter);
          return real.redrive(options);
        },
      };
    }),
    'a redrive leaves the other messages of the queue alone': mutant((real, source) => ({
      redrive: async (options) => {
        for (const waiting of (await source.receive(10)) ?? []) await source.acknowledge(waiting);
        return real.redrive(options);
      },
    })),
    'a redrive of nothing moves nothing, however often': mutant((real) => {
      let moved = 0;
      return {
        redrive: async (options) => {
          moved += (await real.redrive(options)).moved;
          return { moved };
        },
      };
    }),
    'a redrive reports its progress, at the end what it moved': mutant((real) => ({
      redrive: ({ onMoved } = {}) => real.redrive({ onMoved: (moved) => onMoved?.(moved - 1) }),
    })),
    'a message that was sent back can be dead-lettered again, for another reason': mutant((real) => {
      const first = new Map<string, DeadLetter>();
      return {
        list: async (options) =>
          (await real.list(options)).map((letter) => {
            const before = first.get(letter.body);
            return before ?? letter;
          }),
        redrive: async (options) => {
          for (const letter of await real.list()) first.set(letter.body, letter);
          return real.redrive(options);
        },
      };
    }),
    'a discard deletes every dead letter, and none is delivered again': mutant((real) => ({
      discard: async (options) => {
        const { moved } = await real.redrive();
        options?.onDiscarded?.(moved);
        return { discarded: moved, missing: [] };
      },
    })),
    'a discard leaves the other messages of the queue alone': mutant((real, source) => ({
      discard: async (options) => {
        for (const waiting of (await source.receive(10)) ?? []) await source.acknowledge(waiting);
        return real.discard(options);
      },
    })),
    'a discard by ids deletes the dead letters that have them, and no others': mutant((real) => ({
      discard: async ({ messageIds = [] } = {}) => {
        await real.discard();
        return { discarded: messageIds.length, missing: [] };
      },
    })),
    'a discard by ids names those that no dead letter has': mutant((real) => ({
      discard: async (options) => ({ ...(await real.discard(options)), missing: [] }),
    })),
    'a discard by no ids deletes nothing': mutant((real) => ({
      discard: ({ messageIds = [], ...options } = {}) =>
        real.discard(messageIds.length === 0 ? options : { ...options, messageIds }),
    })),
    'a discard reports its progress, at the end what it discarded': mutant((real) => ({
      discard: ({ onDiscarded } = {}) => real.discard({ onDiscarded: (count) => onDiscarded?.(count - 1) }),
    })),
  },
});
