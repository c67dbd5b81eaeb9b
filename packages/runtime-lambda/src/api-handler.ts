import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  type ApiRequest,
  type ApiResponse,
  isStreamed,
  problemResponse,
  type RequestLogEntry,
} from '@earshot/adapters-http';
import { type GatewayContext, gatewayCaller } from './gateway-caller.js';

type Values = Readonly<Record<string, string | undefined>>;
type Lists = Readonly<Record<string, readonly string[] | undefined>>;

/** A request as API Gateway's REST APIs hand it over (payload format 1.0), as far as it is looked at. */
export interface RestApiEvent {
  readonly httpMethod: string;
  readonly path: string;
  readonly resource?: string;
  readonly pathParameters?: Values | null;
  readonly headers?: Values | null;
  readonly multiValueHeaders?: Lists | null;
  readonly queryStringParameters?: Values | null;
  readonly multiValueQueryStringParameters?: Lists | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly requestContext?: GatewayContext & { readonly domainName?: string };
}

/** A request as HTTP APIs and function URLs hand it over (payload format 2.0), as far as it is looked at. */
export interface HttpApiEvent {
  readonly version: '2.0';
  readonly routeKey?: string;
  readonly rawPath: string;
  readonly rawQueryString?: string;
  readonly pathParameters?: Values;
  readonly headers?: Values;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: GatewayContext & {
    readonly domainName?: string;
    readonly stage?: string;
    readonly http: { readonly method: string };
  };
}

/** The answer, as all of them take it. */
export interface ApiResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** Longer bodies are compressed where the caller takes that. */
const COMPRESSED_FROM_BYTES = 64 * 1_024;

/** What Lambda lets a function answer, with some room for what it wraps around it. */
const LARGEST_BODY_BYTES = 6_000_000;

/** A fault of the handler itself: what the API couldn't log. */
export type HandlerFault = Pick<RequestLogEntry, 'requestId' | 'status' | 'error'>;

/**
 * A Lambda handler for REST APIs, HTTP APIs and function URLs, around what answers requests.
 * @param log is called with what the handler itself answers with a status of 500 or more
 */
export function createApiHandler(
  api: { handle(request: ApiRequest): Promise<ApiResponse> },
  log: (fault: HandlerFault) => void = () => {},
) {
  return async (event: RestApiEvent | HttpApiEvent): Promise<ApiResult> => {
    try {
      const request = 'rawPath' in event ? ofHttpApi(event) : ofRestApi(event);
      const answer = await api.handle(request);
      const result = resultOf(answer, request.headers.get('accept-encoding') ?? '');
      if (Buffer.byteLength(result.body) <= LARGEST_BODY_BYTES) return result;
      const detail = 'the answer is longer than a function may give; ask for less, or for gzip';
      const asked = { path: new URL(request.url).pathname, requestId: answer.headers['x-request-id'] ?? randomUUID() };
      const refusal = problemResponse({ kind: 'not-supported', facts: { detail } }, asked);
      log({ requestId: asked.requestId, status: refusal.status });
      return resultOf(refusal, '');
    } catch (error) {
      const requestId = randomUUID();
      const refusal = problemResponse({ kind: 'internal' }, { path: '/', requestId });
      log({ requestId, status: refusal.status, error });
      return resultOf(refusal, '');
    }
  };
}

function ofHttpApi(event: HttpApiEvent): ApiRequest {
  const { rawPath, rawQueryString = '', requestContext } = event;
  const { stage, http, domainName } = requestContext;
  const inStage = stage !== undefined && stage !== '$default' && rawPath.startsWith(`/${stage}/`);
  const headers = headersOf(event.headers);
  const [, route = ''] = event.routeKey?.split(' ') ?? [];
  const path = filled(route, event.pathParameters) ?? (inStage ? rawPath.slice(stage.length + 1) : rawPath);
  const url = urlOf(domainName ?? headers.get('host'), path, rawQueryString);
  return { method: http.method, url, headers, body: bodyOf(event), caller: gatewayCaller(requestContext) };
}

function ofRestApi(event: RestApiEvent): ApiRequest {
  const headers = headersOf(event.headers, event.multiValueHeaders);
  const query = new URLSearchParams();
  const lists = event.multiValueQueryStringParameters ?? undefined;
  for (const [name, value = ''] of Object.entries(event.queryStringParameters ?? {})) {
    for (const each of lists?.[name] ?? [value]) query.append(name, each);
  }
  const path = filled(event.resource ?? '', event.pathParameters) ?? event.path;
  const url = urlOf(event.requestContext?.domainName ?? headers.get('host'), path, query.toString());
  const caller = gatewayCaller(event.requestContext);
  return { method: event.httpMethod, url, headers, body: bodyOf(event), caller };
}

/**
 * The path that a route such as `/analytics/{hash}` and its parameters make; `undefined` when the route says less than
 * the path itself. API Gateway decodes the path that it hands over; of its parameters it is known what they were.
 */
function filled(route: string, parameters: Values | null | undefined): string | undefined {
  if (!route.startsWith('/') || route.includes('+}')) return undefined;
  return route.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters?.[name] ?? ''));
}

function urlOf(host: string | null, path: string, query: string): string {
  const url = new URL(`https://${host ?? 'localhost'}`);
  url.pathname = path;
  url.search = query;
  return url.href;
}

function headersOf(single: Values | null | undefined, lists?: Lists | null): ApiRequest['headers'] {
  const all = new Map<string, string>();
  for (const [name, value] of Object.entries(single ?? {})) if (value !== undefined) all.set(name.toLowerCase(), value);
  for (const [name, values] of Object.entries(lists ?? {})) if (values) all.set(name.toLowerCase(), values.join(', '));
  return { get: (name) => all.get(name.toLowerCase()) ?? null };
}

function bodyOf({ body, isBase64Encoded }: RestApiEvent | HttpApiEvent): ApiRequest['body'] {
  if (body === undefined || body === null || body === '') return null;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return (async function* () {
    yield bytes;
  })();
}

function resultOf({ status, headers, body }: ApiResponse, accepted: string): ApiResult {
  if (body === null) return { statusCode: status, headers, body: '', isBase64Encoded: false };
  if (isStreamed(body)) throw new TypeError('a function can not answer with a stream');
  const bytes = Buffer.from(body);
  if (!/^(text\/|application\/([\w.-]+\+)?json\b)/.test(headers['content-type'] ?? 'text/plain')) {
    return { statusCode: status, headers, body: bytes.toString('base64'), isBase64Encoded: true };
  }
  if (bytes.length < COMPRESSED_FROM_BYTES || !/\bgzip\b/i.test(accepted)) {
    return { statusCode: status, headers, body: bytes.toString('utf8'), isBase64Encoded: false };
  }
  const compressed = { ...headers, 'content-encoding': 'gzip', vary: varied(headers['vary']) };
  return { statusCode: status, headers: compressed, body: gzipSync(bytes).toString('base64'), isBase64Encoded: true };
}

function varied(known: string | undefined): string {
  return known === undefined ? 'accept-encoding' : `${known}, accept-encoding`;
}
