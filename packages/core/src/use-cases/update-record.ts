import { isEarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { RecordRepository } from '../ports/record-repository.js';

const TRIES = 8;

/**
 * Reads a record, changes it and saves it, anew when another writer was faster. `change` is pure: it gives the changed
 * record, or what it was given when nothing is to change, and throws to refuse.
 *
 * @param known the record as it was read a moment ago, by whom that has done so: it is not read again at first
 * @returns the record as it is kept afterwards
 * @throws EarshotError `EARSHOT_CONFLICT` when other writers were faster every time
 */
export async function updateRecord<T extends CallRecord | undefined>(
  repository: RecordRepository,
  hash: CallHash,
  change: (record: CallRecord | undefined) => T,
  known?: { readonly record: CallRecord | undefined },
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const { record: before } = (tries === 1 && known) || { record: await repository.get(hash) };
    const after = change(before);
    if (after === undefined || after === before) return after;
    try {
      await repository.save(after);
      return after;
    } catch (error) {
      if (!isEarshotError(error, 'EARSHOT_CONFLICT') || tries === TRIES) throw error;
    }
  }
}
