import type { CallHash } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import { withoutNote } from '../model/transitions.js';
import type { NoteDeps } from './add-note.js';
import { changeKnown } from './change-known.js';

/** Deletes a note of a call. */
export class DeleteNote {
  readonly #deps: NoteDeps;

  constructor(deps: NoteDeps) {
    this.#deps = deps;
  }

  /**
   * @returns the record as stored afterwards
   * @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such call, or it has no such note; what the ports throw
   */
  async execute(hash: CallHash, id: string): Promise<CallRecord> {
    const atMs = this.#deps.now().getTime();
    return changeKnown(this.#deps, hash, (record) => withoutNote(record, id, atMs));
  }
}
