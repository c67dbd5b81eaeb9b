/*
 * A server that is killed while it takes uploads: `<data folder> <port>`. Parts are small, and nobody transcribes; messages are
 * handled as they come.
 */
import { randomBytes } from 'node:crypto';
import { createApi } from '@earshot/adapters-http';
import { FileRecordingStore, openLocal } from '@earshot/adapters-local';
import { localModule } from '@earshot/adapters-local/inversify';
import { createUploading, DEFAULT_LAYOUT, processDeliveries, uploadOf } from '@earshot/core';
import { composeApp, digests, serveHttp } from '@earshot/runtime-node';

const [, , folder = '', port = '0'] = process.argv;
const local = await openLocal({ folder });
const recordings = new FileRecordingStore({
  files: local.store,
  secret: local.secret,
  partsFromBytes: 20_000,
  partSizeBytes: 10_000,
  onRecording: (uri) => {
    local.source.enqueue(JSON.stringify({ callId: uploadOf(uri, DEFAULT_LAYOUT)?.callId, audioUri: uri }));
  },
});
const app = composeApp([localModule({ ...local, recordingStore: recordings })], {
  resultsScheme: local.results.scheme,
  resultsBucket: local.results.bucket,
  tokenSecret: local.secret,
  jobs: { expected: 1_000_000 },
});
const uploading = createUploading({
  recordings,
  repository: app.repository,
  startAnalysis: app.startAnalysis,
  digests,
  sign: app.sign,
  layout: { ...DEFAULT_LAYOUT, mediaSuffixes: local.suffixes },
  place: local.uploads,
  randomHex: () => randomBytes(16).toString('hex'),
  now: () => new Date(),
});
const api = createApi({ ...app, uploading: { recordings, ...uploading } });
await serveHttp(api, { port: Number(port) });
process.send?.('serving');
await processDeliveries({ source: local.source, handle: (delivery) => app.handleDelivery.execute(delivery) });
