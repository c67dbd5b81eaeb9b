import { stat } from 'node:fs/promises';
import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
import { filesUnder, isIgnoredName, stampOf } from '@earshot/adapters-local';
import { isEarshotError, objectUri } from '@earshot/core';
import type { Enqueued } from '../backfill/backfill.js';
import type { Candidate, Found } from '../backfill/candidate.js';
import type { Place } from '../backfill/manifest.js';
import type { LocalApp } from './local-app.js';

/** The files in a folder and below, in the order of their names. What systems leave in folders is left out. */
export async function* filesIn(folder: string): AsyncGenerator<Found> {
  for await (const file of filesUnder(folder)) {
    if ('type' in file) {
      if (file.type !== 'problem') continue;
      const { code, message } = file.error;
      yield { mark: file.label, problem: { label: file.label, code, reason: message } };
    } else if (!relative(folder, file.path).split(sep).some(isIgnoredName)) {
      yield { mark: file.path, label: file.path, ...(await fileAt(file.path)) };
    }
  }
}

/** A file, and what is known of it. A file that isn't there is found out when it is ingested. */
export async function fileAt(place: string, folder = '.'): Promise<Place> {
  const path = isAbsolute(place) ? place : resolve(folder, place);
  const uri = objectUri('files', basename(path), 'local');
  const facts = await stat(path).catch(() => undefined);
  return { uri, path, ...(facts && { sizeBytes: facts.size, modifiedAtMs: Math.round(facts.mtimeMs) }) };
}

/**
 * What takes recordings in and leaves them to the transcription worker. A file that was ingested and hasn't changed isn't
 * read again.
 */
export function intakeOf({ local }: Pick<LocalApp, 'local'>) {
  const ingest = async ({ path = '', label, callId, recordedAt, metadata }: Candidate): Promise<Enqueued> => {
    if (callId !== undefined || recordedAt !== undefined || metadata !== undefined) {
      return {
        label,
        code: 'EARSHOT_NOT_SUPPORTED',
        reason: 'only its path counts on this machine: remove the other columns',
      };
    }
    try {
      const stamp = await stampOf(path);
      if (stamp !== undefined && local.recordings.isSeen(path, stamp)) {
        await local.recordings.lookBeside(path);
        return 'known';
      }
      const { status } = await local.ingest(path);
      return status === 'taken' ? 'enqueued' : status;
    } catch (error) {
      if (!isEarshotError(error)) throw error;
      return { label, code: error.code, reason: error.message };
    }
  };
  return async (recordings: readonly Candidate[]): Promise<readonly Enqueued[]> => {
    const outcomes: Enqueued[] = [];
    for (const recording of recordings) outcomes.push(await ingest(recording));
    return outcomes;
  };
}
