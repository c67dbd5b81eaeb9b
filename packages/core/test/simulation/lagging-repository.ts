import { MemoryRecordRepository } from '@earshot/adapters-memory';
import type { RecordRepository } from '@earshot/core';
import type { VirtualTime } from './virtual-time.js';

/** A repository whose `listDue` and `countOpen` answer as of some time ago, as an index of DynamoDB may. */
export function laggingRepository(time: VirtualTime, lagMs: number): RecordRepository {
  const [kept, index] = [new MemoryRecordRepository(), new MemoryRecordRepository()];
  if (lagMs === 0) return kept;
  return Object.assign(kept, {
    save: async (record: Parameters<RecordRepository['save']>[0]) => {
      await MemoryRecordRepository.prototype.save.call(kept, record);
      time.at(time.nowMs + lagMs, () => void index.save(record));
    },
    listDue: index.listDue.bind(index),
    countOpen: index.countOpen.bind(index),
  });
}
