import { EarshotError } from '../errors.js';
import type { CallRecord } from './record.js';

export type RecordVersion = Pick<CallRecord, 'revision' | 'createdAtMs'>;

/**
 * Whether a record takes the place of the kept one, `undefined` when none is kept. A call that was erased and reported again
 * counts its revisions from 1, so revisions alone don't tell the two apart: a writer of the erased one must not win.
 */
export function mayReplace(record: RecordVersion, kept: RecordVersion | undefined): boolean {
  if (kept === undefined) return record.revision === 1;
  return record.revision === kept.revision + 1 && record.createdAtMs === kept.createdAtMs;
}

/** Why a record was not saved. */
export function saveConflict(record: RecordVersion & Pick<CallRecord, 'hash'>, kept: RecordVersion | undefined) {
  const { hash, revision, createdAtMs } = record;
  const keptRevision = kept?.revision ?? 0;
  const isOther = kept !== undefined && revision > 1 && kept.createdAtMs !== createdAtMs;
  return new EarshotError(
    'EARSHOT_CONFLICT',
    isOther
      ? `call ${hash} was erased and created again since it was read`
      : `call ${hash} is at revision ${keptRevision}`,
    {
      details: isOther
        ? { field: 'createdAtMs', expected: kept.createdAtMs, found: createdAtMs }
        : { field: 'revision', expected: keptRevision + 1, found: revision },
    },
  );
}
