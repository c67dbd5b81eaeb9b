import { type ReadonlySignal, useSignal } from '@preact/signals';
import { type ApiAnswer, OFFLINE, problemOf } from './loaded.ts';

/** Something that a person has the API do. */
export interface Command {
  readonly isBusy: ReadonlySignal<boolean>;
  /** Why the last one failed, in words for people. */
  readonly problem: ReadonlySignal<string | undefined>;
  /** Has it done, and passes the answer on. Does nothing while another one runs. */
  readonly run: <T>(ask: () => Promise<ApiAnswer<T>>, onDone: (data: T) => void) => void;
}

/** Changes something through the API, one request at a time. */
export function useCommand(): Command {
  const isBusy = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  return {
    isBusy,
    problem,
    run: (ask, onDone) => {
      if (isBusy.peek()) return;
      isBusy.value = true;
      ask()
        .then(
          (answer) => {
            problem.value = answer.data === undefined ? problemOf(answer) : undefined;
            if (answer.data !== undefined) onDone(answer.data);
          },
          () => {
            problem.value = OFFLINE;
          },
        )
        .finally(() => {
          isBusy.value = false;
        });
    },
  };
}
