import type { HttpApiEvent, RestApiEvent } from '../../src/api-handler.js';

/** The ways in which a request reaches the function that answers them. */
export const GATEWAYS = ['REST API', 'HTTP API', 'function URL'] as const;
export type Gateway = (typeof GATEWAYS)[number];

const HEADERS = { host: 'api.example.org', 'accept-encoding': 'gzip', 'user-agent': 'test' };
const STAGE = 'prod';

/** A GET as a gateway hands it over. @param target path and query, percent-encoded as a client sends them */
export function requestEvent(gateway: Gateway, target: string): RestApiEvent | HttpApiEvent {
  const url = new URL(target, 'https://api.example.org');
  if (gateway === 'REST API') return restEvent(url);
  if (gateway === 'HTTP API') return httpEvent(url);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: HEADERS,
    isBase64Encoded: false,
    requestContext: { domainName: url.host, stage: '$default', http: { method: 'GET' } },
  };
}

function restEvent(url: URL): RestApiEvent {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of url.searchParams) lists[name] = [...(lists[name] ?? []), value];
  const last = Object.entries(lists).map(([name, values]) => [name, values.at(-1) ?? '']);
  const asked = url.search !== '';
  return {
    ...routeOf(url),
    httpMethod: 'GET',
    path: decodeURIComponent(url.pathname),
    headers: HEADERS,
    multiValueHeaders: Object.fromEntries(Object.entries(HEADERS).map(([name, value]) => [name, [value]])),
    queryStringParameters: asked ? Object.fromEntries(last) : null,
    multiValueQueryStringParameters: asked ? lists : null,
    body: null,
    isBase64Encoded: false,
    requestContext: { domainName: url.host },
  };
}

function httpEvent(url: URL): HttpApiEvent {
  const { resource, pathParameters } = routeOf(url);
  return {
    version: '2.0',
    routeKey: `GET ${resource}`,
    rawPath: `/${STAGE}${decodeURIComponent(url.pathname)}`,
    rawQueryString: url.search.slice(1),
    headers: HEADERS,
    ...(pathParameters === null ? {} : { pathParameters }),
    isBase64Encoded: false,
    requestContext: { domainName: url.host, stage: STAGE, http: { method: 'GET' } },
  };
}

function routeOf({ pathname }: URL) {
  const [, hash] = /^\/analytics\/(.+)$/.exec(pathname) ?? [];
  if (hash === undefined) return { resource: pathname, pathParameters: null };
  return { resource: '/analytics/{hash}', pathParameters: { hash: decodeURIComponent(hash) } };
}

/** A request with a token that has a scope. */
export function commandEvent(method: string, target: string, { scope = 'write', body = '' } = {}): object {
  const event = requestEvent('function URL', target) as HttpApiEvent;
  return {
    ...event,
    body,
    headers: { ...event.headers, 'content-type': 'application/json' },
    requestContext: {
      ...event.requestContext,
      http: { method },
      authorizer: { jwt: { claims: { scope, sub: 'zoe' } } },
    },
  };
}
