import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DEFAULT_LAYOUT, type Delivery, objectUri, unwrap } from '@earshot/core';
import { expect, it } from 'vitest';
import { FolderEventSource } from '../../src/folders/folder-event-source.js';
import { FolderResultStore } from '../../src/folders/folder-result-store.js';
import { temporaryFolder } from '../files/folders.js';

const TRANSCRIPT = JSON.stringify({
  ConversationAnalytics: {},
  SpeechSegments: [{ SegmentStartTime: 0, SegmentEndTime: 1, SegmentSpeaker: 'spk_0', DisplayText: 'Hi.' }],
});
const START = JSON.stringify({ callId: 'milk-1', audioS3Uri: 's3://recordings/milk-1.wav' });

async function sourceOver(files: Readonly<Record<string, string>>, ...more: readonly string[]) {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const store = new FolderResultStore();
  const paths = [folder, ...more.map((name) => join(folder, name))];
  return { folder, store, source: new FolderEventSource({ paths, store }) };
}

function resultOf(call: string, job: string): string {
  return `transcription-outputs/${call}/${job}/earshot-analysis.json`;
}

it('looks once for the recordings of a folder whose files are given one by one', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `${index}.json`);
  const { folder, store } = await sourceOver(Object.fromEntries(names.map((name) => [name, TRANSCRIPT])));
  await writeFile(join(folder, '7.wav'), '');
  let asked = 0;
  const isRecording = (path: string) => {
    asked++;
    return path.endsWith('.wav');
  };
  const placeOfRecording = async (path: string) => ({ uri: objectUri('b', basename(path)) });
  const paths = names.map((name) => join(folder, name));
  const source = new FolderEventSource({ paths, store, isRecording, placeOfRecording });
  const bodies = ((await source.receive(100)) ?? []).map(({ body }) => body);
  expect(bodies).toHaveLength(names.length);
  expect(bodies.filter((body) => body.includes('s3://b/7.wav'))).toHaveLength(1);
  expect(asked).toBe(names.length + 1);
});

it.each([
  [
    ['7.json', '7-custom.json'],
    ['7', '7-custom'],
  ],
  [
    ['result.json', 'results.json'],
    [undefined, undefined],
  ],
])('delivers whole calls of similar names each by itself: %s', async (names, folders) => {
  const { source } = await sourceOver(Object.fromEntries(names.map((name) => [name, TRANSCRIPT])));
  const found: string[] = [];
  for (let deliveries = await source.receive(10); deliveries !== undefined; deliveries = await source.receive(10)) {
    for (const delivery of deliveries) {
      const [event] = unwrap(delivery.body, 0, DEFAULT_LAYOUT);
      if (event?.type === 'job_finished') found.push(event.job.folder);
      await source.acknowledge(delivery);
    }
  }
  expect(found.sort()).toEqual(folders.map((name) => name ?? expect.any(String)).sort());
});

it('says of a job with an odd name where its result is, exactly', async () => {
  const name = 'one + two%20 & 三';
  const { source, store } = await sourceOver({ [resultOf(name, 'job-1')]: '{}' });
  const [delivery] = (await source.receive(10)) ?? [];
  const [event] = unwrap(delivery?.body, 0, DEFAULT_LAYOUT);
  expect(event).toMatchObject({ type: 'job_finished', job: { folder: name, jobId: 'job-1' } });
  const uri = event?.type === 'job_finished' ? event.job.resultUri : undefined;
  expect(uri && new TextDecoder().decode(await store.get(uri))).toBe('{}');
});

it('delivers a message when the jobs before it are done', async () => {
  const { folder, source } = await sourceOver({ 'a-start.json': START, [resultOf('milk-1', 'job-1')]: '{}' });
  const [job, ...others] = (await source.receive(10)) ?? [];
  expect(others).toEqual([]);
  await source.acknowledge(job as Delivery);
  const [message] = (await source.receive(10)) ?? [];
  expect(message).toMatchObject({ id: join(folder, 'a-start.json'), body: START });
});

it.each([
  ['jobs of one call', { [resultOf('milk-1', 'job-1')]: '{}', [resultOf('milk-1', 'job-2')]: '{}' }, []],
  ['a job that is given twice', { [resultOf('milk-1', 'job-1')]: '{}' }, ['transcription-outputs']],
])('delivers %s one after the other', async (_, files, more) => {
  const { source } = await sourceOver(files, ...more);
  let delivered = 0;
  for (let deliveries = await source.receive(10); deliveries !== undefined; deliveries = await source.receive(10)) {
    expect(deliveries.length).toBeLessThanOrEqual(1);
    delivered += deliveries.length;
    for (const delivery of deliveries) await source.acknowledge(delivery);
  }
  expect(delivered).toBe(2);
});
