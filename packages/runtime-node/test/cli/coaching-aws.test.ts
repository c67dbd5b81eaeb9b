import { join } from 'node:path';
import { createTableInput, INSIGHTS_TABLE, readAwsVariables } from '@earshot/adapters-aws';
import { openLocal } from '@earshot/adapters-local';
import { startAwsStack } from '@earshot/aws-test-servers';
import { expect, it, onTestFinished, vi } from 'vitest';
import { APP_VARIABLES, composeAwsApp } from '../../src/aws/aws-app.js';
import { temporaryFolder } from '../results-on-disk.js';
import { run } from './run-in-process.js';

const EXAMPLES = join(import.meta.dirname, '../../../../examples/pca-bucket');

/** What a command prints with `--json`, line by line. */
async function lines(...args: string[]): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect([args, code, stderr]).toEqual([args, 0, '']);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('calls on AWS are coached, and their insights decided, as those on this machine are', async () => {
  const data = await temporaryFolder();
  expect(await run('ingest', EXAMPLES, '--data', data)).toMatchObject({ code: 0 });
  const stack = await startAwsStack({
    table: { ...createTableInput('calls'), TableName: 'calls' },
    otherTables: [createTableInput('insights', INSIGHTS_TABLE)],
  });
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await stack.close();
  });
  const environment = { ...stack.environment, EARSHOT_INSIGHTS_TABLE: 'insights' };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { repository } = composeAwsApp(readAwsVariables(environment, APP_VARIABLES));
  const local = await openLocal({ folder: data });
  const { calls } = await local.records.list({ filter: {}, limit: 100 });
  expect(calls.length).toBeGreaterThan(1);
  for (const { hash } of calls) {
    const record = await local.records.get(hash);
    if (record !== undefined) await repository.save({ ...record, revision: 1 });
  }
  await local.close();

  const rescored = await run('rescore', '--adapters', 'aws');
  expect(rescored.code).toBe(0);
  const here = ['--data', data];
  const there = ['--adapters', 'aws'];
  const insights = await lines('insights', 'list', ...there);
  expect(insights.length).toBeGreaterThan(1);
  expect(insights).toEqual(await lines('insights', 'list', ...here));
  expect(await lines('agents', ...there)).toEqual(await lines('agents', ...here));
  const [call = ''] = calls.map(({ callId }) => callId);
  expect(await lines('coach', call, ...there)).toEqual(await lines('coach', call, ...here));

  const id = String(insights[0]?.['id']);
  const [done] = await lines('insights', 'done', id, '--comment', 'Spoke with them.', ...there);
  expect(done).toMatchObject({ id, status: 'completed', comments: [{ text: 'Spoke with them.' }] });
  expect(await lines('insights', 'show', id, ...there)).toEqual([done]);
});
