import type { IncomingHttpHeaders } from 'node:http';
import type { Bucket } from './bucket.js';
import { checkedSums } from './checksums.js';
import { allowance, CORS_METHODS, corsFields, readCorsRules, ruleFor } from './cors-rules.js';
import { S3Error } from './s3-error.js';
import type { S3Answer, S3Call } from './s3-service.js';
import { writeXml } from './xml.js';

/** PutBucketCors. Replaces the rules. */
export function putBucketCors(call: S3Call): S3Answer {
  const bucket = call.service.bucketFor(call, 's3:PutBucketCORS');
  checkedSums(call.request.headers, call.request.body);
  bucket.corsRules = readCorsRules(call.request.body.toString());
  return { status: 200 };
}

/** GetBucketCors. */
export function getBucketCors(call: S3Call): S3Answer {
  const { name, corsRules } = call.service.bucketFor(call, 's3:GetBucketCORS');
  if (corsRules.length === 0) {
    const fields = { BucketName: name };
    throw new S3Error('NoSuchCORSConfiguration', 'The CORS configuration does not exist', { fields });
  }
  return { status: 200, body: writeXml('CORSConfiguration', corsFields(corsRules)) };
}

/** DeleteBucketCors. */
export function deleteBucketCors(call: S3Call): S3Answer {
  call.service.bucketFor(call, 's3:PutBucketCORS').corsRules = [];
  return { status: 204 };
}

/**
 * Responds to preflight requests, which are not signed.
 * @throws S3Error `BadRequest` when it isn't such a question, `AccessForbidden` when no rule allows the request
 */
export function preflight(bucket: Bucket | undefined, sent: IncomingHttpHeaders): S3Answer {
  const { origin, 'access-control-request-method': method } = sent;
  if (origin === undefined) throw new S3Error('BadRequest', 'Insufficient information. Origin request header needed.');
  if (method === undefined || !CORS_METHODS.includes(method)) {
    throw new S3Error('BadRequest', `Invalid Access-Control-Request-Method: ${method ?? 'null'}`);
  }
  if (!bucket?.corsRules.length) throw forbidden('CORS is not enabled for this bucket.');
  const asked = (sent['access-control-request-headers'] ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const rule = ruleFor(bucket.corsRules, origin, method, asked);
  if (rule === undefined) throw forbidden('This CORS request is not allowed.');
  const headers = asked.length === 0 ? {} : { 'access-control-allow-headers': asked.join(', ') };
  return { status: 200, headers: { ...allowance(rule, origin), ...headers } };
}

/** The headers by which a browser shows an answer to a page: none unless a rule allows the request. */
export function corsHeaders(bucket: Bucket | undefined, method: string, origin: string | undefined) {
  const rule = bucket && origin !== undefined ? ruleFor(bucket.corsRules, origin, method) : undefined;
  return rule === undefined || origin === undefined ? {} : allowance(rule, origin);
}

function forbidden(reason: string): S3Error {
  return new S3Error('AccessForbidden', `CORSResponse: ${reason}`);
}
