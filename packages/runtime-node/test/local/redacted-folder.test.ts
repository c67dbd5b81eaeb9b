import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findCall } from '../../src/find-call.js';
import { composeFolderApp } from '../../src/ingest/ingest.js';
import { loadFormats } from '../../src/load-formats.js';
import { ingestInto } from '../../src/local/ingest-local.js';
import { openLocalApp } from '../../src/local/local-app.js';
import { filesWith, manifest, personalJob, standard, temporaryFolder, writeFiles } from '../results-on-disk.js';

const NAME = 'Quillfeather';

async function redactedFolder() {
  const folder = await temporaryFolder();
  const app = await openLocalApp({ folder, copies: 'redacted' });
  onTestFinished(() => app.close());
  return { ...app, folder };
}

async function resultsOf(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await temporaryFolder();
  await writeFiles(folder, files);
  return folder;
}

it('a folder of redacted copies takes no word of an original in, into none of its files', async () => {
  const app = await redactedFolder();
  const results = await resultsOf({
    ...personalJob('redacted-1', NAME),
    ...personalJob('bare-1', NAME, false),
    'loose.json': JSON.stringify(standard()).replaceAll('milk', NAME),
    // A result of something else, where a job's manifest belongs.
    'transcription-outputs/odd/job-odd/job_metadata.json': {
      metadata: { semantic_modality: 'DOCUMENT' },
      text: NAME,
    },
  });
  expect(await filesWith(results, NAME)).toHaveLength(6);
  const counts = await ingestInto(app, [results]);
  expect(counts).toMatchObject({ stored: 1, unredacted: 2, unreadable: 0 });
  expect(counts.problems.map(({ code }) => code)).toEqual(['EARSHOT_NOT_REDACTED', 'EARSHOT_NOT_REDACTED']);
  expect(await filesWith(app.folder, NAME)).toEqual([]);

  const { calls } = await app.app.queryAnalytics.execute({ pageSize: 10 });
  expect(calls.map(({ callId }) => callId)).toEqual(['redacted-1']);
  const whole = await findCall(app.app, 'redacted-1', { words: true });
  expect(whole?.analysis).toMatchObject({
    callSummary: expect.stringContaining('milk is replaced'),
    transcript: { text: expect.stringContaining('[NAME] milk') },
    sources: [{ redacted: true }, { redacted: true }],
  });
  await app.close();
  expect(await filesWith(app.folder, NAME)).toEqual([]);
});

it('the redacted copies alone are enough, without originals and manifest', async () => {
  const app = await redactedFolder();
  const copies = Object.entries(personalJob('copies-1', NAME)).filter(([path]) => path.includes('/redacted/'));
  expect(await ingestInto(app, [await resultsOf(Object.fromEntries(copies))])).toMatchObject({ stored: 1 });
});

it('a result whose redacted copy comes later is taken in then', async () => {
  const app = await redactedFolder();
  const results = await resultsOf(personalJob('late-1', NAME, false));
  expect(await ingestInto(app, [results])).toMatchObject({ stored: 0, unredacted: 1 });
  await writeFiles(results, personalJob('late-1', NAME));
  expect(await ingestInto(app, [results])).toMatchObject({ stored: 1, unredacted: 0 });
});

it('results that are only read into memory keep to the same choice', async () => {
  const results = await resultsOf({ ...personalJob('redacted-1', NAME), ...personalJob('bare-1', NAME, false) });
  const { app, ingest } = composeFolderApp([results], { copies: 'redacted' });
  expect(await ingest()).toMatchObject({ stored: 1, unredacted: 1 });
  expect(JSON.stringify(await findCall(app, 'redacted-1', { words: true }))).not.toContain(NAME);
});

it('where originals are kept, what is no manifest is not kept in the place of one', async () => {
  const folder = await temporaryFolder();
  const app = await openLocalApp({ folder });
  onTestFinished(() => app.close());
  const place = 'transcription-outputs/odd/job-odd/job_metadata.json';
  const document = { metadata: { semantic_modality: 'DOCUMENT' }, text: NAME };
  expect(await ingestInto(app, [await resultsOf({ [place]: document })])).toMatchObject({ ignored: 1 });
  const image = { ...manifest('job-image', { semantic_modality: 'IMAGE' }) };
  await ingestInto(app, [await resultsOf({ [join('transcription-outputs/i/job-image/job_metadata.json')]: image })]);
  expect(await filesWith(folder, NAME)).toEqual([]);
});

it('a transcript of another system is masked before anything of it is kept, and its words are not kept', async () => {
  const formats = await loadFormats([]);
  const folder = await temporaryFolder();
  const app = await openLocalApp({ folder, copies: 'redacted', formats });
  onTestFinished(() => app.close());
  const text = `My name is ${NAME}, and my card is 4111 1111 1111 1111.`;
  const turn = { SegmentStartTime: 0, SegmentEndTime: 1, SegmentSpeaker: 'spk_0', DisplayText: text };
  const document = {
    ConversationAnalytics: { GUID: 'g', Summary: { Summary: `${NAME} calls.` } },
    SpeechSegments: [turn],
  };
  const results = await resultsOf({ 'pca.json': document });
  expect(await ingestInto(app, [results])).toMatchObject({ stored: 1, unredacted: 0 });
  expect((await findCall(app.app, 'g'))?.analysis).toMatchObject({
    callSummary: '[NAME] calls.',
    transcript: { text: expect.stringContaining('[NAME]') },
    sources: [{ kind: 'pca', redacted: true }],
  });
  await app.close();
  expect(await filesWith(folder, NAME, '4111 1111')).toEqual([]);
});
