import { EarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { Finisher } from './finish-call.js';
import { updateRecord } from './update-record.js';

/**
 * Changes a call that must exist, and derives what follows from it.
 * @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such call; what `change` and {@link updateRecord} throw
 */
export async function changeKnown(
  deps: { repository: RecordRepository; finishCall?: Pick<Finisher, 'whileChanging'> | undefined },
  hash: CallHash,
  change: (record: CallRecord) => CallRecord,
): Promise<CallRecord> {
  const { repository, finishCall } = deps;
  const update = async () => ({
    record: await updateRecord(repository, hash, (known) => {
      if (known !== undefined) return change(known);
      throw new EarshotError('EARSHOT_NOT_FOUND', `no call has hash ${hash}`, {
        details: { field: 'hash', found: hash },
      });
    }),
  });
  const { record } = await (finishCall === undefined ? update() : finishCall.whileChanging(hash, update));
  return record;
}
