import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openLocal } from '@earshot/adapters-local';
import { CallId, type CallRecord, hashOf } from '@earshot/core';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';
import { earshot } from './earshot.js';

const digests = { md5Hex: (text: string) => createHash('md5').update(text, 'utf8').digest('hex') };

function submitted(id: string): CallRecord {
  const callId = CallId.parse(id);
  return {
    hash: hashOf(callId, digests),
    callId,
    revision: 1,
    recordedAt: { ms: 0, source: 'transport' },
    state: 'submitted',
    history: [{ state: 'submitted', atMs: 0 }],
    jobs: [],
    createdAtMs: 0,
    updatedAtMs: 0,
  };
}

it('writes nothing outside the folder of an export, whatever calls are named', async () => {
  const [data, home] = [await temporaryFolder(), await temporaryFolder()];
  const records = ['../../escaped', 'a/b', join(home, 'absolute'), 'a\\b', 'call-7'].map(submitted);
  const local = await openLocal({ folder: data });
  for (const record of records) await local.records.save(record);
  await local.close();

  const output = join(home, 'deep', 'export');
  const { code } = await earshot(['export', '--format', 'vtt', '--output', output, '--data', data]);
  expect(code).toBe(0);
  const names = records.map(({ callId, hash }) => (callId === 'call-7' ? callId : hash));
  expect((await readdir(output)).sort()).toEqual(names.map((name) => `${name}.vtt`).sort());
  expect(await readdir(home)).toEqual(['deep']);
  expect(await readdir(join(home, 'deep'))).toEqual(['export']);
});
