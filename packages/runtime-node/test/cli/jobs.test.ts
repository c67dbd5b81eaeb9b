import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApi, JobResponse } from '@earshot/adapters-http';
import type { CallId } from '@earshot/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.js';
import { type LocalApp, openLocalApp } from '../../src/local/local-app.js';
import { serveHttp } from '../../src/serve-http.js';
import { temporaryFolder } from '../results-on-disk.js';
import { toneFile } from '../tone-file.js';
import { kept, run } from './run-in-process.js';

/** A folder in which nobody works, with a recording that waits to be transcribed. */
async function waiting(): Promise<{ data: string; app: LocalApp }> {
  const data = await temporaryFolder();
  const app = await openLocalApp({ folder: data });
  onTestFinished(() => app.close());
  const path = join(await temporaryFolder(), 'tone.wav');
  await writeFile(path, toneFile());
  await app.local.ingest(path);
  const [start] = (await app.local.source.receive(1)) ?? [];
  if (start === undefined) throw new Error('no start message');
  await app.app.handleDelivery.execute(start);
  await app.local.source.acknowledge(start);
  return { data, app };
}

function transcribing({ local }: LocalApp, doneMs: number): string {
  const [job] = local.jobs.ofCall('tone' as CallId);
  if (job === undefined) throw new Error('no job');
  local.jobs.claim('somebody');
  local.jobs.renew(job.jobId, 'somebody', { stage: 'transcribing', doneMs, durationMs: 1_000 });
  return job.jobId;
}

const idOf = async ({ app }: LocalApp) => {
  const { jobs } = await app.queryJobs.execute({});
  return `${jobs[0]?.call.hash}.${jobs[0]?.attempt}`;
};

describe('earshot jobs', () => {
  it('lists jobs and how far they are, whichever process does the work', async () => {
    const { data, app } = await waiting();
    transcribing(app, 420);
    expect((await run('jobs', '--data', data)).stdout).toMatch(/transcribing\s+████░░░░░░ 42%\s+tone\s+1/);
    const { stdout } = await run('jobs', 'tone', '--data', data, '--json');
    expect(JobResponse.parse(JSON.parse(stdout))).toMatchObject({
      state: 'running',
      stage: 'transcribing',
      progress: 0.42,
    });
    expect(await run('jobs', '--state', 'failed', '--data', data)).toMatchObject({ code: 0, stderr: 'no jobs\n' });
    expect(await run('jobs', 'nobody', '--data', data)).toMatchObject({ code: 1, stdout: '' });
  });

  it('follows a job line by line until it has ended, and says by its exit code how', async () => {
    const { data, app } = await waiting();
    transcribing(app, 500);
    const stdout = kept();
    const following = main(['jobs', '--data', data, 'tone', '--follow'], { stdout, stderr: kept() });
    await expect.poll(() => stdout.written).toBe('tone (attempt 1): transcribing 50%\n');
    const [{ call, attempt } = { call: undefined, attempt: 0 }] = (await app.app.queryJobs.execute({})).jobs;
    if (call === undefined) throw new Error('no job');
    expect(await app.app.cancelJob.execute({ hash: call.hash, attempt }, 'ana')).toMatchObject({ analysis: 'stopped' });
    expect(await following).toBe(1);
    expect(stdout.written.split('\n')[1]).toBe('tone (attempt 1): cancelled: CANCELLED: cancelled by ana');
    expect(app.local.jobs.ofCall('tone' as CallId)).toMatchObject([
      { state: 'failed', failure: { code: 'CANCELLED' } },
    ]);
  });

  it('follows all that are queued or run in a table, in place on a terminal', async () => {
    const { data, app } = await waiting();
    transcribing(app, 500);
    const screen = kept({ isTTY: true, columns: 100 });
    const following = main(['jobs', '--data', data, '--follow'], { stdout: screen, stderr: kept() });
    await expect.poll(() => screen.written).toContain('50%');
    const [job] = (await app.app.queryJobs.execute({})).jobs;
    if (job === undefined) throw new Error('no job');
    await app.app.cancelJob.execute({ hash: job.call.hash, attempt: 1 }, 'ana');
    expect(await following).toBe(0);
    expect(screen.written).toContain('\u001b[2A\u001b[0J');
    expect(screen.written).toContain('cancelled by ana');
    expect(await run('jobs', '--data', data, '--follow')).toMatchObject({
      code: 0,
      stderr: 'no jobs are queued or run\n',
    });
  });
});

it('a cancelled call is left alone by earshot restart --state failed, and restarted by its name', async () => {
  const { data, app } = await waiting();
  const [job] = (await app.app.queryJobs.execute({})).jobs;
  if (job === undefined) throw new Error('no job');
  await app.app.cancelJob.execute({ hash: job.call.hash, attempt: 1 }, 'ana');
  await run('restart', '--state', 'failed', '--yes', '--data', data);
  expect(await app.app.repository.get(job.call.hash)).toMatchObject({ state: 'failed' });
  expect(await run('restart', 'tone', '--data', data)).toMatchObject({ code: 0 });
  expect(await app.app.repository.get(job.call.hash)).toMatchObject({ state: 'analyzing', jobs: [{}, {}] });
});

describe('the events of a job', () => {
  it('tell what another process does, and end when the server closes', async () => {
    const { app, data } = await waiting();
    const elsewhere = await openLocalApp({ folder: data });
    onTestFinished(() => elsewhere.close());
    const server = await serveHttp(createApi(app.app), { graceMs: 600_000 });
    onTestFinished(() => server.close());
    const response = await fetch(`${server.url}/jobs/${await idOf(app)}/events`);
    const reader = response.body?.getReader();
    let text = '';
    const until = async (wanted: string) => {
      while (!text.includes(wanted)) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error('the stream has ended');
        text += new TextDecoder().decode(value);
      }
    };
    await until('"stage":"waiting"');
    transcribing(elsewhere, 250);
    await until('"progress":0.25');
    const cut = expect(until('never')).rejects.toThrow();
    await server.close();
    await cut;
  });
});
