/* A handler with all that Earshot puts around the SDK's clients, and without them. */
import { DEFAULT_LAYOUT, HandleDelivery, objectUri, PersistResult, RecordFailure, StartAnalysis } from '@earshot/core';
import { type BatchSource, createLog, createMetrics, createQueueHandler } from '@earshot/runtime-lambda';

const none = async (): Promise<never> => {
  throw new Error('there is nothing behind this handler');
};
const repository = {
  get: none,
  findByJob: none,
  findByAlias: none,
  save: none,
  list: none,
  listDue: none,
  countOpen: none,
  delete: none,
};
const state = { read: none, write: none };
const store = { get: none, put: none, list: none, delete: none };
// The SDK's clients load node:crypto anyway.
const digests = { md5Hex: (text: string) => text, sha256Hex: (text: string) => text };
const deps = {
  repository,
  state,
  store,
  digests,
  analyzer: { start: none, status: none },
  now: () => new Date(),
  outputs: objectUri('results', DEFAULT_LAYOUT.outputsPrefix),
};
const write = (line: string) => void process.stdout.write(`${line}\n`);

export const handler = createQueueHandler({
  handleDelivery: new HandleDelivery({
    layout: DEFAULT_LAYOUT,
    startAnalysis: new StartAnalysis(deps),
    persistResult: new PersistResult(deps),
    recordFailure: new RecordFailure(deps),
  }),
  sourceOf: () => ({}) as BatchSource,
  maxReceives: 3,
  log: createLog({ level: 'INFO', write }),
  metrics: createMetrics({ namespace: 'Earshot', service: 'composition', write }),
});
