import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request that a receiver got. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a receiver answers its nth request, counted from 1. */
export type Answering = (response: ServerResponse, count: number) => void;

/** A receiver of webhooks on this machine. It accepts everything until it is told otherwise. */
export async function startReceiver() {
  const accepted: Received[] = [];
  const all: Received[] = [];
  const accept: Answering = (response) => response.writeHead(204).end();
  let answering = accept;
  const server = createServer(async (request, response) => {
    const received = { headers: request.headers, body: await text(request) };
    all.push(received);
    answering(response, all.length);
    if (response.statusCode < 300 && response.writableEnded) accepted.push(received);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/notices?token=in-the-url`,
    accepted,
    all,
    answer: (next: Answering = accept) => {
      answering = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
