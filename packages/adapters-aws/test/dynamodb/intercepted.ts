import type { ResultStore } from '@earshot/core';
import type { DocumentClient } from '../../src/dynamodb/index.js';

/** Does something in place of a request, or around it. `name` is the command's or the method's. */
export type Intercept = (name: string, send: () => Promise<unknown>, input: unknown) => Promise<unknown>;

/** A client whose every request goes through `intercept`. */
export function interceptedClient(client: DocumentClient, intercept: Intercept): DocumentClient {
  const send = (command: { input: unknown }) =>
    intercept(command.constructor.name, () => client.send(command as never), command.input);
  return { send: send as DocumentClient['send'] };
}

/** A store whose every request goes through `intercept`. */
export function interceptedStore(store: ResultStore, intercept: Intercept): ResultStore {
  const through = <T>(name: string, send: () => Promise<T>) => intercept(name, send, undefined) as Promise<T>;
  return {
    get: (uri) => through('get', () => store.get(uri)),
    put: (uri, bytes) => through('put', () => store.put(uri, bytes)),
    list: (prefix, next) => through('list', () => store.list(prefix, next)),
    delete: (uri) => through('delete', () => store.delete(uri)),
  };
}

/** The network fails at one request, the `at`th from 0: before it is sent, or before its answer comes. */
export function failingAt(at: number, when: 'unsent' | 'unanswered'): { intercept: Intercept; count: () => number } {
  let count = 0;
  const intercept: Intercept = async (_name, send) => {
    if (count++ !== at) return send();
    if (when === 'unanswered') await send();
    throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  };
  return { intercept, count: () => count };
}
