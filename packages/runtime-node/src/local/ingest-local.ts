import { basename, extname, relative, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { localModule } from '@earshot/adapters-local/inversify';
import {
  type CallId,
  type CallRecord,
  EarshotError,
  hashOf,
  isEarshotError,
  type ObjectUri,
  type Telephony,
} from '@earshot/core';
import { composeFolderApp, type IngestCounts, type IngestNotes, warningsOf } from '../ingest/ingest.js';
import { findNamed, isRecordingName } from './find-recordings.js';
import type { LocalApp } from './local-app.js';
import { otherLanguage } from './other-language.js';

const LOOK_AGAIN_MS = 150;
const DEAD_LETTERED = new EarshotError(
  'EARSHOT_UNAVAILABLE',
  'its message was dead-lettered: "earshot dlq list" says why',
);

/** Where the recordings that were just ingested stand. */
export interface TranscriptionProgress {
  readonly ended: number;
  readonly total: number;
  /** The one that is being transcribed; absent between two. */
  readonly callId?: CallId;
  readonly stage?: string;
  readonly doneMs?: number;
  readonly durationMs?: number | undefined;
}

/** Who wants to hear how an ingest goes. */
export interface IngestWatching extends IngestNotes {
  /** After each job or message among the results. */
  readonly onResult?: () => void;
  /** When a recording has been transcribed. */
  readonly onCall?: (record: CallRecord) => void;
  /** Several times a second, while recordings are transcribed. */
  readonly onProgress?: (progress: TranscriptionProgress) => void;
}

/**
 * Takes in what is in files and folders, results and recordings alike, and waits until every recording has been transcribed.
 * A recording next to a transcript with the same name isn't transcribed: it becomes the recording of that call. The app must be
 * at work.
 */
export async function ingestInto(
  { app, local, formats, notices, rulesets, files, derivations }: LocalApp,
  paths: readonly string[],
  { onResult, onCall, onProgress, onTouched, onIgnored }: IngestWatching = {},
): Promise<IngestCounts> {
  const { suffixes } = local;
  const placeOfRecording = (path: string) =>
    local.placeOfRecording(path).catch((error: unknown) => {
      // It is looked at again among the recordings.
      if (isEarshotError(error)) return undefined;
      throw error;
    });
  const isRecording = (path: string) => isRecordingName(path, suffixes);
  const isSidecar = (path: string) => local.recordings.isSidecarName(path);
  const folders = composeFolderApp(
    paths,
    {
      isTakenElsewhere: (path) => isRecording(path) || isSidecar(path),
      placeOfRecording,
      copies: local.copies,
      formats,
      notices,
      rulesets,
      files,
      derivations,
      search: {},
      watching: { onTouched, onIgnored },
    },
    { module: localModule(local), store: local.store },
  );
  const counts = await folders.ingest(onResult);
  const waiting = new Map<CallId, { readonly file: string; readonly uri: ObjectUri }>();
  const problem = (file: string, { code, message }: EarshotError) => {
    counts.unreadable++;
    counts.problems.push({ file: relative('.', file) || file, code, reason: message });
  };
  const orReport = async (file: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!isEarshotError(error)) throw error;
      problem(file, error);
    }
  };
  for (const [file, { callId, isOfCall }] of folders.attached) {
    if (isOfCall) await orReport(file, async () => void (await local.ingest(file, { again: true, callId })));
  }
  const aliases = new Map<CallId, CallId>();
  for (const file of inOrderOfNames(await findNamed(paths, isRecording))) {
    // What it says is known already.
    if (folders.attached.has(resolve(file))) continue;
    await orReport(file, async () => {
      const taken = await local.ingest(file, { again: true });
      if (taken.status === 'erased') return;
      const known = taken.status === 'known' ? await recordOf(taken) : undefined;
      if (taken.alias !== undefined) aliases.set(taken.alias, taken.callId);
      if (known?.state === 'failed' && taken.isOtherLanguage) await app.restartCall.execute(known.hash);
      if (known !== undefined) onTouched?.(known.hash);
      if (known?.analysis !== undefined) warnOfLanguage(file, taken, known);
      if (known?.analysis !== undefined || waiting.get(taken.callId)?.uri === taken.uri) counts.duplicate++;
      else waiting.set(taken.callId, { file, uri: taken.uri });
    });
  }
  const said = new Map<CallId, Telephony>();
  for (const file of await findNamed(paths, isSidecar)) {
    // Nothing that can be read, as the search for results found.
    if (counts.problems.some((one) => one.file === (relative('.', file) || file))) continue;
    await orReport(file, async () => {
      const taken = await local.recordings.ingestSidecar(file);
      if (taken.status === 'noted') said.set(taken.callId, taken.telephony);
    });
  }
  for (const total = waiting.size; waiting.size > 0; await wait(LOOK_AGAIN_MS)) {
    for (const [callId, { file, uri }] of waiting) {
      const record = await recordOf({ callId, uri });
      const state = record?.state;
      if (state === 'completed') counts.stored++;
      else if (state === 'no_match') counts.unmatched++;
      else if (state === 'failed') {
        counts.failed++;
        counts.problems.push({ file: relative('.', file) || file, ...failureOf(record) });
      } else if (await isDeadLettered(callId)) problem(file, DEAD_LETTERED);
      else if (local.recordings.ofCall(callId) !== undefined) continue;
      waiting.delete(callId);
      if (record === undefined) continue;
      onTouched?.(record.hash);
      counts.warnings.push(...warningsOf(relative('.', file) || file, record));
      warnOfLanguage(file, { callId, uri }, record);
      onCall?.(record);
    }
    onProgress?.(progressOf(total));
  }
  while (!(await areNamed(aliases))) await wait(LOOK_AGAIN_MS);
  while (!(await areUpdated(said))) await wait(LOOK_AGAIN_MS);
  return counts;

  function warnOfLanguage(file: string, of: { callId: CallId; uri: ObjectUri }, { analysis }: CallRecord): void {
    const warning = otherLanguage(local, of, analysis);
    if (warning === undefined) return;
    counts.warnings.push({ file: relative('.', file) || file, code: warning.code, reason: warning.explanation });
  }

  /** Whether every call has its new names, or never will. */
  function areNamed(names: ReadonlyMap<CallId, CallId>): Promise<boolean> {
    const calls = [...names].map(([alias, callId]) => [callId, alias] as const);
    return areSaved(calls, ({ aliases = [] }, alias) => aliases.includes(alias));
  }

  /** Whether every call has what its sidecar says, or never will. */
  function areUpdated(sidecars: ReadonlyMap<CallId, Telephony>): Promise<boolean> {
    return areSaved([...sidecars], ({ telephony }, expected) => isDeepStrictEqual(telephony, expected));
  }

  async function areSaved<T>(
    calls: readonly (readonly [CallId, T])[],
    isSaved: (record: CallRecord, expected: T) => boolean,
  ): Promise<boolean> {
    for (const [callId, expected] of calls) {
      const record = await app.repository.get(hashOf(callId, app.digests));
      if ((record && isSaved(record, expected)) || local.recordings.ofCall(callId) === undefined) continue;
      if (!(await isDeadLettered(callId))) return false;
    }
    return true;
  }

  /** The record of a recording; `undefined` while it is still that of a shorter form of it. */
  async function recordOf({ callId, uri }: { callId: CallId; uri: ObjectUri }): Promise<CallRecord | undefined> {
    const record = await app.repository.get(hashOf(callId, app.digests));
    const isOf = record?.media?.uri === uri || record?.media?.supersedes?.includes(uri);
    return isOf ? record : undefined;
  }

  async function isDeadLettered(callId: CallId): Promise<boolean> {
    if ((await local.deadLetters.count()).waiting === 0) return false;
    // A start message names the call, the event that its job ended only the job.
    const mentions = [
      `"callId":${JSON.stringify(callId)}`,
      ...local.jobs.ofCall(callId).map((job) => `/${job.jobId}/`),
    ];
    const letters = await local.deadLetters.list({ max: 10_000 });
    return letters.some(({ body }) => mentions.some((mention) => body.includes(mention)));
  }

  function progressOf(total: number): TranscriptionProgress {
    const ended = total - waiting.size;
    const running = local.jobs.waiting().find(({ callId, state }) => state === 'running' && waiting.has(callId));
    return running === undefined ? { ended, total } : { ended, total, callId: running.callId, ...running.progress };
  }
}

/** By their names without suffixes, so that of several files with one recording a short name comes before its variants. */
function inOrderOfNames(files: readonly string[]): readonly string[] {
  const named = files.map((file) => ({ file, name: basename(file, extname(file)).normalize('NFC') }));
  const order = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  return named.sort((a, b) => order(a.name, b.name) || order(a.file, b.file)).map(({ file }) => file);
}

function failureOf(record: CallRecord | undefined): { code: string; reason: string } {
  return record?.failure ?? { code: 'UNKNOWN', reason: 'no reason is known' };
}
