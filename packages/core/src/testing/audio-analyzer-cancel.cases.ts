import { CANCELLED, type JobId } from '../model/job.js';
import type { AudioAnalyzer, JobProgress, JobStatus } from '../ports/audio-analyzer.js';
import { type AnalyzerInCase, assertBegun, FAILURE, MANIFEST } from './analyzer-in-case.js';
import { assertEqual, assertOk, assertRejects } from './assert.js';
import type { AudioAnalyzerContractOptions } from './audio-analyzer.context.js';
import type { CaseMaker, ContractCase } from './contract.js';

/** What holds of `cancel` and `progress`, of an analyzer that has them. */
export function audioAnalyzerCancelCases(
  maker: CaseMaker<AnalyzerInCase>,
  { cancels = false, reportsProgress = false }: AudioAnalyzerContractOptions,
): ContractCase[] {
  return [...(cancels ? cancelCases(maker) : []), ...(reportsProgress ? progressCases(maker) : [])];
}

function cancelCases({ example }: CaseMaker<AnalyzerInCase>): ContractCase[] {
  return [
    example(
      'a cancelled job has failed with the code CANCELLED, whatever its analysis comes to, and is not retryable',
      async ({ context, analyzer, start }) => {
        const jobIds = [await start(1), await start(2)] as const;
        for (const jobId of jobIds) assertEqual(await cancel(analyzer, jobId), 'cancelled', 'the job is stopped');
        await context.succeed(jobIds[0], MANIFEST);
        await context.fail(jobIds[1], FAILURE);
        for (const jobId of jobIds) assertCancelled(await analyzer.status(jobId));
      },
    ),
    example('cancelling again changes nothing, and answers the same', async ({ analyzer, start }) => {
      const jobId = await start(1);
      await cancel(analyzer, jobId);
      const status = await analyzer.status(jobId);
      assertEqual(await cancel(analyzer, jobId), 'cancelled', 'it was cancelled before');
      assertEqual(await analyzer.status(jobId), status, 'the status is the same');
    }),
    example('a job that has ended is not cancelled any more', async ({ context, analyzer, start }) => {
      const jobIds = [await start(1), await start(2)] as const;
      await context.succeed(jobIds[0], MANIFEST);
      await context.fail(jobIds[1], FAILURE);
      const statuses = () => Promise.all(jobIds.map((jobId) => analyzer.status(jobId)));
      const before = await statuses();
      for (const jobId of jobIds) assertEqual(await cancel(analyzer, jobId), 'ended', 'the job has ended');
      assertEqual(await statuses(), before, 'the end is the same');
    }),
    example('cancelling one job leaves the others running', async ({ analyzer, start }) => {
      const [first, second] = [await start(1), await start(2)];
      await cancel(analyzer, first);
      assertEqual(await analyzer.status(second), { state: 'running' }, 'the other job runs');
    }),
    example('the key of a cancelled job names it, and starts nothing', async ({ context, analyzer, start }) => {
      const jobId = await start(1);
      await cancel(analyzer, jobId);
      assertEqual(await start(1), jobId, 'the job is the same');
      assertCancelled(await analyzer.status(jobId));
      await assertBegun(context, 1);
    }),
    example('cancel rejects with EARSHOT_NOT_FOUND for a job that is not known', async ({ analyzer, start }) => {
      await start(1);
      await assertRejects(cancel(analyzer, 'nothing' as JobId), 'EARSHOT_NOT_FOUND', 'there is no such job');
    }),
  ];
}

function progressCases({ example }: CaseMaker<AnalyzerInCase>): ContractCase[] {
  return [
    example(
      'the progress of a running job is part of the whole, and asking changes nothing',
      async ({ analyzer, start }) => {
        const jobId = await start(1);
        for (let times = 0; times < 3; times++) {
          const { doneMs, totalMs } = await progress(analyzer, jobId);
          assertOk(
            doneMs >= 0 && doneMs <= (totalMs ?? Number.POSITIVE_INFINITY),
            `${doneMs} of ${totalMs} ms are done`,
          );
          assertEqual(await analyzer.status(jobId), { state: 'running' }, 'the job runs on');
        }
      },
    ),
    example('progress rejects with EARSHOT_NOT_FOUND for a job that is not known', async ({ analyzer, start }) => {
      await start(1);
      await assertRejects(progress(analyzer, 'nothing' as JobId), 'EARSHOT_NOT_FOUND', 'there is no such job');
    }),
  ];
}

async function cancel(analyzer: AudioAnalyzer, jobId: JobId): Promise<unknown> {
  assertOk(analyzer.cancel !== undefined, 'an analyzer that cancels jobs has `cancel`');
  return analyzer.cancel(jobId);
}

async function progress(analyzer: AudioAnalyzer, jobId: JobId): Promise<JobProgress> {
  assertOk(analyzer.progress !== undefined, 'an analyzer that reports progress has `progress`');
  return analyzer.progress(jobId);
}

function assertCancelled(status: JobStatus): void {
  const said = status.state === 'failed' ? [status.failure.code, status.retryable ?? false] : status.state;
  assertEqual(said, [CANCELLED, false], 'the job is cancelled');
}
