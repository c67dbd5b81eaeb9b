import { describe, expect, test } from 'vitest';
import { type CallRecord, EarshotError, type RecordRepository } from '../../src/index.js';
import { updateRecord } from '../../src/use-cases/update-record.js';
import { aRecord } from '../model/records.js';

const first = aRecord({ callId: 'call-7' });
const next = (record: CallRecord): CallRecord => ({ ...record, revision: record.revision + 1 });

/** Keeps one record. Others are faster for the first saves: each leaves a revision of its own. */
function contended(kept: CallRecord | undefined, faster: number, error = new EarshotError('EARSHOT_CONFLICT', 'lost')) {
  let saves = 0;
  const state = { kept, gets: 0 };
  const repository: Pick<RecordRepository, 'get' | 'save'> = {
    get: async () => {
      state.gets++;
      return state.kept;
    },
    save: async (record) => {
      if (saves++ < faster) {
        state.kept = state.kept === undefined ? first : next(state.kept);
        throw error;
      }
      state.kept = record;
    },
  };
  return { repository: repository as RecordRepository, state };
}

describe('changing a record', () => {
  test('keeps the changed one, and answers with it', async () => {
    const { repository, state } = contended(first, 0);
    expect(await updateRecord(repository, first.hash, () => next(first))).toEqual(next(first));
    expect(state.kept).toEqual(next(first));
  });

  test('makes one where there is none', async () => {
    const { repository, state } = contended(undefined, 0);
    await updateRecord(repository, first.hash, (record) => record ?? first);
    expect(state.kept).toBe(first);
  });

  test('saves nothing when nothing is to change', async () => {
    const { repository, state } = contended(first, 99);
    expect(await updateRecord(repository, first.hash, (record) => record ?? first)).toBe(first);
    expect(await updateRecord(repository, first.hash, () => undefined)).toBeUndefined();
    expect(state.kept).toBe(first);
  });

  test('begins anew with what the faster writer left', async () => {
    const { repository, state } = contended(first, 7);
    const kept = await updateRecord(repository, first.hash, (record) => next(record ?? first));
    expect(kept.revision).toBe(9);
    expect(state.gets).toBe(8);
  });

  test('may find, after another writer was faster, that nothing is left to do', async () => {
    const { repository } = contended(undefined, 1);
    expect(
      await updateRecord(repository, first.hash, (record) => record ?? aRecord({ callId: 'call-7', state: 'failed' })),
    ).toBe(first);
  });

  test('gives up, for now, when others are faster every time', async () => {
    const { repository } = contended(first, 8);
    await expect(updateRecord(repository, first.hash, (record) => next(record ?? first))).rejects.toMatchObject({
      code: 'EARSHOT_CONFLICT',
      retryable: true,
    });
  });

  test('passes on what else goes wrong, and what the change throws', async () => {
    const denied = new EarshotError('EARSHOT_DENIED', 'not yours');
    const { repository, state } = contended(first, 1, denied);
    await expect(updateRecord(repository, first.hash, (record) => next(record ?? first))).rejects.toBe(denied);
    expect(state.gets).toBe(1);
    const refusal = new EarshotError('EARSHOT_CONFLICT', 'refused', { retryable: false });
    const refuse = (): CallRecord => {
      throw refusal;
    };
    await expect(updateRecord(repository, first.hash, refuse)).rejects.toBe(refusal);
    expect(state.gets).toBe(2);
  });
});
