/* Serves a recording over HTTP: `ours <folder>` as Earshot does, `bare <folder>` with node:http and node:fs alone. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApi } from '@earshot/adapters-http';
import { FileRecordingStore, FileResultStore } from '@earshot/adapters-local';
import { memoryModule } from '@earshot/adapters-memory/inversify';
import { ObjectUri, PlayCall, ReadPeaks } from '@earshot/core';
import { composeApp, serveHttp } from '@earshot/runtime-node';

const URI = ObjectUri.parse('local://recordings/call.wav');
const [, , kind, folder = ''] = process.argv;

function bare(): Promise<string> {
  const path = join(folder, 'recordings/call.wav');
  const server = createServer(async (request, response) => {
    const { size } = await stat(path);
    const [, start = 0, end = 0] = (/^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []).map(Number);
    response.writeHead(206, {
      'content-type': 'audio/wav',
      'content-range': `bytes ${start}-${end}/${size}`,
      'content-length': end - start + 1,
    });
    createReadStream(path, { start, end }).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
  });
}

async function ours(): Promise<string> {
  const store = new FileResultStore({ folder });
  const recordings = new FileRecordingStore({ files: store, secret: new Uint8Array(32) });
  const playing = { recordings, playCall: new PlayCall({}), readPeaks: new ReadPeaks({ store }) };
  const { url } = await serveHttp(createApi({ ...composeApp([memoryModule()]), playing }), {
    host: '127.0.0.1',
    port: 0,
  });
  return url + (await recordings.signedUrl(URI, { expiresAtMs: Date.now() + 3_600_000 }));
}

process.on('disconnect', () => process.exit());
process.send?.(await (kind === 'bare' ? bare() : ours()));
