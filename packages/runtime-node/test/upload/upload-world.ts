import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adminToken, createApi, tokenAuthentication } from '@earshot/adapters-http';
import { FileRecordingStore, openLocal } from '@earshot/adapters-local';
import { localModule } from '@earshot/adapters-local/inversify';
import { type CallRecord, hashOf } from '@earshot/core';
import { onTestFinished } from 'vitest';
import { composeApp } from '../../src/container.js';
import { serveHttp } from '../../src/serve-http.js';
import { temporaryFolder } from '../results-on-disk.js';
import { toneFile } from '../tone-file.js';

/** A tone has five of them. */
const PART_BYTES = 3_500;

/** What happens to the PUT of a part, by how many came before it. */
export type Fate = (number: number) => 'break' | 'serve' | Promise<'break' | 'serve'>;

/**
 * A server over a data folder that takes small parts, and can be stopped and started again at the same address. Nothing is
 * transcribed.
 */
export async function uploadWorld(options: { readonly token?: string } = {}) {
  const data = await temporaryFolder();
  const folder = await temporaryFolder();
  const puts: number[] = [];
  let fate: Fate = () => 'serve';
  let running: Awaited<ReturnType<typeof start>> | undefined;

  async function start(port: number) {
    const local = await openLocal({ folder: data });
    const { store: files, secret } = local;
    const recordingStore = new FileRecordingStore({
      files,
      secret,
      partsFromBytes: 2 * PART_BYTES,
      partSizeBytes: PART_BYTES,
    });
    const app = composeApp([localModule({ ...local, recordingStore } as typeof local)], {
      resultsScheme: local.results.scheme,
      resultsBucket: local.results.bucket,
      tokenSecret: secret,
      uploads: { ...local.uploads, suffixes: local.suffixes },
    });
    const { token } = options;
    const authentication = token && {
      authentication: tokenAuthentication({ tokens: () => [adminToken(token)], sign: app.sign }),
    };
    const api = createApi(app, { version: '1', adapters: app.adapters, ...(authentication || {}) });
    const handle: typeof api.handle = async (request) => {
      if (request.method !== 'PUT') return api.handle(request);
      const before = puts.length;
      puts.push(before);
      if ((await fate(before)) === 'break') throw new Error('the power is gone');
      return api.handle(request);
    };
    const server = await serveHttp({ handle }, { port, graceMs: 50 });
    return {
      url: server.url,
      local,
      app,
      async stop() {
        await server.close();
        await local.close();
      },
    };
  }

  running = await start(0);
  const { url } = running;
  onTestFinished(async () => running?.stop());
  return {
    data,
    url,
    /** How many parts were sent, whole or not. */
    sent: () => puts.length,
    during(next: Fate) {
      fate = next;
    },
    async stop() {
      await running?.stop();
      running = undefined;
    },
    async start() {
      running = await start(Number(new URL(url).port));
    },
    /** A recording of five parts, unless a smaller size is named. */
    async file(name = 'call.wav', sizeBytes = Number.POSITIVE_INFINITY): Promise<string> {
      const path = join(folder, name);
      await writeFile(path, toneFile().subarray(0, sizeBytes));
      return path;
    },
    record: async (callId: string): Promise<CallRecord | undefined> =>
      running?.app.repository.get(hashOf(callId as never, running.app.digests)),
    async digestOf({ media }: CallRecord): Promise<string> {
      const hash = createHash('sha256');
      const store = running?.local.recordingStore;
      for await (const chunk of (await store?.read(media?.uri as never)) ?? []) hash.update(chunk);
      return hash.digest('hex');
    },
  };
}
