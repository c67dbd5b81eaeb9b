import { uploadOf } from '../intake/recording-keys.js';
import { hashOf } from '../model/call.js';
import { isSameMedia } from '../model/media-reports.js';
import type { CallRecord } from '../model/record.js';
import type { Upload, UploadState } from '../model/upload.js';
import { missingParts, type UploadPart } from '../model/upload-plan.js';
import type { ObjectUri } from '../model/uri.js';
import type { ReceivedPart } from '../ports/recording-store.js';
import type { UploadDeps } from './upload-deps.js';
import { openUploadId } from './upload-tokens.js';

/** How long a part may wait to be sent: anybody who has its URL can send it. */
const URL_LIFE_MS = 4 * 3_600_000;

/** Reads the progress of an upload, with fresh URLs for the missing parts. */
export class ReadUpload {
  readonly #deps: Pick<UploadDeps, 'recordings' | 'repository' | 'digests' | 'layout' | 'sign' | 'now'>;

  constructor(deps: Pick<UploadDeps, 'recordings' | 'repository' | 'digests' | 'layout' | 'sign' | 'now'>) {
    this.#deps = deps;
  }

  /** @throws EarshotError `EARSHOT_NOT_FOUND` when upload not found; what the ports throw */
  async execute(id: string): Promise<Upload> {
    const { recordings, repository, digests, layout, sign, now } = this.#deps;
    const { plan, start, expiresAtMs } = openUploadId(id, sign);
    const { callId } = start;
    const hash = hashOf(callId, digests);
    const about = { id, callId, hash, kind: uploadOf(plan.uri, layout)?.kind, plan, expiresAtMs };
    const ended = (state: UploadState): Upload => ({ ...about, state, received: [], missing: [] });
    if (isTaken(await repository.get(hash), plan.uri)) return ended('taken');
    const received = await recordings.uploads.parts(plan);
    if (received === undefined) {
      return ended((await recordings.stat(plan.uri)) === undefined ? 'cancelled' : 'received');
    }
    const missing = missingParts(plan, received);
    if (missing.length === 0) return { ...about, state: 'received', received, missing: [] };
    const nowMs = now().getTime();
    if (nowMs >= expiresAtMs) return ended('expired');
    const urlsExpireAtMs = Math.min(nowMs + URL_LIFE_MS, expiresAtMs);
    const targets = await recordings.uploads.urlsFor(plan, numbersOf(missing), urlsExpireAtMs);
    return { ...about, state: 'waiting', received: onlyWhole(received, missing), missing: targets };
  }
}

/** Whether a call has a recording, in whatever form it has grown to. */
export function isTaken(record: CallRecord | undefined, uri: ObjectUri): boolean {
  return record?.media !== undefined && isSameMedia(record.media, uri) === true;
}

function numbersOf(parts: readonly UploadPart[]): number[] {
  return parts.map(({ number }) => number);
}

/** Without parts of another size, which have to be sent again. */
function onlyWhole(received: readonly ReceivedPart[], missing: readonly UploadPart[]): readonly ReceivedPart[] {
  const again = new Set(numbersOf(missing));
  return received.filter(({ number }) => !again.has(number));
}
