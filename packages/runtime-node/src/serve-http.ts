import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Duplex, pipeline, Readable } from 'node:stream';
import {
  type ApiRequest,
  type ApiResponse,
  isStreamed,
  type ProblemKind,
  problemResponse,
  type RequestLogEntry,
  type WholeResponse,
} from '@earshot/adapters-http';
import { EarshotError, type ErrorCode } from '@earshot/core';
import { createHostCheck } from './allowed-host.js';
import { ArrivalLimit } from './arrival-limit.js';

/** What answers requests, such as the result of `createApi`. */
export interface RequestHandler {
  handle(request: ApiRequest): Promise<ApiResponse>;
}

/** Where and how to serve. */
export interface ServeHttpOptions {
  /** @defaultValue 127.0.0.1, which only this machine reaches */
  readonly host?: string;
  /** 0 is any free one. @defaultValue 0 */
  readonly port?: number;
  /** Hosts that requests may ask for besides those of loopback and the address that they arrive at. @defaultValue none */
  readonly allowedHosts?: readonly string[];
  /** Bytes a request's headers may have. @defaultValue 16,384 */
  readonly headerLimitBytes?: number;
  /**
   * How long headers may take to arrive, and then a body, unless it is that of an upload; slower ones are answered with 408.
   * @defaultValue 30,000
   */
  readonly requestLimitMs?: number;
  /** How long the body of an upload may pause before it is answered with 408. @defaultValue 60,000 */
  readonly idleLimitMs?: number;
  /** How long closing waits for requests under way. @defaultValue 5,000 */
  readonly graceMs?: number;
  /** Is called when the API threw instead of answering: with the request id that the caller was given. */
  readonly log?: (entry: RequestLogEntry) => void;
}

/** A running HTTP server. */
export interface HttpServer {
  /** Where this machine reaches it, without a slash at the end. */
  readonly url: string;
  /** What it is bound to, such as `127.0.0.1:8710`; `0.0.0.0:8710` and `[::]:8710` are every address of this machine. */
  readonly address: string;
  /** Accepts no more requests, finishes those under way, and then ends every connection. Idempotent. */
  close(): Promise<void>;
}

/** A body that the API doesn't read is received for this long after the answer, so that the caller can read the answer. */
const DRAIN_MS = 500;

/**
 * Serves an API over HTTP.
 * @throws EarshotError `EARSHOT_CONFLICT` when the port is in use, `EARSHOT_DENIED` when it may not be used,
 * `EARSHOT_INVALID_INPUT` when this machine has no such host
 */
export async function serveHttp(api: RequestHandler, options: ServeHttpOptions = {}): Promise<HttpServer> {
  const { host = '127.0.0.1', port = 0, allowedHosts = [], log } = options;
  const { headerLimitBytes = 16_384, requestLimitMs = 30_000, idleLimitMs = 60_000, graceMs = 5_000 } = options;
  const isOwn = createHostCheck(allowedHosts);
  const streams = new Set<Readable>();
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const url = urlOf(incoming);
    if (url === undefined) return send(refusal('malformed-request', '/'), incoming, outgoing);
    const { method = 'GET', socket } = incoming;
    if (![url.host, incoming.headers.host ?? ''].every((one) => isOwn(one, socket.localAddress))) {
      return send(refusal('misdirected-request', url.pathname), incoming, outgoing);
    }
    const startedAt = performance.now();
    try {
      const { remoteAddress } = socket;
      const limit =
        hasBody(incoming) && new ArrivalLimit(incoming, { requestLimitMs, idleLimitMs }, () => late(socket));
      const sent = limit ? { body: limit.chunks(), allowSlowBody: () => limit.allowSlowBody() } : { body: null };
      const request = { method, url: url.href, headers: headersOf(incoming), remoteAddress, ...sent };
      send(await api.handle(request), incoming, outgoing, streams);
    } catch (error) {
      const requestId = randomUUID();
      const durationMs = performance.now() - startedAt;
      log?.({ method, route: '*', status: 500, durationMs, requestId, error });
      send(refusal('internal', url.pathname, requestId), incoming, outgoing);
    }
  };
  const settings = {
    maxHeaderSize: headerLimitBytes,
    headersTimeout: requestLimitMs,
    // Counts the body, too: see `ArrivalLimit`.
    requestTimeout: 0,
    // Node alone looks every 30 seconds, so that a request could take twice its limit.
    connectionsCheckingInterval: Math.min(requestLimitMs, 1_000),
    // As one text, as in the Fetch API: Node alone would drop all but the first of some headers.
    joinDuplicateHeaders: true,
  };
  const server = createServer(settings, (incoming, outgoing) => {
    void serve(incoming, outgoing);
  });
  server.on('clientError', refuse);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await bound(server, host, port);
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  const everywhere = address.address === '0.0.0.0' || address.address === '::';
  let closing: Promise<void> | undefined;
  const end = (): Promise<void> => {
    // Streams may never end by themselves, and a player can ask another server for the rest of a recording.
    for (const source of streams) source.destroy();
    closing ??= close(server, sockets, graceMs);
    return closing;
  };
  return {
    url: `http://${everywhere ? 'localhost' : name}:${address.port}`,
    address: `${name}:${address.port}`,
    close: end,
  };
}

/** The URL that was asked for; `undefined` without a host, and where URLs would read a backslash or another host. */
function urlOf({ url = '', headers: { host = '' } }: IncomingMessage): URL | undefined {
  if (!/^[^/?#@\\]+$/.test(host)) return undefined;
  const text = url.startsWith('/') ? `http://${host}${url}` : url;
  if (!/^https?:\/\/[^?\\]*(?:\?|$)/i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text);
}

function headersOf({ headers }: IncomingMessage): ApiRequest['headers'] {
  return { get: (name) => headers[name]?.toString() ?? null };
}

function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

function send(
  { status, headers, body }: ApiResponse,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  streams?: Set<Readable>,
): void {
  if (isStreamed(body)) {
    outgoing.writeHead(status, headers);
    stream(body, outgoing, streams);
  } else {
    outgoing.writeHead(status, body === null ? headers : { ...headers, 'content-length': Buffer.byteLength(body) });
    outgoing.end(body);
  }
  if (incoming.complete) return;
  incoming.resume();
  const timer = setTimeout(() => incoming.socket.destroySoon(), DRAIN_MS).unref();
  for (const event of ['end', 'close']) incoming.once(event, () => clearTimeout(timer));
}

/** Sends chunks as fast as the caller takes them. A body that breaks off ends the connection: the status is sent already. */
function stream(body: AsyncIterable<Uint8Array>, outgoing: ServerResponse, streams: Set<Readable> | undefined): void {
  const source = Readable.from(body, { objectMode: false });
  streams?.add(source);
  pipeline(source, outgoing, () => streams?.delete(source));
}

function refusal(kind: ProblemKind, path: string, requestId: string = randomUUID()): WholeResponse {
  return problemResponse({ kind }, { path, requestId });
}

const FAULTS: Readonly<Record<string, ProblemKind>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** Returns what isn't an HTTP request: Node makes no request object of it. */
function refuse(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, body, headers } = refusal(FAULTS[error.code ?? ''] ?? 'malformed-request', '/');
  const sent = { ...headers, connection: 'close', 'content-length': Buffer.byteLength(body) };
  const lines = Object.entries(sent).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}

/** Responds to a request whose body arrives too slowly. The sender may be gone, and never end the connection. */
function late(socket: Socket): void {
  refuse(Object.assign(new Error('too slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  setTimeout(() => socket.destroy(), DRAIN_MS).unref();
}

const BIND_FAULTS: Readonly<Record<string, ErrorCode>> = {
  EADDRINUSE: 'EARSHOT_CONFLICT',
  EACCES: 'EARSHOT_DENIED',
  EADDRNOTAVAIL: 'EARSHOT_INVALID_INPUT',
  ENOTFOUND: 'EARSHOT_INVALID_INPUT',
};

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (cause: Error & { code?: string }) => {
      const code = BIND_FAULTS[cause.code ?? ''];
      const why = cause.code === 'EADDRINUSE' ? 'it is in use. --port 0 uses any free port' : cause.message;
      const message = `can't serve on ${host}, port ${port}: ${why}`;
      reject(
        code === undefined
          ? cause
          : new EarshotError(code, message, { cause, retryable: false, details: { host, port } }),
      );
    });
    server.listen(port, host);
  });
}

function close(server: Server, sockets: ReadonlySet<Socket>, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const sweep = () => {
      // A connection whose last request ends now would be kept alive for a next one.
      server.closeIdleConnections();
      // Browsers open spare connections that never send anything. Node doesn't count them as idle.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    };
    const sweeping = setInterval(sweep, 20);
    const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(sweeping);
      clearTimeout(deadline);
      resolve();
    });
    sweep();
  });
}
