import {
  MemoryAudioAnalyzer,
  MemoryRecordRepository,
  MemoryResultStore,
  MemorySharedState,
} from '@earshot/adapters-memory';
import { memoryModule } from '@earshot/adapters-memory/inversify';
import {
  AddNote,
  CorrectParticipants,
  DeleteNote,
  DispatchJobs,
  EraseCall,
  HandleDelivery,
  MeasureBacklog,
  QueryAnalytics,
  ReadCall,
  RestartCall,
  StartAnalysis,
  SweepJobs,
} from '@earshot/core';
import { ContainerModule } from 'inversify';
import { expect, it } from 'vitest';
import { composeApp } from '../src/container.js';

it('resolves every use case at once', async () => {
  const app = composeApp([memoryModule()]);
  expect(app).toMatchObject({
    startAnalysis: expect.any(StartAnalysis),
    handleDelivery: expect.any(HandleDelivery),
    queryAnalytics: expect.any(QueryAnalytics),
    readCall: expect.any(ReadCall),
    restartCall: expect.any(RestartCall),
    correctParticipants: expect.any(CorrectParticipants),
    addNote: expect.any(AddNote),
    deleteNote: expect.any(DeleteNote),
    eraseCall: expect.any(EraseCall),
    dispatchJobs: expect.any(DispatchJobs),
    sweepJobs: expect.any(SweepJobs),
    measureBacklog: expect.any(MeasureBacklog),
    adapters: {
      AudioAnalyzer: 'MemoryAudioAnalyzer',
      EventSource: 'MemoryEventSource',
      InsightRepository: 'MemoryInsightRepository',
      RecordRepository: 'MemoryRecordRepository',
      ResultStore: 'MemoryResultStore',
      SharedState: 'MemorySharedState',
    },
  });
  await app.close();
  await app.close();
});

/** The adapters in memory but for the event source. */
function withoutSource(analyzer = new MemoryAudioAnalyzer()): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind('AudioAnalyzer').toConstantValue(analyzer);
    bind('RecordRepository').toConstantValue(new MemoryRecordRepository());
    bind('ResultStore').toConstantValue(new MemoryResultStore());
    bind('SharedState').toConstantValue(new MemorySharedState());
  });
}

it('sweeps and dispatches with the same adapters: asks after a late call, and starts another job when its job broke', async () => {
  let nowMs = Date.UTC(2026, 8, 14, 12);
  const analyzer = new MemoryAudioAnalyzer();
  const app = composeApp([withoutSource(analyzer)], { now: () => new Date(nowMs) });
  const body = JSON.stringify({ callId: 'call-1', audioS3Uri: 's3://recordings/call-1.wav' });
  await app.handleDelivery.execute({ body, sentAtMs: nowMs });
  expect(await app.sweepJobs.execute({ overdueMs: 60_000 })).toEqual({});
  nowMs += 120_000;
  expect(await app.sweepJobs.execute({ overdueMs: 60_000 })).toEqual({ running: 1 });
  const failure = { code: 'ServiceError', reason: 'broken' };
  analyzer.status = async () => ({ state: 'failed', failure, retryable: true });
  expect(await app.sweepJobs.execute({ overdueMs: 60_000 })).toEqual({ submitted: 1 });
  nowMs += 60_000;
  expect(await app.dispatchJobs.execute()).toBe('done');
  expect(analyzer.jobs).toHaveLength(2);
});

it('does without an EventSource, and has nothing to close then', async () => {
  const app = composeApp([withoutSource()]);
  expect(app.source).toBeUndefined();
  expect(app.adapters).toEqual({
    AudioAnalyzer: 'MemoryAudioAnalyzer',
    RecordRepository: 'MemoryRecordRepository',
    ResultStore: 'MemoryResultStore',
    SharedState: 'MemorySharedState',
  });
  const body = JSON.stringify({ callId: 'call-1', audioS3Uri: 's3://recordings/call-1.wav' });
  expect(await app.handleDelivery.execute({ body, sentAtMs: 0 })).toMatchObject([{ status: 'started' }]);
  await app.close();
  await app.close();
  expect((await app.queryAnalytics.execute()).calls).toHaveLength(1);
});

it('says at once when a port has no adapter', () => {
  expect(() => composeApp([])).toThrow();
  expect(() => composeApp([new ContainerModule(() => {})])).toThrow();
});

it('shares one set of adapters between the use cases', async () => {
  const app = composeApp([memoryModule()]);
  const body = JSON.stringify({ callId: 'call-1', audioS3Uri: 's3://recordings/call-1.wav' });
  const [outcome] = await app.handleDelivery.execute({ body, sentAtMs: 0 });
  expect(outcome).toMatchObject({ status: 'started' });
  const { calls } = await app.queryAnalytics.execute();
  expect(calls).toMatchObject([{ callId: 'call-1', state: 'analyzing' }]);
});

it('gives out page tokens that another process with the same secret takes, and none without it', async () => {
  const pageOne = async (tokenSecret?: string) => {
    const app = composeApp([memoryModule()], tokenSecret === undefined ? {} : { tokenSecret });
    for (const callId of ['a', 'b', 'c']) {
      await app.handleDelivery.execute({
        body: JSON.stringify({ callId, audioS3Uri: 's3://recordings/x.wav' }),
        sentAtMs: 0,
      });
    }
    const { nextToken = '' } = await app.queryAnalytics.execute({ pageSize: 1 });
    return { app, nextToken };
  };
  const [one, two, other] = [await pageOne('a shared secret'), await pageOne('a shared secret'), await pageOne()];
  expect((await two.app.queryAnalytics.execute({ pageSize: 5, nextToken: one.nextToken })).calls).toHaveLength(2);
  await expect(other.app.queryAnalytics.execute({ nextToken: one.nextToken })).rejects.toMatchObject({
    code: 'EARSHOT_INVALID_INPUT',
  });
});
