import { type ReadonlySignal, signal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { signIns } from './session.ts';

/** What the API answers: `data`, or `error`, a problem of RFC 9457. */
export interface ApiAnswer<T> {
  readonly data?: T | undefined;
  readonly error?:
    | {
        readonly type?: string;
        readonly title?: string;
        readonly detail?: string;
        readonly errors?: readonly { readonly field: string }[];
      }
    | undefined;
  readonly response: Response;
}

/** Something that comes from the API. While it is loaded again, the rest is what it was before. */
export interface Loaded<T> {
  readonly data: T | undefined;
  readonly isLoading: boolean;
  /** In words for people. */
  readonly problem: string | undefined;
  /** Whether the server can't do it: what is asked for is switched off, or its store has no such thing. */
  readonly isAbsent: boolean;
  readonly reload: () => void;
}

export const OFFLINE = 'The server can’t be reached. Is it running?';

/**
 * Asks the API for something, and again whenever a signal changes that `ask` reads, or somebody signs in. An answer that comes too late, since
 * something else was asked meanwhile, is dropped.
 */
export function useLoaded<T>(ask: (signal: AbortSignal) => Promise<ApiAnswer<T>>): ReadonlySignal<Loaded<T>> {
  const [loaded, asked] = useMemo(() => {
    const again = signal(0);
    const reload = () => {
      again.value++;
    };
    const nothing: Loaded<T> = { data: undefined, isLoading: true, problem: undefined, isAbsent: false, reload };
    return [signal(nothing), again] as const;
  }, []);
  useSignalEffect(() => {
    asked.value;
    signIns.value;
    const stop = new AbortController();
    const before = loaded.peek();
    loaded.value = { ...before, isLoading: true };
    ask(stop.signal).then(
      (answer) => {
        if (stop.signal.aborted) return;
        const problem = answer.data === undefined ? problemOf(answer) : undefined;
        const isAbsent = /#(?:no-such-route|not-supported)$/.test(answer.error?.type ?? '');
        loaded.value = { ...before, data: answer.data ?? before.data, isLoading: false, problem, isAbsent };
      },
      () => {
        if (!stop.signal.aborted) loaded.value = { ...before, isLoading: false, problem: OFFLINE };
      },
    );
    return () => stop.abort();
  });
  return loaded;
}

/** Why the API gave no answer, in words for people. */
export function problemOf({ error, response }: ApiAnswer<unknown>): string {
  const said = error?.detail ?? error?.title ?? `The server answered with ${response.status}.`;
  return said.charAt(0).toUpperCase() + said.slice(1);
}
