import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '@earshot/adapters-http';
import { MemoryRecordingStore } from '@earshot/adapters-memory';
import { memoryModule } from '@earshot/adapters-memory/inversify';
import { createUploading, DEFAULT_LAYOUT } from '@earshot/core';
import { composeApp, digests, serveHttp } from '@earshot/runtime-node';
import { expect, it, onTestFinished } from 'vitest';
import { uploadRecording } from './snippets/upload-a-recording.js';

const BYTES = Uint8Array.from({ length: 25_000 }, (_, index) => (index * index) % 251);

it('the documented client uploads a recording in parts, and resumes one that broke off', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-docs-'));
  const path = join(folder, 'call-0042.wav');
  await writeFile(path, BYTES);
  const recordings = new MemoryRecordingStore({ partsFromBytes: 1_000, partSizeBytes: 10_000 });
  const app = composeApp([memoryModule()]);
  const uploading = createUploading({
    recordings,
    repository: app.repository,
    startAnalysis: app.startAnalysis,
    digests,
    sign: app.sign,
    layout: DEFAULT_LAYOUT,
    place: { scheme: 's3', bucket: 'media' },
    randomHex: () => randomUUID().replaceAll('-', ''),
    now: () => new Date(),
  });
  const api = createApi({ ...app, uploading: { recordings, ...uploading } });
  let broken = 0;
  const server = await serveHttp({
    // The third request is that of the second part.
    handle: async (request) =>
      request.method === 'PUT' && ++broken === 2 ? { status: 503, headers: {}, body: '' } : api.handle(request),
  });
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const opened = await uploading.openUpload.execute({ file_name: 'call-0042.wav', size_bytes: BYTES.length });
  await expect(uploadRecording(server.url, path, opened.id)).rejects.toThrow('503');
  const hash = await uploadRecording(server.url, path, opened.id);
  expect(broken).toBe(4);
  const record = await app.repository.get(opened.hash);
  expect(record).toMatchObject({ hash, state: 'analyzing' });
  const digest = createHash('sha256');
  for await (const chunk of await recordings.read(opened.plan.uri)) digest.update(chunk);
  expect(digest.digest('hex')).toBe(createHash('sha256').update(BYTES).digest('hex'));
  expect(await uploadRecording(server.url, path)).not.toBe(hash);
});
