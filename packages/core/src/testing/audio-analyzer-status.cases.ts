import type { JobId } from '../model/job.js';
import type { JobStatus } from '../ports/audio-analyzer.js';
import { type AnalyzerInCase, assertBegun, FAILURE, MANIFEST, prepared, sampleRequest } from './analyzer-in-case.js';
import { assertEqual, assertRejects } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import { spoil } from './spoil.js';

/** What holds of `status`, and of what callers do to requests and answers. */
export function audioAnalyzerStatusCases(maker: CaseMaker<AnalyzerInCase>): ContractCase[] {
  return [...statusCases(maker), ...copyCases(maker)];
}

function statusCases({ example }: CaseMaker<AnalyzerInCase>): ContractCase[] {
  return [
    example('status rejects with EARSHOT_NOT_FOUND for a job that is not known', async ({ analyzer, start }) => {
      const jobId = await start(1);
      for (const unknown of ['nothing', `${jobId}x`, 'job 返金', '0'.repeat(256)]) {
        await assertRejects(analyzer.status(unknown as JobId), 'EARSHOT_NOT_FOUND', `there is no job ${unknown}`);
      }
    }),
    example('the status of a job that succeeded names its manifest', async ({ context, analyzer, start }) => {
      const jobId = await start(1);
      await context.succeed(jobId, MANIFEST);
      assertEqual(await analyzer.status(jobId), { state: 'succeeded', resultUri: MANIFEST }, 'the job succeeded');
    }),
    example(
      'a failed analysis is an answer, with code and reason, and not an error',
      async ({ context, analyzer, start }) => {
        const jobId = await start(1);
        await context.fail(jobId, FAILURE);
        assertEqual(said(await analyzer.status(jobId)), { state: 'failed', failure: FAILURE }, 'the job failed');
      },
    ),
    example('the end of one job leaves the others running', async ({ context, analyzer, start }) => {
      const jobIds = [await start(1), await start(2), await start(3)] as const;
      await context.succeed(jobIds[0], MANIFEST);
      await context.fail(jobIds[1], FAILURE);
      const states = await Promise.all(jobIds.map(async (jobId) => (await analyzer.status(jobId)).state));
      assertEqual(states, ['succeeded', 'failed', 'running'], 'each job has its own state');
    }),
    example('status changes nothing, however often it is asked', async ({ context, analyzer, start }) => {
      const jobId = await start(1);
      for (let times = 0; times < 5; times++) {
        assertEqual(await analyzer.status(jobId), { state: 'running' }, 'a running job runs on');
      }
      await context.succeed(jobId, MANIFEST);
      for (let times = 0; times < 5; times++) {
        assertEqual((await analyzer.status(jobId)).state, 'succeeded', 'what succeeded has succeeded');
      }
      await assertBegun(context, 1);
    }),
  ];
}

/** A status without what an analyzer may say or not: whether another job may do. */
function said(status: JobStatus): JobStatus {
  return status.state === 'failed' ? { state: status.state, failure: status.failure } : status;
}

function copyCases({ example }: CaseMaker<AnalyzerInCase>): ContractCase[] {
  return [
    example('changing a request after the start changes nothing', async ({ context, analyzer, start }) => {
      const passed = { ...(await prepared(context, sampleRequest(1))) };
      const { jobId } = await analyzer.start(passed);
      spoil(passed);
      assertEqual(await analyzer.status(jobId), { state: 'running' }, 'the job runs');
      assertEqual(await start(1), jobId, 'the key names the same job');
    }),
    example('changing what status gave changes nothing', async ({ context, analyzer, start }) => {
      const jobIds = [await start(1), await start(2), await start(3)] as const;
      await context.succeed(jobIds[0], MANIFEST);
      await context.fail(jobIds[1], FAILURE);
      const statuses = () => Promise.all(jobIds.map((jobId) => analyzer.status(jobId)));
      spoil(await statuses());
      const expected = [
        { state: 'succeeded', resultUri: MANIFEST },
        { state: 'failed', failure: FAILURE },
        { state: 'running' },
      ];
      assertEqual((await statuses()).map(said), expected, 'each job stands where it stood');
    }),
  ];
}
