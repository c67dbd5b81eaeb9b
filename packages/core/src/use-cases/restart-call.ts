import { EarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import { restarted } from '../model/transitions.js';
import { hasBacklog, type StartCallDeps, startCall } from './start-call.js';
import type { StartOutcome } from './start-job.js';
import { updateRecord } from './update-record.js';

/**
 * Restarts a failed call. The failed job stays on the record. If a restart was interrupted before its job began, the next
 * one starts that job.
 */
export class RestartCall {
  readonly #deps: StartCallDeps;

  constructor(deps: StartCallDeps) {
    this.#deps = deps;
  }

  /**
   * @param seen the revision that made the caller ask. A call that failed since is not restarted.
   * @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such call, `EARSHOT_CONFLICT` (not retryable) unless it
   * failed, `EARSHOT_INVALID_INPUT` when its recording's place is unknown, and what the ports throw
   */
  async execute(hash: CallHash, seen?: Pick<CallRecord, 'revision'>): Promise<StartOutcome> {
    const { repository, now, state } = this.#deps;
    const record = await updateRecord(repository, hash, (known) => {
      if (known !== undefined) {
        const changed = seen !== undefined && seen.revision !== known.revision;
        return changed ? known : restarted(known, now().getTime());
      }
      throw new EarshotError('EARSHOT_NOT_FOUND', `no call has hash ${hash}`, {
        details: { field: 'hash', found: hash },
      });
    });
    return startCall(this.#deps, record, await hasBacklog(state));
  }
}
