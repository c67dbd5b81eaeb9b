import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CALLS } from './generator/calls.ts';
import { jobEnded } from './generator/events.ts';
import { accessCheck, jobFiles } from './generator/job-files.ts';
import { PCA_CALLS } from './generator/pca-calls.ts';
import { pcaDocument } from './generator/pca-document.ts';
import { recordingKey } from './generator/recorded-call.ts';

/** The call whose recording the service could not read. */
const FAILED_CALL = 'voicemail-unreadable';

/** The folders that hold nothing else. */
export const FOLDERS = ['bucket', 'pca-bucket', 'events'];

/** All the files of the example set: path in `examples/` and content. Nothing is written, nothing is random. */
export function generate(): Map<string, string> {
  return new Map([
    ...CALLS.flatMap(jobFiles),
    ...PCA_CALLS.map(pcaDocument),
    accessCheck(FAILED_CALL),
    [
      'events/job-succeeded.json',
      jobEnded({
        callId: 'billing-double-charge',
        recordingKey: recordingKey('billing-double-charge', '2026-09-14T09:32', 'wav'),
        time: '2026-09-14T09:38:21Z',
      }),
    ],
    [
      'events/job-failed-client-error.json',
      jobEnded({
        callId: FAILED_CALL,
        recordingKey: recordingKey(FAILED_CALL, '2026-10-02T17:41', 'wav'),
        time: '2026-10-02T17:43:06Z',
        clientError: 'Unsupported audio codec in the given file.',
      }),
    ],
  ]);
}

if (import.meta.main) {
  const files = generate();
  for (const folder of FOLDERS) {
    rmSync(join(import.meta.dirname, folder), { recursive: true, force: true });
  }
  for (const [path, content] of files) {
    const target = join(import.meta.dirname, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  console.log(`${files.size} files written`);
}
