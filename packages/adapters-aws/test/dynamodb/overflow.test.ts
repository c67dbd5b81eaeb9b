import { MemoryResultStore } from '@earshot/adapters-memory';
import { expect, it } from 'vitest';
import { overflowUri, putLongParts, removeLongParts } from '../../src/dynamodb/overflow.js';
import { SAMPLE_MS, sampleCall } from './sample-call.js';

const PREFIX = 's3://records/long/';

it('removes every long part of a call, however many pages list them, and no other call’s', async () => {
  const overflow = { store: new MemoryResultStore({ pageSize: 2 }), prefix: PREFIX };
  const [erased, other] = [sampleCall(1), sampleCall(2)];
  const put = async (call: typeof erased, text: string) =>
    putLongParts(overflow, overflowUri(PREFIX, call, text), text);
  for (const text of ['1', '2', '3', '4', '5']) {
    await put(erased, text);
    await put({ ...erased, createdAtMs: SAMPLE_MS + 1 }, text);
  }
  await put(other, '1');
  const left = async () => {
    let count = 0;
    let next: string | undefined;
    do {
      const page = await overflow.store.list(PREFIX, next);
      count += page.uris.length;
      next = page.next;
    } while (next !== undefined);
    return count;
  };

  await removeLongParts(overflow, erased.hash, SAMPLE_MS);
  expect(await left()).toBe(6);
  await removeLongParts(overflow, erased.hash);
  expect(await left()).toBe(1);
});
