import { isEarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { withDerived } from './with-derived.js';

const TRIES = 8;

/**
 * Reads a record, changes it and saves it, and retries when another writer was faster. `change` is
 * pure: it gives the changed record, or what it was given when nothing is to change, and throws to
 * refuse. What lists show of the analysis is derived.
 *
 * @param known the record, if the caller has just read it: skips the first read
 * @returns the record as stored afterwards
 * @throws EarshotError `EARSHOT_CONFLICT` when other writers were faster every time
 */
export async function updateRecord<T extends CallRecord | undefined>(
  repository: RecordRepository,
  hash: CallHash,
  change: (record: CallRecord | undefined) => T,
  known?: { readonly record: CallRecord | undefined },
): Promise<T> {
  const find = async () => ({ record: await repository.get(hash) });
  return updateFound(repository, find, ({ record }) => change(record), known);
}

/** Does as {@link updateRecord} where it has to be found out which record to change, each time that another writer was faster. */
export async function updateFound<
  F extends { readonly record: CallRecord | undefined },
  T extends CallRecord | undefined,
>(repository: Pick<RecordRepository, 'save'>, find: () => Promise<F>, change: (found: F) => T, known?: F): Promise<T> {
  for (let tries = 1; ; tries++) {
    const found = (tries === 1 && known) || (await find());
    const changed = change(found);
    if (changed === undefined || changed === found.record) return changed;
    // Only what is derived differs.
    const after = (await withDerived(changed)) as T & CallRecord;
    try {
      await repository.save(after);
      return after;
    } catch (error) {
      if (!isEarshotError(error, 'EARSHOT_CONFLICT') || tries === TRIES) throw error;
    }
  }
}
