/* Takes uploads into a folder: `ours` as Earshot does, `bare` with node:http and node:fs alone. Says how much memory it has. */
import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApi } from '@earshot/adapters-http';
import { FileRecordingStore, FileResultStore } from '@earshot/adapters-local';
import { memoryModule } from '@earshot/adapters-memory/inversify';
import { createUploading, DEFAULT_LAYOUT } from '@earshot/core';
import { composeApp, digests, serveHttp } from '@earshot/runtime-node';

const [, , kind, folder = ''] = process.argv;

/** Writes the body of `PUT /<file>/<first byte>` there, and syncs it. */
function bare(): Promise<string> {
  const server = createServer(async (request, response) => {
    const [, name = '', at = '0'] = (request.url ?? '').split('/');
    const file = await open(join(folder, name), 'a').then(async (made) => {
      await made.close();
      return open(join(folder, name), 'r+');
    });
    let position = Number(at);
    for await (const chunk of request as AsyncIterable<Buffer>) {
      await file.write(chunk, 0, chunk.length, position);
      position += chunk.length;
    }
    await file.datasync();
    await file.close();
    response.end();
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

async function ours(): Promise<string> {
  const recordings = new FileRecordingStore({
    files: new FileResultStore({ folder }),
    secret: new Uint8Array(32),
    partsFromBytes: 1,
  });
  const app = composeApp([memoryModule()]);
  const uploading = createUploading({
    recordings,
    repository: app.repository,
    startAnalysis: app.startAnalysis,
    digests,
    sign: app.sign,
    layout: DEFAULT_LAYOUT,
    place: { scheme: 'local', bucket: 'recordings' },
    randomHex: () => randomBytes(16).toString('hex'),
    now: () => new Date(),
  });
  const { url } = await serveHttp(createApi({ ...app, uploading: { recordings, ...uploading } }));
  return url;
}

let most = 0;
setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 20).unref();
process.on('message', () => {
  const now = process.memoryUsage.rss();
  process.send?.({ now, most: Math.max(now, most) });
  most = 0;
});
process.on('disconnect', () => process.exit());
process.send?.(await (kind === 'bare' ? bare() : ours()));
