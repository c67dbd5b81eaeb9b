import * as fc from 'fast-check';
import { assertEqual, assertOk, assertRejects } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import { ODD_KEYS } from './odd-names.js';
import type { ResultStoreFacts, StoreInCase } from './result-store.context.js';
import { spoil } from './spoil.js';

/** What holds of `get`, `put` and `delete`. */
export function resultStoreKeepingCases(maker: CaseMaker<StoreInCase>, facts: ResultStoreFacts): ContractCase[] {
  const { readOnly } = facts;
  return [
    ...keepingCases(maker, facts),
    ...(readOnly ? [refusalCase(maker)] : putCases(maker)),
    ...deleteCases(maker),
    ...(readOnly ? [hidingCase(maker)] : removalCases(maker)),
  ];
}

function keepingCases(
  { example, pair, property }: CaseMaker<StoreInCase>,
  { readOnly }: ResultStoreFacts,
): ContractCase[] {
  return [
    pair('two stores know nothing of each other', async (one, other) => {
      await one.put('object', bytes(1));
      assertEqual(await other.store.get(other.at('object')), undefined, 'the other store has no such object');
      assertEqual((await other.store.list(other.at('o'))).uris, [], 'the other store lists nothing');
    }),
    example('get answers undefined where nothing lies', async ({ store, at, put }) => {
      await put('folder/object', bytes(1));
      for (const key of ['nothing', 'folder', 'folder/', 'folder/objec', 'folder/object/']) {
        assertEqual(await store.get(at(key)), undefined, `nothing lies at ${key}`);
      }
    }),
    property(
      'get gives back any bytes that were put',
      fc.uint8Array({ maxLength: 300 }),
      async ({ store, at, put }, value) => {
        await put('object', value.slice());
        assertEqual(await store.get(at('object')), value, 'get answers with equal bytes');
      },
    ),
    example('an object may be large', async ({ store, at, put }) => {
      const large = Uint8Array.from({ length: 1_500_000 }, (_, index) => (index * 31) % 251);
      await put('large', large.slice());
      assertEqual(await store.get(at('large')), large, 'a large object is whole');
    }),
    example('an empty object is an object', async ({ store, at, put }) => {
      await put('empty', bytes());
      assertEqual(await store.get(at('empty')), bytes(), 'get gives no bytes, which is not undefined');
      assertEqual((await store.list(at('e'))).uris, [at('empty')], 'list names it');
      assertEqual(await store.delete(at('empty')), !readOnly, 'delete finds it');
    }),
    example('the last put takes the place of what lay there, whole', async ({ store, at, put }) => {
      for (const value of [bytes(1, 2, 3, 4), bytes(5), bytes(), bytes(6, 7)]) {
        await put('object', value);
        assertEqual(await store.get(at('object')), value, 'get answers with the bytes put last');
      }
      assertEqual((await store.list(at('o'))).uris, [at('object')], 'list names it once');
    }),
    example('keys are exact, however odd', async ({ store, at, put }) => {
      const placed = new Set<string>();
      for (const [index, key] of ODD_KEYS.entries()) {
        assertEqual(await store.get(at(key)), undefined, `nothing lies at ${key} before it is put`);
        if (await put(key, bytes(index))) placed.add(key);
      }
      for (const [index, key] of ODD_KEYS.entries()) {
        const expected = placed.has(key) ? bytes(index) : undefined;
        assertEqual(await store.get(at(key)), expected, `the object at ${key} has its own bytes`);
      }
    }),
    example('changing bytes that get gave changes nothing that is kept', async ({ store, at, put }) => {
      await put('object', bytes(1, 2, 3));
      spoil(await store.get(at('object')));
      assertEqual(await store.get(at('object')), bytes(1, 2, 3), 'the object is as it was put');
    }),
  ];
}

/** What a store that only reads says of `put`. */
function refusalCase({ example }: CaseMaker<StoreInCase>): ContractCase {
  return example('put rejects with EARSHOT_NOT_SUPPORTED, and changes nothing', async ({ store, at, put }) => {
    await put('object', bytes(1));
    for (const key of ['object', 'another']) {
      await assertRejects(store.put(at(key), bytes(2)), 'EARSHOT_NOT_SUPPORTED', 'the store only reads');
    }
    assertEqual(await store.get(at('object')), bytes(1), 'the object is as it was');
    assertEqual(await store.get(at('another')), undefined, 'there is still no other');
  });
}

/** What holds of `put` itself. */
function putCases({ example }: CaseMaker<StoreInCase>): ContractCase[] {
  return [
    example('of parallel puts to one place, one lies there whole', async ({ store, at }) => {
      const values = Array.from({ length: 8 }, (_, index) => new Uint8Array(1_000 + index).fill(index));
      await Promise.all(values.map((value) => store.put(at('object'), value)));
      const kept = await store.get(at('object'));
      assertOk(kept !== undefined, 'an object lies there');
      assertEqual(
        kept,
        values.find((value) => value.length === kept.length),
        'the object is one of those put',
      );
    }),
    example('parallel puts to different places are all kept', async ({ store, at }) => {
      const keys = Array.from({ length: 20 }, (_, index) => `object-${index}`);
      await Promise.all(keys.map((key, index) => store.put(at(key), bytes(index))));
      const kept = await Promise.all(keys.map((key) => store.get(at(key))));
      assertEqual(
        kept,
        keys.map((_, index) => bytes(index)),
        'each object has its bytes',
      );
    }),
    example('changing bytes after they were put changes nothing that is kept', async ({ store, at }) => {
      const passed = bytes(1, 2, 3);
      await store.put(at('object'), passed);
      spoil(passed);
      assertEqual(await store.get(at('object')), bytes(1, 2, 3), 'the object is as it was put');
    }),
    example('bytes whose slice shares memory, as a Buffer does, are copied all the same', async ({ store, at }) => {
      const passed = new SharingBytes([1, 2, 3]);
      await store.put(at('object'), passed);
      passed.fill(0xee);
      spoil(await store.get(at('object')));
      assertEqual(await store.get(at('object')), bytes(1, 2, 3), 'the object is as it was put');
    }),
    example('of a view on a longer buffer, the view is kept', async ({ store, at }) => {
      await store.put(at('object'), bytes(1, 2, 3, 4, 5).subarray(1, 3));
      assertEqual(await store.get(at('object')), bytes(2, 3), 'the object is what the view showed');
    }),
  ];
}

function deleteCases({ example }: CaseMaker<StoreInCase>): ContractCase[] {
  return [
    example('after a delete, get answers undefined and list names the object no more', async ({ store, at, put }) => {
      await put('object', bytes(1));
      await store.delete(at('object'));
      assertEqual(await store.get(at('object')), undefined, 'nothing lies there');
      assertEqual((await store.list(at('o'))).uris, [], 'list names nothing');
    }),
    example('a delete leaves the other objects alone', async ({ store, at, put }) => {
      const others: string[] = [];
      for (const key of ODD_KEYS) if ((await put(key, bytes(7))) && key !== 'folder') others.push(key);
      await store.delete(at('folder'));
      for (const key of others) assertEqual(await store.get(at(key)), bytes(7), `the object at ${key} is still there`);
    }),
  ];
}

/** What `delete` is to a store that only reads. */
function hidingCase({ example }: CaseMaker<StoreInCase>): ContractCase {
  return example('delete answers that it removed nothing, however often', async ({ store, at, put }) => {
    assertEqual(await store.delete(at('nothing')), false, 'there was none');
    await put('object', bytes(1));
    for (let times = 0; times < 2; times++) {
      assertEqual(await store.delete(at('object')), false, 'it is only hidden');
    }
    assertEqual(await store.get(at('object')), undefined, 'it is hidden');
  });
}

function removalCases({ example }: CaseMaker<StoreInCase>): ContractCase[] {
  return [
    example('delete answers whether an object was there, however often', async ({ store, at, put }) => {
      assertEqual(await store.delete(at('object')), false, 'there was none');
      await put('object', bytes(1));
      assertEqual(await store.delete(at('object')), true, 'there was one');
      assertEqual(await store.delete(at('object')), false, 'there was none any more');
    }),
    example('what was deleted can be put again', async ({ store, at, put }) => {
      await put('object', bytes(1));
      await store.delete(at('object'));
      await store.put(at('object'), bytes(2));
      assertEqual(await store.get(at('object')), bytes(2), 'the object is as it was put last');
      assertEqual((await store.list(at('o'))).uris, [at('object')], 'list names it');
    }),
  ];
}

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

/** Bytes that behave like Node's `Buffer`. */
class SharingBytes extends Uint8Array {
  override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
    return this.subarray(start, end) as Uint8Array<ArrayBuffer>;
  }
}
