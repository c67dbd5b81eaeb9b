import { CallId, type CallRecord, hashOf, type ObjectUri } from '@earshot/core';
import { digests } from '../src/container.js';

/** The record of a call that failed, recorded on a day of May 2026. */
export function failedCall(callId: string, uri: ObjectUri | undefined, day = 1): CallRecord {
  const id = CallId.parse(callId);
  const ms = Date.UTC(2026, 4, day);
  return {
    hash: hashOf(id, digests),
    callId: id,
    revision: 1,
    recordedAt: { ms, source: 'message' },
    state: 'failed',
    history: [
      { state: 'submitted', atMs: ms },
      { state: 'failed', atMs: ms },
    ],
    ...(uri && { media: { uri } }),
    jobs: [],
    failure: { code: 'InternalServerException', reason: `the service broke at ${callId}` },
    createdAtMs: ms,
    updatedAtMs: ms,
  };
}
