import { basename, extname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import {
  type CallHash,
  type CallId,
  type Digests,
  hashOf,
  type ObjectUri,
  type RecordRepository,
  type ResultStore,
  type SalvagedCall,
} from '@earshot/core';
import { jobFolderOf } from './analysis/analysis-documents.js';
import type { PlaybackFiles } from './analysis/playback-files.js';
import type { FileResultStore } from './files/file-result-store.js';
import type { RecordingIntake } from './files/recording-intake.js';
import type { AnalysisJobs } from './sqlite/analysis-jobs.js';
import { forgetMessages } from './sqlite/forget-messages.js';

/** What keeps something of a call besides its record. */
export interface Keepers extends Pick<Digests, 'md5Hex'> {
  readonly database: DatabaseSync;
  readonly records: Pick<RecordRepository, 'list'>;
  readonly jobs: AnalysisJobs;
  readonly store: Pick<FileResultStore, 'list' | 'delete' | 'removeDrafts'>;
  readonly recordings: RecordingIntake;
  readonly playback: Pick<PlaybackFiles, 'forget'>;
}

/**
 * Makes jobs, messages and the copy of the recording forget a call, and names them. If the call's record is damaged, finds
 * the call id and the documents of its jobs as far as it can.
 */
export async function forgetCall(call: SalvagedCall, keepers: Keepers): Promise<readonly string[]> {
  const { database, jobs, store, recordings, playback } = keepers;
  const traces: string[] = [];
  const callId = call.callId ?? callIdOf(call.hash, keepers);
  const ofCall = callId === undefined ? [] : jobs.ofCall(callId);
  // First the jobs: a worker that finds its job gone takes back what it wrote.
  if (callId !== undefined && jobs.forget(callId) > 0) traces.push(...ofCall.map(({ jobId }) => `job ${jobId}`));
  for (const job of ofCall) {
    for (const uri of (await store.list(jobFolderOf(job))).uris) if (await store.delete(uri)) traces.push(uri);
  }
  for (const uri of await documentsByJobName(call, keepers)) if (await store.delete(uri)) traces.push(uri);
  const recording = callId && recordings.ofCall(callId);
  const erased = callId && (await recordings.erase({ callId }));
  if (erased && erased.removed.length > 0)
    traces.push(call.media?.uri ?? recording?.uri ?? 'the copy of the recording');
  // Copies are named after the forms of the recording.
  const forms = [call.media?.uri, recording?.uri, ...(erased?.removed ?? [])].filter((form) => form !== undefined);
  for (const name of new Set(forms.map((form) => basename(form, extname(form))))) {
    traces.push(...(await playback.forget(name)));
  }
  traces.push(...(erased ? erased.originals : []).map((path) => `the name of ${path}, which stays`));
  const mentions = callId === undefined ? [] : [`"callId":${JSON.stringify(callId)}`];
  const messages = forgetMessages(database, [...mentions, ...ofCall.map(({ jobId }) => `/${jobId}/`)]);
  if (messages > 0) traces.push(`${messages} messages`);
  const drafts = await store.removeDrafts({ wait: true });
  if (drafts > 0) traces.push(`${drafts} unfinished files`);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return traces;
}

/** The call id of a hash, if a job or a recording has it. */
function callIdOf(hash: CallHash, { jobs, recordings, md5Hex }: Keepers): CallId | undefined {
  return [...jobs.callIds(), ...recordings.callIds()].find((callId) => hashOf(callId, { md5Hex }) === hash);
}

/**
 * Documents of a call that has nothing left but the names of its jobs. Jobs of other calls may have
 * the same names, so what another call has is left out.
 */
async function documentsByJobName(call: SalvagedCall, { records, store }: Keepers): Promise<readonly ObjectUri[]> {
  if (call.callId !== undefined) return [];
  const lost = (call.jobs ?? []).flatMap(({ jobId, outputUri }) => (jobId && !outputUri ? [`/${jobId}/`] : []));
  if (lost.length === 0) return [];
  const others: ObjectUri[] = [];
  for (let after: Parameters<RecordRepository['list']>[0]['after'], isFirst = true; isFirst || after; isFirst = false) {
    const page = await records.list({ filter: {}, limit: 100, after });
    for (const { outputUri } of page.calls.flatMap(({ jobs }) => jobs)) if (outputUri) others.push(outputUri);
    after = page.next;
  }
  const uris = await urisIn(store);
  return uris.filter(
    (uri) => lost.some((name) => uri.includes(name)) && !others.some((folder) => uri.startsWith(folder)),
  );
}

async function urisIn(store: Pick<ResultStore, 'list'>): Promise<readonly ObjectUri[]> {
  const found: ObjectUri[] = [];
  for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
    const page = await store.list('', next);
    found.push(...page.uris);
    next = page.next;
  }
  return found;
}
