import { callIdOfRecording, type Layout, readStartMessage } from '@earshot/core';
import { digests } from '../container.js';
import type { Candidate } from './candidate.js';

/**
 * The start message of a recording in S3. Without a call id, it names the call that an upload of the same recording would.
 * Without a time, the one in the recording's name counts, else when it was last written.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when no such message can be: the call id, the time or the metadata is wrong
 */
export function startMessageOf(recording: Candidate, layout: Layout, nowMs: number): string {
  const { uri, callId = callIdOfRecording(uri, layout, digests), recordedAt, modifiedAtMs, metadata } = recording;
  const isWritten = recordedAt === undefined && modifiedAtMs !== undefined;
  const message = {
    callId,
    audioS3Uri: uri,
    ...(recordedAt !== undefined && { timestamp: recordedAt }),
    ...(isWritten && { timestamp: new Date(modifiedAtMs).toISOString(), timestampSource: 'file_time' }),
    ...(metadata && { metadata }),
  };
  readStartMessage(message, nowMs, layout.names);
  return JSON.stringify(message);
}
