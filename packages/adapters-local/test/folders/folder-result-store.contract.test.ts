import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectUri } from '@earshot/core';
import { type ResultStoreContext, registerContract, resultStoreContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { isFault } from '../../src/files/file-errors.js';
import { FolderResultStore } from '../../src/folders/folder-result-store.js';
import type { JobDocuments } from '../../src/folders/found-item.js';
import { makeFolder } from '../files/folders.js';
import { jobFormat } from './job-format.js';

const options = { numRuns: 20, pageSize: 4, readOnly: true };

/** A store over one job, whose documents are in files that `fileFor` chooses. */
function contextOver(
  folder: string,
  documents: JobDocuments,
  fileFor: (key: string) => string | undefined,
): ResultStoreContext {
  const store = new FolderResultStore({ formats: [jobFormat], pageSize: options.pageSize });
  const result = store.add({ root: folder, key: 'transcription-outputs/a-job/', result: 'result', documents });
  const root = result.slice(0, -'result'.length);
  const place = async (uri: ObjectUri, bytes: Uint8Array) => {
    const file = fileFor(uri.slice(root.length));
    if (file === undefined) return false;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
      return true;
    } catch (error) {
      if (isFault(error, 'EEXIST', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG')) return false;
      throw error;
    }
  };
  return { store, root, place, dispose: () => rm(folder, { recursive: true }) };
}

describe('over a folder', () => {
  const create = async () => {
    const folder = await makeFolder();
    const fileFor = (key: string) =>
      key.split('/').some((name) => /^\.{0,2}$/.test(name)) ? undefined : join(folder, key);
    return contextOver(folder, { folder }, fileFor);
  };
  registerContract(resultStoreContract(create, options), it);
});

describe('over files of any names', () => {
  const create = async () => {
    const folder = await makeFolder();
    const files = new Map<string, string>();
    const fileFor = (key: string) => {
      const file = files.get(key) ?? join(folder, String(files.size));
      files.set(key, file);
      return file;
    };
    return contextOver(folder, { files }, fileFor);
  };
  registerContract(resultStoreContract(create, options), it);
});
