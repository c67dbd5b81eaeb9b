import type { IncomingHttpHeaders } from 'node:http';
import type { Bucket } from './bucket.js';
import { checkedSums } from './checksums.js';
import { S3Error } from './s3-error.js';
import type { S3Answer, S3Call } from './s3-service.js';
import { childrenOf, malformed, readXml, textOf, writeXml, type XmlElement } from './xml.js';

const METHODS: readonly string[] = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];
const MOST_RULES = 100;
const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** What pages of some origins may do with a bucket. Origins and headers may have one `*`. */
export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAgeSeconds?: number | undefined;
}

/** PutBucketCors. Replaces the rules. */
export function putBucketCors(call: S3Call): S3Answer {
  const bucket = call.service.bucketFor(call, 's3:PutBucketCORS');
  checkedSums(call.request.headers, call.request.body);
  const document = readXml(call.request.body.toString());
  if (document.name !== 'CORSConfiguration') malformed();
  const rules = document.children.map(readRule);
  if (rules.length < 1 || rules.length > MOST_RULES) malformed();
  bucket.corsRules = rules;
  return { status: 200 };
}

/** GetBucketCors. */
export function getBucketCors(call: S3Call): S3Answer {
  const { name, corsRules } = call.service.bucketFor(call, 's3:GetBucketCORS');
  if (corsRules.length === 0) {
    const fields = { BucketName: name };
    throw new S3Error('NoSuchCORSConfiguration', 'The CORS configuration does not exist', { fields });
  }
  const written = corsRules.map(({ origins, methods, headers, exposed, maxAgeSeconds }) => ({
    AllowedOrigin: origins,
    AllowedMethod: methods,
    AllowedHeader: headers,
    ExposeHeader: exposed,
    MaxAgeSeconds: maxAgeSeconds,
  }));
  return { status: 200, body: writeXml('CORSConfiguration', { CORSRule: written }) };
}

/** DeleteBucketCors. */
export function deleteBucketCors(call: S3Call): S3Answer {
  call.service.bucketFor(call, 's3:PutBucketCORS').corsRules = [];
  return { status: 204 };
}

/**
 * Answers what a browser asks before it sends a page's request. Nobody signs that.
 * @throws S3Error `BadRequest` when it isn't such a question, `AccessForbidden` when no rule allows the request
 */
export function preflight(bucket: Bucket | undefined, sent: IncomingHttpHeaders): S3Answer {
  const { origin, 'access-control-request-method': method } = sent;
  if (origin === undefined) throw new S3Error('BadRequest', 'Insufficient information. Origin request header needed.');
  if (method === undefined || !METHODS.includes(method)) {
    throw new S3Error('BadRequest', `Invalid Access-Control-Request-Method: ${method ?? 'null'}`);
  }
  if (!bucket?.corsRules.length) throw forbidden('CORS is not enabled for this bucket.');
  const asked = (sent['access-control-request-headers'] ?? '').toLowerCase().split(',').map(trimmed).filter(Boolean);
  const rule = ruleFor(bucket, origin, method, asked);
  if (rule === undefined) throw forbidden('This CORS request is not allowed.');
  const headers = asked.length === 0 ? {} : { 'access-control-allow-headers': asked.join(', ') };
  return { status: 200, headers: { ...allowance(rule, origin), ...headers } };
}

/** The headers by which a browser shows an answer to a page: none unless a rule allows the request. */
export function corsHeaders(bucket: Bucket | undefined, method: string, origin: string | undefined) {
  const rule = bucket && origin !== undefined ? ruleFor(bucket, origin, method, []) : undefined;
  return rule === undefined || origin === undefined ? {} : allowance(rule, origin);
}

function ruleFor({ corsRules }: Bucket, origin: string, method: string, asked: readonly string[]) {
  const covers = (patterns: readonly string[], text: string) => patterns.some((pattern) => fits(pattern, text));
  return corsRules.find(
    ({ origins, methods, headers }) =>
      covers(origins, origin) && methods.includes(method) && asked.every((name) => covers(headers, name)),
  );
}

function allowance({ origins, methods, exposed, maxAgeSeconds }: CorsRule, origin: string): S3Answer['headers'] {
  const every = origins.includes('*');
  return {
    'access-control-allow-origin': every ? '*' : origin,
    'access-control-allow-methods': methods.join(', '),
    ...(exposed.length > 0 && { 'access-control-expose-headers': exposed.join(', ') }),
    ...(maxAgeSeconds !== undefined && { 'access-control-max-age': String(maxAgeSeconds) }),
    ...(!every && { 'access-control-allow-credentials': 'true' }),
    vary: VARY,
  };
}

function readRule(element: XmlElement): CorsRule {
  if (element.name !== 'CORSRule') malformed();
  const texts = (name: string) => childrenOf(element, name).map(({ text }) => text);
  const [origins, methods] = [texts('AllowedOrigin'), texts('AllowedMethod')];
  if (origins.length === 0 || methods.length === 0) malformed();
  const headers = texts('AllowedHeader').map((name) => name.toLowerCase());
  const stars = [...origins, ...headers].find((text) => text.split('*').length > 2);
  if (stars !== undefined) throw invalid(`"${stars}" can not have more than one wildcard.`);
  const unknown = methods.find((method) => !METHODS.includes(method));
  if (unknown !== undefined) {
    throw invalid(`Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`);
  }
  const seconds = textOf(element, 'MaxAgeSeconds');
  if (seconds !== undefined && !/^\d+$/.test(seconds)) malformed();
  const maxAgeSeconds = seconds === undefined ? undefined : Number(seconds);
  return { origins, methods, headers, exposed: texts('ExposeHeader'), maxAgeSeconds };
}

function fits(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return pattern === text;
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

function trimmed(text: string): string {
  return text.trim();
}

function invalid(message: string): S3Error {
  return new S3Error('InvalidRequest', message);
}

function forbidden(reason: string): S3Error {
  return new S3Error('AccessForbidden', `CORSResponse: ${reason}`);
}
