import { buildBdaJob, documentText } from '@earshot/core/testing/bda';
import { audioDocument } from './audio-document.ts';
import { type Call, isVideo } from './call.ts';
import { customDocument } from './custom-document.ts';
import { uuidFor } from './random.ts';
import {
  INPUT_BUCKET,
  REDACTED,
  type RecordedCall,
  record,
  recordingKey,
  UNREDACTED,
  type Wording,
} from './recorded-call.ts';
import { videoDocument } from './video-document.ts';

const OUTPUT_BUCKET = 'earshot-examples';
const OUTPUT_PREFIX = 'transcription-outputs';

/** The id of the job that analyzed a call. */
export function jobIdOf(callId: string): string {
  return uuidFor(`job:${callId}`);
}

/** The folder of a job. A prefix that ends in `/` gives `//`, because the service joins with `/` blindly. */
export function jobFolder(callId: string, prefixEndsInSlash = false): string {
  return `s3://${OUTPUT_BUCKET}/${OUTPUT_PREFIX}/${callId}/${prefixEndsInSlash ? '/' : ''}${jobIdOf(callId)}/`;
}

/** The empty file with which every job begins, also one that fails later. */
export function accessCheck(callId: string): [path: string, content: string] {
  return [pathOf(callId, '0/.s3_access_check'), ''];
}

/** Everything that the job for a call wrote: path in `examples/` and content. */
export function jobFiles(call: Call): [path: string, content: string][] {
  const recorded = record(call);
  const { id, recordedAt, recording, blueprint } = call;
  const customOf = (wording: Wording) =>
    blueprint.status === 'MATCH' ? customDocument(call, blueprint, wording) : undefined;
  const files = buildBdaJob({
    jobId: jobIdOf(id),
    folder: jobFolder(id, call.prefixEndsInSlash),
    input: { bucket: INPUT_BUCKET, key: recordingKey(id, recordedAt, recording.extension) },
    modality: isVideo(recording) ? 'VIDEO' : 'AUDIO',
    standard: standardDocument(recorded, UNREDACTED),
    custom: blueprint.status === 'NO_MATCH' ? 'NO_MATCH' : customOf(UNREDACTED),
    ...(call.sensitiveData === 'DETECTION_AND_REDACTION' && {
      redacted: { standard: standardDocument(recorded, REDACTED), custom: customOf(REDACTED) },
    }),
  });
  return files.map(({ path, document }) => [pathOf(id, path), document === undefined ? '' : documentText(document)]);
}

function pathOf(callId: string, path: string): string {
  return `bucket/${OUTPUT_PREFIX}/${callId}/${jobIdOf(callId)}/${path}`;
}

function standardDocument(recorded: RecordedCall, wording: Wording) {
  const { recording } = recorded.call;
  return isVideo(recording) ? videoDocument(recorded, recording) : audioDocument(recorded, recording, wording);
}
