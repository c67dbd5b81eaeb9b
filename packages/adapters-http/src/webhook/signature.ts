import { createHmac } from 'node:crypto';
import { EarshotError } from '@earshot/core';

/** What a secret has to be, in words. */
export const SECRET_EXPECTED =
  'whsec_ and 24-64 bytes in base64, such as `echo whsec_$(openssl rand -base64 32)` prints, or at least 24 visible ASCII characters';

const PREFIX = 'whsec_';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The key that a secret stands for: after `whsec_` bytes in base64, as Standard Webhooks writes keys; else the text itself.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when it is too short or malformed; it never says what it is
 */
export function signingKey(secret: string): Buffer {
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : undefined;
  const isWellFormed = encoded === undefined ? /^[!-~]+$/.test(secret) : BASE64.test(encoded);
  const key = encoded === undefined ? Buffer.from(secret, 'utf8') : Buffer.from(encoded, 'base64');
  const isLong = key.length >= 24 && (encoded === undefined || key.length <= 64);
  if (isWellFormed && isLong) return key;
  throw new EarshotError('EARSHOT_INVALID_INPUT', `the webhook's secret must be ${SECRET_EXPECTED}`, {
    details: { field: 'secret', expected: SECRET_EXPECTED, found: `${secret.length} characters` },
  });
}

/** The headers that sign a body, as Standard Webhooks has them (https://www.standardwebhooks.com). */
export function signedHeaders(key: Buffer, id: string, body: string, at: Date): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
