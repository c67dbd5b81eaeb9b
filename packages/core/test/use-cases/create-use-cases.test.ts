import { createHash } from 'node:crypto';
import {
  MemoryAudioAnalyzer,
  MemoryRecordRepository,
  MemoryResultStore,
  MemorySharedState,
} from '@earshot/adapters-memory';
import { expect, test } from 'vitest';
import {
  type CallHash,
  createResultHandler,
  createStartHandler,
  createUseCases,
  DEFAULT_LAYOUT,
  EarshotError,
  objectUri,
} from '../../src/index.js';
import { jobEvent, SENT_MS, startMessage } from '../intake/bodies.js';

const hex = (algorithm: string) => (text: string) => createHash(algorithm).update(text).digest('hex');

function deps() {
  return {
    analyzer: new MemoryAudioAnalyzer(),
    repository: new MemoryRecordRepository(),
    store: new MemoryResultStore(),
    state: new MemorySharedState(),
    digests: { md5Hex: hex('md5'), sha256Hex: hex('sha256') },
    now: () => new Date(SENT_MS),
    outputs: objectUri('results', DEFAULT_LAYOUT.outputsPrefix),
    layout: DEFAULT_LAYOUT,
    sign: hex('sha256'),
  };
}

const misdirected = new EarshotError('EARSHOT_NOT_SUPPORTED', 'another function handles these');
const elsewhere = { execute: () => Promise.reject(misdirected) };
const messageOf = (body: unknown) => ({ body: JSON.stringify(body), sentAtMs: SENT_MS });
const failed = messageOf(jobEvent('Failed With Service Error', { error_message: 'no' }));

test('the use cases of one process share their ports', async () => {
  const { handleDelivery, queryAnalytics, restartCall } = createUseCases(deps());
  expect(await handleDelivery.execute(failed)).toMatchObject([{ status: 'failed' }]);
  const { calls } = await queryAnalytics.execute();
  expect(calls).toMatchObject([{ state: 'failed' }]);
  expect(await restartCall.execute(calls[0]?.hash as CallHash)).toMatchObject({ status: 'started' });
  expect((await queryAnalytics.execute()).calls).toMatchObject([{ state: 'analyzing' }]);
});

test('a start handler starts analyses, and leaves events about jobs to another', async () => {
  const starts = createStartHandler(deps(), elsewhere);
  expect(await starts.execute(messageOf(startMessage))).toMatchObject([{ status: 'started' }]);
  expect(await starts.execute(failed)).toEqual([{ status: 'error', error: misdirected }]);
});

test('a result handler keeps how jobs end, and leaves recordings to another', async () => {
  const results = createResultHandler(deps(), elsewhere);
  expect(await results.execute(failed)).toMatchObject([{ status: 'failed' }]);
  expect(await results.execute(messageOf(startMessage))).toEqual([{ status: 'error', error: misdirected }]);
});
