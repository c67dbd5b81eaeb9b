import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import {
  type CallId,
  type Copies,
  DEFAULT_LAYOUT,
  type EarshotError,
  hashOf,
  isEarshotError,
  type JobEvent,
  type ObjectUri,
  type QueueCounter,
  type RecordingNameReader,
  type SalvagedCall,
  uploadOf,
} from '@earshot/core';
import { findModels, isWholeFile, openRecording, SUPPORTED_FORMATS, supportedLanguage } from '@earshot/speech';
import { AnalysisWorker } from './analysis/analysis-worker.js';
import { LocalAudioAnalyzer } from './analysis/local-audio-analyzer.js';
import { PlaybackFiles } from './analysis/playback-files.js';
import { TranscriptionProcess } from './analysis/transcription-process.js';
import { guarded as guardedFile } from './files/file-errors.js';
import { FileRecordingStore } from './files/file-recording-store.js';
import { FileResultStore } from './files/file-result-store.js';
import { FolderWatcher, type FolderWatcherOptions } from './files/folder-watcher.js';
import { PRIVATE_FILE, PRIVATE_FOLDER } from './files/private-modes.js';
import { type IngestOptions, type IngestOutcome, RecordingIntake } from './files/recording-intake.js';
import { isWholeSidecar } from './files/sidecar-intake.js';
import { forgetCall } from './forget-call.js';
import { AnalysisJobs } from './sqlite/analysis-jobs.js';
import { folderCopies } from './sqlite/folder-copies.js';
import { openDatabase } from './sqlite/open-database.js';
import { isKnownDead, thisHolder } from './sqlite/process-holder.js';
import type { PlacedRecording } from './sqlite/recordings.js';
import { SqliteDeadLetters } from './sqlite/sqlite-dead-letters.js';
import { guarded } from './sqlite/sqlite-errors.js';
import { type SqliteEventFault, SqliteEventSource } from './sqlite/sqlite-event-source.js';
import { SqliteInsightRepository } from './sqlite/sqlite-insight-repository.js';
import { SqliteMomentIndex } from './sqlite/sqlite-moment-index.js';
import { sqliteQueues } from './sqlite/sqlite-queues.js';
import { SqliteRecordRepository } from './sqlite/sqlite-record-repository.js';
import { SqliteSharedState } from './sqlite/sqlite-shared-state.js';

/** The database's name in the data folder. */
export const DATABASE_NAME = 'earshot.db';

/** How often what dead processes left half-written is removed. */
const SWEEP_EVERY_MS = 60_000;

/** An upload in parts that nothing has happened to for so long is discarded: a week, as on AWS. */
const ABANDONED_MS = 7 * 86_400_000;

/** How to open a data folder. */
export interface LocalOptions {
  /** Everything that is kept is in it. Made when it isn't there. */
  readonly folder: string;
  /** The speech model. @defaultValue base */
  readonly model?: 'base' | 'tiny';
  /**
   * What is spoken, by an ISO 639-1 code or a tag such as `es-MX`: in recordings that this process ingests, whichever process
   * transcribes them, those that came in before and still have to be transcribed included, and in those that it transcribes and
   * that came in without a language.
   * @defaultValue what a recording's file names, if there is a model for it, else English
   */
  readonly language?: string | undefined;
  /** A folder of speech models, in place of the packages that ship them. */
  readonly modelsFolder?: string | undefined;
  /** Reads what names of recordings say. @defaultValue DEFAULT_NAMES */
  readonly names?: RecordingNameReader | undefined;
  /** The path of the program ffmpeg, for the formats that need it. */
  readonly ffmpeg?: string | undefined;
  /**
   * Which copies of results the folder keeps. The first process that opens it decides.
   * @defaultValue what the folder keeps; a new one keeps `original`
   */
  readonly copies?: Copies | undefined;
  /** Signs page tokens and URLs, in place of the secret that is kept with the data. */
  readonly secret?: string | undefined;
  /** What goes wrong where nobody waits for an answer; it is tried again. */
  readonly onError?: (error: unknown) => void;
}

/** How to watch folders. */
export interface WatchOptions extends Pick<FolderWatcherOptions, 'settleMs' | 'pollMs'> {
  /** Called with each file that can't be ingested. */
  readonly onProblem: (path: string, error: EarshotError) => void;
}

/** The outcome of a file, and of the call that it is a known recording of. */
export type LocalIngestOutcome = IngestOutcome & {
  /** A name that the call has got. */
  readonly alias?: CallId;
  /** Whether another language was noted for it before, or none, and `language` is now. */
  readonly isOtherLanguage?: boolean;
};

/** A data folder with everything that works on it. */
export interface Local {
  readonly folder: string;
  /** Which copies of results it keeps. Compose the use cases with the same. */
  readonly copies: Copies;
  readonly database: DatabaseSync;
  readonly records: SqliteRecordRepository;
  readonly insights: SqliteInsightRepository;
  readonly moments: SqliteMomentIndex;
  readonly source: SqliteEventSource;
  readonly deadLetters: SqliteDeadLetters;
  readonly sharedState: SqliteSharedState;
  /** Messages and analyses. */
  readonly queues: readonly QueueCounter[];
  readonly store: FileResultStore;
  /** The same files as `store`'s, of any size, and signed URLs for them. */
  readonly recordingStore: FileRecordingStore;
  /** Copies of recordings for playing. */
  readonly playback: PlaybackFiles;
  readonly analyzer: LocalAudioAnalyzer;
  readonly jobs: AnalysisJobs;
  /** Transcribes, once it is started. */
  readonly worker: AnalysisWorker;
  readonly recordings: RecordingIntake;
  /**
   * Ingests a recording, and refuses what can't be transcribed. A file with the recording of a known call gives the call
   * its name as an alias.
   * @throws EarshotError as `openRecording` and {@link RecordingIntake.take} do
   */
  ingest(path: string, options?: IngestOptions): Promise<LocalIngestOutcome>;
  /** What is spoken in recordings that are ingested, by its ISO 639-1 code; `undefined` when nobody said. */
  readonly language: string | undefined;
  /**
   * Where the copy of a recording will be once it is ingested, without taking it in; and the call that has it already.
   * @throws EarshotError as {@link take} does
   */
  placeOfRecording(path: string): Promise<PlacedRecording>;
  /** The suffixes of the files that are taken for recordings, lower case, with the dot. */
  readonly suffixes: readonly string[];
  /** A folder for people to drop recordings into. */
  readonly inbox: string;
  /** Where recordings go that are uploaded. */
  readonly uploads: { readonly scheme: string; readonly bucket: string };
  /** Where results go. */
  readonly results: { readonly scheme: string; readonly bucket: string };
  /** Signs what is given out and comes back: page tokens, URLs. Kept with the data. */
  readonly secret: Uint8Array;
  /** Takes in the recordings that arrive in folders, until the watcher is closed. */
  watch(folders: readonly string[], options: WatchOptions): Promise<FolderWatcher>;
  /**
   * Makes jobs, messages and the copy of the recording forget a call, and names them. Of a call whose record is damaged,
   * it also finds by itself what it can: the call id, and documents of jobs by the job's name.
   */
  forget(call: SalvagedCall): Promise<readonly string[]>;
  /** Stops the worker and closes the database. Idempotent. */
  close(): Promise<void>;
}

/**
 * Opens a data folder. Any number of processes may have it open, and share the work.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when `language` is no language, and `EARSHOT_NOT_SUPPORTED` when there is no
 *   model for it: before anything is made
 * @throws EarshotError `EARSHOT_CONFLICT` when it keeps other `copies` than it is to; and as `openDatabase` and the file
 *   system's faults say
 */
export async function openLocal(options: LocalOptions): Promise<Local> {
  const { folder, model = 'base', modelsFolder, ffmpeg, onError } = options;
  const language = options.language && supportedLanguage(findModels({ folder: modelsFolder }), options.language);
  const inbox = join(folder, 'inbox');
  const cacheFolder = join(folder, 'cache');
  const files = join(folder, 'files');
  const secret = await guardedFile(folder, async () => {
    await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
    // People and telephone systems write here: who may is for the umask to say.
    await mkdir(inbox, { recursive: true });
    await mkdir(cacheFolder, { recursive: true, mode: PRIVATE_FOLDER });
    return options.secret === undefined ? keptSecret(join(folder, 'secret')) : keyOf(options.secret);
  });
  const database = openDatabase(join(folder, DATABASE_NAME));
  const copies = copiesOf(database, folder, options.copies);
  const onFault = ({ error }: SqliteEventFault) => onError?.(error);
  const source = new SqliteEventSource({ database, onFault });
  const store = new FileResultStore({ folder: files });
  const records = new SqliteRecordRepository({ database });
  const jobs = new AnalysisJobs({ database, isGone: isKnownDead });
  const announce = (event: JobEvent) => void source.enqueue(JSON.stringify(event));
  const pathOf = (uri: ObjectUri) => store.pathOf(uri);
  const check = (path: string) => openRecording(path, { ffmpeg });
  const transcriber = new TranscriptionProcess({ model, language, modelsFolder, cacheFolder, ffmpeg });
  const worker = new AnalysisWorker({
    jobs,
    store,
    copies,
    pathOf,
    transcriber,
    languageOf: (uri) => recordings.languageOf(uri),
    checkLanguage: (spoken) => void supportedLanguage(findModels({ folder: modelsFolder }), spoken),
    announce,
    owner: thisHolder(),
    ...(onError && { onError }),
  });
  const analyzer = new LocalAudioAnalyzer({
    jobs,
    pathOf,
    check,
    announce,
    newId: randomUUID,
    onChanged: () => worker.wake(),
  });
  const isCallIdTaken = (callId: CallId) => records.has(hashOf(callId, { md5Hex }));
  const suffixes = [...new Set(SUPPORTED_FORMATS.flatMap((format) => format.suffixes))];
  const recordings = new RecordingIntake({
    database,
    store,
    announce: (body, sent) => void source.enqueue(body, sent),
    suffixes,
    isCallIdTaken,
    language,
    names: options.names,
  });
  await recordings.resume();
  const recordingStore = new FileRecordingStore({
    files: store,
    secret,
    // As S3 does: the recording of a client that never completes its upload is analyzed, too.
    onRecording: (uri) => {
      const callId = uploadOf(uri, DEFAULT_LAYOUT)?.callId;
      if (callId !== undefined) source.enqueue(JSON.stringify({ callId, audioUri: uri }));
    },
  });
  const playback = new PlaybackFiles({ store, ffmpeg });
  const sweep = () =>
    Promise.all([store.removeDrafts(), recordingStore.removeAbandoned(ABANDONED_MS)]).catch((error: unknown) =>
      onError?.(error),
    );
  await sweep();
  const sweeping = setInterval(sweep, SWEEP_EVERY_MS).unref();
  const ingest: Local['ingest'] = async (path, ingestOptions) => {
    await check(path);
    const outcome = await recordings.ingest(path, ingestOptions);
    if (outcome.status !== 'known') return outcome;
    const { callId, digest, uri } = outcome;
    const alias = recordings.addName(callId, path);
    const isOtherLanguage = recordings.renewLanguage(digest, () =>
      jobs.ofCall(callId).some((job) => job.mediaUri === uri && ['running', 'succeeded'].includes(job.state)),
    );
    return { ...outcome, ...(alias !== undefined && { alias }), ...(isOtherLanguage && { isOtherLanguage }) };
  };
  let closed: Promise<void> | undefined;
  return {
    folder,
    copies,
    database,
    records,
    insights: new SqliteInsightRepository({ database }),
    moments: new SqliteMomentIndex({ database }),
    source,
    deadLetters: new SqliteDeadLetters({ database }),
    sharedState: new SqliteSharedState({ database }),
    queues: sqliteQueues(database),
    store,
    recordingStore,
    playback,
    analyzer,
    jobs,
    worker,
    recordings,
    ingest,
    language,
    async placeOfRecording(path) {
      await check(path);
      return recordings.placeOf(path);
    },
    suffixes,
    inbox,
    uploads: { scheme: 'local', bucket: 'recordings' },
    results: { scheme: 'local', bucket: 'results' },
    secret,
    async watch(folders, { onProblem, ...when }) {
      await Promise.all(folders.map((watched) => mkdir(watched, { recursive: true })));
      const watcher = new FolderWatcher({
        ...when,
        folders,
        intake: {
          ingest: (path, options) =>
            recordings.isSidecarName(path) ? recordings.ingestSidecar(path) : ingest(path, options),
          isSeen: (path, stamp) => recordings.isSeen(path, stamp),
          isFirstReport: (path, stamp, code) => recordings.isFirstReport(path, stamp, code),
        },
        isWhole: (path) => (recordings.isSidecarName(path) ? isWholeSidecar(path) : isWholeFile(path)),
        isRecordingName: (path) => suffixes.includes(extname(path).toLowerCase()) || recordings.isSidecarName(path),
        dataFolder: files,
        onProblem: (path, error) => (isEarshotError(error) ? onProblem(path, error) : onError?.(error)),
      });
      await watcher.start();
      return watcher;
    },
    forget: (call) => forgetCall(call, { database, records, jobs, store, recordings, playback, md5Hex }),
    close() {
      closed ??= (async () => {
        clearInterval(sweeping);
        await worker.stop();
        await source.close();
        database.close();
      })();
      return closed;
    },
  };
}

function copiesOf(database: DatabaseSync, folder: string, asked: Copies | undefined): Copies {
  try {
    return guarded(folder, () => folderCopies(database, folder, asked));
  } catch (error) {
    database.close();
    throw error;
  }
}

const md5Hex = (text: string) => createHash('md5').update(text, 'utf8').digest('hex');

/** A key of the length that signing asks for. */
function keyOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** The secret in a file, made by whoever comes first. */
async function keptSecret(path: string): Promise<Uint8Array> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, randomBytes(32).toString('hex'), { mode: PRIVATE_FILE });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
}
