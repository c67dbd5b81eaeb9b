import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { listenLocally, type TestServer } from '../test-server.js';

/** What a request says in place of what it said. @param operation such as `SendMessage` */
export type Rewrite = (operation: string, body: string) => string | Promise<string>;

/** Starts a server on 127.0.0.1 that hands the requests of a JSON protocol on to another one, rewritten. */
export async function startRewritingFront(target: TestServer, rewrite: Rewrite): Promise<TestServer> {
  const server = createServer(async (incoming, outgoing) => {
    const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? '';
    const body = await rewrite(operation, (await buffer(incoming)).toString());
    const headers = { ...incoming.headers, 'content-length': String(Buffer.byteLength(body)) };
    const onward = request(target.url, { method: 'POST', headers });
    outgoing.once('close', () => outgoing.writableFinished || onward.destroy());
    onward.end(body);
    try {
      const [answer] = (await once(onward, 'response')) as [IncomingMessage];
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      await pipeline(answer, outgoing);
    } catch {
      incoming.socket.destroy();
    }
  });
  return listenLocally(server);
}
