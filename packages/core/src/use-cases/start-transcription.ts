import { hashOf, type StartRequest } from '../model/call.js';
import { hadResult } from '../model/record.js';
import { withRecording } from '../model/transitions.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { Finisher } from './finish-call.js';
import { hasBacklog, type StartCallDeps, startCall } from './start-call.js';
import type { StartJobOptions, StartOutcome } from './start-job.js';
import { updateRecord } from './update-record.js';

/**
 * Takes a recording in: writes its record, starts its analysis, notes the job on the record. May be called any number of
 * times for one recording, concurrently and after a crash at any point: there is one record and one job. A call whose job
 * can't start now is submitted all the same.
 */
export class StartTranscription {
  readonly #deps: StartCallDeps;

  constructor(deps: StartCallDeps) {
    this.#deps = deps;
  }

  /**
   * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the call has another recording already that could be
   * read; what the repository and the shared state throw. What the analyzer answers is an outcome
   */
  async execute(request: StartRequest, options: StartJobOptions = {}): Promise<StartOutcome> {
    const { digests, now, state, finishCall } = this.#deps;
    const hash = hashOf(request.callId, digests);
    const repository = noting(this.#deps);
    const [record, backlog] = await Promise.all([
      updateRecord(repository, hash, (known) => withRecording(known, hash, request, now().getTime())),
      hasBacklog(state),
    ]);
    const outcome = await startCall(this.#deps, record, backlog, options);
    if (hadResult(outcome.record)) await finishCall?.execute(outcome.record);
    return outcome;
  }
}

/**
 * Notes calls before they are saved, for the next sweep to finish if this process dies: only those that something was derived
 * from, which a report of a better time or a longer recording may change.
 */
function noting({
  repository,
  finishCall,
}: {
  readonly repository: RecordRepository;
  readonly finishCall?: Pick<Finisher, 'finishLater'> | undefined;
}): Pick<RecordRepository, 'get' | 'save'> {
  if (finishCall === undefined) return repository;
  return {
    get: (hash) => repository.get(hash),
    save: async (record) => {
      if (hadResult(record)) await finishCall.finishLater(record.hash);
      await repository.save(record);
    },
  };
}
