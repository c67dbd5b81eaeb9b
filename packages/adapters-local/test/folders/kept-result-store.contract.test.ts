import { MemoryResultStore } from '@earshot/adapters-memory';
import type { ObjectUri } from '@earshot/core';
import { registerContract, resultStoreContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { KeptResultStore } from '../../src/folders/kept-result-store.js';
import { jobFormat } from './job-format.js';

function create(pageSizes: { readonly source: number; readonly kept: number }) {
  const source = new MemoryResultStore({ pageSize: pageSizes.source });
  const kept = new MemoryResultStore({ pageSize: pageSizes.kept });
  const store = new KeptResultStore({ source, kept, formats: [jobFormat] });
  return { source, kept, store, root: 's3://contract/a-job/' };
}

describe('over an empty source', () => {
  registerContract(
    resultStoreContract(() => create({ source: 2, kept: 4 }), { pageSize: 4 }),
    it,
  );
});

describe('over a source that has the objects', () => {
  const ofSource = () => {
    const { source, ...context } = create({ source: 4, kept: 2 });
    return { ...context, place: (uri: ObjectUri, bytes: Uint8Array) => source.put(uri, bytes).then(() => true) };
  };
  registerContract(resultStoreContract(ofSource, { pageSize: 4 }), it);
});

describe('over two stores that have every other object', () => {
  const ofBoth = () => {
    const { source, kept, ...context } = create({ source: 2, kept: 3 });
    let count = 0;
    const place = async (uri: ObjectUri, bytes: Uint8Array) => {
      const isKnown = (await source.get(uri)) !== undefined;
      await (isKnown || count++ % 2 === 0 ? source : kept).put(uri, bytes);
      return true;
    };
    return { ...context, place };
  };
  registerContract(resultStoreContract(ofBoth, { pageSize: 3 }), it);
});
