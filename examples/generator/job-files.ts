import { audioDocument } from './audio-document.ts';
import { type Call, isVideo } from './call.ts';
import { customDocument } from './custom-document.ts';
import { jobKey, manifestOf } from './manifest.ts';
import { type JsonObject, toPythonJson } from './python-json.ts';
import { REDACTED, type RecordedCall, record, UNREDACTED, type Wording } from './recorded-call.ts';
import { videoDocument } from './video-document.ts';

/** The empty file with which every job begins, also one that fails later. */
export function accessCheck(callId: string): [path: string, content: string] {
  return [`bucket/${jobKey(callId)}/0/.s3_access_check`, ''];
}

/** Everything that the job for a call wrote: path in `examples/` and content. */
export function jobFiles(call: Call): [path: string, content: string][] {
  const recorded = record(call);
  const folder = `bucket/${jobKey(call.id)}`;
  const files = [accessCheck(call.id)];
  const write = (path: string, document: JsonObject): void => {
    files.push([`${folder}/${path}`, toPythonJson(document)]);
  };
  const writeOutputs = (name: string, wording: Wording): void => {
    write(`0/standard_output/0/${name}`, standardDocument(recorded, wording));
    if (call.blueprint.status === 'MATCH') {
      write(`0/custom_output/0/${name}`, customDocument(call, call.blueprint, wording));
    }
  };
  writeOutputs('result.json', UNREDACTED);
  if (call.sensitiveData === 'DETECTION_AND_REDACTION') {
    writeOutputs('redacted/result.json', REDACTED);
  }
  write('job_metadata.json', manifestOf(call));
  return files;
}

function standardDocument(recorded: RecordedCall, wording: Wording): JsonObject {
  const { recording } = recorded.call;
  return isVideo(recording) ? videoDocument(recorded, recording) : audioDocument(recorded, recording, wording);
}
