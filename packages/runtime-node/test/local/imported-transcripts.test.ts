import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallId, documentFormat, EarshotError, FORMATS, hashOf, toTranscript } from '@earshot/core';
import { expect, it, onTestFinished } from 'vitest';
import { findCall } from '../../src/find-call.js';
import { composeFolderApp } from '../../src/ingest/ingest.js';
import { ingestInto } from '../../src/local/ingest-local.js';
import { type LocalApp, openLocalApp } from '../../src/local/local-app.js';
import { temporaryFolder, writeFiles } from '../results-on-disk.js';
import { toneFile } from '../tone-file.js';

/** A transcript of Post Call Analytics in which one thing is said. */
function pca(text: string, call: object = {}): object {
  const turn = { SegmentStartTime: 0, SegmentEndTime: 1, SegmentSpeaker: 'spk_0', DisplayText: text };
  return { ConversationAnalytics: call, SpeechSegments: [turn] };
}

/** A file of any text, of a second of speech. */
const plain = documentFormat({
  name: 'plain',
  title: 'a text',
  suffixes: ['.txt'],
  recognizes: ({ name }) => name.endsWith('.txt'),
  read(file) {
    const { transcript } = toTranscript([{ startMs: 0, endMs: 1_000, text: file.text(), speaker: 'a' }]);
    const nothing = { categories: [], topics: [], topicSummaries: [], moderation: [], sensitiveData: [] };
    return { analysis: { ...nothing, transcript, customFields: {} } };
  },
});
const formats = [plain, ...FORMATS];

async function folderOf(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await temporaryFolder();
  await writeFiles(folder, files);
  return folder;
}

async function openedFolder(): Promise<LocalApp> {
  const app = await openLocalApp({ folder: await temporaryFolder(), formats });
  onTestFinished(() => app.close());
  app.work();
  return app;
}

async function ingested(path: string) {
  const { app, ingest } = composeFolderApp([path], { formats });
  const counts = await ingest();
  const { calls } = await app.queryAnalytics.execute({ pageSize: 100 });
  return { app, counts, callIds: calls.map(({ callId }) => String(callId)).sort() };
}

it('a copied bucket of another system is taken in by the ids that its files have, or by their names', async () => {
  const folder = await folderOf({
    'parsedFiles/one.wav.json': pca('One.', { GUID: 'g-1' }),
    'parsedFiles/two.wav.json': pca('Two.'),
    'parsedFiles/broken.json': { ConversationAnalytics: {}, SpeechSegments: 'none' },
    'notes/three.txt': 'Three.',
    'playbackAudio/one.mp3': 'audio',
  });
  const { counts, callIds } = await ingested(folder);
  expect(counts).toMatchObject({ stored: 3, unreadable: 1, ignored: 1 });
  expect(counts.problems).toMatchObject([{ code: 'EARSHOT_UNREADABLE', file: expect.stringContaining('broken.json') }]);
  expect(callIds).toEqual(['g-1', 'three', 'two.wav']);
});

it('a single file of any suffix that a format has is a call', async () => {
  const folder = await folderOf({ 'export.txt': 'Hello.', 'other.txt': 'Bye.' });
  expect(await ingested(join(folder, 'export.txt'))).toMatchObject({ counts: { stored: 1 }, callIds: ['export'] });
});

it('of files with one name in one folder, the format that says most is the call', async () => {
  const folder = await folderOf({
    'a/7.json': pca('Seven.'),
    'a/7.txt': 'Seven',
    'a/8.txt': 'Eight',
    'b/7.txt': 'Other',
  });
  const { counts, callIds, app } = await ingested(folder);
  expect(counts).toMatchObject({ stored: 3, ignored: 1 });
  expect(callIds).toEqual(['7', expect.stringMatching(/^7-[0-9a-f]{8}$/), '8']);
  expect((await findCall(app, '7'))?.analysis?.sources).toMatchObject([{ kind: 'plain' }]);
});

it('an interrupted ingest goes on where it was, and what was taken in is known', async () => {
  const app = await openedFolder();
  const folder = await folderOf({ '1.json': pca('One.'), '2.json': pca('Two.') });
  expect(await ingestInto(app, [join(folder, '1.json')])).toMatchObject({ stored: 1 });
  expect(await ingestInto(app, [folder])).toMatchObject({ stored: 1, duplicate: 1 });
  expect(await ingestInto(app, [folder])).toMatchObject({ stored: 0, duplicate: 2 });
});

it('a file that was exported again replaces what it said before', async () => {
  const app = await openedFolder();
  const folder = await folderOf({ 'x.json': pca('Old.', { GUID: 'g' }) });
  const path = join(folder, 'x.json');
  await utimes(path, 1_000, 1_000);
  await ingestInto(app, [folder]);
  await writeFile(path, JSON.stringify(pca('New.', { GUID: 'g' })));
  expect(await ingestInto(app, [folder])).toMatchObject({ stored: 1 });
  expect((await findCall(app.app, 'g'))?.analysis?.transcript?.text).toBe('New.');
  const { documents } = await app.app.eraseCall.execute(hashOf('g' as CallId, app.app.digests));
  expect(documents).toHaveLength(2);
});

it('the recording beside a transcript is the recording of its call, and is not transcribed', async () => {
  const app = await openedFolder();
  const media = { SourceInformation: [{ TranscribeJobInfo: { MediaOriginalUri: 's3://far/away.wav' } }] };
  const folder = await folderOf({ 'x.wav.json': pca('Hello.', { GUID: 'g-1', ...media }), 'y.txt': 'Bye.' });
  await writeFile(join(folder, 'x.wav'), toneFile());
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'y.wav'), Buffer.concat([toneFile(), Buffer.alloc(2)]));
  expect(await ingestInto(app, [folder])).toMatchObject({ stored: 2, duplicate: 0, problems: [] });
  for (const [name, callId] of [
    ['x', 'g-1'],
    ['y', 'y'],
  ] as const) {
    const record = await findCall(app.app, callId);
    expect(record).toMatchObject({ state: 'completed', jobs: [{ state: 'succeeded' }] });
    expect(record?.media?.uri).toMatch(/^local:\/\/recordings\/[0-9a-f]{64}\.wav$/);
    const kept = app.local.recordings.ofCall(callId as CallId);
    expect(kept).toMatchObject({ uri: record?.media?.uri, fileName: `${name}.wav` });
    expect(await app.local.store.pathOf(kept?.uri ?? ('' as never))).toBeDefined();
  }
  expect(await ingestInto(app, [folder])).toMatchObject({ stored: 0, duplicate: 2 });
  const { calls } = await app.app.queryAnalytics.execute({ pageSize: 10 });
  expect(calls).toHaveLength(2);
  await app.app.eraseCall.execute(hashOf('g-1' as CallId, app.app.digests));
  expect(app.local.recordings.ofCall('g-1' as CallId)).toBeUndefined();
});

/** The calls, and the recording of each. */
async function recordingsIn({ app }: LocalApp): Promise<[string, string | undefined][]> {
  const { calls } = await app.queryAnalytics.execute({ pageSize: 10 });
  const found = calls.map(async ({ callId }): Promise<[string, string | undefined]> => {
    return [callId, (await findCall(app, callId))?.media?.uri];
  });
  return Promise.all(found);
}

it('a recording that comes to be beside a transcript, or goes, leaves one call', async () => {
  const app = await openedFolder();
  const media = { SourceInformation: [{ TranscribeJobInfo: { MediaOriginalUri: 's3://far/away.wav' } }] };
  const folder = await folderOf({ 'a.json': pca('Hello.', { GUID: 'g-1', ...media }) });
  await ingestInto(app, [folder]);
  expect(await recordingsIn(app)).toEqual([['g-1', 's3://far/away.wav']]);
  await writeFile(join(folder, 'a.wav'), toneFile());
  expect(await ingestInto(app, [folder])).toMatchObject({ stored: 0, duplicate: 1, problems: [] });
  const attached = [['g-1', expect.stringMatching(/^local:/)]];
  expect(await recordingsIn(app)).toEqual(attached);
  expect(app.local.recordings.ofCall('g-1' as CallId)).toMatchObject({ fileName: 'a.wav' });
  await rm(join(folder, 'a.wav'));
  await writeFile(join(folder, 'a.json'), JSON.stringify(pca('Again.', { GUID: 'g-1', ...media })));
  expect(await ingestInto(app, [folder])).toMatchObject({ stored: 1 });
  expect(await recordingsIn(app)).toEqual(attached);
});

it('a transcript beside a recording that is a call already belongs to that call', async () => {
  const app = await openLocalApp({ folder: await temporaryFolder(), formats });
  onTestFinished(() => app.close());
  const folder = await folderOf({ 'y.json': pca('Hello.', { GUID: 'g-1' }) });
  await Promise.all(['x.wav', 'y.wav'].map((name) => writeFile(join(folder, name), toneFile())));
  await app.local.ingest(join(folder, 'x.wav'));
  expect(await ingestInto(app, [join(folder, 'y.json')])).toMatchObject({ stored: 1, problems: [] });
  expect(await recordingsIn(app)).toEqual([['x', expect.stringMatching(/^local:/)]]);
});

it('a file without an id of its own that was exported again is the same call', async () => {
  const app = await openedFolder();
  const folder = await folderOf({ 'a.json': pca('Old.') });
  await utimes(join(folder, 'a.json'), 1_000, 1_000);
  await ingestInto(app, [folder]);
  await writeFile(join(folder, 'a.json'), JSON.stringify(pca('New.')));
  expect(await ingestInto(app, [folder])).toMatchObject({ stored: 1 });
  expect(await recordingsIn(app)).toEqual([['a', undefined]]);
  expect((await findCall(app.app, 'a'))?.analysis?.transcript?.text).toBe('New.');
});

it('so is the one beside a single file', async () => {
  const app = await openedFolder();
  const folder = await folderOf({ 'x.txt': 'Hello.' });
  await writeFile(join(folder, 'x.wav'), toneFile());
  expect(await ingestInto(app, [join(folder, 'x.txt')])).toMatchObject({ stored: 1 });
  expect((await findCall(app.app, 'x'))?.media?.uri).toMatch(/^local:/);
});

it('a recording beside a transcript that can’t be taken in is reported, and hurts no other file', async () => {
  const app = await openedFolder();
  const folder = await folderOf({ 'x.txt': 'Hello.', 'y.txt': 'Bye.' });
  await writeFile(join(folder, 'x.wav'), toneFile());
  await writeFile(join(folder, 'y.wav'), Buffer.concat([toneFile(), Buffer.alloc(2)]));
  const ingest: LocalApp['local']['ingest'] = async (file, options) => {
    if (file.endsWith('x.wav')) throw new EarshotError('EARSHOT_UNAVAILABLE', 'it still changes');
    return app.local.ingest(file, options);
  };
  expect(await ingestInto({ ...app, local: { ...app.local, ingest } }, [folder])).toMatchObject({
    stored: 2,
    unreadable: 1,
    problems: [{ code: 'EARSHOT_UNAVAILABLE', file: expect.stringContaining('x.wav') }],
  });
  expect(app.local.recordings.ofCall('y' as CallId)).toBeDefined();
});

it('a recording that can’t be decoded is reported, and its transcript is taken in without it', async () => {
  const app = await openedFolder();
  const folder = await folderOf({ 'x.txt': 'Hello.', 'x.wav': 'no audio' });
  expect(await ingestInto(app, [folder])).toMatchObject({ stored: 1, unreadable: 1 });
  expect((await findCall(app.app, 'x'))?.media).toBeUndefined();
});

const VTT = 'WEBVTT\n\n1\n00:01.000 --> 00:02.500\n<v Ann>Hello.\n';
const SRT = '1\r\n00:00:01,000 --> 00:00:02,500\r\nspk_0: Hello.\r\n';

it.each([
  ['export.vtt', VTT, 'webvtt', 'Ann'],
  ['export.srt', SRT, 'srt', 'spk_0'],
  ['EXPORT.SRT', SRT, 'srt', 'spk_0'],
])('the captions of %s are a call, alone or with the recording beside them', async (name, text, kind, speaker) => {
  const folder = await folderOf({ [name]: text });
  const path = join(folder, name);
  const stem = name.slice(0, -4);
  const { app, counts } = await ingested(path);
  expect(counts).toMatchObject({ stored: 1, ignored: 0, problems: [] });
  expect((await findCall(app, stem))?.analysis).toMatchObject({
    transcript: { segments: [{ startMs: 1_000, endMs: 2_500, speaker, text: 'Hello.' }] },
    sources: [{ kind }],
  });
  await writeFile(join(folder, `${stem}.wav`), toneFile());
  for (const given of [path, folder]) {
    const local = await openedFolder();
    expect(await ingestInto(local, [given])).toMatchObject({ stored: 1, problems: [] });
    expect((await findCall(local.app, stem))?.media?.uri).toMatch(/^local:/);
  }
});

it.each(['', 'Hello.', 'WEBVTT', '{}'])(
  'captions that say %j are a call or a problem, and never ignored',
  async (text) => {
    for (const name of ['call.vtt', 'call.srt']) {
      const folder = await folderOf({ [name]: text });
      for (const path of [folder, join(folder, name)]) {
        const { counts } = await ingested(path);
        expect(counts).toMatchObject({ stored: text === 'WEBVTT' ? 1 : 0, ignored: 0 });
        expect(counts.problems).toHaveLength(1 - counts.stored);
      }
    }
  },
);
