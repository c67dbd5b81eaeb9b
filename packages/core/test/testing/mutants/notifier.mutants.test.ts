import { MemoryNotifier } from '@earshot/adapters-memory';
import { isEarshotError, type Notifier } from '@earshot/core';
import { type NotifierContext, notifierContract } from '@earshot/core/testing';
import { aside, describeMutants, withChanges } from './describe-mutants.js';
import { notifierContext } from './memory-contexts.js';

function mutant(change: (real: Notifier) => Partial<Notifier>): () => NotifierContext {
  return () => {
    const context = notifierContext();
    return { ...context, notifier: withChanges<Notifier>(context.notifier, change) };
  };
}

/** An array in place of a notifier's own, so that every target shows what any of them got. */
function sharing(): () => NotifierContext {
  const notifier = new MemoryNotifier();
  return () => ({ ...notifierContext(), notifier, received: () => notifier.received });
}

let processes = 0;

describeMutants<NotifierContext>('notifierContract', {
  contract: (create) => notifierContract(create),
  correct: notifierContext,
  mutants: {
    'the target gets each notice whole, as the document says': mutant((real) => ({
      notify: ({ callId: _, ...notice }) => real.notify(notice),
    })),
    'notify resolves when the target has accepted the notice, and not before': mutant((real) => ({
      notify: async (notice) => {
        void aside()
          .then(aside)
          .then(aside)
          .then(aside)
          .then(() => real.notify(notice));
      },
    })),
    'a repeated notice is the same document': () => {
      const context = notifierContext();
      let attempts = 0;
      const notifier = withChanges<Notifier>(context.notifier, (real) => ({
        notify: (notice) => real.notify({ ...notice, atMs: notice.atMs + attempts++ }),
      }));
      return { ...context, notifier };
    },
    'notices that are sent at the same time all arrive': () => {
      const context = notifierContext();
      let busy = false;
      const notifier = withChanges<Notifier>(context.notifier, (real) => ({
        notify: async (notice) => {
          if (busy) return;
          busy = true;
          await aside();
          await real.notify(notice);
          busy = false;
        },
      }));
      return { ...context, notifier };
    },
    'a transient fault is a retryable error, and the next try arrives': mutant((real) => ({
      notify: (notice) =>
        real.notify(notice).catch((error: unknown) => {
          if (isEarshotError(error, 'EARSHOT_DENIED')) throw error;
        }),
    })),
    'a permanent fault is an error that is not retryable': mutant((real) => ({
      notify: (notice) => real.notify(notice).catch(() => Promise.reject(new Error('no'))),
    })),
    'two targets know nothing of each other': sharing(),
    'a target has the same name in each process, a short one': mutant(() => ({ target: `memory-${processes++}` })),
  },
});
