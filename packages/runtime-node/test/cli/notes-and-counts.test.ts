import { createApi } from '@earshot/adapters-http';
import { openLocal } from '@earshot/adapters-local';
import { AddNote, CallId, hashOf } from '@earshot/core';
import { expect, it } from 'vitest';
import { digests } from '../../src/container.js';
import { composeFolderApp } from '../../src/ingest/ingest.js';
import { serveHttp } from '../../src/serve-http.js';
import { personalJob, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { run } from './run-in-process.js';

const hash = hashOf(CallId.parse('lamp'), digests);

it('shows and exports the notes of a call, and ingesting its result again keeps them', async ({ onTestFinished }) => {
  const [data, results] = [await temporaryFolder(onTestFinished), await temporaryFolder(onTestFinished)];
  await writeFiles(results, personalJob('lamp', 'Quillfeather'));
  const ingest = () => run('ingest', results, '--data', data);
  expect(await ingest()).toMatchObject({ code: 0 });
  const local = await openLocal({ folder: data });
  const add = new AddNote({ repository: local.records, now: () => new Date(0) });
  await add.execute(hash, { text: 'Called back.\nShe is happy.' }, 'ana');
  await local.close();
  expect(await ingest()).toMatchObject({ code: 0 });
  const shown = await run('show', 'lamp', '--data', data);
  expect(shown.stdout).toContain('Notes\n1970-01-01 00:00 UTC, ana: Called back. She is happy.\n');
  const exported = await run('export', '--data', data, '--format', 'markdown');
  expect(exported.stdout).toContain('## Notes\n\n- **1970-01-01 00:00 UTC, ana:** Called back. She is happy.\n');
});

it('says how many calls there are where the limit leaves some out', async ({ onTestFinished }) => {
  const [data, results] = [await temporaryFolder(onTestFinished), await temporaryFolder(onTestFinished)];
  for (const call of ['one', 'two', 'three']) await writeFiles(results, personalJob(call, 'Quillfeather'));
  await run('ingest', results, '--data', data);
  const query = (...options: string[]) => run('query', '--data', data, ...options);
  expect((await query('--limit', '2')).stderr).toBe('Showing 2 of 3\n');
  expect((await query('--limit', '2', '--json')).stderr).toBe('');
  expect((await query('--limit', '3')).stderr).toBe('');
});

it('says over HTTP, too, how many calls there are in any order, and which names none of them has', async ({
  onTestFinished,
}) => {
  const results = await temporaryFolder(onTestFinished);
  for (const call of ['one', 'two', 'three']) await writeFiles(results, personalJob(call, 'Quillfeather'));
  const { app, ingest } = composeFolderApp([results]);
  await ingest();
  const server = await serveHttp(createApi(app, { version: '1.0.0' }));
  onTestFinished(() => server.close());
  const query = (...options: string[]) => run('query', '--server', server.url, ...options);
  expect((await query('--limit', '2', '--sort', 'longest')).stderr).toBe('Showing 2 of 3\n');
  expect((await query('--agent', 'Nobody')).stderr).toContain('"Nobody"');
});
