import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EarshotError, type JobEvent, type JobId, type ObjectUri } from '@earshot/core';
import { type AudioAnalyzerContext, audioAnalyzerContract, registerContract } from '@earshot/core/testing';
import { afterEach, describe, expect, it, test } from 'vitest';
import { LocalAudioAnalyzer } from '../../src/analysis/local-audio-analyzer.js';
import { AnalysisJobs } from '../../src/sqlite/analysis-jobs.js';
import { openDatabase } from '../../src/sqlite/open-database.js';

const ABSENT = 'local://recordings/absent.wav' as ObjectUri;
const UNFIT = 'local://recordings/unfit.txt' as ObjectUri;

interface Context extends AudioAnalyzerContext {
  readonly analyzer: LocalAudioAnalyzer;
  readonly jobs: AnalysisJobs;
  readonly news: JobEvent[];
}

function createContext(): Context {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-analyzer-'));
  const database = openDatabase(join(folder, 'earshot.db'));
  const jobs = new AnalysisJobs({ database });
  const news: JobEvent[] = [];
  let ids = 0;
  const analyzer = new LocalAudioAnalyzer({
    jobs,
    pathOf: async (uri) => (uri === ABSENT ? undefined : `/recordings/${uri}`),
    check: async (path) => {
      if (path.endsWith(UNFIT)) {
        throw new EarshotError('EARSHOT_NOT_SUPPORTED', `${path}: found text`, { details: { path } });
      }
    },
    announce: (event) => news.push(event),
    newId: () => `job-${++ids}`,
  });
  return {
    analyzer,
    jobs,
    news,
    succeed: (jobId, resultUri) => void jobs.end(jobId, undefined, { resultUri }),
    fail: (jobId, failure) => void jobs.end(jobId, undefined, { failure }),
    begun: () => jobs.waiting().length + countEnded(jobs),
    dispose: () => {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };

  function countEnded(kept: AnalysisJobs): number {
    return Array.from({ length: ids }, (_, index) => kept.get(`job-${index + 1}` as JobId)).filter(
      (job) => job?.state === 'succeeded' || job?.state === 'failed',
    ).length;
  }
}

describe('LocalAudioAnalyzer', () => {
  registerContract(
    audioAnalyzerContract(createContext, {
      absent: (request) => ({ ...request, media: { uri: ABSENT } }),
      unfit: (request) => ({ ...request, media: { uri: UNFIT } }),
      cancels: true,
      reportsProgress: true,
      numRuns: 20,
    }),
    it,
  );
});

const contexts: Context[] = [];
const open = () => {
  const context = createContext();
  contexts.push(context);
  return context;
};
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.dispose?.();
});

const request = {
  callId: 'call-1',
  media: { uri: 'local://recordings/ab.wav' },
  outputUri: 'local://results/transcription-outputs/call-1',
  idempotencyKey: 'a'.repeat(64),
} as Parameters<LocalAudioAnalyzer['start']>[0];

test('a job that is cancelled ends as failed for good, and its news go out once', async () => {
  const { analyzer, news, jobs } = open();
  const { jobId } = await analyzer.start(request);
  const claimed = jobs.claim('worker');
  expect(claimed?.jobId).toBe(jobId);
  expect([await analyzer.cancel(jobId), await analyzer.cancel(jobId)]).toEqual(['cancelled', 'cancelled']);
  expect(await analyzer.status(jobId)).toMatchObject({ state: 'failed', failure: { code: 'CANCELLED' } });
  expect(jobs.renew(jobId, 'worker', { stage: 'transcribing', doneMs: 1, durationMs: 2 })).toBe(false);
  expect(news).toEqual([
    {
      earshotEvent: 'job_failed',
      resultUri: `local://results/transcription-outputs/call-1/${jobId}/earshot-analysis.json`,
      mediaUri: 'local://recordings/ab.wav',
      failure: { code: 'CANCELLED', reason: expect.any(String) },
    },
  ]);
  await expect(analyzer.cancel('job-9' as JobId)).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
});

test('a job on a recording that has grown ends without an event when the longer one starts; others go on', async () => {
  const { analyzer, news, jobs } = open();
  const { jobId } = await analyzer.start(request);
  const stranger = {
    ...request,
    media: { uri: 'local://recordings/cd.wav' as ObjectUri },
    idempotencyKey: 'b'.repeat(64),
  };
  const other = await analyzer.start(stranger);
  expect(jobs.claim('worker')?.jobId).toBe(jobId);
  const media = { uri: 'local://recordings/abc.wav' as ObjectUri, supersedes: [request.media.uri] };
  const longer = await analyzer.start({ ...request, media, idempotencyKey: 'c'.repeat(64) });
  expect(await analyzer.status(jobId)).toMatchObject({ state: 'failed', failure: { code: 'SUPERSEDED' } });
  expect(jobs.renew(jobId, 'worker', { stage: 'transcribing', doneMs: 1, durationMs: 2 })).toBe(false);
  expect(jobs.waiting().map((job) => job.jobId)).toEqual([other.jobId, longer.jobId]);
  expect(news).toEqual([]);
});

test('progress is told from the first moment to the last', async () => {
  const { analyzer, jobs } = open();
  const { jobId } = await analyzer.start(request);
  expect(await analyzer.progress(jobId)).toEqual({ stage: 'waiting', doneMs: 0 });
  jobs.claim('worker');
  jobs.renew(jobId, 'worker', { stage: 'transcribing', doneMs: 500.4, durationMs: 2_000 });
  expect(await analyzer.progress(jobId)).toEqual({ stage: 'transcribing', doneMs: 500, totalMs: 2_000 });
  jobs.end(jobId, 'worker', { resultUri: 'local://results/a.json' as ObjectUri });
  expect(await analyzer.progress(jobId)).toMatchObject({ stage: 'saving' });
});

test('a refusal names the recording by its URI, and not where this machine has it', async () => {
  const { analyzer, dispose } = createContext();
  const media = { uri: UNFIT };
  const request = {
    callId: 'call-1' as never,
    media,
    outputUri: 'local://results/a' as never,
    idempotencyKey: 'a'.repeat(64),
  };
  const error = await analyzer.start(request).catch((thrown: unknown) => thrown as EarshotError);
  expect(error).toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED', details: { path: UNFIT } });
  expect((error as EarshotError).message).toContain(UNFIT);
  expect((error as EarshotError).message).not.toContain('/recordings/local');
  await dispose?.();
});
