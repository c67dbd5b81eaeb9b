import { createServer, type Server, STATUS_CODES } from 'node:http';
import { type AddressInfo, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ProblemKind, problemAnswer } from '@earshot/adapters-http';
import { EarshotError, type ErrorCode } from '@earshot/core';
import { getRequestListener } from '@hono/node-server';

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
  /**
   * Host names that requests may ask for besides `localhost` and addresses, when only this machine is listened to. A page
   * anywhere can have its own name lead here, and would then be of one origin with the API. @defaultValue none
   */
  readonly allowedHosts?: readonly string[];
  /** Bytes a request's headers may have. @defaultValue 16,384 */
  readonly headerLimitBytes?: number;
  /** How long closing waits for requests under way. @defaultValue 5,000 */
  readonly graceMs?: number;
}

/** A server that listens. */
export interface Listening {
  /** Where to reach it, without a slash at the end. */
  readonly url: string;
  /** Takes no more requests, ends those under way, and then every connection. May be called twice. */
  close(): Promise<void>;
}

/**
 * Serves an API over HTTP.
 * @throws EarshotError `EARSHOT_CONFLICT` when the port is in use, `EARSHOT_DENIED` when it may not be used,
 * `EARSHOT_INVALID_INPUT` when this machine has no such host
 */
export async function listen(api: Answering, options: ListenOptions = {}): Promise<Listening> {
  const { host = '127.0.0.1', port = 0, allowedHosts = [], headerLimitBytes = 16_384, graceMs = 5_000 } = options;
  const isOwn = isLoopback(host) ? hostCheck(allowedHosts) : () => true;
  const answer = getRequestListener(
    (request) => (isOwn(request) ? api.fetch(request) : refusal('misdirected-request', new URL(request.url).pathname)),
    { errorHandler: () => refusal('malformed-request', '/') },
  );
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
  return { url: `http://${everywhere ? 'localhost' : name}:${address.port}`, close: end };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function hostCheck(allowed: readonly string[]): (request: Request) => boolean {
  const known = new Set(allowed.map((host) => host.toLowerCase()));
  return ({ headers }) => {
    const host = (headers.get('host') ?? '').toLowerCase().replace(/:\d+$/, '');
    return (
      host === 'localhost' || host.endsWith('.localhost') || isIP(host.replace(/^\[|\]$/g, '')) > 0 || known.has(host)
    );
  };
}

function refusal(kind: ProblemKind, path: string): Response {
  const { status, body, headers } = problemAnswer({ kind }, path);
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
  const { status, body, headers } = problemAnswer({ kind: FAULTS[error.code ?? ''] ?? 'malformed-request' }, '/');
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
