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

describe('changing a record that was read a moment ago', () => {
  test('reads nothing when the save succeeds', async () => {
    const { repository, state } = contended(first, 0);
    const kept = await updateRecord(repository, first.hash, (record) => next(record ?? first), { record: first });
    expect(kept).toEqual(next(first));
    expect(state).toEqual({ kept: next(first), gets: 0 });
  });

  test('reads nothing when there was none, and still is none', async () => {
    const { repository, state } = contended(undefined, 0);
    const seen: (CallRecord | undefined)[] = [];
    const change = (record: CallRecord | undefined) => {
      seen.push(record);
      return record ?? first;
    };
    expect(await updateRecord(repository, first.hash, change, { record: undefined })).toBe(first);
    expect(seen).toEqual([undefined]);
    expect(state).toEqual({ kept: first, gets: 0 });
  });

  test('reads and saves nothing when nothing is to change', async () => {
    const { repository, state } = contended(next(first), 0);
    const kept = await updateRecord(repository, first.hash, (record) => record ?? first, { record: first });
    expect(kept).toBe(first);
    expect(state).toEqual({ kept: next(first), gets: 0 });
  });

  test.each([
    ['an older revision', first],
    ['no record', undefined],
  ])('pays for a stale one, %s, with one conflict, and then reads', async (_name, stale) => {
    const { repository, state } = keeping(next(next(first)));
    const seen: (number | undefined)[] = [];
    const change = (record: CallRecord | undefined) => {
      seen.push(record?.revision);
      return record === undefined ? first : next(record);
    };
    const kept = await updateRecord(repository, first.hash, change, { record: stale });
    expect(seen).toEqual([stale?.revision, 3]);
    expect(kept.revision).toBe(4);
    expect(state).toEqual({ kept, gets: 1, conflicts: 1 });
  });

  test('finds in what it reads after the conflict that nothing is left to do', async () => {
    const { repository, state } = keeping(next(first));
    const once = (record: CallRecord | undefined) => (record?.revision === 1 ? next(record) : (record ?? first));
    expect(await updateRecord(repository, first.hash, once, { record: first })).toBe(state.kept);
    expect(state).toMatchObject({ gets: 1, conflicts: 1 });
  });

  test('counts the first try as one of its tries', async () => {
    const { repository, state } = contended(first, 99);
    await expect(
      updateRecord(repository, first.hash, (record) => next(record ?? first), { record: first }),
    ).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT', retryable: true });
    expect(state.gets).toBe(7);
  });
});

/** Keeps one record, and takes only its next revision. */
function keeping(kept: CallRecord) {
  const state = { kept, gets: 0, conflicts: 0 };
  const repository: Pick<RecordRepository, 'get' | 'save'> = {
    get: async () => {
      state.gets++;
      return state.kept;
    },
    save: async (record) => {
      if (record.revision !== state.kept.revision + 1) {
        state.conflicts++;
        throw new EarshotError('EARSHOT_CONFLICT', 'not the next revision');
      }
      state.kept = record;
    },
  };
  return { repository: repository as RecordRepository, state };
}
