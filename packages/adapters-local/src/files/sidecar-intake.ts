import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type CallId,
  isEarshotError,
  MAX_SIDECAR_BYTES,
  readSidecar,
  recordingOfSidecar,
  sidecarOf,
  type Telephony,
} from '@earshot/core';
import type { Recordings } from '../sqlite/recordings.js';
import { guarded, isFault } from './file-errors.js';
import type { FileResultStore } from './file-result-store.js';
import { stampOf } from './recording-file.js';

/**
 * The outcome of a sidecar. `noted`: its call is about to have what it says, or what a later sidecar of the same recording
 * says. `waiting`: its recording has not come in. `none`: the file is something else.
 */
export type IngestedSidecar =
  | { readonly status: 'noted'; readonly callId: CallId; readonly telephony: Telephony }
  | { readonly status: 'waiting' | 'none' };

export interface SidecarIntakeOptions {
  readonly recordings: Recordings;
  /** Gets a copy of each, next to the copy of its recording. */
  readonly store: Pick<FileResultStore, 'get' | 'put' | 'delete'>;
  readonly suffixes: readonly string[];
  /** Announces a call's recording again, inside a transaction. What handles that reads the sidecar's copy. */
  readonly announce: (callId: CallId) => void;
}

interface FoundSidecar {
  readonly path: string;
  readonly stamp: string;
  readonly modifiedMs: number;
  readonly bytes: Uint8Array;
  readonly telephony: Telephony;
}

/**
 * Keeps the sidecars of recordings that came in. Of a recording with several files, the sidecar that was written last counts. Its
 * copy is noted as one more file of the recording, so that erasing the recording covers it.
 */
export class SidecarIntake {
  readonly #options: SidecarIntakeOptions;

  constructor(options: SidecarIntakeOptions) {
    this.#options = options;
  }

  /** Whether a file is a sidecar by its name. */
  isSidecarName(path: string): boolean {
    return this.#recordingOf(path) !== undefined;
  }

  /**
   * Notes what a sidecar says, if its recording came in.
   * @throws EarshotError `EARSHOT_INVALID_INPUT` with the wrong field; `EARSHOT_NOT_FOUND` when it isn't there
   */
  async ingest(path: string): Promise<IngestedSidecar> {
    const source = resolve(path);
    const bytes = await guarded(source, () => sidecarBytes(source));
    const telephony = bytes && readSidecar(bytes, source);
    const recording = this.#recordingOf(source);
    if (telephony === undefined || recording === undefined) return { status: 'none' };
    const callId = this.#options.recordings.ofFile(recording)?.callId;
    return (callId && (await this.ofCall(callId))) ?? { status: 'waiting' };
  }

  /** Notes what the sidecars next to a call's files say. Those that aren't valid, or can't be read, are left out. */
  async ofCall(callId: CallId): Promise<IngestedSidecar | undefined> {
    const { recordings, store, announce } = this.#options;
    const recording = recordings.ofCall(callId);
    const sidecars = await this.#beside(callId);
    const [found] = sidecars;
    if (recording === undefined || found === undefined) return undefined;
    const copy = sidecarOf(recording.uri);
    const isKept = isSame(await store.get(copy), found.bytes);
    if (!isKept) await store.put(copy, found.bytes);
    const isOurs = recordings.transaction(() => {
      if (recordings.ofCall(callId)?.digest !== recording.digest) return false;
      // Not seen: a process may have died between the copy and its announcement.
      if (!isKept || !recordings.isSeen(found.path, found.stamp)) announce(callId);
      for (const { path, stamp } of sidecars) recordings.see(path, stamp, recording.digest);
      return true;
    });
    // The recording was erased meanwhile, or a longer form of it came in, which takes its sidecar along.
    if (!isOurs) await store.delete(copy);
    return isOurs ? { status: 'noted', callId, telephony: found.telephony } : undefined;
  }

  #recordingOf(path: string): string | undefined {
    return recordingOfSidecar(path, { mediaSuffixes: this.#options.suffixes });
  }

  /** The valid sidecars next to a call's files, the one that was written last first. */
  async #beside(callId: CallId): Promise<readonly FoundSidecar[]> {
    const { recordings } = this.#options;
    const files = recordings.formsOf(callId).flatMap(({ digest }) => recordings.filesOf(digest));
    const recorded = files.filter((file) => !this.isSidecarName(file));
    const found = await Promise.all(recorded.map((file) => sidecarAt(`${file}.json`)));
    return found
      .filter((sidecar) => sidecar !== undefined)
      .sort((one, other) => other.modifiedMs - one.modifiedMs || (one.path < other.path ? 1 : -1));
  }
}

/** The valid sidecar that a file is; `undefined` when it is none, isn't there, or can't be read. */
async function sidecarAt(path: string): Promise<FoundSidecar | undefined> {
  try {
    return await guarded(path, async () => {
      const stamp = await stampOf(path);
      if (stamp === undefined) return undefined;
      const { mtimeMs: modifiedMs } = await stat(path);
      const bytes = await sidecarBytes(path);
      const telephony = bytes && readSidecar(bytes, path);
      return bytes && telephony && { path, stamp, modifiedMs, bytes, telephony };
    });
  } catch (error) {
    if (isEarshotError(error) || isFault(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** What a file holds; `undefined` when it is too large for a sidecar. A transcript next to a recording may have any size. */
async function sidecarBytes(path: string): Promise<Uint8Array | undefined> {
  const { size } = await stat(path);
  return size > MAX_SIDECAR_BYTES ? undefined : readFile(path);
}

/** Whether a file is JSON to its end, or too large for a sidecar. While it is being written, it isn't. */
export async function isWholeSidecar(path: string): Promise<boolean> {
  try {
    const bytes = await sidecarBytes(path);
    if (bytes !== undefined) JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}

function isSame(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one !== undefined && Buffer.compare(one, other) === 0;
}
