import { EarshotError } from '../errors.js';
import type { UploadDeps } from './upload-deps.js';
import { openUploadId } from './upload-tokens.js';

/**
 * Cancels an upload: its parts are discarded. A recording that has arrived whole stays, because its store reports it: erase its
 * call.
 */
export class CancelUpload {
  readonly #deps: Pick<UploadDeps, 'recordings' | 'sign'>;

  constructor(deps: Pick<UploadDeps, 'recordings' | 'sign'>) {
    this.#deps = deps;
  }

  /**
   * @throws EarshotError `EARSHOT_NOT_FOUND` when upload not found; `EARSHOT_CONFLICT`, not retryable, when it is a recording
   *   already
   */
  async execute(id: string): Promise<void> {
    const { recordings, sign } = this.#deps;
    const { plan, start } = openUploadId(id, sign);
    await recordings.uploads.abort(plan);
    if ((await recordings.stat(plan.uri)) === undefined) return;
    const message = `the upload is the recording of call ${start.callId} already: erase that`;
    throw new EarshotError('EARSHOT_CONFLICT', message, { retryable: false });
  }
}
