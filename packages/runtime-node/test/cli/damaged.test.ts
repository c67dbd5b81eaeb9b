import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, it } from 'vitest';
import { job, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { run } from './run-in-process.js';

const hashOf = (callId: string) => createHash('md5').update(callId).digest('hex');
const [fine, torn, half] = ['fine', 'torn', 'half'].map(hashOf) as [string, string, string];
let data: string;

/** Three calls: one whole, one of which nothing can be read, one that is whole in lists alone. */
beforeEach(async () => {
  data = await temporaryFolder();
  const results = await temporaryFolder();
  await writeFiles(results, { ...job('fine'), ...job('torn'), ...job('half') });
  expect(await run('ingest', results, '--data', data)).toMatchObject({ code: 0 });
  const database = new DatabaseSync(join(data, 'earshot.db'));
  database.prepare(`UPDATE call SET json = '{"hash":' WHERE hash = ?`).run(torn);
  const documents = `UPDATE call_document SET crc32 = 1 WHERE id IN (SELECT id FROM call WHERE hash IN (?, ?))`;
  database.prepare(documents).run(torn, half);
  database.close();
});

it('lists the other calls, names the damaged ones, and ends with 1', async () => {
  const { code, stdout, stderr } = await run('query', '--json', '--data', data);
  const listed = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).call_id);
  expect({ code, listed: listed.sort() }).toEqual({ code: 1, listed: ['fine', 'half'] });
  expect(stderr).toContain(torn);
  expect(stderr).not.toContain(half);
});

it('exports the other calls, names the damaged ones, and ends with 1', async () => {
  const { code, stdout, stderr } = await run('export', '--format', 'json', '--data', data);
  expect({ code, exported: JSON.parse(stdout).map(({ hash }: { hash: string }) => hash) }).toEqual({
    code: 1,
    exported: [fine],
  });
  for (const hash of [torn, half]) expect(stderr).toContain(hash);
});

it('finds them with doctor, which ends with 1', async () => {
  const { code, stdout } = await run('doctor', '--json', '--data', data);
  const checks = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const records = checks.find(({ name }) => name === 'Records');
  expect({ code, state: records.state }).toEqual({ code: 1, state: 'damaged' });
  for (const hash of [torn, half]) expect(records.detail).toContain(hash);
  expect(records.detail).not.toContain(fine);
});

it.each([
  ['its hash', torn, ['callId']],
  ['its hash, where the list can still read it', half, []],
  ['its id', 'torn', ['callId']],
])('erases one by %s, with the documents of its job', async (_, name, unreadable) => {
  const kept = async () => (await readdir(join(data, 'files'), { recursive: true })).join('\n');
  const id = name === half ? 'half' : 'torn';
  expect(await kept()).toContain(`job-${id}`);
  const { code, stdout } = await run('erase', name, '--yes', '--json', '--data', data);
  expect({ code, receipt: JSON.parse(stdout) }).toMatchObject({
    code: 0,
    receipt: { hash: hashOf(id), recordRemoved: true, unreadable },
  });
  expect(await kept()).not.toContain(`job-${id}`);
  expect(await kept()).toContain('job-fine');
  expect(await run('erase', name, '--yes', '--data', data)).toMatchObject({ code: 1 });
});
