import { hashOf, type StartRequest } from '../model/call.js';
import { withRecording } from '../model/transitions.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { AddTelephony, type TelephonyStores } from './add-telephony.js';
import { hasBacklog, type StartCallDeps, startCall } from './start-call.js';
import type { StartJobOptions, StartOutcome } from './start-job.js';
import { updateRecord } from './update-record.js';

export interface StartAnalysisDeps extends StartCallDeps {
  /** Where facts from telephone systems are stored. @defaultValue none */
  readonly telephony?: TelephonyStores | undefined;
}

/**
 * Ingests a recording: writes its record, starts its analysis, notes the job on the record. May be
 * called any number of times for one recording, concurrently and after a crash at any point: there
 * is one record and one job. A call whose job can't start now is still submitted. Data from
 * telephone systems is stored with it.
 */
export class StartAnalysis {
  readonly #deps: StartAnalysisDeps;

  constructor(deps: StartAnalysisDeps) {
    this.#deps = deps;
  }

  /**
   * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the call has another recording already that could be
   * read; what the repository and the shared state throw. What the analyzer answers is an outcome
   */
  async execute(request: StartRequest, options: StartJobOptions = {}): Promise<StartOutcome> {
    const { repository, finishCall } = this.#deps;
    if (finishCall === undefined) return this.#start(request, options, repository);
    return finishCall.whileSaving(repository, (noting) => this.#start(request, options, noting));
  }

  async #start(request: StartRequest, options: StartJobOptions, repository: RecordRepository): Promise<StartOutcome> {
    const { digests, now, state, telephony: stores } = this.#deps;
    const hash = hashOf(request.callId, digests);
    const [record, backlog] = await Promise.all([
      updateRecord(repository, hash, (known) => withRecording(known, hash, request, now().getTime())),
      hasBacklog(state),
    ]);
    const outcome = await startCall(this.#deps, record, backlog, options);
    if (stores === undefined) return outcome;
    // After the start: a sidecar that can't be read for now delays no recording.
    return { ...outcome, ...(await new AddTelephony({ stores, repository, digests, now }).execute(outcome.record)) };
  }
}
