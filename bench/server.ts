import { type ChildProcess, fork } from 'node:child_process';
import type { Connection } from '@earshot/aws-test-servers';

/** A server in a process of its own, so that its work is not the client's. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly connection: Connection;
}

/** Starts a program of this folder that says how to reach its server. */
export function startServer(program: string): Promise<ServerProcess> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL(program, import.meta.url), [], { env: {} });
    child.once('message', (connection: Connection) => resolve({ child, connection }));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
  });
}
