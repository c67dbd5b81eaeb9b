import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenLocally, type TestServer } from '../test-server.js';
import { corsHeaders, preflight } from './cors-operations.js';
import { operationFor } from './operations.js';
import { withPlainBody } from './request-body.js';
import { S3Error } from './s3-error.js';
import { readRequest } from './s3-request.js';
import type { S3ServerOptions } from './s3-server-options.js';
import { type S3Answer, S3Service } from './s3-service.js';
import { signerOf } from './signature.js';
import { writePlainXml } from './xml.js';

/** An S3 on this machine. */
export interface S3Server extends TestServer {
  /**
   * Waits until every event that was sent has arrived at its queue.
   * @throws AggregateError when one could not be delivered
   */
  idle(): Promise<void>;
}

/**
 * Starts an S3 on 127.0.0.1, without buckets, that does what AWS documents. It takes requests in path style and keeps
 * everything in memory. What it can't do it answers with `NotImplemented`.
 */
export async function startS3Server(options: S3ServerOptions = {}): Promise<S3Server> {
  const service = new S3Service(options);
  const rules = { credentials: options.credentials ?? { test: 'test' }, now: service.now };
  const answerTo = async (incoming: IncomingMessage, requestId: string): Promise<S3Answer> => {
    const signed = readRequest(incoming, await buffer(incoming));
    if (signed.method === 'OPTIONS') return preflight(service.buckets.get(signed.bucket ?? ''), incoming.headers);
    const caller = signerOf(signed, rules);
    const request = withPlainBody(signed);
    return operationFor(request)({ request, caller, requestId, service });
  };
  const server = createServer((incoming, outgoing) => {
    const requestId = randomBytes(8).toString('hex').toUpperCase();
    void answerTo(incoming, requestId)
      .catch((error: unknown) => toErrorAnswer(error, incoming, requestId))
      .then((answer) => write(outgoing, incoming, shownToPages(answer, incoming, service), requestId))
      .catch(() => outgoing.destroy());
  });
  const listening = await listenLocally(server, () => service.deliveries.close());
  return { ...listening, idle: () => service.deliveries.idle() };
}

/** As browsers need it to show an answer to a page of another origin, where the bucket allows that. */
function shownToPages(answer: S3Answer, { method = '', url = '', headers }: IncomingMessage, service: S3Service) {
  const bucket = service.buckets.get(/^\/([^/?]*)/.exec(url)?.[1] ?? '');
  return { ...answer, headers: { ...corsHeaders(bucket, method, headers.origin), ...answer.headers } };
}

function toErrorAnswer(error: unknown, { url = '' }: IncomingMessage, requestId: string): S3Answer {
  const { code, message, status, fields, headers } =
    error instanceof S3Error ? error : new S3Error('InternalError', String(error));
  const about = { Resource: url.replace(/\?.*/s, ''), RequestId: requestId, HostId: requestId };
  return { status, headers, body: writePlainXml('Error', { Code: code, Message: message, ...fields, ...about }) };
}

function write(outgoing: ServerResponse, { method }: IncomingMessage, answer: S3Answer, requestId: string): void {
  const { status, headers = {}, body = '' } = answer;
  const isXml = typeof body === 'string' && body !== '';
  const given = Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined);
  outgoing.writeHead(status, {
    server: 'AmazonS3',
    'x-amz-request-id': requestId,
    'x-amz-id-2': requestId,
    ...(isXml && { 'content-type': 'application/xml' }),
    ...(status !== 204 && status !== 304 && { 'content-length': Buffer.byteLength(body) }),
    ...Object.fromEntries(given),
  });
  outgoing.end(method === 'HEAD' ? undefined : body);
}
