import { createHmac, timingSafeEqual } from 'node:crypto';

const TOLERANCE_SECONDS = 5 * 60;

/** Whether a request comes from Earshot. `body` is the text as it arrived, before JSON.parse. */
export function isFromEarshot(headers: Headers, body: string, secret: string, now = new Date()): boolean {
  const id = headers.get('webhook-id') ?? '';
  const timestamp = headers.get('webhook-timestamp') ?? '';
  const ageSeconds = Math.abs(now.getTime() / 1_000 - Number(timestamp));
  if (!(ageSeconds <= TOLERANCE_SECONDS)) return false;

  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : secret;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  // While a secret is rotated, several signatures may be there, separated by spaces.
  return (headers.get('webhook-signature') ?? '').split(' ').some((signature) => {
    const [version, digest = ''] = signature.split(',');
    const found = Buffer.from(digest, 'base64');
    return version === 'v1' && found.length === expected.length && timingSafeEqual(found, expected);
  });
}
