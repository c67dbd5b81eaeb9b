/// <reference path="./dynalite.d.ts" />
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import type { TestServer } from './test-server.js';

/** Starts a DynamoDB on 127.0.0.1 (dynalite), without tables; they are there as soon as they are made. */
export async function startDynamoDbServer(): Promise<TestServer> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  const close = () => {
    server.closeAllConnections();
    closing ??= new Promise<void>((resolve) => server.close(() => resolve()));
    return closing;
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
