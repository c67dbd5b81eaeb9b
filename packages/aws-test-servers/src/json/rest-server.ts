import { createServer, type IncomingMessage } from 'node:http';
import { listenLocally, type TestServer } from '../test-server.js';
import { checkSignature, faultAnswer, type JsonDocument, readDocument, sendAnswer } from './http-answer.js';
import type { InjectedFault } from './injected-fault.js';
import { ServiceFault } from './service-fault.js';

/** A request that a server got, and how it was answered. */
export interface RestRequest {
  readonly operation: string;
  readonly body: JsonDocument;
  readonly status: number;
  /** The type of the error, where it was one. */
  readonly fault?: string;
}

/** A server of a protocol that names operations by paths, with JSON in and out. */
export interface RestServer extends TestServer {
  /** Every request, in the order in which they were answered. */
  requests(): readonly RestRequest[];
}

/** What a {@link RestServer} serves. */
export interface RestServerOptions {
  /** As requests must be signed for it. */
  readonly service: string;
  /** The operations by method and path, such as `POST /PutVectors`. Each rejects with a {@link ServiceFault}. */
  readonly operations: ReadonlyMap<string, (body: JsonDocument) => JsonDocument>;
  /** Asked at each request; `attempt` counts the requests for an operation, from 1. */
  readonly fault?: ((operation: string, attempt: number) => InjectedFault | undefined) | undefined;
}

/** Starts a server on 127.0.0.1. */
export async function startRestServer({ service, operations, fault }: RestServerOptions): Promise<RestServer> {
  const requests: RestRequest[] = [];
  const attempts = new Map<string, number>();

  const act = (operation: string, body: JsonDocument): JsonDocument => {
    const known = operations.get(operation);
    if (known === undefined) throw new ServiceFault(404, 'UnknownOperationException', operation);
    const attempt = (attempts.get(operation) ?? 0) + 1;
    attempts.set(operation, attempt);
    const injected = fault?.(operation, attempt);
    if (injected === undefined) return known(body);
    if (injected.when === 'after') known(body);
    const { status, type, message, headers } = injected;
    throw new ServiceFault(status, type, message, headers);
  };
  const answerTo = async (request: IncomingMessage, operation: string) => {
    let body: JsonDocument = {};
    try {
      body = await readDocument(request);
      checkSignature(request, service);
      return { body, answer: { status: 200, document: act(operation, body) } };
    } catch (error) {
      return { body, answer: faultAnswer(error) };
    }
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://server');
    const operation = `${request.method} ${decodeURIComponent(pathname)}`;
    const { body, answer } = await answerTo(request, operation);
    const { status, fault: type } = answer as { status: number; fault?: string };
    requests.push({ operation, body, status, ...(type !== undefined && { fault: type }) });
    sendAnswer(response, answer, 'application/json');
  });
  return { ...(await listenLocally(server)), requests: () => [...requests] };
}
