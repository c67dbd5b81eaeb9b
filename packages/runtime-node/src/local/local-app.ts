import { type Local, type LocalOptions, openLocal } from '@earshot/adapters-local';
import { localModule } from '@earshot/adapters-local/inversify';
import {
  DEFAULT_LAYOUT,
  type DeliveryReport,
  type Derivation,
  EarshotError,
  FILES_PREFIX,
  FORMATS,
  objectUri,
  type ResultFormat,
  type Ruleset,
  type SensitiveDataFinder,
  SHIPPED_RULESETS,
  type SweepCounts,
} from '@earshot/core';
import { UniversalSentenceEncoder } from '@earshot/language';
import { type App, type AppSettings, composeApp } from '../container.js';
import { ExportDerivation } from '../export/export-derivation.js';
import { startWorker, type Worker } from '../worker.js';

/** The use cases over one folder of this machine, which several processes may have open. */
export interface LocalApp {
  readonly app: App;
  readonly local: Local;
  /** What results may be written in. */
  readonly formats: readonly ResultFormat[];
  readonly notices: AppSettings['notices'];
  readonly files: NonNullable<AppSettings['files']>;
  /** Writes calls into folders of the user. */
  readonly exports: ExportDerivation;
  /** Besides those of core. */
  readonly derivations: readonly Derivation[];
  /** By which calls are coached. */
  readonly rulesets: readonly Ruleset[];
  /** Transcribes recordings and keeps what is found, until the app is closed. */
  work(onReport?: (report: DeliveryReport) => void, onSwept?: (counts: SweepCounts | Error) => void): void;
  /** Stops working, finishes what is under way, and closes the folder. Idempotent. */
  close(): Promise<void>;
}

const CONCURRENCY = 2;
const MAX_RECEIVES = 5;
/** The local analyzer queues jobs by itself: it takes any number on. */
const UNLIMITED = { expected: 1_000_000 };
/** Events about a job are in the same database as the job: only a fault keeps them away for so long. */
const OVERDUE_MS = 120_000;
const SWEEP_EVERY_MS = 60_000;

/** Opens the folder, makes it when it is not there, and composes the use cases over it. */
export async function openLocalApp({
  formats = FORMATS,
  rulesets = SHIPPED_RULESETS,
  notices,
  writesFiles = false,
  isExporting = false,
  ...options
}: LocalOptions & {
  readonly formats?: readonly ResultFormat[];
  readonly rulesets?: readonly Ruleset[];
  readonly notices?: AppSettings['notices'];
  /** Whether calls are written as files. @defaultValue false */
  readonly writesFiles?: boolean;
  /** Whether calls will be exported. @defaultValue false: those that were are still kept up to date */
  readonly isExporting?: boolean;
}): Promise<LocalApp> {
  const local = await openLocal(options);
  const { scheme, bucket } = local.results;
  const files = {
    isOn: writesFiles,
    store: local.store,
    folder: objectUri(bucket, FILES_PREFIX, scheme),
    findSensitiveData: async (...texts: Parameters<SensitiveDataFinder>) =>
      (await import('@earshot/language')).findSensitiveData(...texts),
  };
  const exports = new ExportDerivation({ state: local.sharedState, now: () => new Date() });
  const derivations = isExporting || (await exports.isUsed()) ? [exports] : [];
  const embedder = new UniversalSentenceEncoder();
  const app = composeApp([localModule(local)], {
    resultsScheme: scheme,
    resultsBucket: bucket,
    layout: { ...DEFAULT_LAYOUT, names: options.names },
    formats,
    tokenSecret: local.secret,
    // Removes exported files even if they are first exported after this.
    forget: async (call) => [...(await local.forget(call)), ...(await exports.remove(call.hash))],
    derivations,
    copies: local.copies,
    playbackCopies: local.playback,
    uploads: { ...local.uploads, suffixes: local.suffixes },
    jobs: UNLIMITED,
    queues: local.queues,
    deadLetters: [{ name: 'messages', letters: local.deadLetters }],
    notices,
    rulesets,
    files,
    search: { embedder, isEmbeddedLater: true },
    onFailed: ({ hash, error }) =>
      options.onError?.(new EarshotError(error.code, `call ${hash}: ${error.message}`, { cause: error })),
  });
  let worker: Worker | undefined;
  return {
    app,
    local,
    formats,
    notices,
    files,
    exports,
    derivations,
    rulesets,
    work(onReport = () => {}, onSwept = () => {}) {
      local.worker.start();
      worker ??= startWorker({
        app,
        sources: [{ source: local.source, maxReceives: MAX_RECEIVES }],
        concurrency: CONCURRENCY,
        sweepEveryMs: SWEEP_EVERY_MS,
        overdueMs: OVERDUE_MS,
        onReport,
        onSwept,
      });
    },
    async close() {
      await Promise.all([local.worker.stop(), worker?.stop()]);
      await worker?.done;
      await local.close();
    },
  };
}
