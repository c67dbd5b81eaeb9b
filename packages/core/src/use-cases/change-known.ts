import { EarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { Finisher } from './finish-call.js';
import { updateRecord } from './update-record.js';

/** What changing a call on a person's behalf takes. */
export interface ChangeKnownDeps {
  readonly repository: RecordRepository;
  readonly now: () => Date;
  /** Derives what follows from the changed call, such as its files. @defaultValue nothing does */
  readonly finishCall?: Pick<Finisher, 'whileChanging'> | undefined;
}

/**
 * Changes a call that must exist, and derives what follows from it.
 * @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such call; what `change` and {@link updateRecord} throw
 */
export async function changeKnown(
  { repository, finishCall }: Omit<ChangeKnownDeps, 'now'>,
  hash: CallHash,
  change: (record: CallRecord) => CallRecord,
): Promise<CallRecord> {
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
