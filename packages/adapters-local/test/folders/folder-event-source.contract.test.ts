import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JobEvent } from '@earshot/core';
import { type EventSourceContext, eventSourceContract, registerContract } from '@earshot/core/testing';
import { it } from 'vitest';
import { FolderEventSource } from '../../src/folders/folder-event-source.js';
import { FolderResultStore } from '../../src/folders/folder-result-store.js';
import { makeFolder } from '../files/folders.js';

/** What is sent is the result of a job in a folder of its own, and the message about it says where that is. */
async function create(): Promise<EventSourceContext> {
  const folder = await makeFolder();
  const store = new FolderResultStore();
  const open = () => new FolderEventSource({ paths: [folder], store });
  const source = open();
  let count = 0;
  return {
    source,
    successor: open,
    send: async (body, { sentAtMs }) => {
      const name = String(count++).padStart(3, '0');
      const job = join(folder, 'transcription-outputs', `call-${name}`, `job-${name}`);
      const result = join(job, 'earshot-analysis.json');
      await mkdir(job, { recursive: true });
      await writeFile(result, body);
      if (sentAtMs !== undefined) await utimes(result, sentAtMs / 1_000, sentAtMs / 1_000);
    },
    contentOf: async (body) => {
      const { resultUri } = JobEvent.parse(JSON.parse(body));
      return new TextDecoder().decode(resultUri && (await store.get(resultUri)));
    },
    deadLettered: () => source.deadLettered,
    advance: () => {},
    dispose: () => rm(folder, { recursive: true }),
  };
}

registerContract(eventSourceContract(create, { numRuns: 20, ends: true, keepsAnswers: false }), it);
