import { type ReadonlySignal, signal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { session } from './session.ts';

/** What the API answers: `data`, or `error`, a problem of RFC 9457. */
interface ApiAnswer<T> {
  readonly data?: T | undefined;
  readonly error?: { readonly title?: string; readonly detail?: string } | undefined;
  readonly response: Response;
}

/** Something that comes from the API. While it is loaded again, `data` is the previous answer. */
export interface Loaded<T> {
  readonly data: T | undefined;
  readonly isLoading: boolean;
  /** In words for people. */
  readonly problem: string | undefined;
  readonly reload: () => void;
}

const OFFLINE = 'The server can’t be reached. Is it running?';

/**
 * Asks the API for something, and again whenever a signal changes that `ask` reads. An answer that comes too late, since
 * something else was asked meanwhile, is dropped.
 */
export function useLoaded<T>(ask: (signal: AbortSignal) => Promise<ApiAnswer<T>>): ReadonlySignal<Loaded<T>> {
  const [loaded, asked] = useMemo(() => {
    const again = signal(0);
    const reload = () => {
      again.value++;
    };
    return [signal<Loaded<T>>({ data: undefined, isLoading: true, problem: undefined, reload }), again] as const;
  }, []);
  useSignalEffect(() => {
    asked.value;
    const stop = new AbortController();
    const { data, reload } = loaded.peek();
    loaded.value = { data, isLoading: true, problem: undefined, reload };
    ask(stop.signal).then(
      (answer) => {
        if (stop.signal.aborted) return;
        if (answer.response.status === 401) session.value = 'out';
        const problem = answer.data === undefined ? problemOf(answer) : undefined;
        loaded.value = { data: answer.data ?? data, isLoading: false, problem, reload };
      },
      () => {
        if (!stop.signal.aborted) loaded.value = { data, isLoading: false, problem: OFFLINE, reload };
      },
    );
    return () => stop.abort();
  });
  return loaded;
}

function problemOf({ error, response }: ApiAnswer<unknown>): string {
  return error?.detail ?? error?.title ?? `The server answered with ${response.status}.`;
}
