import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BedrockFault } from './bedrock-fault.js';
import type { JobDocument } from './outcome.js';

/** What goes back to the client. */
export interface Answer {
  readonly status: number;
  readonly document: JobDocument;
  /** The type of the error, where it is one. */
  readonly fault?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer that an error is. */
export function faultAnswer(error: unknown): Answer {
  const fault = error instanceof BedrockFault ? error : new BedrockFault(500, 'InternalServerException', String(error));
  const { status, type, message, headers } = fault;
  return { status, fault: type, document: { __type: type, message }, headers };
}

/** Makes sure that a request is signed for the service; by whom is all the same. */
export function checkSignature({ headers }: IncomingMessage): void {
  const scope = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1];
  if (scope === 'bedrock') return;
  if (scope === undefined) throw new BedrockFault(403, 'MissingAuthenticationTokenException', 'Missing Token');
  throw new BedrockFault(403, 'InvalidSignatureException', 'Credential should be scoped to correct service: bedrock');
}

/** The document that a request brings. */
export async function readDocument(request: IncomingMessage): Promise<JobDocument> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as JobDocument;
  } catch {
    throw new BedrockFault(400, 'SerializationException', 'the body is no JSON');
  }
}

/** Sends an answer as AWS JSON 1.1. */
export function sendAnswer(response: ServerResponse, { status, document, fault, headers = {} }: Answer): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
    ...(fault !== undefined && { 'x-amzn-errortype': fault }),
    ...headers,
  });
  response.end(JSON.stringify(document));
}
