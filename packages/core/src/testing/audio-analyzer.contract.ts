import * as fc from 'fast-check';
import type { ErrorCode } from '../errors.js';
import type { CallId } from '../model/call.js';
import { type Failure, JobId } from '../model/job.js';
import type { ObjectUri } from '../model/uri.js';
import type { AnalysisRequest, AudioAnalyzer } from '../ports/audio-analyzer.js';
import { assertEqual, assertOk, assertRejects } from './assert.js';
import {
  type CaseMaker,
  type ContractCase,
  type ContractContext,
  type ContractOptions,
  casesOver,
} from './contract.js';
import { ODD_KEYS, ODD_NAMES } from './odd-names.js';
import { spoil } from './spoil.js';

/** An analyzer that has no jobs, and the world around it. */
export interface AudioAnalyzerContext extends ContractContext {
  readonly analyzer: AudioAnalyzer;
  /** The job ends well, and its results lie beside this manifest. */
  readonly succeed: (jobId: JobId, manifestUri: ObjectUri) => void | Promise<void>;
  /** The job ends badly. */
  readonly fail: (jobId: JobId, failure: Failure) => void | Promise<void>;
  /**
   * Makes sure that the analyzer can take a request on: puts a recording where the request says, or points it to
   * one. Gives the request to make, with the same idempotency key. Without it, requests are made as the suite has them.
   */
  readonly request?: (request: AnalysisRequest) => AnalysisRequest | Promise<AnalysisRequest>;
  /** How many analyses have been begun, where the world around can tell. */
  readonly begun?: () => number | Promise<number>;
}

/** Facts of an {@link AudioAnalyzer}. */
export interface AudioAnalyzerContractOptions extends ContractOptions {
  /**
   * Turns a request into one for a recording that can never be analysed, such as a text file. For analyzers that look at
   * a recording before they take it on; others let the job fail.
   */
  readonly unfit?: (request: AnalysisRequest) => AnalysisRequest;
  /** Turns a request into one for a recording that is not there. For analyzers that look before they start. */
  readonly absent?: (request: AnalysisRequest) => AnalysisRequest;
}

interface AnalyzerInCase extends ContractContext {
  readonly context: AudioAnalyzerContext;
  readonly analyzer: AudioAnalyzer;
  /** Starts the analysis of the sample request with this number, and names its job. */
  readonly start: (number: number, changes?: Partial<AnalysisRequest>) => Promise<JobId>;
}

/** What every {@link AudioAnalyzer} must keep to, as cases. `create` gives a fresh analyzer at each call. */
export function audioAnalyzerContract(
  create: () => AudioAnalyzerContext | Promise<AudioAnalyzerContext>,
  options: AudioAnalyzerContractOptions = {},
): readonly ContractCase[] {
  const maker = casesOver(async () => inCase(await create()), options);
  return [...startCases(maker), ...statusCases(maker), ...copyCases(maker), ...refusalCases(maker, options)];
}

function inCase(context: AudioAnalyzerContext): AnalyzerInCase {
  const { analyzer } = context;
  const start = async (number: number, changes: Partial<AnalysisRequest> = {}) => {
    return (await analyzer.start(await prepared(context, sampleRequest(number, changes)))).jobId;
  };
  return { context, analyzer, start, dispose: () => context.dispose?.() };
}

async function prepared(context: AudioAnalyzerContext, request: AnalysisRequest): Promise<AnalysisRequest> {
  return (await context.request?.(request)) ?? request;
}

function sampleRequest(number: number, changes: Partial<AnalysisRequest> = {}): AnalysisRequest {
  return {
    callId: `call-${number}` as CallId,
    media: { uri: `s3://contract/uploads/${number}.wav` as ObjectUri, eTag: 'e', sizeBytes: 1_000 },
    outputUri: `s3://contract/outputs/call-${number}` as ObjectUri,
    idempotencyKey: number.toString(16).padStart(64, '0'),
    ...changes,
  };
}

const MANIFEST = 's3://contract/outputs/call-1/job/job_metadata.json' as ObjectUri;
const FAILURE: Failure = { code: 'ServiceError', reason: 'Das Gespräch ist leer: "0 s".\nNothing was heard. 返金' };

function startCases({ example, pair, property }: CaseMaker<AnalyzerInCase>): ContractCase[] {
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
      assertEqual(await analyzer.status(jobId), { state: 'succeeded', manifestUri: MANIFEST }, 'the job succeeded');
    }),
    example(
      'a failed analysis is an answer, with code and reason, and not an error',
      async ({ context, analyzer, start }) => {
        const jobId = await start(1);
        await context.fail(jobId, FAILURE);
        assertEqual(await analyzer.status(jobId), { state: 'failed', failure: FAILURE }, 'the job failed');
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
        { state: 'succeeded', manifestUri: MANIFEST },
        { state: 'failed', failure: FAILURE },
        { state: 'running' },
      ];
      assertEqual(await statuses(), expected, 'each job stands where it stood');
    }),
  ];
}

function refusalCases(
  { example }: CaseMaker<AnalyzerInCase>,
  { unfit, absent }: AudioAnalyzerContractOptions,
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
  ];
}

async function assertBegun({ begun }: AudioAnalyzerContext, expected: number): Promise<void> {
  if (begun !== undefined) assertEqual(await begun(), expected, 'so many analyses were begun');
}
