import * as fc from 'fast-check';
import type { ErrorCode } from '../errors.js';
import type { CallId } from '../model/call.js';
import { JobId } from '../model/job.js';
import type { ObjectUri } from '../model/uri.js';
import type { AnalysisRequest } from '../ports/audio-analyzer.js';
import { type AnalyzerInCase, assertBegun, FAILURE, MANIFEST, prepared, sampleRequest } from './analyzer-in-case.js';
import { assertEqual, assertOk, assertRejects } from './assert.js';
import type { AudioAnalyzerContractOptions } from './audio-analyzer.context.js';
import type { CaseMaker, ContractCase } from './contract.js';
import { ODD_KEYS, ODD_NAMES } from './odd-names.js';

/** What holds of `start`. */
export function audioAnalyzerStartCases({ example, pair, property }: CaseMaker<AnalyzerInCase>): ContractCase[] {
  return [
    pair('two analyzers know nothing of each other', async (one, other) => {
      await one.start(1);
      const first = await other.start(2);
      await one.context.succeed(await one.start(2), MANIFEST);
      assertEqual(await other.analyzer.status(first), { state: 'running' }, 'the other analyzer has its own jobs');
      const begun = await other.context.begun?.();
      assertOk(begun === undefined || begun === 1, `the other analyzer has begun its one job, not ${begun}`);
    }),
    example('after a start the job exists, and runs', async ({ analyzer, start }) => {
      const jobId = await start(1);
      assertOk(JobId.safeParse(jobId).success, `a job id has 1 to 256 characters, unlike ${jobId}`);
      assertEqual(await analyzer.status(jobId), { state: 'running' }, 'the job runs until the world ends it');
    }),
    example('starting again with the same key names the same job', async ({ context, start }) => {
      const jobId = await start(1);
      for (let again = 0; again < 5; again++) assertEqual(await start(1), jobId, 'the job is the same');
      await assertBegun(context, 1);
    }),
    example('parallel starts with the same key name the same job', async ({ context, start }) => {
      const jobIds = await Promise.all(Array.from({ length: 10 }, () => start(1)));
      assertEqual(new Set(jobIds).size, 1, 'there is one job');
      await assertBegun(context, 1);
    }),
    example(
      'the same key names the same job when the job has ended, and starts nothing',
      async ({ context, start }) => {
        const { analyzer } = context;
        const [good, bad] = [await start(1), await start(2)];
        await context.succeed(good, MANIFEST);
        await context.fail(bad, FAILURE);
        assertEqual([await start(1), await start(2)], [good, bad], 'the jobs are the same');
        assertEqual((await analyzer.status(good)).state, 'succeeded', 'what succeeded does not run again');
        assertEqual((await analyzer.status(bad)).state, 'failed', 'what failed does not run again');
        await assertBegun(context, 2);
      },
    ),
    example('different keys name different jobs, even for one recording', async ({ context, start }) => {
      const keys = ['0', 'a', 'f'].map((digit) => digit.repeat(64));
      const jobIds = await Promise.all(keys.map((idempotencyKey) => start(1, { idempotencyKey })));
      assertEqual(new Set(jobIds).size, keys.length, 'each key has its job');
      await assertBegun(context, keys.length);
    }),
    property(
      'there are as many jobs as keys, in whatever order and company they are started',
      fc.array(fc.array(fc.nat(4), { maxLength: 4 }), { maxLength: 5 }),
      async ({ context, start }, rounds) => {
        const jobs = new Map<number, JobId>();
        for (const round of rounds) {
          const jobIds = await Promise.all(round.map((number) => start(number)));
          for (const [index, number] of round.entries()) {
            const jobId = jobIds[index] as JobId;
            assertEqual(jobId, jobs.get(number) ?? jobId, 'the key names the job that it named before');
            jobs.set(number, jobId);
          }
        }
        assertEqual(new Set(jobs.values()).size, jobs.size, 'each key has a job of its own');
        await assertBegun(context, jobs.size);
      },
    ),
    example('call ids and recordings of any name are taken on', async ({ analyzer, context, start }) => {
      const names = [...ODD_NAMES, 'x'.repeat(255), '返'.repeat(255)];
      for (const [number, name] of names.entries()) {
        const callId = name as CallId;
        assertEqual(await analyzer.status(await start(number, { callId })), { state: 'running' }, `call ${name}`);
      }
      for (const [number, key] of ODD_KEYS.entries()) {
        const media = { uri: `s3://contract/uploads/${key}.wav` as ObjectUri };
        const jobId = await start(1_000 + number, { media });
        assertEqual(await analyzer.status(jobId), { state: 'running' }, `recording ${key}`);
      }
      await assertBegun(context, names.length + ODD_KEYS.length);
    }),
  ];
}

/** What `start` refuses, at an analyzer that looks before it starts. */
export function audioAnalyzerRefusalCases(
  { example }: CaseMaker<AnalyzerInCase>,
  { unfit, absent, permissions = false, jobQuota = false }: AudioAnalyzerContractOptions,
): ContractCase[] {
  const refusal = (name: string, turn: (request: AnalysisRequest) => AnalysisRequest, codes: readonly ErrorCode[]) =>
    example(name, async ({ context, analyzer, start }) => {
      const request = turn(await prepared(context, sampleRequest(1)));
      for (let times = 0; times < 2; times++) await assertRejects(analyzer.start(request), codes, 'start refuses');
      await assertBegun(context, 0);
      assertEqual(await analyzer.status(await start(2)), { state: 'running' }, 'the next recording is taken on');
    });
  const invalid = ['EARSHOT_INVALID_INPUT', 'EARSHOT_NOT_SUPPORTED'] as const;
  return [
    ...(unfit === undefined
      ? []
      : [refusal('a recording that can never be analysed is refused as such', unfit, invalid)]),
    ...(absent === undefined
      ? []
      : [refusal('a recording that is not there is refused as such', absent, ['EARSHOT_NOT_FOUND'])]),
    ...(permissions ? [deniedCase(example)] : []),
    ...(jobQuota ? [quotaCase(example)] : []),
  ];
}

function deniedCase(example: CaseMaker<AnalyzerInCase>['example']): ContractCase {
  return example(
    'a recording that may not be read is denied, with the action that is missing, until it may be read',
    async ({ context, analyzer }) => {
      const request = await prepared(context, sampleRequest(1));
      await context.permit?.(request, false);
      for (let times = 0; times < 2; times++) {
        const { details } = await assertRejects(analyzer.start(request), 'EARSHOT_DENIED', 'start is denied');
        const { action } = details;
        assertOk(typeof action === 'string' && action !== '', `details.action names what is missing, not ${action}`);
      }
      await assertBegun(context, 0);
      await context.permit?.(request, true);
      const { jobId } = await analyzer.start(request);
      assertEqual(await analyzer.status(jobId), { state: 'running' }, 'the permission is all that was missing');
      await assertBegun(context, 1);
    },
  );
}

function quotaCase(example: CaseMaker<AnalyzerInCase>['example']): ContractCase {
  return example(
    'with as many jobs as there may be, a start is throttled by a quota, and succeeds when there is room',
    async ({ context, analyzer, start }) => {
      const known = await start(1);
      await context.fill?.(true);
      const request = await prepared(context, sampleRequest(2));
      for (let times = 0; times < 2; times++) {
        const { details, retryable } = await assertRejects(analyzer.start(request), 'EARSHOT_THROTTLED', 'it is full');
        assertEqual(
          { quota: details['quota'], retryable },
          { quota: true, retryable: true },
          'the error names a quota',
        );
      }
      assertEqual(await analyzer.status(known), { state: 'running' }, 'other jobs run on');
      await assertBegun(context, 1);
      await context.fill?.(false);
      assertEqual(await analyzer.status(await start(2)), { state: 'running' }, 'the job starts when there is room');
      await assertBegun(context, 2);
    },
  );
}
