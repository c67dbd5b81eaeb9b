import { hash } from 'node:crypto';
import type { ApiRequest } from './api-request.js';
import { type ApiResponse, type Headers, REVALIDATE } from './api-response.js';

/** A short digest to build entity tags of. It guards nothing. */
export function fingerprint(content: string | Uint8Array): string {
  return hash('sha1', content, 'base64url');
}

/** Whether `If-None-Match` names a tag. Weak comparison, as RFC 9110 asks for here. */
function names(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  const opaque = tag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === opaque);
}

/**
 * 304 when the caller has what is tagged already, else what `whole` makes.
 * @param own headers of either: those of a 304 replace those that a browser has kept, its policy included
 */
export async function unlessKnown(
  request: ApiRequest,
  tag: string,
  whole: (headers: Headers) => ApiResponse | Promise<ApiResponse>,
  own: Headers = {},
): Promise<ApiResponse> {
  const headers = { ...own, etag: tag, 'cache-control': REVALIDATE };
  return names(request.headers.get('if-none-match'), tag) ? { status: 304, body: null, headers } : whole(headers);
}
