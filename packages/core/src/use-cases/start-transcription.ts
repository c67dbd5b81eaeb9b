import { hashOf, type StartRequest } from '../model/call.js';
import { withRecording } from '../model/transitions.js';
import { type StartJobDeps, type StartJobOptions, type StartOutcome, startJob } from './start-job.js';
import { updateRecord } from './update-record.js';

/**
 * Takes a recording in: writes its record, starts its analysis, notes the job on the record. May be called any number of
 * times for one recording, concurrently and after a crash at any point: there is one record and one job.
 */
export class StartTranscription {
  readonly #deps: StartJobDeps;

  constructor(deps: StartJobDeps) {
    this.#deps = deps;
  }

  /**
   * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the call has another recording already that could be
   * read; what the ports throw, except that a recording the analyzer will never take is an outcome: `failed`
   */
  async execute(request: StartRequest, options: StartJobOptions = {}): Promise<StartOutcome> {
    const { repository, digests, now } = this.#deps;
    const hash = hashOf(request.callId, digests);
    const record = await updateRecord(repository, hash, (known) =>
      withRecording(known, hash, request, now().getTime()),
    );
    return startJob(this.#deps, record, options);
  }
}
