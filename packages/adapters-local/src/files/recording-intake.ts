import { basename, dirname, extname, relative, resolve, sep } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type CallId, EarshotError, MEDIA_SUFFIXES, type ObjectUri, objectUri, timeInMediaName } from '@earshot/core';
import { type KeptRecording, Recordings } from '../sqlite/recordings.js';
import { callIdFor } from './call-id-for.js';
import type { FileResultStore } from './file-result-store.js';
import { RecordingFile } from './recording-file.js';

/** What the intake needs of a {@link FileResultStore}. */
export type RecordingStore = Pick<FileResultStore, 'putStream' | 'pathOf' | 'list' | 'delete'>;

/** How to set up a {@link RecordingIntake}. */
export interface RecordingIntakeOptions {
  /** What `openDatabase` gave. */
  readonly database: DatabaseSync;
  /** Where the copies go. */
  readonly store: RecordingStore;
  /**
   * Sends the start message of a recording durably, with this JSON as its body, as sent when its file was last changed. It is called inside a transaction on the
   * database, and must write there: so a recording is announced once, whenever the process dies.
   */
  readonly announce: (body: string, options: { readonly sentAtMs: number }) => void;
  /** Files with other suffixes are refused. Lower case, with the dot; any letter case matches. @defaultValue MEDIA_SUFFIXES */
  readonly suffixes?: readonly string[];
  /** Whether a call has that id that did not come in here. @defaultValue none has */
  readonly isCallIdTaken?: (callId: CallId) => boolean;
  readonly now?: () => Date;
}

/** How a file is taken in. */
export interface TakeOptions {
  /** The folder that the file's path is remembered from. @defaultValue the one that it lies in */
  readonly folder?: string;
  /** Whether to take it in although it was erased before. @defaultValue false */
  readonly again?: boolean;
}

/**
 * What became of a file. `taken`: its analysis starts. `known`: the same content came before, under whatever name, and
 * nothing starts. `erased`: it came before and was erased, and is left alone.
 */
export type TakeOutcome =
  | {
      readonly status: 'taken' | 'known';
      readonly callId: CallId;
      readonly digest: string;
      readonly uri: ObjectUri;
    }
  | { readonly status: 'erased'; readonly digest: string };

/** What erasing a recording removed. Keep it: it is the proof. */
export interface RecordingErasure {
  readonly digest: string;
  /** The copies that were removed. */
  readonly removed: readonly string[];
  /** The files that it was taken from, which Earshot did not make and leaves alone. It has forgotten them now. */
  readonly originals: readonly string[];
}

/** A file whose content was read. */
interface Arrival extends Required<TakeOptions> {
  readonly file: RecordingFile;
  readonly digest: string;
  readonly uri: ObjectUri;
}

const SCHEME = 'local';
const BUCKET = 'recordings';
/**
 * Takes recordings in: each content once, whatever its files are called, as a copy in the store that is named after it
 * (`local://recordings/<SHA-256>.<suffix>`), and announces each once.
 */
export class RecordingIntake {
  readonly #recordings: Recordings;
  readonly #store: RecordingStore;
  readonly #announce: RecordingIntakeOptions['announce'];
  readonly #suffixes: readonly string[];
  readonly #isCallIdTaken: (callId: CallId) => boolean;
  readonly #now: () => Date;

  constructor(options: RecordingIntakeOptions) {
    this.#recordings = new Recordings(options.database);
    this.#store = options.store;
    this.#announce = options.announce;
    this.#suffixes = options.suffixes ?? MEDIA_SUFFIXES;
    this.#isCallIdTaken = options.isCallIdTaken ?? (() => false);
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Takes a file in. When this resolves, copy and announcement are on the disk, and the file may go.
   * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when its suffix is none of those, or it is no file,
   *   `EARSHOT_INVALID_INPUT` when it is empty, `EARSHOT_NOT_FOUND` when it isn't there, `EARSHOT_UNAVAILABLE` when it
   *   still changes; and what the store and the database throw
   */
  async take(path: string, options: TakeOptions = {}): Promise<TakeOutcome> {
    const source = resolve(path);
    this.#checkSuffix(source);
    const file = await RecordingFile.open(source);
    try {
      return await this.#takeIn(file, options);
    } finally {
      await file.close();
    }
  }

  /** Whether a file is as it was when it was last taken in, so that it need not be read again. */
  isSeen(path: string, stamp: string): boolean {
    return this.#recordings.isSeen(resolve(path), stamp);
  }

  /** What came in as a call; `undefined` when nothing did, or it was erased. */
  ofCall(callId: CallId): KeptRecording | undefined {
    return this.#recordings.ofCall(callId);
  }

  /** The calls that came in and were not erased. */
  callIds(): readonly CallId[] {
    return this.#recordings.callIds();
  }

  /** Announces what a process that died had taken in and not announced. Answers with those calls. Safe at any time. */
  async resume(): Promise<readonly CallId[]> {
    const announced: CallId[] = [];
    for (const { digest, uri, callId } of this.#recordings.arrived()) {
      const isComplete = (await this.#store.pathOf(uri)) !== undefined;
      this.#recordings.transaction(() => {
        const recording = this.#recordings.get(digest);
        if (recording?.state !== 'arrived') return;
        // Without its copy it counts as never taken: take() hadn't resolved.
        if (!isComplete) return this.#recordings.drop(digest);
        this.#announceOnce(recording);
        announced.push(callId);
      });
    }
    return announced;
  }

  /**
   * Removes a recording's copy and forgets its names; what stays is its digest, so that nobody takes it in again unasked.
   * Answers `undefined` when there never was such a recording, and for a call also when it was erased.
   */
  async erase(which: { readonly callId: CallId } | { readonly digest: string }): Promise<RecordingErasure | undefined> {
    const found = 'digest' in which ? this.#recordings.get(which.digest) : this.#recordings.ofCall(which.callId);
    if (found === undefined) return undefined;
    const { digest } = found;
    const removed = await this.#removeCopies(digest);
    const originals = this.#recordings.transaction(() => {
      const files = this.#recordings.filesOf(digest);
      this.#recordings.erase(digest);
      return files;
    });
    // Until it was noted as erased, a file with this content may have come in.
    return { digest, removed: [...new Set([...removed, ...(await this.#removeCopies(digest))])], originals };
  }

  async #takeIn(
    file: RecordingFile,
    { folder = dirname(file.path), again = false }: TakeOptions,
  ): Promise<TakeOutcome> {
    let digest = '';
    const uri = await this.#store.putStream(file.chunks(), () => {
      digest = file.digest();
      const named = objectUri(BUCKET, digest + extname(file.path).toLowerCase(), SCHEME);
      return this.#recordings.transaction(() => this.#arrive({ file, digest, uri: named, folder, again })?.uri);
    });
    if (uri === undefined) return { status: 'erased', digest };
    const recording = this.#recordings.transaction(() => {
      // Another process may have erased it meanwhile, or taken it for one whose process died.
      const arrived = this.#arrive({ file, digest, uri, folder, again: false });
      if (arrived === undefined) return undefined;
      this.#announceOnce(arrived);
      this.#recordings.see(file.path, file.stamp, digest);
      return arrived;
    });
    if (recording === undefined) {
      await this.#store.delete(uri);
      return { status: 'erased', digest };
    }
    return { status: recording.state === 'arrived' ? 'taken' : 'known', callId: recording.callId, digest, uri };
  }

  /** The recording of a file, noted now if need be; `undefined` when it was erased. */
  #arrive({ file, digest, uri, folder, again }: Arrival): KeptRecording | undefined {
    const found = this.#recordings.get(digest);
    if (found !== undefined && found.state !== 'erased') return found;
    if (found !== undefined && !again) return undefined;
    const fileName = basename(file.path);
    const isTaken = (callId: CallId) => this.#recordings.ofCall(callId) !== undefined || this.#isCallIdTaken(callId);
    const recording: KeptRecording = {
      digest,
      state: 'arrived',
      callId: callIdFor(basename(fileName, extname(fileName)), digest, isTaken),
      uri,
      fileName,
      relativePath: relative(folder, file.path).split(sep).join('/'),
      sizeBytes: file.sizeBytes,
      recordedAtMs: timeInMediaName(objectUri(BUCKET, fileName, SCHEME)) ?? file.modifiedAtMs,
      addedAtMs: this.#now().getTime(),
    };
    this.#recordings.add(recording);
    return recording;
  }

  #announceOnce({ state, digest, callId, uri, fileName, recordedAtMs }: KeptRecording): void {
    if (state !== 'arrived') return;
    this.#recordings.announced(digest);
    // Only a time that the name tells is the recording's own; the copy has another name.
    const named = timeInMediaName(objectUri(BUCKET, fileName, SCHEME));
    const timestamp = named === undefined ? undefined : new Date(named).toISOString();
    this.#announce(JSON.stringify({ callId, audioUri: uri, timestamp }), { sentAtMs: recordedAtMs });
  }

  async #removeCopies(digest: string): Promise<string[]> {
    const removed: string[] = [];
    const { uris } = await this.#store.list(objectUri(BUCKET, digest, SCHEME));
    for (const uri of uris) {
      const path = await this.#store.pathOf(uri);
      if ((await this.#store.delete(uri)) && path !== undefined) removed.push(path);
    }
    return removed;
  }

  #checkSuffix(path: string): void {
    const found = extname(path).toLowerCase();
    if (this.#suffixes.includes(found)) return;
    const expected = this.#suffixes.join(', ');
    throw new EarshotError('EARSHOT_NOT_SUPPORTED', `${path} is no recording: its suffix is none of ${expected}`, {
      details: { field: 'suffix', path, found, expected: this.#suffixes },
    });
  }
}
