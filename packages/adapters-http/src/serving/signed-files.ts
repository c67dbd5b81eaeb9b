import { isEarshotError, type RecordingStore, type RecordingUrls, type UrlPermit } from '@earshot/core';
import type { ApiRequest } from './api-request.js';
import type { Refusal } from './problem.js';

/** Whether a store serves its signed URLs itself. */
export function servesUrls(store: RecordingStore & Partial<RecordingUrls>): store is RecordingStore & RecordingUrls {
  return store.permitOf !== undefined;
}

/** What the URL of a request permits, if it was signed for this method. */
export function permitOf<M extends UrlPermit['method']>(
  urls: RecordingUrls,
  method: M,
  { url }: Pick<ApiRequest, 'url'>,
): Extract<UrlPermit, { method: M }> | Refusal {
  try {
    const permit = urls.permitOf(method, url);
    return permit.method === method ? (permit as Extract<UrlPermit, { method: M }>) : { kind: 'url-not-valid' };
  } catch (error) {
    if (isEarshotError(error, 'EARSHOT_DENIED')) return { kind: 'url-not-valid' };
    throw error;
  }
}
