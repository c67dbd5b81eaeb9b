import { createHash, createHmac } from 'node:crypto';
import type { Digests } from '@earshot/core';

/** MD5 and SHA-256 by `node:crypto`. */
export const digests: Digests = {
  md5Hex: (text) => createHash('md5').update(text, 'utf8').digest('hex'),
  sha256Hex: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
};

/** Signs text with a secret: HMAC of SHA-256, as hex. */
export function signWith(secret: string): (text: string) => string {
  return (text) => createHmac('sha256', secret).update(text, 'utf8').digest('hex');
}
