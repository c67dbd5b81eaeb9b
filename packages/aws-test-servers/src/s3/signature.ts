import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { TEST_REGION } from '../test-server.js';
import { percentEncode } from './key-encoding.js';
import { accessDenied, S3Error, type S3ErrorCode } from './s3-error.js';
import type { S3Request } from './s3-request.js';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const A_WEEK_IN_SECONDS = 604_800;

/** What a signature of version 4 says about itself. */
interface Claim {
  readonly accessKeyId: string;
  /** Date, region, service and end, with slashes between. */
  readonly scope: string;
  readonly timestamp: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly payload: string;
}

/** How to tell who asks. */
export interface SignatureRules {
  /** Secrets by access key id. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly now: () => Date;
}

/**
 * The access key id of who signed the request, in its header or its URL.
 * @throws S3Error when nobody known did, or no longer
 */
export function signerOf(request: S3Request, { credentials, now }: SignatureRules): string {
  const presigned = request.query.has('X-Amz-Signature') || request.query.has('X-Amz-Algorithm');
  const claim = presigned ? claimInUrl(request) : claimInHeader(request);
  checkScope(claim, presigned ? 'AuthorizationQueryParametersError' : 'AuthorizationHeaderMalformed');
  if (presigned) checkTime(request, claim.timestamp, now());
  checkSigned(request, claim.signedHeaders);
  const secret = credentials[claim.accessKeyId];
  if (secret === undefined) {
    throw new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  }
  const expected = sign(secret, claim, canonicalRequest(request, claim));
  const given = Buffer.from(claim.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new S3Error(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the one you provided.',
    );
  }
  return claim.accessKeyId;
}

function claimInHeader({ headers }: S3Request): Claim {
  const header = headers.get('authorization');
  if (header === undefined) throw accessDenied();
  const form = /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([\da-f]{64})$/;
  const [, accessKeyId, scope, signedHeaders, signature] = form.exec(header) ?? [];
  const payload = headers.get('x-amz-content-sha256');
  const timestamp = headers.get('x-amz-date');
  if (!accessKeyId || !scope || !signedHeaders || !signature || !timestamp) {
    throw new S3Error('AuthorizationHeaderMalformed', 'The authorization header you provided is invalid.');
  }
  if (payload === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  return { accessKeyId, scope, signedHeaders: signedHeaders.split(';'), signature, payload, timestamp };
}

function claimInUrl({ query, headers }: S3Request): Claim {
  const get = (name: string) => query.get(`X-Amz-${name}`) ?? '';
  const [, accessKeyId, scope] = /^([^/]+)\/(.+)$/.exec(get('Credential')) ?? [];
  const seconds = Number(get('Expires'));
  if (get('Algorithm') !== ALGORITHM || !accessKeyId || !scope || !/^\d{8}T\d{6}Z$/.test(get('Date'))) {
    throw wrongQuery('X-Amz-Algorithm, -Credential, -Date, -Expires, -SignedHeaders and -Signature are all needed.');
  }
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > A_WEEK_IN_SECONDS) {
    throw wrongQuery('X-Amz-Expires must be less than a week (in seconds), and at least 1');
  }
  return {
    accessKeyId,
    scope,
    timestamp: get('Date'),
    signedHeaders: get('SignedHeaders').split(';'),
    signature: get('Signature'),
    payload: get('Content-Sha256') || headers.get('x-amz-content-sha256') || 'UNSIGNED-PAYLOAD',
  };
}

function checkScope({ scope, timestamp, signedHeaders }: Claim, code: S3ErrorCode): void {
  const expected = `${timestamp.slice(0, 8)}/${TEST_REGION}/s3/aws4_request`;
  if (scope !== expected) throw new S3Error(code, `the scope '${scope}' is wrong; expecting '${expected}'`);
  if (!signedHeaders.includes('host')) throw new S3Error(code, 'the host header must be signed');
}

/** What a header could change, its signature has to cover. */
function checkSigned({ headers, query }: S3Request, signedHeaders: readonly string[]): void {
  const loose = [...headers.keys()].filter((name) => /^x-amz-(?!content-sha256)/.test(name) && !query.has(name));
  if (loose.every((name) => signedHeaders.includes(name))) return;
  throw accessDenied('There were headers present in the request which were not signed');
}

function checkTime({ query }: S3Request, timestamp: string, now: Date): void {
  const signed = Date.parse(timestamp.replace(/^(....)(..)(..T..)(..)(..)Z$/, '$1-$2-$3:$4:$5Z'));
  const expires = new Date(signed + Number(query.get('X-Amz-Expires')) * 1_000);
  if (now.getTime() < signed - 900_000) throw accessDenied('Request is not yet valid');
  if (now <= expires) return;
  throw new S3Error('AccessDenied', 'Request has expired', {
    fields: { Expires: expires.toISOString(), ServerTime: now.toISOString() },
  });
}

function canonicalRequest({ method, path, query, headers }: S3Request, { signedHeaders, payload }: Claim): string {
  const parameters = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  const signed = signedHeaders.map((name) => `${name}:${headers.get(name)?.trim().replace(/ +/g, ' ') ?? ''}\n`);
  const resource = path.split('/').map((part) => percentEncode(decodeURIComponent(part)));
  return [method, resource.join('/'), parameters.join('&'), signed.join(''), signedHeaders.join(';'), payload].join(
    '\n',
  );
}

function sign(secret: string, { scope, timestamp }: Claim, canonical: string): Buffer {
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, [ALGORITHM, timestamp, scope, createHash('sha256').update(canonical).digest('hex')].join('\n'));
}

function wrongQuery(message: string): S3Error {
  return new S3Error('AuthorizationQueryParametersError', message);
}
