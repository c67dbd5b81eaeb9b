import { memoryModule } from '@earshot/adapters-memory/inversify';
import { EraseCall, HandleDelivery, QueryAnalytics, ReadCall, RestartCall, StartTranscription } from '@earshot/core';
import { ContainerModule } from 'inversify';
import { expect, it } from 'vitest';
import { composeApp } from '../src/container.js';

it('resolves every use case at once', async () => {
  const app = composeApp([memoryModule()]);
  expect(app).toMatchObject({
    startTranscription: expect.any(StartTranscription),
    handleDelivery: expect.any(HandleDelivery),
    queryAnalytics: expect.any(QueryAnalytics),
    readCall: expect.any(ReadCall),
    restartCall: expect.any(RestartCall),
    eraseCall: expect.any(EraseCall),
    adapters: {
      AudioAnalyzer: 'MemoryAudioAnalyzer',
      EventSource: 'MemoryEventSource',
      RecordRepository: 'MemoryRecordRepository',
      ResultStore: 'MemoryResultStore',
    },
  });
  await app.close();
  await app.close();
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
