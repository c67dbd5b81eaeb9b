import type { Caller, Scope } from './access/caller.js';
import { ROUTE_SCOPES, type RouteName } from './access/route-scopes.js';
import type { ApiRequest } from './api-request.js';
import type { ApiResponse } from './api-response.js';
import type { Cors } from './cors.js';
import type { Refusal } from './problem.js';

/**
 * Does the work of a route for a caller who has its scope. `name` is what the path names in its first braces, decoded, and
 * `part` what it names in the second. What it throws becomes a problem.
 */
export type Handler = (
  request: ApiRequest,
  name: string,
  caller: Caller,
  part?: string,
) => ApiResponse | Refusal | Promise<ApiResponse | Refusal>;

/** Handlers by method and path. A path may have two parameters, in braces as OpenAPI writes them. */
export type Routes = Readonly<Partial<Record<RouteName, Handler>>>;

/** The path that a request leads to, and how each method is answered there. */
export interface Place {
  /** With its parameters in braces; `*` when there is no such path. */
  readonly path: string;
  readonly handle: Handler;
  /** The scope that a method requires here; `undefined` when the path has no such method. */
  scopeOf(method: string): Scope | 'open' | undefined;
  /** What the request names where the path has its parameters. */
  readonly names: readonly string[];
}

type Path = Omit<Place, 'names'> & { readonly segments: readonly string[] };

const NOWHERE: Place = {
  path: '*',
  names: [],
  handle: () => ({ kind: 'no-such-route' }),
  scopeOf: () => undefined,
};

/** Makes what finds the place of a path, as it was sent. HEAD is answered by what answers GET, OPTIONS at every path. */
export function createRouter(routes: Routes, cors: Cors): (sent: string) => Place {
  const byPath = new Map<string, Map<string, Handler>>();
  for (const [route, handler] of Object.entries(routes)) {
    if (!(route in ROUTE_SCOPES)) throw new TypeError(`${route} has no scope`);
    const [method = '', path = ''] = route.split(' ');
    byPath.set(path, (byPath.get(path) ?? new Map()).set(method, handler));
  }
  const paths = [...byPath].map(
    ([path, handlers]): Path => ({
      path,
      segments: path.split('/'),
      handle: dispatch(handlers, cors),
      scopeOf: scopesAt(path),
    }),
  );
  // Of two paths that a request fits, the one that names it counts: /calls/summary before /calls/{hash}.
  paths.sort((one, other) => parametersOf(one) - parametersOf(other));
  return (sent) => {
    const segments = sent.split('/').map(decode);
    for (const { segments: wanted, ...place } of paths) {
      const names = namesIn(segments, wanted);
      if (names !== undefined) return { ...place, names };
    }
    return NOWHERE;
  };
}

function parametersOf({ segments }: Path): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}

/** Reading what is said about a method with OPTIONS is open: browsers ask without credentials. */
function scopesAt(path: string): Place['scopeOf'] {
  const scopes: Readonly<Partial<Record<string, Scope | 'open'>>> = ROUTE_SCOPES;
  return (method) => (method === 'OPTIONS' ? 'open' : scopes[`${method === 'HEAD' ? 'GET' : method} ${path}`]);
}

function dispatch(handlers: ReadonlyMap<string, Handler>, cors: Cors): Handler {
  const methods = [...handlers.keys()].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  const allow = [...methods, 'OPTIONS'].join(', ');
  const options: Handler = ({ headers }) => {
    const asks = headers.get('access-control-request-method') !== null;
    const preflight = asks ? cors.preflight(headers.get('origin'), methods.join(', ')) : {};
    return { status: 204, body: null, headers: { allow, 'cache-control': 'no-store', ...preflight } };
  };
  return (request, ...known) => {
    const { method } = request;
    if (method === 'OPTIONS') return options(request, ...known);
    const handler = handlers.get(method === 'HEAD' ? 'GET' : method);
    return handler?.(request, ...known) ?? { kind: 'method-not-allowed', headers: { allow } };
  };
}

/** What a path has where its route has parameters; `undefined` when it is another path. */
function namesIn(segments: readonly string[], wanted: readonly string[]): readonly string[] | undefined {
  if (segments.length !== wanted.length) return undefined;
  const names: string[] = [];
  for (const [index, segment] of segments.entries()) {
    if (!wanted[index]?.startsWith('{')) {
      if (segment !== wanted[index]) return undefined;
    } else if (segment === '') return undefined;
    else names.push(segment);
  }
  return names;
}

/** Decodes what can be decoded, and leaves the rest as it was sent. */
function decode(text: string): string {
  if (!text.includes('%')) return text;
  return decoded(text) ?? text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => decoded(run) ?? run);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
