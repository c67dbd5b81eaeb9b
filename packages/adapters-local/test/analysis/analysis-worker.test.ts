import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EarshotError, type JobEvent, type JobId, type ObjectUri } from '@earshot/core';
import { afterEach, expect, test, vi } from 'vitest';
import { AnalysisWorker, type AnalysisWorkerOptions } from '../../src/analysis/analysis-worker.js';
import type { TranscribedCall } from '../../src/analysis/transcription-messages.js';
import { TranscriptionCrashed } from '../../src/analysis/transcription-process.js';
import { FileResultStore } from '../../src/files/file-result-store.js';
import { AnalysisJobs } from '../../src/sqlite/analysis-jobs.js';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { transcribedCall } from './transcribed-call.js';

const FOLDER = 'local://results/transcription-outputs/call-1';

type Transcribe = AnalysisWorkerOptions['transcriber']['transcribe'];
const disposals: (() => unknown)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose();
});

/** A worker over a folder of its own, that transcribes as it is told. */
function startWorker(transcribe: Transcribe, more: Partial<AnalysisWorkerOptions> = {}, now = () => new Date()) {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-worker-'));
  const database = openDatabase(join(folder, 'earshot.db'));
  const store = new FileResultStore({ folder: join(folder, 'files') });
  const jobs = new AnalysisJobs({ database, now });
  const news: JobEvent[] = [];
  const errors: unknown[] = [];
  const worker = new AnalysisWorker({
    jobs,
    store,
    pathOf: async () => '/recordings/1.wav',
    transcriber: { transcribe, close: () => {} },
    announce: (event) => news.push(event),
    owner: 'this worker',
    pollMs: 10,
    retryPauseMs: 10,
    onError: (error) => errors.push(error),
    ...more,
  });
  disposals.push(
    () => rmSync(folder, { recursive: true }),
    () => database.close(),
    () => worker.stop(),
  );
  const { jobId } = jobs.add('job-1' as JobId, {
    callId: 'call-1' as never,
    media: { uri: 'local://recordings/1.wav' as ObjectUri },
    outputUri: FOLDER as ObjectUri,
    idempotencyKey: 'a'.repeat(64),
  });
  worker.start();
  return { worker, jobs, store, news, errors, jobId };
}

const transcribed = async (): Promise<TranscribedCall> => transcribedCall();

test('a job ends with its peaks and both its documents in place, and with its event', async () => {
  const { jobs, jobId, store, news } = startWorker(transcribed);
  await vi.waitFor(() => expect(jobs.get(jobId)?.state).toBe('succeeded'));
  const { uris } = await store.list(FOLDER);
  expect(uris.map((uri) => uri.slice(`${FOLDER}/job-1/`.length))).toEqual([
    'earshot-analysis.json',
    'peaks.dat',
    'redacted/earshot-analysis.json',
  ]);
  expect(await store.get(`${FOLDER}/job-1/peaks.dat` as ObjectUri)).toEqual(Uint8Array.of(1, 2, 3));
  expect(news).toEqual([
    {
      earshotEvent: 'job_finished',
      resultUri: `${FOLDER}/job-1/earshot-analysis.json`,
      mediaUri: 'local://recordings/1.wav',
    },
  ]);
});

test('a recording is transcribed in the language that is known of it', async () => {
  const transcribe = vi.fn<Transcribe>(transcribed);
  const { jobs, jobId } = startWorker(transcribe, {
    languageOf: (uri) => (uri === 'local://recordings/1.wav' ? 'es' : undefined),
  });
  await vi.waitFor(() => expect(jobs.get(jobId)?.state).toBe('succeeded'));
  expect(transcribe.mock.calls.map(([, , , language]) => language)).toEqual(['es']);
});

test('a recording in a language without a model is left to another process, untried, and holds up no other', async () => {
  const unsupported = new EarshotError('EARSHOT_NOT_SUPPORTED', 'no speech model');
  const { jobs, jobId, news, errors } = startWorker(transcribed, {
    languageOf: (uri) => (uri === 'local://recordings/1.wav' ? 'es' : undefined),
    checkLanguage: () => {
      throw unsupported;
    },
  });
  for (const number of [2, 3]) {
    const job = jobs.add(`job-${number}` as JobId, {
      callId: `call-${number}` as never,
      media: { uri: `local://recordings/${number}.wav` as ObjectUri },
      outputUri: FOLDER.replace('call-1', `call-${number}`) as ObjectUri,
      idempotencyKey: String(number).repeat(64),
    });
    await vi.waitFor(() => expect(jobs.get(job.jobId)?.state).toBe('succeeded'));
  }
  expect(news).toHaveLength(2);
  expect(jobs.get(jobId)).toMatchObject({ state: 'queued', tries: 0 });
  expect(errors).toEqual([unsupported]);
  expect(jobs.claim('a process with the model')?.jobId).toBe(jobId);
});

test('a recording that can’t be transcribed ends its job with the reason, and at once', async () => {
  const transcribe = vi.fn<Transcribe>(async () => {
    throw new EarshotError('EARSHOT_UNREADABLE', 'the file ends in the middle');
  });
  const { jobs, jobId, news } = startWorker(transcribe);
  await vi.waitFor(() => expect(jobs.get(jobId)?.state).toBe('failed'));
  const failure = { code: 'EARSHOT_UNREADABLE', reason: 'the file ends in the middle' };
  expect(news).toMatchObject([{ earshotEvent: 'job_failed', failure }]);
  expect(transcribe).toHaveBeenCalledTimes(1);
});

test('a process that crashed is given the recording again, but not for ever', async () => {
  const transcribe = vi.fn<Transcribe>(async () => {
    throw new TranscriptionCrashed('ended by SIGSEGV');
  });
  const { jobs, jobId, errors } = startWorker(transcribe);
  await vi.waitFor(() => expect(jobs.get(jobId)?.state).toBe('failed'));
  expect(jobs.get(jobId)?.failure).toEqual({ code: 'CRASHED', reason: 'ended by SIGSEGV' });
  expect([transcribe.mock.calls.length, errors.length]).toEqual([3, 2]);
});

test('a job that fails for a passing reason is done after all', async () => {
  let times = 0;
  const { jobs, jobId, news } = startWorker(async () => {
    if (times++ === 0) throw new EarshotError('EARSHOT_UNAVAILABLE', 'the disk is full');
    return transcribedCall();
  });
  await vi.waitFor(() => expect(jobs.get(jobId)?.state).toBe('succeeded'));
  expect(news).toHaveLength(1);
});

test('a job that is cancelled or erased while it is transcribed ends the transcription, and leaves nothing', async () => {
  for (const remove of [
    (jobs: AnalysisJobs, jobId: JobId) => jobs.end(jobId, undefined, { failure: { code: 'CANCELLED', reason: '' } }),
    (jobs: AnalysisJobs) => jobs.forget('call-1' as never),
  ]) {
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const transcribe: Transcribe = (_path, _onProgress, signal) =>
      new Promise((_, reject) => {
        begun.resolve();
        signal.addEventListener('abort', () => {
          ended.resolve();
          reject(signal.reason);
        });
      });
    const { jobs, jobId, store, news } = startWorker(transcribe);
    await begun.promise;
    remove(jobs, jobId);
    await ended.promise;
    expect((await store.list(FOLDER)).uris).toEqual([]);
    expect(news).toEqual([]);
  }
});

test('a job that is erased while its documents are written leaves none of them', async () => {
  const written = Promise.withResolvers<void>();
  let forget = () => {};
  const { jobs, store } = startWorker(async () => {
    forget();
    setTimeout(written.resolve, 50);
    return transcribedCall();
  });
  forget = () => void jobs.forget('call-1' as never);
  await written.promise;
  await vi.waitFor(async () => expect((await store.list(FOLDER)).uris).toEqual([]));
});

test.each([
  ['still works on it', (jobs: AnalysisJobs) => void jobs.claim('another worker')],
  [
    'has ended it',
    (jobs: AnalysisJobs, jobId: JobId) => {
      jobs.end(jobId, undefined, { resultUri: `${FOLDER}/job-1/earshot-analysis.json` as ObjectUri });
    },
  ],
])('a worker that lost its job leaves the documents to the one that %s', async (_, take) => {
  const lost = Promise.withResolvers<void>();
  let nowMs = 0;
  const { jobs, jobId, store, news } = startWorker(
    async () => {
      // It was silent for so long that its job was free.
      nowMs += 60_000;
      take(jobs, jobId);
      return transcribedCall();
    },
    { pollMs: 60_000, onError: lost.reject },
    () => new Date(nowMs),
  );
  await vi.waitFor(async () => expect((await store.list(FOLDER)).uris).toHaveLength(3));
  // Had it taken them back, it would have begun by now.
  for (const _ of Array(5)) await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await store.list(FOLDER)).uris).toHaveLength(3);
  expect(news).toEqual([]);
});

test('where only redacted copies are kept, a job leaves no original', async () => {
  const { jobs, jobId, store } = startWorker(transcribed, { copies: 'redacted' });
  await vi.waitFor(() => expect(jobs.get(jobId)?.state).toBe('succeeded'));
  const { uris } = await store.list(FOLDER);
  expect(uris.map((uri) => uri.slice(`${FOLDER}/job-1/`.length))).toEqual([
    'peaks.dat',
    'redacted/earshot-analysis.json',
  ]);
  for (const uri of uris) expect(new TextDecoder().decode(await store.get(uri))).not.toContain('555');
});

test('a worker that stops puts its job back, for another to do', async () => {
  const begun = Promise.withResolvers<void>();
  const { worker, jobs, jobId } = startWorker((_path, _onProgress, signal) => {
    begun.resolve();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  });
  await begun.promise;
  await worker.stop();
  expect(jobs.get(jobId)).toMatchObject({ state: 'queued', tries: 0 });
  expect(jobs.claim('another worker')?.jobId).toBe(jobId);
});

test('the reason of a failure names the recording by its URI, and not where this machine has it', async () => {
  const { news } = startWorker(async (path) => {
    throw new EarshotError('EARSHOT_UNREADABLE', `${path}: torn`);
  });
  await vi.waitFor(() => expect(news).toHaveLength(1));
  expect(news[0]).toMatchObject({ failure: { code: 'EARSHOT_UNREADABLE', reason: 'local://recordings/1.wav: torn' } });
});
