import { createHash } from 'node:crypto';
import { notImplemented, S3Error } from './s3-error.js';
import type { S3Request } from './s3-request.js';

const CHUNKED = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

/**
 * The request with the body that was meant: out of the frames of `aws-chunked`, its trailers among the headers.
 * @throws S3Error when the body isn't what the headers say
 */
export function withPlainBody(request: S3Request): S3Request {
  const { headers, body } = request;
  const sha256 = headers.get('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  if (sha256 === CHUNKED) return unframed(request);
  if (sha256.startsWith('STREAMING-')) throw notImplemented(`x-amz-content-sha256: ${sha256}`);
  if (sha256 !== 'UNSIGNED-PAYLOAD' && sha256 !== createHash('sha256').update(body).digest('hex')) {
    throw new S3Error(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' does not match what was computed.",
    );
  }
  if (headers.has('transfer-encoding')) {
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  return request;
}

function unframed(request: S3Request): S3Request {
  const { chunks, trailers } = readFrames(request.body);
  const body = Buffer.concat(chunks);
  const { headers } = request;
  if (headers.get('x-amz-decoded-content-length') !== String(body.length)) throw incomplete();
  const promised = headers.get('x-amz-trailer')?.toLowerCase();
  if (promised !== undefined && !trailers.has(promised)) {
    throw new S3Error('MalformedTrailerError', 'The request contained trailing data that was not well-formed.');
  }
  return { ...request, body, headers: new Map([...headers, ...trailers]) };
}

/** Frames are `size in hex, CRLF, bytes, CRLF`; one without bytes is the last, and trailers follow it. */
function readFrames(framed: Buffer): { chunks: Buffer[]; trailers: Map<string, string> } {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = framed.indexOf('\r\n', at);
    if (lineEnd === -1) throw incomplete();
    const size = Number.parseInt(framed.toString('latin1', at, lineEnd), 16);
    const start = lineEnd + 2;
    if (size === 0) return { chunks, trailers: readTrailers(framed.toString('latin1', start)) };
    if (!(start + size + 2 <= framed.length)) throw incomplete();
    chunks.push(framed.subarray(start, start + size));
    at = start + size + 2;
  }
}

function readTrailers(text: string): Map<string, string> {
  const lines = text.split(/\r?\n/).filter(Boolean);
  return new Map(lines.map((line) => [line.split(':', 1)[0]?.toLowerCase() ?? '', line.replace(/^[^:]*:\s*/, '')]));
}

function incomplete(): S3Error {
  return new S3Error(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length header',
  );
}
