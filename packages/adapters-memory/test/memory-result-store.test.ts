import { ObjectUri } from '@earshot/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryResultStore } from '../src/index.js';

async function storeOf(keys: readonly string[], pageSize?: number): Promise<MemoryResultStore> {
  const store = new MemoryResultStore(pageSize === undefined ? {} : { pageSize });
  for (const key of keys) await store.put(ObjectUri.parse(`s3://bucket/${key}`), Uint8Array.of(1));
  return store;
}

describe('MemoryResultStore', () => {
  it('lists 1,000 objects to a page', async () => {
    const store = await storeOf(Array.from({ length: 1_001 }, (_, index) => String(index)));
    const first = await store.list('s3://bucket/');
    expect(first.uris).toHaveLength(1_000);
    expect((await store.list('s3://bucket/', first.next)).uris).toHaveLength(1);
  });

  it('fills every page but the last', async () => {
    const store = await storeOf(['a', 'b', 'c', 'd', 'e'], 2);
    const lengths: number[] = [];
    let next: string | undefined;
    do {
      const page = await store.list('s3://bucket/', next);
      lengths.push(page.uris.length);
      next = page.next;
    } while (next !== undefined);
    expect(lengths).toEqual([2, 2, 1]);
  });

  it('orders any keys as the bytes of UTF-8', async () => {
    const key = fc.string({
      unit: fc.constantFrom('a', '/', 'é', '～', '\ue000', '😀', '😁'),
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { maxLength: 10 }), async (keys) => {
        const { uris } = await (await storeOf(keys)).list('s3://bucket/');
        const expected = keys.map((each) => Buffer.from(`s3://bucket/${each}`)).sort(Buffer.compare);
        expect(uris).toEqual(expected.map(String));
      }),
    );
  });

  it('keeps a Buffer apart from the one that was passed in', async () => {
    const store = new MemoryResultStore();
    const uri = ObjectUri.parse('s3://bucket/key');
    const passed = Buffer.from([1, 2, 3]);
    await store.put(uri, passed);
    passed.fill(0);
    (await store.get(uri))?.fill(0);
    expect(await store.get(uri)).toEqual(Uint8Array.of(1, 2, 3));
  });
});
