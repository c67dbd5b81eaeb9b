import { isEarshotError, type QueueCounter } from '@earshot/core';
import type { Authentication } from './access/authentication.js';
import { type ApiRequest, pathOf } from './api-request.js';
import { type ApiResponse, isStreamed, json } from './api-response.js';
import { createCors } from './cors.js';
import { createExchange, type RequestLogEntry } from './exchange.js';
import type { Health, QueueItem } from './responses.js';
import { createRouter, type Handler, type Routes } from './routes.js';

/** The HTTP API over an app, as something that answers requests. A runtime serves it over the network. */
export interface Api {
  /** Handles a request. Uses none of the classes of the Fetch API. */
  handle(request: ApiRequest): Promise<ApiResponse>;
  /** Handles a request of the Fetch API. */
  fetch(request: Request): Promise<Response>;
}

export interface ReadingApiSettings {
  /** The version that runs: told by the documents, and part of every entity tag. @defaultValue 0.0.0 */
  readonly version?: string;
  /** Which adapter plugs into each port, by the port's name, as `GET /health` tells it. @defaultValue none */
  readonly adapters?: Readonly<Record<string, string>>;
  /** The queues that `GET /health?queues` counts. @defaultValue none */
  readonly queues?: readonly QueueCounter[];
  /** Origins whose pages may use the API, such as `https://calls.example.org`; `*` is every one. @defaultValue none */
  readonly corsOrigins?: readonly string[];
  /** Finds out who asks. Without it, everybody who reaches the API may do everything. */
  readonly authentication?: Authentication;
  /** @defaultValue the machine's clock */
  readonly now?: () => Date;
  /** Called with every request once it is answered. */
  readonly log?: (entry: RequestLogEntry) => void;
}

/** Settings of which those that have a default are there. */
export type Settled<S extends ReadingApiSettings> = S & Required<Omit<ReadingApiSettings, 'authentication' | 'log'>>;

/** Puts defaults where settings are silent. */
export function settled<S extends ReadingApiSettings>(settings: S): Settled<S> {
  const { version = '0.0.0', adapters = {}, queues = [], corsOrigins = [], now = () => new Date() } = settings;
  return { ...settings, version, adapters, queues, corsOrigins, now };
}

/** The API that some routes make. @throws EarshotError `EARSHOT_INVALID_INPUT` when an origin is none */
export function apiOf(routes: Routes, { corsOrigins, authentication, log }: Settled<ReadingApiSettings>): Api {
  const cors = createCors(corsOrigins);
  const find = createRouter(routes, cors);
  const exchange = createExchange({ cors, authentication, log });
  const handle = (request: ApiRequest) => exchange(request, find(pathOf(request)));
  return {
    handle,
    async fetch(request) {
      const { status, body, headers } = await handle(request);
      return new Response(isStreamed(body) ? ReadableStream.from(body) : body, { status, headers });
    },
  };
}

/** The route that says how the server is. */
export function healthRoute(settings: Settled<ReadingApiSettings>): Readonly<Record<'GET /health', Handler>> {
  const { version, adapters, queues, now } = settings;
  const startedAtMs = now().getTime();
  const health: Handler = async ({ url }, _, { scopes }) => {
    const body: Health = { status: 'ok', version, uptime_ms: Math.max(0, now().getTime() - startedAtMs), adapters };
    const isCounting = scopes.has('read') && new URL(url).searchParams.has('queues');
    return json(200, JSON.stringify(isCounting ? { ...body, queues: await Promise.all(queues.map(counted)) } : body));
  };
  return { 'GET /health': health };
}

/** A queue that can't be counted leaves the others alone. */
async function counted(queue: QueueCounter): Promise<QueueItem> {
  const { name } = queue;
  try {
    const { waiting, inFlight, oldestAgeMs, deadLettered } = await queue.count();
    return {
      name,
      waiting,
      in_flight: inFlight,
      ...(oldestAgeMs !== undefined && { oldest_age_ms: oldestAgeMs }),
      ...(deadLettered !== undefined && { dead_lettered: deadLettered }),
    };
  } catch (error) {
    return { name, error: isEarshotError(error) ? error.code : 'EARSHOT_INTERNAL' };
  }
}
