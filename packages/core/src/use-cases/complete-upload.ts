import { EarshotError, isEarshotError } from '../errors.js';
import { hashOf } from '../model/call.js';
import { isTaken } from './read-upload.js';
import type { StartAnalysis } from './start-analysis.js';
import type { StartOutcome } from './start-job.js';
import type { UploadDeps } from './upload-deps.js';
import { openUploadId } from './upload-tokens.js';

export interface CompleteUploadDeps extends Pick<UploadDeps, 'recordings' | 'repository' | 'digests' | 'sign' | 'now'> {
  readonly startAnalysis: Pick<StartAnalysis, 'execute'>;
}

/**
 * Makes a recording of what was uploaded, and starts its analysis. May be repeated, and the store may report the recording
 * before, meanwhile or later: there is one call and one job. A recording that the analyzer refuses is stored as a failed call,
 * because a report of it may still come.
 */
export class CompleteUpload {
  readonly #deps: CompleteUploadDeps;

  constructor(deps: CompleteUploadDeps) {
    this.#deps = deps;
  }

  /**
   * @throws EarshotError `EARSHOT_CONFLICT` when parts are missing, whose numbers `details.missing` lists, or when the call has
   *   another recording already; `EARSHOT_NOT_FOUND` when upload not found, it was cancelled, or it has expired; what the
   *   ports throw
   */
  async execute(id: string): Promise<StartOutcome> {
    const { recordings, repository, digests, startAnalysis, sign, now } = this.#deps;
    const { plan, start, expiresAtMs } = openUploadId(id, sign);
    if (!isTaken(await repository.get(hashOf(start.callId, digests)), plan.uri)) {
      await recordings.uploads.complete(plan).catch((error: unknown) => {
        const isIncomplete = isEarshotError(error, 'EARSHOT_CONFLICT') && error.details['missing'] !== undefined;
        if (!isIncomplete || now().getTime() < expiresAtMs) throw error;
        throw new EarshotError('EARSHOT_NOT_FOUND', 'the upload has expired', { cause: error });
      });
    }
    return startAnalysis.execute(start);
  }
}
