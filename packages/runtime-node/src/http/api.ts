import { METHODS } from 'node:http';
import { Hono } from 'hono';
import type { App } from '../container.js';
import { analyticsEndpoints } from './analytics-endpoints.js';
import { callEndpoints } from './call-endpoints.js';
import { createCors } from './cors.js';
import { createExchange, type RequestLogEntry } from './exchange.js';
import { serviceEndpoints } from './service-endpoints.js';

export type { RequestLogEntry } from './exchange.js';

/** How to set up the API. */
export interface ApiSettings {
  /** The version that runs: told by the documents, and part of every entity tag. @defaultValue 0.0.0 */
  readonly version?: string;
  /** Which adapter plugs into each port, by the port's name, as `GET /health` tells it. @defaultValue none */
  readonly adapters?: Readonly<Record<string, string>>;
  /** Origins whose pages may use the API, such as `https://calls.example.org`; `*` is every one. @defaultValue none */
  readonly corsOrigins?: readonly string[];
  /** Bytes a request's body may have. @defaultValue 65,536 */
  readonly bodyLimitBytes?: number;
  /** @defaultValue the machine's clock */
  readonly now?: () => Date;
  /** Told of every request once it is answered. */
  readonly log?: (entry: RequestLogEntry) => void;
}

/** The use cases that the API serves. */
export type ServedApp = Pick<
  App,
  'startTranscription' | 'queryAnalytics' | 'readCall' | 'restartCall' | 'eraseCall' | 'digests'
>;

/**
 * The HTTP API over an app, as something that answers requests. `listen` serves it over the network.
 * @example
 * const api = createApi(composeApp([memoryModule()]), { version: '1.0.0' });
 * const response = await api.request('/analytics?pageSize=50');
 */
export function createApi(app: ServedApp, settings: ApiSettings = {}): Hono {
  const {
    version = '0.0.0',
    adapters = {},
    corsOrigins = [],
    bodyLimitBytes = 65_536,
    now = () => new Date(),
  } = settings;
  const cors = createCors(corsOrigins);
  const exchange = createExchange(cors, settings.log);
  const documented = [...analyticsEndpoints(app, version), ...callEndpoints(app, { bodyLimitBytes, now })];
  const endpoints = [...documented, ...serviceEndpoints(documented, { version, adapters, now })];

  const hono = new Hono();
  for (const path of new Set(endpoints.map((endpoint) => endpoint.path))) {
    const routes = endpoints.filter((endpoint) => endpoint.path === path);
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const { method, handle } of routes) hono.on(method, pattern, exchange(path, handle));
    const methods = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    const allow = [...methods, 'OPTIONS'].join(', ');
    hono.options(
      pattern,
      exchange(path, ({ req }) => {
        const asks = req.raw.headers.get('access-control-request-method') !== null;
        const preflight = asks ? cors.preflight(req.raw.headers.get('origin'), methods.join(', ')) : {};
        return { status: 204, body: null, headers: { allow, 'cache-control': 'no-store', ...preflight } };
      }),
    );
    // HEAD is answered by what answers GET.
    const others = METHODS.filter((method) => !methods.includes(method) && method !== 'OPTIONS' && method !== 'HEAD');
    hono.on(
      others,
      pattern,
      exchange(path, () => ({ kind: 'method-not-allowed', headers: { allow } })),
    );
  }
  return hono.notFound(exchange('*', () => ({ kind: 'no-such-route' })));
}
