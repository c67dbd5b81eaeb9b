import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallId, DOCUMENT_VERSION, earshotDocumentUri, hashOf, type ObjectUri } from '@earshot/core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ingestInto } from '../../src/local/ingest-local.js';
import { type LocalApp, openLocalApp } from '../../src/local/local-app.js';
import { spanishFolder } from '../cli/spanish-folder.js';
import { temporaryFolder } from '../results-on-disk.js';
import { toneFile } from '../tone-file.js';

const CALL = 'llamada' as CallId;

/** One data folder, opened by a process without a language, and by one that was asked for Spanish; and a recording. */
async function twoProcesses() {
  const folder = await temporaryFolder();
  const errors: unknown[] = [];
  const open = async (more: object) => {
    const app = await openLocalApp({ folder, onError: (error) => errors.push(error), ...more });
    onTestFinished(() => app.close());
    return app;
  };
  const plain = await open({});
  const spanish = await open({ language: 'es', modelsFolder: await spanishFolder() });
  const file = join(await temporaryFolder(), `${CALL}.wav`);
  await writeFile(file, toneFile());
  const { uri } = await plain.local.placeOfRecording(file);
  return { plain, spanish, file, uri, errors, language: () => plain.local.recordings.languageOf(uri) };
}

async function handleNext({ app, local }: LocalApp): Promise<void> {
  const [delivery] = (await local.source.receive(1)) ?? [];
  if (delivery === undefined) throw new Error('no message');
  await app.handleDelivery.execute(delivery);
  await local.source.acknowledge(delivery);
}

const jobsOf = ({ local }: LocalApp) => local.jobs.ofCall(CALL);

/** Takes a job as a worker does. */
function claim({ local }: LocalApp) {
  const job = local.jobs.claim('a worker');
  if (job === undefined) throw new Error('no job');
  return job;
}

/** Ends a call's job as a worker does that understood English, or nothing. */
async function end(process: LocalApp, { jobId, outputUri }: ReturnType<typeof claim>, language?: string) {
  const { store, jobs, source } = process.local;
  const nothing = {
    categories: [],
    topics: [],
    topicSummaries: [],
    moderation: [],
    sensitiveData: [],
    customFields: {},
  };
  const segments = [{ index: 0, text: 'Hello.', startMs: 0, endMs: 1 }];
  const analysis = {
    ...nothing,
    transcript: { text: 'Hello.', segments },
    ...(language === undefined ? { understood: false } : { language: { dominant: language } }),
  };
  const mediaUri = process.local.recordings.ofCall(CALL)?.uri;
  const resultUri = earshotDocumentUri(`${outputUri}/${jobId}/` as ObjectUri);
  const document = { earshotAnalysis: DOCUMENT_VERSION, mediaUri, analysis };
  await store.put(resultUri, new TextEncoder().encode(JSON.stringify(document)));
  jobs.end(jobId, 'a worker', { resultUri }, () => {
    source.enqueue(JSON.stringify({ earshotEvent: 'job_finished', resultUri, mediaUri }));
  });
  await handleNext(process);
}

it('a process without the model of a recording’s language leaves it to one that has it', async () => {
  const { plain, spanish, file, errors } = await twoProcesses();
  await spanish.local.ingest(file);
  await handleNext(plain);
  plain.local.worker.start();
  await vi.waitFor(() => expect(errors).toEqual([expect.objectContaining({ code: 'EARSHOT_NOT_SUPPORTED' })]));
  await plain.local.worker.stop();
  expect(jobsOf(plain)).toMatchObject([{ state: 'queued', tries: 0 }]);
});

it('a recording that waits is transcribed in the language that it is ingested again in', async () => {
  const { plain, spanish, file, language } = await twoProcesses();
  await plain.local.ingest(file);
  await handleNext(plain);
  expect(await spanish.local.ingest(file)).toMatchObject({ status: 'known', isOtherLanguage: true });
  expect(language()).toBe('es');
  expect(await spanish.local.ingest(file)).not.toHaveProperty('isOtherLanguage');
  expect(await plain.local.ingest(file)).not.toHaveProperty('isOtherLanguage');
  expect(language()).toBe('es');
});

it('a call that failed starts over in the language that its recording is ingested again in', async () => {
  const { plain, spanish, file, language } = await twoProcesses();
  await plain.local.ingest(file);
  await handleNext(plain);
  const [first] = jobsOf(plain);
  if (first === undefined) throw new Error('no job');
  await plain.local.analyzer.cancel(first.jobId);
  await handleNext(plain);
  const counts = ingestInto(spanish, [file]);
  const again = await vi.waitFor(() => claim(plain));
  expect(language()).toBe('es');
  await end(plain, again, 'ES');
  expect(await counts).toMatchObject({ stored: 1, failed: 0, problems: [], warnings: [] });
});

it.each([
  ['English', 'EN', /English \(en\)/],
  ['no language that is known', undefined, /another language/],
])('ingest says of a call in %s how to transcribe it in the language that is asked for', async (_, found, name) => {
  const { plain, spanish, file, language } = await twoProcesses();
  await plain.local.ingest(file);
  await handleNext(plain);
  const job = claim(plain);
  const warnings = [{ code: 'other_language', reason: expect.stringMatching(name) }];
  // It is under way already.
  const counts = ingestInto(spanish, [file]);
  await end(plain, job, found);
  expect((await counts).warnings).toEqual(expect.arrayContaining(warnings.map((one) => expect.objectContaining(one))));
  const known = await ingestInto(spanish, [file]);
  expect(known).toMatchObject({ duplicate: 1, warnings });
  expect(known.warnings[0]?.reason).toContain('earshot erase "llamada"');
  expect((await ingestInto(plain, [file])).warnings).toEqual([]);
  expect(language()).toBeUndefined();

  await plain.app.eraseCall.execute(hashOf(CALL, plain.app.digests));
  expect(await spanish.local.ingest(file, { again: true })).toMatchObject({ status: 'taken', callId: CALL });
  expect(language()).toBe('es');
});
