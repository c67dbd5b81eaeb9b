import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTableInput, readAwsVariables } from '@earshot/adapters-aws';
import { openLocal } from '@earshot/adapters-local';
import { startAwsStack } from '@earshot/aws-test-servers';
import { CallId, ObjectUri, type RecordState } from '@earshot/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { APP_VARIABLES, composeAwsApp } from '../../src/aws/aws-app.js';
import { failedCall } from '../failed-calls.js';
import { temporaryFolder } from '../results-on-disk.js';
import { toneFile } from '../tone-file.js';
import { earshot } from './earshot.js';
import { run, runTyping } from './run-in-process.js';

const TONE = CallId.parse('tone');
const GONE = ObjectUri.parse('local://recordings/gone.wav');

/** A data folder with failed calls: two whose recording is there, one whose recording is gone, one of no recording. */
async function folderOfFailed(): Promise<string> {
  const data = await temporaryFolder();
  const file = join(await temporaryFolder(), 'tone.wav');
  await writeFile(file, toneFile());
  const local = await openLocal({ folder: data });
  const taken = await local.ingest(file);
  if (taken.status === 'erased') throw new Error('it was never erased');
  await local.records.save(failedCall('early', taken.uri, 1));
  await local.records.save(failedCall('late', taken.uri, 20));
  await local.records.save(failedCall('gone', GONE, 20));
  await local.records.save(failedCall('unknown', undefined, 20));
  await local.close();
  return data;
}

async function states(data: string): Promise<Record<string, RecordState>> {
  const { stdout } = await run('query', '--json', '--data', data);
  const calls = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  return Object.fromEntries(calls.map(({ call_id, state }) => [call_id, state]));
}

describe('earshot restart', () => {
  it('starts one call again, by its id, and does not ask', async () => {
    const data = await folderOfFailed();
    const { code, stdout } = await run('restart', 'late', '--data', data);
    expect(stdout).toMatch(/^started\s+1\s/m);
    expect(code).toBe(0);
    expect(await states(data)).toEqual({ early: 'failed', late: 'analyzing', gone: 'failed', unknown: 'failed' });
    const again = await run('restart', 'late', '--data', data, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ counts: { error: 1 }, problems: [{ code: 'EARSHOT_CONFLICT' }] });
    expect(again.code).toBe(1);
    expect(await run('restart', 'no-such-call', '--data', data)).toMatchObject({ code: 1, stdout: '' });
  });

  it('shows the calls that filters mean, asks, and starts them; one that can’t be started leaves the others alone', async () => {
    const data = await folderOfFailed();
    const args = ['restart', '--state', 'failed', '--from', '2026-05-10', '--data', data];
    const { code, screen } = await runTyping('y\n', ...args);
    expect(screen).toContain('the service broke at late');
    expect(screen).toContain('Analyze these 3 calls again? [y/N]');
    expect(screen).toMatch(/^started +1 /m);
    expect(screen).toMatch(/^failed +1 /m);
    expect(screen).toMatch(/^error +1 /m);
    expect(screen).toMatch(/^ {2}unknown: EARSHOT_INVALID_INPUT: /m);
    expect(screen).toMatch(/^ {2}gone: EARSHOT_NOT_FOUND: /m);
    expect(code).toBe(1);
    expect(await states(data)).toEqual({ early: 'failed', late: 'analyzing', gone: 'failed', unknown: 'failed' });
  });

  it('starts nothing unless it is confirmed: on the terminal, or with --yes', async () => {
    const data = await folderOfFailed();
    const args = ['restart', '--state', 'failed', '--data', data];
    expect(await runTyping('n\n', ...args)).toMatchObject({ code: 1 });
    expect(await earshot(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--yes') });
    expect(new Set(Object.values(await states(data)))).toEqual(new Set(['failed']));
    const { stdout } = await run(...args, '--yes', '--json');
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      counts: { started: 2, failed: 1, error: 1 },
    });
  });

  it('starts calls whose start was put off, and shows why it was', async () => {
    const data = await folderOfFailed();
    const local = await openLocal({ folder: data });
    const { failure = { code: '', reason: '' }, ...late } = failedCall('put-off', local.recordings.ofCall(TONE)?.uri);
    const startRetry = { atMs: Date.now() + 3_600_000, count: 1, failure };
    const history = [{ state: 'submitted' as const, atMs: late.createdAtMs }];
    await local.records.save({ ...late, state: 'submitted', history, startRetry });
    await local.close();
    const { code, stdout } = await run('restart', '--state', 'submitted', '--yes', '--data', data);
    expect(stdout).toContain('the service broke at put-off');
    expect(stdout).toMatch(/^started\s+1\s/m);
    expect(code).toBe(0);
    expect(await states(data)).toMatchObject({ 'put-off': 'analyzing', late: 'failed' });
  });

  it('leaves alone submitted calls that just wait', async () => {
    const data = await folderOfFailed();
    const local = await openLocal({ folder: data });
    const { failure: _, ...waiting } = failedCall('waiting', local.recordings.ofCall(TONE)?.uri);
    const history = [{ state: 'submitted' as const, atMs: waiting.createdAtMs }];
    await local.records.save({ ...waiting, state: 'submitted', history });
    await local.close();
    const { code, stdout, stderr } = await run('restart', '--state', 'submitted', '--yes', '--data', data);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('start by themselves');
    expect(await states(data)).toMatchObject({ waiting: 'submitted' });
  });

  it('says that no call matches, and takes that for success', async () => {
    const data = await folderOfFailed();
    const none = { code: 0, stdout: '', stderr: 'no call matches\n' };
    expect(await run('restart', '--state', 'failed', '--to', '2020-01-01', '--yes', '--data', data)).toEqual(none);
  });

  it.each([[], ['--category', 'Billing'], ['--state', 'completed'], ['--adapters', 'other']])(
    'ends with 2 on earshot restart %s %s',
    async (...args) => {
      const data = await temporaryFolder();
      expect(await run('restart', ...args, '--data', data)).toMatchObject({ code: 2, stdout: '' });
    },
  );

  it('starts calls on AWS again, each once', async () => {
    const stack = await startAwsStack({ table: { ...createTableInput('calls'), TableName: 'calls' } });
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await stack.close();
    });
    for (const [name, value] of Object.entries(stack.environment)) vi.stubEnv(name, value);
    const { repository } = composeAwsApp(readAwsVariables(stack.environment, APP_VARIABLES));
    const callIds = Array.from({ length: 12 }, (_, index) => `call-${index}`);
    for (const callId of callIds) {
      await stack.upload(`recordings/${callId}.wav`);
      await repository.save(failedCall(callId, ObjectUri.parse(`s3://media/recordings/${callId}.wav`)));
    }
    const { code, stdout } = await run('restart', '--state', 'failed', '--adapters', 'aws', '--yes');
    expect(stdout).toMatch(/^started\s+12\s/m);
    expect(code).toBe(0);
    expect(stack.bedrock.jobs()).toHaveLength(12);
    const again = await run('restart', '--state', 'failed', '--adapters', 'aws', '--yes');
    expect(again).toEqual({ code: 0, stdout: '', stderr: 'no call matches\n' });
  });
});
