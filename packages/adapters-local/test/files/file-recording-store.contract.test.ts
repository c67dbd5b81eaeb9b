import { rm } from 'node:fs/promises';
import {
  type RecordingStoreContext,
  recordingStoreContract,
  registerContract,
  sendToUrls,
} from '@earshot/core/testing';
import { it } from 'vitest';
import { FileRecordingStore } from '../../src/files/file-recording-store.js';
import { FileResultStore } from '../../src/files/file-result-store.js';
import { makeFolder } from './folders.js';

const SIZES = { partsFromBytes: 400_000, partSizeBytes: 200_000 };

async function create(): Promise<RecordingStoreContext> {
  const folder = await makeFolder();
  let nowMs = 1_700_000_000_000;
  const store = new FileRecordingStore({
    ...SIZES,
    files: new FileResultStore({ folder }),
    secret: new Uint8Array(32).fill(7),
    now: () => new Date(nowMs),
  });
  return {
    store,
    root: 'local://recordings/',
    send: sendToUrls(store),
    nowMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
    dispose: () => rm(folder, { recursive: true }),
  };
}

registerContract(recordingStoreContract(create, { ...SIZES, numRuns: 20 }), it);
