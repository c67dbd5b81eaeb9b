import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this machine. */
export interface TestServer {
  /** Where to reach it, without a slash at the end. */
  readonly url: string;
  /** Ends it and every connection. Idempotent. */
  close(): Promise<void>;
}

/**
 * Has a server listen on 127.0.0.1, at a free port.
 * @param onClose ends what else belongs to the server, once
 */
export async function listenLocally(
  server: Server,
  onClose: () => void | Promise<void> = () => {},
): Promise<TestServer> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const end = async () => {
    server.closeAllConnections();
    await Promise.all([onClose(), new Promise((resolve) => server.close(resolve))]);
  };
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= end();
    return closing;
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

/** What an SDK client needs to reach a {@link TestServer}; any key pair will do. */
export interface Connection {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The account and region that the servers take themselves to be in. */
export const TEST_ACCOUNT = '000000000000';
export const TEST_REGION = 'eu-central-1';

/** How to reach a server. */
export function connectionTo({ url }: Pick<TestServer, 'url'>): Connection {
  return { endpoint: url, region: TEST_REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}

/** Services as the SDK's environment variables name them: `AWS_ENDPOINT_URL_<service>`. */
export type ServiceName =
  | 'S3'
  | 'SQS'
  | 'SNS'
  | 'DYNAMODB'
  | 'EVENTBRIDGE'
  | 'BEDROCK_DATA_AUTOMATION_RUNTIME'
  | 'BEDROCK_RUNTIME'
  | 'S3VECTORS';

/** A service to test against. */
export interface ServiceUnderTest {
  /** What to give the SDK's client. Empty where the SDK's own environment variables say it all. */
  readonly connection: Connection;
  readonly close: () => Promise<void>;
}

/** Where the environment says that a service is; `undefined` when it says nothing. */
export function namedEndpoint(service: ServiceName): string | undefined {
  return process.env[`AWS_ENDPOINT_URL_${service}`] || process.env['AWS_ENDPOINT_URL'] || undefined;
}

/**
 * The service that `AWS_ENDPOINT_URL_<service>` or `AWS_ENDPOINT_URL` names, another emulator or AWS itself; else a
 * server started for the purpose.
 */
export async function serviceUnderTest(
  service: ServiceName,
  start: () => Promise<TestServer>,
): Promise<ServiceUnderTest> {
  if (namedEndpoint(service) !== undefined) return { connection: {}, close: async () => {} };
  const server = await start();
  return { connection: connectionTo(server), close: () => server.close() };
}
