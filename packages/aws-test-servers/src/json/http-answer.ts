import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceFault } from './service-fault.js';

/** The body of a request or an answer. */
export type JsonDocument = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly document: JsonDocument;
  /** The type of the error, where it is one. */
  readonly fault?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer that an error is. */
export function faultAnswer(error: unknown): Answer {
  const fault = error instanceof ServiceFault ? error : new ServiceFault(500, 'InternalServerException', String(error));
  const { status, type, message, headers } = fault;
  return { status, fault: type, document: { __type: type, message }, headers };
}

/** Checks that a request is signed for a service; any key will do. */
export function checkSignature({ headers }: IncomingMessage, service: string): void {
  const scope = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1];
  if (scope === service) return;
  if (scope === undefined) throw new ServiceFault(403, 'MissingAuthenticationTokenException', 'Missing Token');
  throw new ServiceFault(
    403,
    'InvalidSignatureException',
    `Credential should be scoped to correct service: ${service}`,
  );
}

/** The document that a request brings. */
export async function readDocument(request: IncomingMessage): Promise<JsonDocument> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as JsonDocument;
  } catch {
    throw new ServiceFault(400, 'SerializationException', "the body isn't JSON");
  }
}

/** Sends an answer, as AWS JSON 1.1 if nothing else is said. */
export function sendAnswer(
  response: ServerResponse,
  { status, document, fault, headers = {} }: Answer,
  contentType = 'application/x-amz-json-1.1',
): void {
  response.writeHead(status, {
    'content-type': contentType,
    'x-amzn-requestid': randomUUID(),
    ...(fault !== undefined && { 'x-amzn-errortype': fault }),
    ...headers,
  });
  response.end(JSON.stringify(document));
}
