import { objectUri } from '@earshot/core';
import type { App } from './container.js';

const ANY_KEY = 'recording';
const MINUTE_MS = 60_000;

/**
 * Where a page sends uploads and finds them again, besides the server that it comes from: the origin of the bucket, and
 * nothing where the server takes them itself. The URLs that the store signs say it, whatever endpoint is configured.
 * @throws what the store throws when it can't sign
 */
export async function pageOrigins({ uploading }: Pick<App, 'uploading'>): Promise<readonly string[]> {
  if (uploading === undefined) return [];
  const { recordings, place } = uploading;
  const uri = objectUri(place.bucket, ANY_KEY, place.scheme);
  const url = await recordings.signedUrl(uri, { expiresAtMs: Date.now() + MINUTE_MS });
  return URL.canParse(url) ? [new URL(url).origin] : [];
}
