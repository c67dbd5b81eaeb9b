import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ProblemKind, problemAnswer, type RequestLogEntry } from '@earshot/adapters-http';
import { EarshotError, type ErrorCode } from '@earshot/core';
import { getRequestListener } from '@hono/node-server';
import { createHostCheck } from './allowed-host.js';

/** What answers requests: what `createApi` makes, or anything of its shape. */
export interface Answering {
  fetch(request: Request): Response | Promise<Response>;
}

/** Where and how to listen. */
export interface ListenOptions {
  /** @defaultValue 127.0.0.1, which only this machine reaches */
  readonly host?: string;
  /** 0 is any free one. @defaultValue 0 */
  readonly port?: number;
  /** Hosts that requests may ask for besides those of loopback and the address that they arrive at. @defaultValue none */
  readonly allowedHosts?: readonly string[];
  /** Bytes a request's headers may have. @defaultValue 16,384 */
  readonly headerLimitBytes?: number;
  /** How long closing waits for requests under way. @defaultValue 5,000 */
  readonly graceMs?: number;
  /** Is called when the API threw instead of answering: with the request id that the caller was given. */
  readonly log?: (entry: RequestLogEntry) => void;
}

/** A server that listens. */
export interface Listening {
  /** Where this machine reaches it, without a slash at the end. */
  readonly url: string;
  /** What it is bound to, such as `127.0.0.1:8710`; `0.0.0.0:8710` and `[::]:8710` are every address of this machine. */
  readonly address: string;
  /** Takes no more requests, ends those under way, and then every connection. May be called twice. */
  close(): Promise<void>;
}

/**
 * Serves an API over HTTP.
 * @throws EarshotError `EARSHOT_CONFLICT` when the port is in use, `EARSHOT_DENIED` when it may not be used,
 * `EARSHOT_INVALID_INPUT` when this machine has no such host
 */
export async function listen(api: Answering, options: ListenOptions = {}): Promise<Listening> {
  const { host = '127.0.0.1', port = 0, allowedHosts = [], headerLimitBytes = 16_384, graceMs = 5_000, log } = options;
  const isOwn = createHostCheck(allowedHosts);
  const fetch = async (request: Request, { incoming }: { incoming: IncomingMessage }) => {
    const { host: asked, pathname } = new URL(request.url);
    const { host: header = '' } = incoming.headers;
    if (![asked, header].every((one) => isOwn(one, incoming.socket.localAddress))) {
      return refusal('misdirected-request', pathname);
    }
    const startedAt = performance.now();
    try {
      return await api.fetch(request);
    } catch (error) {
      const requestId = randomUUID();
      const durationMs = performance.now() - startedAt;
      log?.({ method: request.method, route: '*', status: 500, durationMs, requestId, error });
      return refusal('internal', pathname, requestId);
    }
  };
  const answer = getRequestListener((request, env) => fetch(request, env as { incoming: IncomingMessage }), {
    errorHandler: () => refusal('malformed-request', '/'),
  });
  const server = createServer({ maxHeaderSize: headerLimitBytes, requestTimeout: 30_000 }, (incoming, outgoing) => {
    void answer(incoming, outgoing);
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
    closing ??= close(server, sockets, graceMs);
    return closing;
  };
  return {
    url: `http://${everywhere ? 'localhost' : name}:${address.port}`,
    address: `${name}:${address.port}`,
    close: end,
  };
}

function refusal(kind: ProblemKind, path: string, requestId: string = randomUUID()): Response {
  const { status, body, headers } = problemAnswer({ kind }, { path, requestId });
  return new Response(body, { status, headers });
}

const FAULTS: Readonly<Record<string, ProblemKind>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** What is no request gets its answer here, before there is anything that Hono could be given. */
function refuse(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, body, headers } = problemAnswer(
    { kind: FAULTS[error.code ?? ''] ?? 'malformed-request' },
    { path: '/', requestId: randomUUID() },
  );
  const sent = { ...headers, connection: 'close', 'content-length': Buffer.byteLength(body ?? '') };
  const lines = Object.entries(sent).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}

const LISTEN_FAULTS: Readonly<Record<string, ErrorCode>> = {
  EADDRINUSE: 'EARSHOT_CONFLICT',
  EACCES: 'EARSHOT_DENIED',
  EADDRNOTAVAIL: 'EARSHOT_INVALID_INPUT',
  ENOTFOUND: 'EARSHOT_INVALID_INPUT',
};

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (cause: Error & { code?: string }) => {
      const code = LISTEN_FAULTS[cause.code ?? ''];
      const message = `can't listen on ${host}, port ${port}: ${cause.message}`;
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
      // One that never asked for anything, as browsers open them, is not idle to Node.
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
