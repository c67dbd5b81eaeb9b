import { MemoryResultStore } from '@earshot/adapters-memory';
import { EarshotError, ObjectUri, type ResultStore } from '@earshot/core';
import { type ContractCase, type ResultStoreContext, resultStoreContract } from '@earshot/core/testing';
import { aside, describeMutants, withChanges } from './describe-mutants.js';

const PAGE_SIZE = 3;
const DENIED = ObjectUri.parse('s3://contract/secret');

function correct(pageSize = PAGE_SIZE): ResultStore {
  return withChanges<ResultStore>(new MemoryResultStore({ pageSize }), (store) => ({
    get: async (uri) => {
      if (uri === DENIED) throw new EarshotError('EARSHOT_DENIED', 'secret');
      return store.get(uri);
    },
  }));
}

function mutant(change: (real: ResultStore) => Partial<ResultStore>): () => ResultStore {
  return () => withChanges<ResultStore>(new MemoryResultStore({ pageSize: PAGE_SIZE }), change);
}

/** Keeps bytes in a map, as specified. */
function keeping(
  copyIn: (bytes: Uint8Array) => Uint8Array,
  copyOut: (bytes: Uint8Array) => Uint8Array,
): () => ResultStore {
  return mutant(() => {
    const kept = new Map<ObjectUri, Uint8Array>();
    return {
      get: async (uri) => {
        const bytes = kept.get(uri);
        return bytes && copyOut(bytes);
      },
      put: async (uri, bytes) => void kept.set(uri, copyIn(bytes)),
    };
  });
}

/** Makes pages of what a listing would be without pages. */
function paging(page: (uris: readonly ObjectUri[], next: string | undefined) => ReturnType<ResultStore['list']>) {
  return () =>
    withChanges<ResultStore>(new MemoryResultStore(), (store) => ({
      list: async (prefix, next) => page((await store.list(prefix)).uris, next),
    }));
}

const byOffset = paging(async (uris, next) => {
  const end = Number(next ?? 0) + PAGE_SIZE;
  return { uris: uris.slice(end - PAGE_SIZE, end), ...(end < uris.length ? { next: String(end) } : {}) };
});

/** Lists the URIs that a pattern made of the prefix matches. */
function matching(patternOf: (prefix: string) => RegExp): () => ResultStore {
  return () =>
    withChanges<ResultStore>(new MemoryResultStore(), (store) => ({
      list: async (prefix) => {
        const { uris } = await store.list('s3://contract/');
        return { uris: uris.filter((uri) => patternOf(prefix).test(uri)) };
      },
    }));
}

const shared = correct();

const MUTANTS: Readonly<Record<string, () => ResultStore>> = {
  'two stores know nothing of each other': () => shared,
  'get answers undefined where nothing lies': mutant((store) => ({
    get: async (uri) => (await store.get(uri)) ?? new Uint8Array(),
  })),
  'get gives back any bytes that were put': keeping(
    (bytes) => new TextEncoder().encode(new TextDecoder().decode(bytes)),
    (bytes) => bytes.slice(),
  ),
  'an object may be large': keeping(
    (bytes) => bytes.slice(0, 1_000_000),
    (bytes) => bytes.slice(),
  ),
  'an empty object is an object': mutant((store) => ({
    get: async (uri) => {
      const bytes = await store.get(uri);
      return bytes?.length === 0 ? undefined : bytes;
    },
  })),
  'the last put takes the place of what lay there, whole': mutant((store) => ({
    put: async (uri, bytes) => {
      const before = (await store.get(uri)) ?? new Uint8Array();
      await store.put(uri, Uint8Array.from([...bytes, ...before.slice(bytes.length)]));
    },
  })),
  'of parallel puts to one place, one lies there whole': mutant((store) => ({
    put: async (uri, bytes) => {
      await store.put(uri, bytes.slice(0, bytes.length / 2));
      for (let turns = 0; turns < bytes.length % 7; turns++) await aside();
      const written = (await store.get(uri)) ?? new Uint8Array();
      await store.put(uri, Uint8Array.from([...written, ...bytes.slice(bytes.length / 2)]));
    },
  })),
  'parallel puts to different places are all kept': mutant(() => {
    let kept: ReadonlyMap<ObjectUri, Uint8Array> = new Map();
    return {
      get: async (uri) => kept.get(uri),
      put: async (uri, bytes) => {
        const changed = new Map(kept).set(uri, bytes);
        await aside();
        kept = changed;
      },
    };
  }),
  'keys are exact, however odd': mutant((store) => {
    const tidied = (uri: ObjectUri) => uri.replace(/(?<!:)\/\/+/g, '/') as ObjectUri;
    return { get: (uri) => store.get(tidied(uri)), put: (uri, bytes) => store.put(tidied(uri), bytes) };
  }),
  'changing bytes after they were put changes nothing that is kept': keeping(
    (bytes) => bytes,
    (bytes) => bytes.slice(),
  ),
  'changing bytes that get gave changes nothing that is kept': keeping(
    (bytes) => bytes.slice(),
    (bytes) => bytes,
  ),
  'bytes whose slice shares memory, as a Buffer does, are copied all the same': keeping(
    (bytes) => bytes.slice(),
    (bytes) => bytes.slice(),
  ),
  'of a view on a longer buffer, the view is kept': keeping(
    (bytes) => new Uint8Array(bytes.buffer.slice(0)),
    (bytes) => bytes.slice(),
  ),
  'after a delete, get answers undefined and list names the object no more': mutant((store) => ({
    delete: async (uri) => (await store.get(uri)) !== undefined,
  })),
  'delete answers whether an object was there, however often': mutant((store) => ({
    delete: async (uri) => {
      await store.delete(uri);
      return true;
    },
  })),
  'a delete leaves the other objects alone': mutant((store) => ({
    delete: async (uri) => {
      for (const below of (await store.list(`${uri}/`)).uris) await store.delete(below);
      return store.delete(uri);
    },
  })),
  'what was deleted can be put again': mutant((store) => {
    const deleted = new Set<ObjectUri>();
    return {
      put: async (uri, bytes) => (deleted.has(uri) ? undefined : store.put(uri, bytes)),
      delete: async (uri) => {
        deleted.add(uri);
        return store.delete(uri);
      },
    };
  }),
  'list names nothing where nothing begins with the prefix': mutant((store) => ({
    list: (prefix, next) => store.list(prefix.replace(/[^/]*$/, ''), next),
  })),
  'a prefix is text, not a folder': mutant((store) => ({
    list: (prefix, next) => store.list(prefix.endsWith('/') ? prefix : `${prefix}/`, next),
  })),
  'no character of a prefix is a wildcard, and case counts': matching((prefix) => {
    const like = prefix
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('_', '.')
      .replaceAll('%', '.*');
    return new RegExp(`^${like}`);
  }),
  'list names odd keys as they are': mutant((store) => ({
    list: async (prefix, next) => {
      const page = await store.list(prefix, next);
      return { ...page, uris: page.uris.map((uri) => encodeURI(uri) as ObjectUri) };
    },
  })),
  'list is in ascending order of UTF-8 bytes': paging(async (uris) => ({ uris: [...uris].sort() })),
  'list names what the puts and deletes left, whatever they were': mutant((store) => ({
    delete: async (uri) => {
      await store.delete(uri.toUpperCase().replace('S3://CONTRACT', 's3://contract') as ObjectUri);
      return store.delete(uri);
    },
  })),
  'the pages together name each object exactly once, in order over all pages': mutant((store) => ({
    list: async (prefix, next) => {
      const page = await store.list(prefix, next);
      return page.next === undefined ? page : { ...page, uris: page.uris.slice(0, -1) };
    },
  })),
  'next is absent when nothing follows': mutant((store) => ({
    list: async (prefix, next) => {
      const page = await store.list(prefix, next);
      const last = page.uris.at(-1);
      return last === undefined ? page : { ...page, next: last };
    },
  })),
  'an object that is deleted between two pages does not disturb the listing': byOffset,
  'an object that is put between two pages does not disturb the listing': byOffset,
  'get rejects with EARSHOT_DENIED what may not be read': () => new MemoryResultStore(),
};

describeMutants('resultStoreContract', {
  contract: (create) => resultStoreContract(create, { pageSize: PAGE_SIZE, denied: DENIED }),
  correct,
  mutants: MUTANTS,
});

const ONE_PAGE = 'a listing is one page, however many objects there are';
const onePageContract = (create: () => ResultStore): readonly ContractCase[] =>
  resultStoreContract(create, { pageSize: Number.POSITIVE_INFINITY, denied: DENIED });
const onePageNames = new Set(onePageContract(correct).map(({ name }) => name));

describeMutants('resultStoreContract of a store without pages', {
  contract: onePageContract,
  correct: () => correct(Number.POSITIVE_INFINITY),
  mutants: {
    ...Object.fromEntries(Object.entries(MUTANTS).filter(([name]) => onePageNames.has(name))),
    [ONE_PAGE]: () => new MemoryResultStore({ pageSize: 1_000 }),
  },
});

/** Shows what a store keeps, and lets nobody change it. Some keys can't be there, as in a folder on a disk. */
function readOnlyOver(keeper: ResultStore): ResultStoreContext & { readonly store: ResultStore } {
  return {
    store: {
      get: (uri) => keeper.get(uri),
      list: (prefix, next) => keeper.list(prefix, next),
      put: async () => {
        throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'this store only reads');
      },
      delete: async (uri) => {
        await keeper.delete(uri);
        return false;
      },
    },
    place: async (uri, bytes) => {
      if (/[^:]\/\//.test(uri)) return false;
      await keeper.put(uri, bytes);
      return true;
    },
  };
}

const readOnlyContract = (create: () => ResultStoreContext): readonly ContractCase[] =>
  resultStoreContract(create, { pageSize: PAGE_SIZE, denied: DENIED, readOnly: true });
const readOnlyNames = new Set(readOnlyContract(() => readOnlyOver(correct())).map(({ name }) => name));

describeMutants<ResultStoreContext>('resultStoreContract of a store that only reads', {
  contract: readOnlyContract,
  correct: () => readOnlyOver(correct()),
  mutants: {
    ...Object.fromEntries(
      Object.entries(MUTANTS)
        .filter(([name]) => readOnlyNames.has(name))
        .map(([name, mutant]) => [name, () => readOnlyOver(mutant())]),
    ),
    'list names what the puts and deletes left, whatever they were': () => {
      const hidingMore = withChanges(correct(), (store) => ({
        delete: async (uri) => {
          for (const more of (await store.list(uri)).uris) await store.delete(more);
          return false;
        },
      }));
      return readOnlyOver(hidingMore);
    },
    'put rejects with EARSHOT_NOT_SUPPORTED, and changes nothing': () => {
      const keeper = correct();
      const { store, ...context } = readOnlyOver(keeper);
      return { ...context, store: { ...store, put: (uri, bytes) => keeper.put(uri, bytes) } };
    },
    'delete answers that it removed nothing, however often': () => {
      const keeper = correct();
      const { store, ...context } = readOnlyOver(keeper);
      return { ...context, store: { ...store, delete: (uri) => keeper.delete(uri) } };
    },
  },
});
