import { hash } from 'node:crypto';
import { basename, dirname, extname, relative, resolve, sep } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import {
  type CallId,
  callNames,
  DEFAULT_NAMES,
  EarshotError,
  factsInName,
  MEDIA_SUFFIXES,
  type ObjectUri,
  objectUri,
  type RecordingNameReader,
  type StartMessage,
  sidecarOf,
} from '@earshot/core';
import { type KeptRecording, type PlacedRecording, Recordings } from '../sqlite/recordings.js';
import { callIdFor } from './call-id-for.js';
import type { FileResultStore } from './file-result-store.js';
import { GrowthCheck } from './growth.js';
import { RecordingFile } from './recording-file.js';
import { type IngestedSidecar, SidecarIntake } from './sidecar-intake.js';

/** What the intake needs of a {@link FileResultStore}. */
type CopyStore = Pick<FileResultStore, 'putStream' | 'pathOf' | 'list' | 'delete' | 'get' | 'put'>;

export interface RecordingIntakeOptions {
  /** What `openDatabase` gave. */
  readonly database: DatabaseSync;
  /** Where the copies go. */
  readonly store: CopyStore;
  /**
   * Sends the start message of a recording durably, with this JSON as its body, as sent when its file was last changed. It is called inside a transaction on the
   * database, and must write there: so a recording is announced once, whenever the process dies.
   */
  readonly announce: (body: string, options: { readonly sentAtMs: number }) => void;
  /** Files with other suffixes are refused. Lower case, with the dot; any letter case matches. @defaultValue MEDIA_SUFFIXES */
  readonly suffixes?: readonly string[];
  /** Whether a call has that id that did not come in here. @defaultValue none has */
  readonly isCallIdTaken?: (callId: CallId) => boolean;
  /** What is spoken in the recordings that are ingested. @defaultValue nobody says */
  readonly language?: string | undefined;
  /** Reads what names of files say. @defaultValue DEFAULT_NAMES */
  readonly names?: RecordingNameReader | undefined;
  readonly now?: () => Date;
}

/** How a file is ingested. */
export interface IngestOptions {
  /** The folder that the file's path is remembered from. @defaultValue the one that it is in */
  readonly folder?: string;
  /** Whether to take it in although it was erased before. @defaultValue false */
  readonly again?: boolean;
  /** The call that the recording belongs to, where that is known. @defaultValue one named after the file */
  readonly callId?: CallId | undefined;
}

/**
 * The outcome of a file. `taken`: its analysis starts, in place of one on less of the recording if the file has grown
 * since it was ingested. `known`: the same content came before, under whatever name, or a longer form of it did, and
 * nothing starts; `digest` and `uri` are those of the form that counts. `erased`: it came before and was erased, and is left alone.
 */
export type IngestOutcome =
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
interface Arrival extends Required<Omit<IngestOptions, 'callId'>>, Pick<IngestOptions, 'callId'> {
  readonly file: RecordingFile;
  readonly digest: string;
  readonly uri: ObjectUri;
  /** What the file was before, if this is more or less of the same. */
  readonly before: KeptRecording | undefined;
}

const SCHEME = 'local';
const BUCKET = 'recordings';

function uriOfContent(digest: string, path: string): ObjectUri {
  return objectUri(BUCKET, digest + extname(path).toLowerCase(), SCHEME);
}

/**
 * Takes recordings in: each content once, whatever its files are called, as a copy in the store that is named after it
 * (`local://recordings/<SHA-256>.<suffix>`), and announces each once. A file that has grown since it was ingested stays
 * the same call: its new content is announced as one that supersedes what was there before.
 */
export class RecordingIntake {
  readonly #recordings: Recordings;
  readonly #sidecars: SidecarIntake;
  readonly #store: CopyStore;
  readonly #announce: RecordingIntakeOptions['announce'];
  readonly #suffixes: readonly string[];
  readonly #isCallIdTaken: (callId: CallId) => boolean;
  readonly #language: string | undefined;
  readonly #names: RecordingNameReader;
  readonly #now: () => Date;

  constructor(options: RecordingIntakeOptions) {
    this.#recordings = new Recordings(options.database);
    this.#store = options.store;
    this.#announce = options.announce;
    this.#suffixes = options.suffixes ?? MEDIA_SUFFIXES;
    this.#isCallIdTaken = options.isCallIdTaken ?? (() => false);
    this.#language = options.language;
    this.#names = options.names ?? DEFAULT_NAMES;
    this.#now = options.now ?? (() => new Date());
    this.#sidecars = new SidecarIntake({
      recordings: this.#recordings,
      store: this.#store,
      suffixes: this.#suffixes,
      announce: (callId) => this.#sendStart(callId, {}),
    });
  }

  /**
   * Takes a file in, with what its sidecar says. When this resolves, copy and announcement are on the disk, and the file may go.
   * A sidecar that isn't valid is left out.
   * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when its suffix is none of those, or it is no file,
   *   `EARSHOT_INVALID_INPUT` when it is empty, `EARSHOT_NOT_FOUND` when it isn't there, `EARSHOT_UNAVAILABLE` when it
   *   still changes; and what the store and the database throw
   */
  async ingest(path: string, options: IngestOptions = {}): Promise<IngestOutcome> {
    const source = resolve(path);
    this.#checkSuffix(source);
    const file = await RecordingFile.open(source);
    try {
      const outcome = await this.#ingestFile(file, options);
      if (outcome.status !== 'erased') await this.#sidecars.ofCall(outcome.callId);
      return outcome;
    } finally {
      await file.close();
    }
  }

  /** Whether a file is the sidecar of a recording by its name: the recording's whole name, and `.json`. */
  isSidecarName(path: string): boolean {
    return this.#sidecars.isSidecarName(path);
  }

  /**
   * Takes a sidecar in, if its recording came in: else it waits where it is.
   * @throws EarshotError `EARSHOT_INVALID_INPUT` with the wrong field; `EARSHOT_NOT_FOUND` when it isn't there; and what the store
   *   and the database throw
   */
  ingestSidecar(path: string): Promise<IngestedSidecar> {
    return this.#sidecars.ingest(path);
  }

  /** Looks at the sidecar of a file that came in before, as {@link take} does. */
  async lookBeside(path: string): Promise<void> {
    const recording = this.#recordings.ofFile(resolve(path));
    if (recording !== undefined) await this.#sidecars.ofCall(recording.callId);
  }

  /** What is spoken in a recording that was ingested, by whichever process; `undefined` when nobody said. */
  languageOf(uri: ObjectUri): string | undefined {
    return this.#recordings.languageOf(basename(uri, extname(uri)));
  }

  /**
   * Notes that this process's language is spoken in a recording that came in before, unless its words are being written down
   * or are there already.
   * @param isTranscribed - asked while no other process begins to work on it
   * @returns whether another language was noted, or none
   */
  renewLanguage(digest: string, isTranscribed: () => boolean): boolean {
    const language = this.#language;
    if (language === undefined) return false;
    return this.#recordings.transaction(() => {
      if (this.#recordings.languageOf(digest) === language || isTranscribed()) return false;
      this.#recordings.setLanguage(digest, language);
      return true;
    });
  }

  /**
   * Where the copy of a file will be once it is ingested, and the call that has such a recording already.
   * @throws EarshotError as {@link take} does
   */
  async placeOf(path: string): Promise<PlacedRecording> {
    const source = resolve(path);
    this.#checkSuffix(source);
    const file = await RecordingFile.open(source);
    try {
      for await (const _ of file.chunks());
      const digest = file.digest();
      const known = this.#recordings.get(digest);
      if (known === undefined || known.state === 'erased') return { uri: uriOfContent(digest, source) };
      return this.#recordings.ofCall(known.callId) ?? known;
    } finally {
      await file.close();
    }
  }

  /** Whether a file is as it was when it was last ingested, so that it need not be read again. */
  isSeen(path: string, stamp: string): boolean {
    return this.#recordings.isSeen(resolve(path), stamp);
  }

  /**
   * Whether a file, as it is, wasn't reported with this error code before, by this process or an earlier one. Notes that it
   * is reported now.
   */
  isFirstReport(path: string, stamp: string, code: string): boolean {
    return this.#recordings.report(hash('sha256', resolve(path)), stamp, code);
  }

  /** What came in as a call; `undefined` when nothing did, or it was erased. */
  ofCall(callId: CallId): KeptRecording | undefined {
    return this.#recordings.ofCall(callId);
  }

  /** The calls that came in and were not erased. */
  callIds(): readonly CallId[] {
    return this.#recordings.callIds();
  }

  /**
   * Gives a call the name of one more file with its recording, without its suffix, unless it is called so already. When
   * this returns, the message that adds the name is on the disk. A name that another call has gets digits of the digest.
   * @returns the alias; `undefined` when the call needs none, or was erased
   */
  addName(callId: CallId, path: string): CallId | undefined {
    return this.#recordings.transaction(() => {
      const recording = this.#recordings.ofCall(callId);
      const stem = basename(path, extname(path));
      if (recording === undefined || callNames(stem, recording.digest).includes(callId)) return undefined;
      const isOther = (name: CallId) => this.#recordings.ofAlias(name) !== callId && this.#isTaken(name);
      const alias = callIdFor(stem, recording.digest, isOther);
      if (this.#recordings.ofAlias(alias) === callId) return alias;
      this.#recordings.addAlias(alias, callId);
      this.#sendStart(callId, { aliases: [alias] });
      return alias;
    });
  }

  #isTaken(name: CallId): boolean {
    const isKnown = this.#recordings.ofCall(name) ?? this.#recordings.ofAlias(name);
    return isKnown !== undefined || this.#isCallIdTaken(name);
  }

  /** Announces what a process that died had ingested and not announced. Returns those calls. Safe at any time. */
  async resume(): Promise<readonly CallId[]> {
    const announced: CallId[] = [];
    for (const { digest, uri, callId } of this.#recordings.arrived()) {
      const isComplete = (await this.#store.pathOf(uri)) !== undefined;
      this.#recordings.transaction(() => {
        const recording = this.#recordings.get(digest);
        if (recording?.state !== 'arrived') return;
        const counts = this.#recordings.ofCall(callId)?.digest === digest;
        // Without its copy it counts as never taken: take() hadn't resolved.
        if (!isComplete && counts) return this.#recordings.drop(recording);
        this.#announceOnce(recording);
        if (counts) announced.push(callId);
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
    const digestsNow = () =>
      found.state === 'erased' ? [found.digest] : this.#recordings.formsOf(found.callId).map(({ digest }) => digest);
    const removed = await this.#removeCopies(digestsNow());
    const { digests, originals } = this.#recordings.transaction(() => {
      const digests = digestsNow();
      const originals = digests.flatMap((digest) => this.#recordings.filesOf(digest));
      for (const digest of digests) this.#recordings.erase(digest);
      return { digests, originals };
    });
    // Until it was noted as erased, a file with this content, or with more of it, may have come in.
    const late = await this.#removeCopies(digests);
    return { digest: found.digest, removed: [...new Set([...removed, ...late])], originals };
  }

  async #ingestFile(
    file: RecordingFile,
    { folder = dirname(file.path), again = false, callId: named }: IngestOptions,
  ): Promise<IngestOutcome> {
    const before = this.#recordings.ofFile(file.path);
    const copy = before && (await this.#store.pathOf(before.uri));
    const check = copy === undefined ? undefined : new GrowthCheck(copy);
    const chunks = check === undefined ? file.chunks() : check.passing(file.chunks());
    let digest = '';
    let arrived: KeptRecording | undefined;
    const arrive = (asked: boolean) => {
      const uri = uriOfContent(digest, file.path);
      const isSame = before !== undefined && (check?.growth(file.sizeBytes, before) ?? 'other') !== 'other';
      return this.#arrive({
        file,
        digest,
        uri,
        folder,
        again: asked,
        before: isSame ? before : undefined,
        callId: named,
      });
    };
    const uri = await this.#store.putStream(chunks, () => {
      digest = file.digest();
      arrived = this.#recordings.transaction(() => {
        const noted = arrive(again);
        // No stamp yet, so that the file is read again if this process dies.
        if (noted !== undefined) this.#recordings.see(file.path, '', noted.digest);
        return noted;
      });
      // Of a form that doesn't count, no copy is needed.
      return arrived?.digest === digest ? arrived.uri : undefined;
    });
    if (arrived === undefined) return { status: 'erased', digest };
    const recording = this.#recordings.transaction(() => {
      // Another process may have erased it meanwhile, or taken it for one whose process died.
      const known = arrive(false);
      if (known === undefined) return undefined;
      // Another form is announced by the one who has its copy.
      if (known.digest === digest) this.#announceOnce(known);
      this.#recordings.see(file.path, file.stamp, known.digest);
      return known;
    });
    if (recording === undefined) {
      if (uri !== undefined) await this.#store.delete(uri);
      return { status: 'erased', digest };
    }
    for (const { uri: shorter } of this.#recordings.formsOf(recording.callId).slice(1)) {
      await this.#store.delete(shorter);
      await this.#store.delete(sidecarOf(shorter));
    }
    const isNew = recording.state === 'arrived' && recording.digest === digest;
    const { callId, digest: current, uri: kept } = recording;
    return { status: isNew ? 'taken' : 'known', callId, digest: current, uri: kept };
  }

  /** The recording of a file in the form that counts, noted now if necessary; `undefined` when it was erased. */
  #arrive({ file, digest, uri, folder, again, before, callId }: Arrival): KeptRecording | undefined {
    const found = this.#recordings.get(digest);
    if (found !== undefined && found.state !== 'erased') return this.#recordings.ofCall(found.callId);
    if (found !== undefined && !again) return undefined;
    const current = before && this.#recordings.ofCall(before.callId);
    if (before !== undefined && file.sizeBytes < before.sizeBytes) return current;
    const fileName = basename(file.path);
    const isTaken = (name: CallId) => this.#isTaken(name);
    const recording: KeptRecording = {
      digest,
      state: 'arrived',
      callId: current?.callId ?? callId ?? callIdFor(basename(fileName, extname(fileName)), digest, isTaken),
      uri,
      fileName,
      relativePath: relative(folder, file.path).split(sep).join('/'),
      sizeBytes: file.sizeBytes,
      recordedAtMs: this.#names.read(fileName).time?.ms ?? file.modifiedAtMs,
      addedAtMs: this.#now().getTime(),
    };
    this.#recordings.add(recording, this.#language ?? (current && this.#recordings.languageOf(current.digest)));
    return recording;
  }

  #announceOnce({ state, digest, callId, fileName, recordedAtMs }: KeptRecording): void {
    if (state !== 'arrived') return;
    this.#recordings.announced(digest);
    // A longer form has taken its place.
    if (this.#recordings.ofCall(callId)?.digest !== digest) return;
    // The copy has another name than the file, and was written at another time.
    const { recordedAt, metadata } = factsInName(fileName, recordedAtMs, this.#names);
    const timestamp = new Date(recordedAtMs).toISOString();
    const timestampSource = recordedAt.source === 'transport' ? 'file_time' : recordedAt.source;
    this.#sendStart(callId, { timestamp, timestampSource, ...(metadata && { metadata }) });
  }

  /** Sends a start message of a call's recording, in the form that counts. */
  #sendStart(callId: CallId, more: Pick<StartMessage, 'timestamp' | 'timestampSource' | 'aliases' | 'metadata'>): void {
    const [current, ...shorter] = this.#recordings.formsOf(callId);
    if (current === undefined) return;
    const supersedes = shorter.length === 0 ? undefined : shorter.map((form) => form.uri).sort();
    const message = { callId, audioUri: current.uri, supersedes, ...more };
    this.#announce(JSON.stringify(message), { sentAtMs: current.recordedAtMs });
  }

  async #removeCopies(digests: readonly string[]): Promise<string[]> {
    const removed: string[] = [];
    for (const digest of digests) {
      for (const uri of (await this.#store.list(objectUri(BUCKET, digest, SCHEME))).uris) {
        const path = await this.#store.pathOf(uri);
        if ((await this.#store.delete(uri)) && path !== undefined) removed.push(path);
      }
    }
    return removed;
  }

  #checkSuffix(path: string): void {
    const found = extname(path).toLowerCase();
    if (this.#suffixes.includes(found)) return;
    const expected = this.#suffixes.join(', ');
    throw new EarshotError(
      'EARSHOT_NOT_SUPPORTED',
      `${path} isn't a recording: expected one of the extensions ${expected}`,
      {
        details: { field: 'suffix', path, found, expected: this.#suffixes },
      },
    );
  }
}
