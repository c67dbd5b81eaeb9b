import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { connectionTo } from '@earshot/aws-test-servers';

/** A server that answers every request in one way, and a client of it that asks once. */
export interface FaultyS3 extends AsyncDisposable {
  readonly client: S3Client;
  /** Resolves when the connection of the latest request is closed. */
  disconnected(): Promise<void>;
}

/** Starts a server that answers as it is told. */
export async function faultyS3(answer: RequestListener): Promise<FaultyS3> {
  const closed: Promise<void>[] = [];
  const server = createServer(answer);
  server.on('connection', (socket: Socket) => {
    closed.push(new Promise((resolve) => socket.once('close', () => resolve())));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new S3Client({
    ...connectionTo({ url: `http://127.0.0.1:${port}` }),
    forcePathStyle: true,
    maxAttempts: 1,
  });
  return {
    client,
    disconnected: async () => closed.at(-1),
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
