import * as fc from 'fast-check';
import type { ObjectUri } from '../model/uri.js';
import type { ResultStore } from '../ports/result-store.js';
import { assertEqual, assertOk } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import { byCodePoints, ODD_KEYS } from './odd-names.js';
import type { ResultStoreFacts, StoreInCase } from './result-store.context.js';

/** More pages than any listing of the suite has. */
const MAX_PAGES = 1_000;

export function resultStoreListingCases(maker: CaseMaker<StoreInCase>, facts: ResultStoreFacts): ContractCase[] {
  return [
    ...prefixCases(maker, facts),
    ...(Number.isFinite(facts.pageSize) ? pageCases(maker, facts) : [onePageCase(maker)]),
  ];
}

function prefixCases({ example, property }: CaseMaker<StoreInCase>, { readOnly }: ResultStoreFacts): ContractCase[] {
  return [
    example('list names nothing where nothing begins with the prefix', async (context) => {
      const { store, at } = context;
      assertEqual(await store.list(at('a')), { uris: [] }, 'an empty store lists nothing, and nothing follows');
      await putAll(context, ['b']);
      assertEqual(await store.list(at('a')), { uris: [] }, 'nothing begins with the prefix, and nothing follows');
    }),
    example('a prefix is text, not a folder', async (context) => {
      const { store, at } = context;
      const uris = await putAll(context, ['run-1/a', 'run-1/b/c', 'run-10/a', 'run-2/a', 'run-1']);
      for (const prefix of ['run-1', 'run-1/', 'run-1/b/c'].map(at)) {
        const expected = uris.filter((uri) => uri.startsWith(prefix)).sort(byCodePoints);
        assertEqual(await traverse(store, prefix), expected, `what begins with ${prefix}`);
      }
    }),
    example('no character of a prefix is a wildcard, and case counts', async (context) => {
      const { store, at } = context;
      await putAll(context, ['a_b', 'a%b', 'a*b', 'a?b', '[a]b', 'axb', 'A_b']);
      for (const key of ['a_', 'a%', 'a*', 'a?', '[a]', 'A']) {
        assertEqual((await traverse(store, at(key))).length, 1, `one URI begins with ${key}`);
      }
    }),
    example('list names odd keys as they are', async (context) => {
      const uris = await putAll(context, ODD_KEYS);
      const named = await traverse(context.store, context.root);
      assertEqual([...named].sort(byCodePoints), uris.sort(byCodePoints), 'every key, exactly');
    }),
    example('list is in ascending order of UTF-8 bytes', async (context) => {
      const keys = ['!', 'A', 'a', 'a!b', 'a-b', 'a/b', 'a/b/c', 'a0b', 'ab', 'z', '~', 'é', 'ﬀ', '～', '😀'];
      const uris = await putAll(context, [...keys].reverse());
      assertEqual(await traverse(context.store, context.root), uris.reverse(), 'the order of bytes');
    }),
    property(
      'list names what the puts and deletes left, whatever they were',
      storeHistory(),
      async (context, { steps, prefix }) => {
        const { store, at } = context;
        const kept = new Set<ObjectUri>();
        const deleted = new Set<ObjectUri>();
        for (const [key, present] of steps) {
          const uri = at(key);
          if (!present) {
            const removed = !readOnly && kept.has(uri);
            assertEqual(await store.delete(uri), removed, `delete of ${key} answers whether it was removed`);
            kept.delete(uri);
            deleted.add(uri);
          } else if (!deleted.has(uri)) {
            for (const placed of await putAll(context, [key])) kept.add(placed);
          } else if (!readOnly) {
            await store.put(uri, new Uint8Array([1]));
            kept.add(uri);
          }
        }
        const expected = [...kept].filter((uri) => uri.startsWith(at(prefix))).sort(byCodePoints);
        assertEqual(await traverse(store, at(prefix)), expected, `what begins with ${prefix}`);
      },
    ),
  ];
}

/** For stores that return everything at once: more objects than the pages of most stores hold. */
function onePageCase({ example }: CaseMaker<StoreInCase>): ContractCase {
  return example('a listing is one page, however many objects there are', async (context) => {
    const uris = await putAll(context, numbered(1_001));
    assertEqual(await context.store.list(context.at('page/')), { uris }, 'every object, and no next page');
  });
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `page/${String(index).padStart(6, '0')}`);
}

function pageCases({ example }: CaseMaker<StoreInCase>, { pageSize }: ResultStoreFacts): ContractCase[] {
  return [
    example('the pages together name each object exactly once, in order over all pages', async (context) => {
      const uris = await putAll(context, numbered(2 * pageSize + 1));
      const first = await context.store.list(context.at('page/'));
      assertOk(first.next !== undefined, `more than ${2 * pageSize} objects take more than one page`);
      assertEqual(await traverse(context.store, context.at('page/')), uris, 'every object, once');
    }),
    example('next is absent when nothing follows', async (context) => {
      await putAll(context, [...numbered(pageSize), 'q']);
      const { next } = await context.store.list(context.at('page/'));
      assertEqual(next, undefined, 'a page that holds the last of them is the last page');
    }),
    example('an object that is deleted between two pages does not disturb the listing', async (context) => {
      const { store, at } = context;
      const uris = await putAll(context, numbered(2 * pageSize + 1));
      const first = await store.list(at('page/'));
      const gone = new Set([...first.uris.slice(-1), ...uris.slice(first.uris.length, first.uris.length + 1)]);
      for (const uri of gone) await store.delete(uri);
      const named = [...first.uris, ...(await traverse(store, at('page/'), first.next))];
      const stayed = (uri: ObjectUri) => !gone.has(uri);
      assertEqual(named.filter(stayed), uris.filter(stayed), 'each object that was there all along, once');
    }),
    example('an object that is put between two pages does not disturb the listing', async (context) => {
      const { store, root, at } = context;
      const uris = await putAll(context, numbered(2 * pageSize + 1));
      const first = await store.list(at('page/'));
      const added = await putAll(context, ['page/', 'page/!', `${first.uris.at(-1)?.slice(root.length)}+`, 'page/~']);
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

/** Puts objects; returns those that can be there. */
async function putAll({ at, put }: StoreInCase, keys: readonly string[]): Promise<ObjectUri[]> {
  const uris: ObjectUri[] = [];
  for (const key of keys) if (await put(key, new Uint8Array([1]))) uris.push(at(key));
  return uris;
}

async function traverse(store: ResultStore, prefix: string, from?: string): Promise<ObjectUri[]> {
  const uris: ObjectUri[] = [];
  let next = from;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await store.list(prefix, next);
    uris.push(...page.uris);
    next = page.next;
    if (next === undefined) return uris;
  }
  throw new Error(`listing ${prefix} does not end`);
}
