import * as fc from 'fast-check';
import type { ObjectUri } from '../model/uri.js';
import type { ResultStore } from '../ports/result-store.js';
import { assertEqual, assertOk } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import { byCodePoints, ODD_KEYS } from './odd-names.js';
import type { StoreInCase } from './result-store.context.js';

/** More pages than any walk of a suite takes. */
const MOST_PAGES = 1_000;

/** What holds of listings. */
export function resultStoreListingCases(maker: CaseMaker<StoreInCase>, pageSize: number): ContractCase[] {
  return [...prefixCases(maker), ...pageCases(maker, pageSize)];
}

function prefixCases({ example, property }: CaseMaker<StoreInCase>): ContractCase[] {
  return [
    example('list names nothing where nothing begins with the prefix', async ({ store, at }) => {
      assertEqual(await store.list(at('a')), { uris: [] }, 'an empty store lists nothing, and nothing follows');
      await put(store, [at('b')]);
      assertEqual(await store.list(at('a')), { uris: [] }, 'nothing begins with the prefix, and nothing follows');
    }),
    example('a prefix is text, not a folder', async ({ store, at }) => {
      const uris = ['run-1', 'run-1/a', 'run-1/b/c', 'run-10/a', 'run-2/a'].map(at);
      await put(store, uris);
      assertEqual(await traverse(store, at('run-1')), uris.slice(0, 4), 'what begins with run-1');
      assertEqual(await traverse(store, at('run-1/')), uris.slice(1, 3), 'what begins with run-1/');
      assertEqual(await traverse(store, at('run-1/b/c')), uris.slice(2, 3), 'the prefix may be a whole URI');
    }),
    example('no character of a prefix is a wildcard, and case counts', async ({ store, at }) => {
      await put(store, ['a_b', 'a%b', 'a*b', 'a?b', '[a]b', 'axb', 'A_b'].map(at));
      for (const key of ['a_', 'a%', 'a*', 'a?', '[a]', 'A']) {
        assertEqual((await traverse(store, at(key))).length, 1, `one URI begins with ${key}`);
      }
    }),
    example('list names odd keys as they are', async ({ store, root, at }) => {
      await put(store, ODD_KEYS.map(at));
      const named = await traverse(store, root);
      assertEqual([...named].sort(byCodePoints), ODD_KEYS.map(at).sort(byCodePoints), 'every key, exactly');
    }),
    example('list is in ascending order of UTF-8 bytes', async ({ store, root, at }) => {
      const keys = ['!', 'A', 'a', 'a!b', 'a-b', 'a/b', 'a/b/c', 'a0b', 'ab', 'z', '~', 'é', 'ﬀ', '～', '😀'];
      await put(store, [...keys].reverse().map(at));
      assertEqual(await traverse(store, root), keys.map(at), 'the order of bytes');
    }),
    property(
      'list names what the puts and deletes left, whatever they were',
      storeHistory(),
      async (context, { steps, prefix }) => {
        const { store, at } = context;
        const kept = new Set<ObjectUri>();
        for (const [key, present] of steps) {
          if (present) await store.put(at(key), new Uint8Array(1));
          else
            assertEqual(
              await store.delete(at(key)),
              kept.has(at(key)),
              `delete of ${key} answers whether it was there`,
            );
          if (present) kept.add(at(key));
          else kept.delete(at(key));
        }
        const expected = [...kept].filter((uri) => uri.startsWith(at(prefix))).sort(byCodePoints);
        assertEqual(await traverse(store, at(prefix)), expected, `what begins with ${prefix}`);
      },
    ),
  ];
}

function pageCases({ example }: CaseMaker<StoreInCase>, pageSize: number): ContractCase[] {
  const numbered = ({ at }: StoreInCase, count: number) =>
    Array.from({ length: count }, (_, index) => at(`page/${String(index).padStart(6, '0')}`));
  return [
    example('walking the pages names each object exactly once, in order over all pages', async (context) => {
      const uris = numbered(context, 2 * pageSize + 1);
      await put(context.store, uris);
      const first = await context.store.list(context.at('page/'));
      assertOk(first.next !== undefined, `more than ${2 * pageSize} objects take more than one page`);
      assertEqual(await traverse(context.store, context.at('page/')), uris, 'every object, once');
    }),
    example('next is absent when nothing follows', async (context) => {
      const uris = numbered(context, pageSize);
      await put(context.store, [...uris, context.at('q')]);
      const { next } = await context.store.list(context.at('page/'));
      assertEqual(next, undefined, 'a page that holds the last of them is the last page');
    }),
    example('an object that is deleted between two pages does not disturb the walk', async (context) => {
      const { store, at } = context;
      const uris = numbered(context, 2 * pageSize + 1);
      await put(store, uris);
      const first = await store.list(at('page/'));
      const gone = new Set([...first.uris.slice(-1), ...uris.slice(first.uris.length, first.uris.length + 1)]);
      for (const uri of gone) await store.delete(uri);
      const named = [...first.uris, ...(await traverse(store, at('page/'), first.next))];
      const stayed = (uri: ObjectUri) => !gone.has(uri);
      assertEqual(named.filter(stayed), uris.filter(stayed), 'each object that was there all along, once');
    }),
    example('an object that is put between two pages does not disturb the walk', async (context) => {
      const { store, at } = context;
      const uris = numbered(context, 2 * pageSize + 1);
      await put(store, uris);
      const first = await store.list(at('page/'));
      const added = [at('page/'), `${first.uris.at(-1)}+`, at('page/~')] as ObjectUri[];
      await put(store, added);
      const named = [...first.uris, ...(await traverse(store, at('page/'), first.next))];
      const old = (uri: ObjectUri) => !added.includes(uri);
      assertEqual(named.filter(old), uris, 'each object that was there all along, once');
    }),
  ];
}

function storeHistory(): fc.Arbitrary<{ steps: [string, boolean][]; prefix: string }> {
  const part = fc.constantFrom('a', 'A', 'b', '/', '//', '%', '_', ' ', 'é', '～', '😀');
  const key = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  return fc.record({ steps: fc.array(fc.tuple(key, fc.boolean()), { maxLength: 20 }), prefix: key });
}

async function put(store: ResultStore, uris: readonly ObjectUri[]): Promise<void> {
  for (const uri of uris) await store.put(uri, new Uint8Array([1]));
}

async function traverse(store: ResultStore, prefix: string, from?: string): Promise<ObjectUri[]> {
  const uris: ObjectUri[] = [];
  let next = from;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await store.list(prefix, next);
    uris.push(...page.uris);
    next = page.next;
    if (next === undefined) return uris;
  }
  throw new Error(`the walk over ${prefix} does not end`);
}
