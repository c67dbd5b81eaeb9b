import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import {
  MemoryAudioAnalyzer,
  MemoryEventSource,
  MemoryRecordRepository,
  MemoryResultStore,
  MemorySharedState,
} from '@earshot/adapters-memory';
import {
  CallId,
  type CallOverview,
  DEFAULT_LAYOUT,
  HandleDelivery,
  hashOf,
  type ItemOutcome,
  ObjectUri,
  objectUri,
  PersistResult,
  RecordFailure,
  type RecordRepository,
  StartAnalysis,
} from '@earshot/core';
import { type BdaObject, buildBdaJob, jobManifest } from '@earshot/core/testing/bda';
import fc from 'fast-check';
import { ContainerModule } from 'inversify';
import { expect, test } from 'vitest';
import { digests } from '../../src/container.js';
import { composeFolderApp } from '../../src/ingest/ingest.js';
import { custom, standard, temporaryFolder, writeFiles } from '../results-on-disk.js';

/** One job, as people and other tools leave it. */
interface JobPlan {
  readonly id: string;
  /** The folder that its own is in. */
  readonly folder: string;
  readonly recording: BdaObject | undefined;
  readonly isFailed: boolean;
}

const PREFIX = DEFAULT_LAYOUT.outputsPrefix.slice(0, -1);
const BELOW_PREFIX = [PREFIX, `${PREFIX}/shared`, `${PREFIX}/2026/11`, `${PREFIX}/call`, `${PREFIX}/one`];
const ANYWHERE = [...BELOW_PREFIX, 'output', 'copy/output', `copy/${PREFIX}/shared`, ''];
const NAMES = ['one', 'two', 'call', 'shared'];

function jobPlans(folders: readonly string[]): fc.Arbitrary<JobPlan[]> {
  const plan = fc.record({
    folder: fc.constantFrom(...folders),
    name: fc.option(fc.constantFrom(...NAMES)),
    isFailed: fc.boolean(),
  });
  return fc.array(plan, { minLength: 1, maxLength: 7 }).map((plans) =>
    plans.map(({ folder, name, isFailed }, index) => ({
      id: `job-${index}`,
      folder,
      recording: name === null ? undefined : { bucket: 'recordings', key: `${index}/${name}.wav` },
      isFailed,
    })),
  );
}

function filesOf({ id, folder, recording, isFailed }: JobPlan): Record<string, unknown> {
  const job = { jobId: id, folder: `s3://elsewhere/out/${id}/`, ...(recording && { input: recording }) };
  if (isFailed) {
    return { [join(folder, id, 'job_metadata.json')]: jobManifest({ ...job, status: `ERROR in ${id}`, segments: 0 }) };
  }
  const { metadata, ...said } = standard(recording?.key) as { metadata: object };
  const files = buildBdaJob({
    ...job,
    standard: { ...said, metadata: { ...metadata, ...(recording === undefined && { s3_key: null }) } },
    custom: custom(`Content of ${id}`),
  });
  return Object.fromEntries(files.map(({ path, document }) => [join(folder, id, path), document ?? '']));
}

/** What identifies calls, whatever they are named. */
function pairsOf(calls: readonly CallOverview[]): string[] {
  return calls.map((call) => `${call.media?.uri} ${call.failure?.reason ?? call.analysis?.callSummary}`).sort();
}

function pairsPlanned(plans: readonly JobPlan[]): string[] {
  return plans
    .map(({ id, recording, isFailed }) => {
      const uri = recording && `s3://${recording.bucket}/${recording.key}`;
      return `${uri} ${isFailed ? `ERROR in ${id}` : `Content of ${id}`}`;
    })
    .sort();
}

async function callsIn(repository: RecordRepository): Promise<readonly CallOverview[]> {
  return (await repository.list({ filter: {}, limit: 100 })).calls;
}

/** Ingests a folder into a repository that outlives the run. */
async function ingestInto(repository: RecordRepository, kept: MemoryResultStore, paths: readonly string[]) {
  const module = new ContainerModule(({ bind }) => {
    bind('AudioAnalyzer').toConstantValue(new MemoryAudioAnalyzer());
    bind('EventSource').toConstantValue(new MemoryEventSource());
    bind('RecordRepository').toConstantValue(repository);
    bind('ResultStore').toConstantValue(kept);
    bind('SharedState').toConstantValue(new MemorySharedState());
  });
  return composeFolderApp(paths, {}, { module, store: kept }).ingest();
}

test('jobs in any folders on disk, with any file times, are as many calls, and are known the second time', async () => {
  await fc.assert(
    fc.asyncProperty(jobPlans(ANYWHERE), fc.array(fc.nat(100_000)), async (plans, times) => {
      const folder = await temporaryFolder();
      for (const plan of plans) await writeFiles(folder, filesOf(plan));
      const shuffle = async () => {
        for (const [index, { folder: within, id }] of plans.entries()) {
          const time = times[index] ?? index;
          await utimes(join(folder, within, id, 'job_metadata.json'), time, time);
        }
        times.reverse();
      };
      const repository = new MemoryRecordRepository();
      const kept = new MemoryResultStore();
      await shuffle();
      const failed = plans.filter(({ isFailed }) => isFailed).length;
      const first = await ingestInto(repository, kept, [folder]);
      expect(first).toMatchObject({ stored: plans.length - failed, failed, duplicate: 0, unreadable: 0 });
      const pairs = pairsOf(await callsIn(repository));
      expect(pairs).toEqual(pairsPlanned(plans));
      await shuffle();
      const again = await ingestInto(repository, kept, [folder]);
      expect(again).toMatchObject({ stored: 0, failed: 0, duplicate: plans.length, unreadable: 0 });
      expect(pairsOf(await callsIn(repository))).toEqual(pairs);
      expect(await documentsWithoutCall(repository, kept)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('jobs in any folders of a bucket, reported in any order, at once and again, are as many calls', async () => {
  const scenario = jobPlans(BELOW_PREFIX).chain((plans) => {
    const several = plans.flatMap((plan) => [plan, plan, plan]);
    return fc.record({
      plans: fc.constant(plans),
      reports: fc.shuffledSubarray(several, { minLength: several.length, maxLength: several.length }),
      atOnce: fc.integer({ min: 1, max: 5 }),
    });
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ plans, reports, atOnce }) => {
      const store = new MemoryResultStore();
      for (const plan of plans) {
        for (const [key, document] of Object.entries(filesOf(plan))) {
          await store.put(objectUri('results', key), new TextEncoder().encode(JSON.stringify(document)));
        }
      }
      const repository = new MemoryRecordRepository();
      const handler = handlerOver(repository, store);
      for (let at = 0; at < reports.length; at += atOnce) {
        const outcomes = await Promise.all(
          reports.slice(at, at + atOnce).map((plan) => handler.execute(reportOf(plan))),
        );
        expect(outcomes.flat().map(statusOf)).not.toContain('error');
      }
      expect(pairsOf(await callsIn(repository))).toEqual(pairsPlanned(plans));
      const ids = (await callsIn(repository)).map(({ callId }) => callId);
      for (const plan of plans) {
        expect((await handler.execute(reportOf(plan))).map(statusOf)).toEqual(['duplicate']);
      }
      expect((await callsIn(repository)).map(({ callId }) => callId)).toEqual(ids);
    }),
    { numRuns: 300 },
  );
});

function statusOf(outcome: ItemOutcome): string {
  return outcome.status;
}

function handlerOver(repository: RecordRepository, store: MemoryResultStore): HandleDelivery {
  const now = () => new Date(Date.UTC(2026, 8, 14));
  const outputs = ObjectUri.parse(`s3://results/${DEFAULT_LAYOUT.outputsPrefix}`);
  const [analyzer, state] = [new MemoryAudioAnalyzer(), new MemorySharedState()];
  const deps = { analyzer, repository, store, state, digests, now, outputs };
  return new HandleDelivery({
    layout: DEFAULT_LAYOUT,
    startAnalysis: new StartAnalysis(deps),
    persistResult: new PersistResult(deps),
    recordFailure: new RecordFailure(deps),
  });
}

function reportOf({ folder, id }: JobPlan): { body: string; sentAtMs: number } {
  const record = {
    eventName: 'ObjectCreated:Put',
    s3: { bucket: { name: 'results' }, object: { key: `${folder}/${id}/job_metadata.json` } },
  };
  return { body: JSON.stringify({ Records: [record] }), sentAtMs: 1 };
}

/** Documents that erasing every call would leave behind. Manifests of failed jobs have no call that names them. */
async function documentsWithoutCall(repository: RecordRepository, kept: MemoryResultStore): Promise<string[]> {
  const folders: string[] = [];
  for (const { jobs } of await callsIn(repository)) for (const { outputUri } of jobs) folders.push(outputUri ?? 'none');
  const { uris } = await kept.list('s3://');
  return uris.filter((uri) => !folders.some((folder) => uri.startsWith(folder)));
}

test('the first job in a shared folder has the folder’s name each time, and the others are named after their recordings', async () => {
  const folder = await temporaryFolder();
  for (const index of [0, 1, 2, 3]) {
    const recording = { bucket: 'recordings', key: `team/call ${index}.wav` };
    await writeFiles(folder, filesOf({ id: `job-${index}`, folder: `${PREFIX}/shared`, recording, isFailed: false }));
  }
  for (let run = 0; run < 3; run++) {
    const repository = new MemoryRecordRepository();
    await ingestInto(repository, new MemoryResultStore(), [folder]);
    const ids = (await callsIn(repository)).map(({ callId }) => String(callId)).sort();
    expect(ids).toEqual(['call 1', 'call 2', 'call 3', 'shared']);
  }
});

test('job folders of the same name are different jobs when they are about different recordings', async () => {
  const folder = await temporaryFolder();
  const recordings = ['a/one.wav', 'b/one.wav'].map((key) => ({ bucket: 'recordings', key }));
  for (const [index, recording] of recordings.entries()) {
    const files = filesOf({ id: 'results', folder: `person ${index}`, recording, isFailed: false });
    await writeFiles(folder, files);
  }
  const repository = new MemoryRecordRepository();
  const kept = new MemoryResultStore();
  expect(await ingestInto(repository, kept, [folder])).toMatchObject({ stored: 2, duplicate: 0 });
  const calls = await callsIn(repository);
  expect(calls.map(({ callId }) => callId.replace(/-[0-9a-f]{8}$/, '-')).sort()).toEqual(['one', 'one-']);
  expect(await ingestInto(repository, kept, [folder])).toMatchObject({ stored: 0, duplicate: 2 });
  for (const { callId, media, jobs } of calls) {
    const uris = (await kept.list(jobs[0]?.outputUri ?? 'none')).uris;
    const texts = await Promise.all(uris.map(async (uri) => new TextDecoder().decode(await kept.get(uri))));
    expect(`${callId}: ${texts.join(' ')}`).toContain(media?.uri.slice('s3://recordings/'.length));
  }
});

test('a job that an earlier version stored at another place is known, and its documents are not kept twice', async () => {
  const folder = await temporaryFolder();
  const plan: JobPlan = {
    id: 'job-0',
    folder: `${PREFIX}/2026/11`,
    recording: { bucket: 'recordings', key: 'one.wav' },
    isFailed: false,
  };
  await writeFiles(folder, filesOf(plan));
  const repository = new MemoryRecordRepository();
  const kept = new MemoryResultStore();
  await ingestInto(repository, kept, [folder]);
  const [call] = await callsIn(repository);
  const record = call && (await repository.get(call.hash));
  if (record === undefined) throw new Error('no call was stored');
  await repository.delete(record.hash);
  const hash = hashOf(CallId.parse('2026/11'), digests);
  const outputUri = ObjectUri.parse(`s3://ingested/${plan.folder}/${plan.id}/`);
  const jobs = record.jobs.map((job) => ({ ...job, outputUri }));
  await repository.save({ ...record, hash, callId: CallId.parse('2026/11'), revision: 1, jobs });
  for (const uri of (await kept.list('s3://')).uris) await kept.delete(uri);
  expect(await ingestInto(repository, kept, [folder])).toMatchObject({ stored: 0, duplicate: 1 });
  expect(await callsIn(repository)).toMatchObject([{ callId: '2026/11' }]);
  expect((await kept.list('s3://')).uris).toEqual([]);
});
