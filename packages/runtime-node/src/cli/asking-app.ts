import { type Api, type ReadingApiSettings, type RequestLogEntry, withIncluded } from '@earshot/adapters-http';
import { isEarshotError } from '@earshot/core';
import { type Answered, answered } from './calls-reader.js';
import { userName } from './user-name.js';

/** Asks an API in this very process, in the name of the user. */
export function askingApp(
  create: (settings: ReadingApiSettings) => Api,
): (path: string, init?: RequestInit) => Promise<Answered> {
  let fault: unknown;
  const caller = { name: userName(), scopes: withIncluded(['admin']) };
  const api = create({
    authentication: { schemes: {}, authenticate: () => caller },
    log: ({ error }: RequestLogEntry) => {
      fault = error;
    },
  });
  return async (path, init) => {
    const response = await api.fetch(new Request(new URL(path, 'http://localhost'), init));
    // What is wrong behind the API is no secret on the user's own machine.
    if (isEarshotError(fault)) throw fault;
    return answered(response.status, await response.json());
  };
}
