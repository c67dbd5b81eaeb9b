import { symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { jobManifest } from '@earshot/core/testing/bda';
import { expect, it } from 'vitest';
import { findCall } from '../../src/find-call.js';
import { composeFolderApp, type IngestCounts } from '../../src/ingest/ingest.js';
import { custom, job, manifest, SAID, standard, temporaryFolder, writeFiles } from '../results-on-disk.js';

const NONE: IngestCounts = {
  stored: 0,
  duplicate: 0,
  unmatched: 0,
  failed: 0,
  unreadable: 0,
  unredacted: 0,
  ignored: 0,
  problems: [],
  warnings: [],
};

async function ingested(files: Readonly<Record<string, unknown>>, ...below: string[]) {
  const folder = await temporaryFolder();
  await writeFiles(folder, files);
  const { app, ingest } = composeFolderApp((below.length > 0 ? below : ['.']).map((path) => join(folder, path)));
  const counts = await ingest();
  const { calls } = await app.queryAnalytics.execute({ pageSize: 100 });
  return { app, counts, folder, callIds: calls.map(({ callId }) => String(callId)).sort(), calls };
}

it('takes in the example calls, each as what it is', async () => {
  const { ingest } = composeFolderApp([join(import.meta.dirname, '../../../../examples')]);
  const { ignored: _, ...counts } = await ingest();
  expect(counts).toEqual({
    stored: 20,
    duplicate: 1,
    unmatched: 1,
    failed: 1,
    unreadable: 0,
    unredacted: 0,
    problems: [],
    warnings: [],
  });
});

it('merges a job’s outputs into one call, whole', async () => {
  const { app, counts } = await ingested(job('milk-1'));
  expect(counts).toEqual({ ...NONE, stored: 1, ignored: 1 });
  const call = await findCall(app, 'milk-1', { words: true });
  expect(call).toMatchObject({
    state: 'completed',
    media: { uri: 's3://recordings/calls/one.wav' },
    analysis: {
      callSummary: 'Sour milk is replaced.',
      categories: ['Complaints'],
      transcript: { text: SAID.join(' ') },
    },
  });
});

it.each([
  ['the bucket', '.'],
  ['the prefix', 'transcription-outputs'],
  ['the call’s folder', 'transcription-outputs/milk-1'],
  ['the job’s folder', 'transcription-outputs/milk-1/job-milk-1'],
  ['the manifest', 'transcription-outputs/milk-1/job-milk-1/job_metadata.json'],
])('finds the call when the walk begins at %s', async (_name, below) => {
  const { callIds, counts } = await ingested(job('milk-1'), below);
  expect(callIds).toEqual(['milk-1']);
  expect(counts).toMatchObject({ stored: 1, unreadable: 0 });
});

it('makes up for a manifest that was not copied', async () => {
  const files = job('milk-1');
  delete files['transcription-outputs/milk-1/job-milk-1/job_metadata.json'];
  const { counts, calls } = await ingested(files);
  expect(counts).toMatchObject({ stored: 1, unreadable: 0 });
  expect(calls[0]?.analysis).toMatchObject({ callSummary: 'Sour milk is replaced.', sources: [{}, {}] });
});

it('lets one broken document hurt its own call alone, and names the file', async () => {
  const broken = 'transcription-outputs/broken/job-broken/0/standard_output/0/result.json';
  const folder = await temporaryFolder();
  await writeFiles(folder, { ...job('fine-1'), ...job('broken'), ...job('fine-2') });
  await truncate(join(folder, broken), 100);
  const { app, ingest } = composeFolderApp([folder]);
  const counts = await ingest();
  expect(counts).toMatchObject({ stored: 2, unreadable: 1, problems: [{ code: 'EARSHOT_UNREADABLE' }] });
  expect(counts.problems[0]?.file).toContain(broken);
  expect(await findCall(app, 'broken')).toBeUndefined();
});

it('names the path of a field of a wrong type, and warns where the call is kept without it', async () => {
  const at = (call: string, kind: string) => `transcription-outputs/${call}/job-${call}/0/${kind}_output/0/result.json`;
  const files = { ...job('odd'), ...job('wrong') };
  files[at('odd', 'custom')] = { inference_result: { topics: [{}] } };
  files[at('wrong', 'standard')] = { ...standard(), audio_segments: [{ text: 'x' }] };
  const { counts, callIds } = await ingested(files);
  expect(counts).toMatchObject({ stored: 1, warnings: [{ code: 'unexpected_value' }] });
  expect(counts.warnings[0]?.reason).toContain('inference_result.topics');
  expect(counts.problems).toMatchObject([{ code: 'EARSHOT_UNREADABLE' }]);
  expect(counts.problems[0]?.reason).toContain('audio_segments[0].start_timestamp_millis');
  expect(callIds).toEqual(['odd']);
});

it('ignores results about documents and images, whatever is missing of them', async () => {
  const statement = { document_class: { type: 'Bank Statement' }, inference_result: { account_number: '12-34' } };
  const { counts, callIds } = await ingested({
    'transcription-outputs/bank/job-1/0/custom_output/0/result.json': statement,
    'transcription-outputs/beach/job-2/0/custom_output/0/result.json': { inference_result: { product: 'sun cream' } },
    'transcription-outputs/page/job-3/0/standard_output/0/result.json': { metadata: { semantic_modality: 'DOCUMENT' } },
    'loose.json': statement,
    'call/0/custom_output/0/result.json': custom(),
  });
  expect(counts).toEqual({ ...NONE, stored: 1, ignored: 4 });
  expect(callIds).toHaveLength(1);
});

it('understands a whole Lambda event in a file, or names what it is', async () => {
  const long = `uploads/${'a'.repeat(300)}.wav`;
  const upload = { Records: [{ s3: { bucket: { name: 'calls' }, object: { key: long, versionId: '', eTag: null } } }] };
  const { counts, calls } = await ingested({
    'batch.json': { Records: [{ eventSource: 'aws:sqs', body: JSON.stringify(upload), attributes: {} }] },
    'mail.json': { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses: { mail: {} } }] },
  });
  expect(counts.problems).toMatchObject([{ code: 'EARSHOT_UNREADABLE', reason: expect.stringContaining('aws:ses') }]);
  expect(calls).toMatchObject([{ media: { uri: `s3://calls/${long}` }, callId: expect.stringMatching(/^a{238}-/) }]);
});

it('takes over transcripts of Amazon’s services by the names that these give to calls', async () => {
  const { counts, calls } = await ingested({
    'transcribe.json': { jobName: 'j', accountId: '1', results: { transcripts: [{ transcript: 'Hi.' }], items: [] } },
    'analytics.json': { JobName: 'a', Participants: [], Transcript: [], ConversationCharacteristics: {} },
    'lens.json': { CustomerMetadata: { ContactId: 'c' }, Channel: 'VOICE', Participants: [], Transcript: [] },
  });
  expect(counts.problems).toEqual([]);
  expect(calls.map(({ callId }) => callId).toSorted()).toEqual(['a', 'c', 'j']);
});

it('reports an output that the manifest names and nobody copied', async () => {
  const files = job('half');
  delete files['transcription-outputs/half/job-half/0/custom_output/0/result.json'];
  const { counts } = await ingested(files);
  expect(counts).toMatchObject({ stored: 0, unreadable: 1, problems: [{ code: 'EARSHOT_UNAVAILABLE' }] });
});

it('takes loose documents for calls named after their files, and puts pairs together', async () => {
  const { callIds, counts, app } = await ingested({
    'lone.json': standard(),
    'pair-standard.json': standard(),
    'pair-custom.json': custom(),
    'call-7/result.json': standard(),
  });
  expect(counts).toEqual({ ...NONE, stored: 3 });
  expect(callIds).toEqual(['call-7', 'lone', 'pair']);
  expect(await findCall(app, 'pair')).toMatchObject({
    analysis: { topics: ['milk'], transcript: { text: SAID.join(' ') } },
  });
});

it('loses none of two calls whose loose files share a name', async () => {
  const { callIds, counts } = await ingested({ 'a/call.json': standard(), 'b/call.json': standard() });
  expect(counts.stored).toBe(2);
  expect(callIds).toHaveLength(2);
});

it('puts a standard and a custom output together that have no names of their own', async () => {
  const { callIds, counts, app } = await ingested({
    'monday/custom_output.json': custom(),
    'monday/other.json': standard('calls/two.wav'),
    'monday/sub/result.json': standard('calls/three.wav'),
    'monday/standard_output.json': standard(),
    'tuesday/custom.json': custom(),
    'tuesday/standard.json': standard('calls/four.wav'),
  });
  expect(counts).toEqual({ ...NONE, stored: 4 });
  expect(callIds).toEqual(['monday', 'other', 'sub', 'tuesday']);
  for (const name of ['monday', 'tuesday']) {
    expect(await findCall(app, name)).toMatchObject({
      analysis: { topics: ['milk'], transcript: { text: SAID.join(' ') } },
    });
  }
});

it('loses none of several documents of one kind that share a name', async () => {
  const { calls, counts } = await ingested({
    'monday/result.json': standard('calls/one.wav'),
    'monday/standard_output.json': standard('calls/two.wav'),
    'monday/custom_output.json': custom(),
  });
  expect(counts).toEqual({ ...NONE, stored: 2 });
  expect(calls.map(({ media }) => media?.uri).sort()).toEqual([
    's3://recordings/calls/one.wav',
    's3://recordings/calls/two.wav',
  ]);
});

it('ingests no half of a loose pair whose other half can’t be read', async () => {
  const { counts } = await ingested({ 'pair-standard.json': '{"metadata": ', 'pair-custom.json': custom() });
  expect(counts).toMatchObject({ stored: 0, unreadable: 1, problems: [{ code: 'EARSHOT_UNREADABLE' }] });
});

it('keeps loose files apart that share a name, in one run or in several', async () => {
  const folder = await temporaryFolder();
  await writeFiles(folder, { 'a/call.json': standard('calls/one.wav'), 'b/call.json': standard('calls/two.wav') });
  const { ingest } = composeFolderApp([join(folder, 'a'), join(folder, 'b'), join(folder, 'b'), folder]);
  expect(await ingest()).toMatchObject({ stored: 2, duplicate: 3 });
});

it('knows a job that it meets twice, and a second job of a call', async () => {
  const { counts } = await ingested({ ...job('milk-1'), ...job('milk-1', 'job-again') }, '.', '.');
  expect(counts).toMatchObject({ stored: 1, duplicate: 3, unreadable: 0 });
});

it('passes over what is none of ours', async () => {
  const image = { metadata: { semantic_modality: 'IMAGE' }, image: {} };
  const imageManifest = manifest('image-job', { semantic_modality: 'IMAGE' });
  const { counts } = await ingested({
    'notes.txt': 'hello',
    'sound.mp3': 'ID3',
    'picture.json': image,
    'transcription-outputs/pictures/image-job/job_metadata.json': imageManifest,
    'node_modules/package/result.json': '{',
  });
  expect(counts).toEqual({ ...NONE, ignored: 4 });
});

it("reports JSON that is no result, text that isn't JSON, and a path that leads nowhere", async () => {
  const { counts } = await ingested({ 'other.json': { hello: 1 }, 'torn.json': '{"metadata": ' }, '.', 'missing');
  expect(counts).toMatchObject({ stored: 0, unreadable: 3 });
  expect(counts.problems.map(({ code }) => code).sort()).toEqual([
    'EARSHOT_NOT_FOUND',
    'EARSHOT_UNREADABLE',
    'EARSHOT_UNREADABLE',
  ]);
});

it('marks a call whose blueprint did not fit as unmatched', async () => {
  const files = job('odd');
  const folder = 'transcription-outputs/odd/job-odd';
  files[`${folder}/job_metadata.json`] = jobManifest({
    jobId: 'job-odd',
    folder: `s3://elsewhere/${folder}/`,
    custom: 'NO_MATCH',
  });
  delete files[`${folder}/0/custom_output/0/result.json`];
  const { counts, calls } = await ingested(files);
  expect(counts).toMatchObject({ stored: 0, unmatched: 1, unreadable: 0 });
  expect(calls[0]).toMatchObject({ state: 'no_match', analysis: { audioSummary: 'A customer complains about milk.' } });
});

it('reads messages after the results that they speak of', async () => {
  const time = '2026-05-04T08:00:00Z';
  const { counts, calls } = await ingested({
    'a-start.json': {
      callId: 'milk-1',
      audioS3Uri: 's3://recordings/calls/one.wav',
      timestamp: time,
      metadata: { team: 'north' },
    },
    ...job('milk-1'),
  });
  expect(counts).toMatchObject({ stored: 1, duplicate: 1, unreadable: 0 });
  expect(calls[0]).toMatchObject({
    state: 'completed',
    metadata: { team: 'north' },
    recordedAt: { ms: Date.parse(time) },
  });
});

it('does not follow a link that leads back to where it lies', async () => {
  const folder = await temporaryFolder();
  await writeFiles(folder, job('milk-1'));
  await symlink(folder, join(folder, 'transcription-outputs', 'again'));
  const { ingest } = composeFolderApp([folder]);
  expect(await ingest()).toMatchObject({ stored: 1, duplicate: 0, unreadable: 0 });
});

it('leaves the files alone when a call is erased', async () => {
  const { app, counts, folder } = await ingested(job('milk-1'));
  const record = await findCall(app, 'milk-1');
  const receipt = record && (await app.eraseCall.execute(record.hash));
  expect(receipt).toMatchObject({ documents: [], recordRemoved: true });
  expect(await findCall(app, 'milk-1')).toBeUndefined();
  const again = composeFolderApp([folder]);
  expect(await again.ingest()).toEqual(counts);
});
