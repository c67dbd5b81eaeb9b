import { factsInName } from '../intake/recording-name.js';
import { readUploadMessage } from '../intake/upload-message.js';
import { type CallId, hashOf, type StartRequest } from '../model/call.js';
import { callNames } from '../model/call-names.js';
import { withRecording } from '../model/transitions.js';
import { type Upload, uploadKey } from '../model/upload.js';
import { objectUri } from '../model/uri.js';
import { ReadUpload } from './read-upload.js';
import type { UploadDeps } from './upload-deps.js';
import { sealUpload } from './upload-tokens.js';

/** How long an upload may take. Stores discard its parts after a week. */
const LIFE_MS = 6 * 86_400_000;

/** Begins the upload of a recording. Nothing is kept of it but its parts: its id says the rest. */
export class OpenUpload {
  readonly #deps: UploadDeps;
  readonly #readUpload: ReadUpload;

  constructor(deps: UploadDeps) {
    this.#deps = deps;
    this.#readUpload = new ReadUpload(deps);
  }

  /**
   * @param message an `UploadMessage`
   * @throws EarshotError `EARSHOT_INVALID_INPUT` with the field when it can't be uploaded; `EARSHOT_CONFLICT`, not retryable, when
   *   the call has another recording already
   */
  async execute(message: unknown): Promise<Upload> {
    const { recordings, repository, digests, layout, place, sign, randomHex, now, limitsBytes } = this.#deps;
    const order = readUploadMessage(message, layout, limitsBytes);
    const { stem, suffix, sizeBytes, contentType, kind, timestamp, metadata } = order;
    const nowMs = now().getTime();
    const random = randomHex();
    const callId = order.callId ?? newName(stem, random);
    const key = layout.uploadsPrefix + uploadKey({ callId, kind }, random, suffix);
    const uri = objectUri(place.bucket, key, place.scheme);
    // The file's own name may say more than the key.
    const named = factsInName(stem + suffix, nowMs, layout.names);
    const start: StartRequest = {
      callId,
      media: { uri, ...(kind && { kind }) },
      recordedAt: timestamp === undefined ? named.recordedAt : { ms: Date.parse(timestamp), source: 'message' },
      ...((metadata ?? named.metadata) && { metadata: { ...named.metadata, ...metadata } }),
    };
    // Before anything is sent, not after: whether the call would take the recording now.
    const hash = hashOf(callId, digests);
    withRecording(await repository.get(hash), hash, start, nowMs);
    const plan = await recordings.uploads.open({ uri, sizeBytes, contentType });
    return this.#readUpload.execute(sealUpload({ plan, start, expiresAtMs: nowMs + LIFE_MS }, sign));
  }
}

/** Names the call after the file. Files often have the same name, so there are always digits. */
function newName(stem: string, random: string): CallId {
  return callNames(stem, random).at(-2) as CallId;
}
