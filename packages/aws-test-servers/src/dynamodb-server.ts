/// <reference path="./dynalite.d.ts" />
import dynalite from 'dynalite';
import { listenLocally, type TestServer } from './test-server.js';

/** Starts a DynamoDB on 127.0.0.1 (dynalite), without tables; wait for one that was made, as on AWS. */
export function startDynamoDbServer(): Promise<TestServer> {
  return listenLocally(dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 }));
}
