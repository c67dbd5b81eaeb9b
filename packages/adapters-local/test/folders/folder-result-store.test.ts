import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { FolderResultStore } from '../../src/folders/folder-result-store.js';
import { temporaryFolder } from '../files/folders.js';

it('lists the manifest of a job that was copied without one, and hides it like a file', async () => {
  const root = await temporaryFolder();
  const key = 'transcription-outputs/milk-1/job-1/';
  const standard = '0/standard_output/0/result.json';
  await mkdir(dirname(join(root, key, standard)), { recursive: true });
  await writeFile(join(root, key, standard), '{}');
  const store = new FolderResultStore();
  const documents = { folder: join(root, key) };
  const manifest = store.add({ root, key, result: 'job_metadata.json', documents });
  const output = manifest.slice(0, -'job_metadata.json'.length);
  const all = { uris: [`${output}${standard}`, manifest] };

  expect(await store.list(output)).toEqual(all);
  expect(JSON.parse(new TextDecoder().decode(await store.get(manifest)))).toMatchObject({ job_id: 'job-1' });
  await writeFile(join(root, key, 'job_metadata.json'), '{"job_id": "copied later"}');
  expect(await store.list(output)).toEqual(all);
  await store.delete(manifest);
  expect(await store.list(output)).toEqual({ uris: [`${output}${standard}`] });
  expect(await store.get(manifest)).toBeUndefined();
});
