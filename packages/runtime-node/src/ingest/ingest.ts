import { relative, resolve } from 'node:path';
import {
  FolderEventSource,
  FolderResultStore,
  KeptResultStore,
  type PlacedRecording,
  type WhyIgnored,
} from '@earshot/adapters-local';
import { memoryModule } from '@earshot/adapters-memory/inversify';
import {
  type CallHash,
  type CallId,
  type CallRecord,
  type DeliveryReport,
  EarshotError,
  FORMATS,
  type JobEvent,
  JobId,
  type ObjectUri,
  processDeliveries,
  type ResultStore,
  recordWarnings,
} from '@earshot/core';
import { ContainerModule } from 'inversify';
import { type App, type AppSettings, composeApp } from '../container.js';

/** Files don't come to be while one waits; a record that another delivery changed meanwhile is worth another try. */
const MAX_RECEIVES = 3;
/** Enough to keep reading ahead of the one thread that parses. */
const CONCURRENCY = 3;

/** Something that was not understood. */
export interface IngestProblem {
  readonly file: string;
  /** An Earshot error code, or the analyzer's own word for a failure. */
  readonly code: string;
  readonly reason: string;
}

/** How an ingest went. The numbers count jobs, messages and, where nothing was found in them, files. */
export interface IngestCounts {
  stored: number;
  duplicate: number;
  unmatched: number;
  failed: number;
  unreadable: number;
  /** Had no redacted copy where only redacted copies are kept: nothing of them was stored. */
  unredacted: number;
  ignored: number;
  problems: IngestProblem[];
  /** What the calls that were stored warn of. */
  warnings: IngestProblem[];
}

/** What a call warns of, under the name of the file that it came from. */
export function warningsOf(file: string, record: CallRecord): IngestProblem[] {
  return recordWarnings(record).map(({ code, explanation }) => ({ file, code, reason: explanation }));
}

/** An {@link App} over folders that have not been walked yet. */
export interface FolderApp {
  readonly app: App;
  /** Traverses the folders and takes everything in. `onStep` is told after each job or message. */
  ingest(onStep?: () => void): Promise<IngestCounts>;
  /** After the ingest: the recordings beside documents that are calls now, by their paths. */
  readonly attached: ReadonlyMap<string, AttachedRecording>;
}

/** A recording that was next to the transcript of its call. */
export interface AttachedRecording {
  readonly callId: CallId;
  /** Whether it is the one that the call names. */
  readonly isOfCall: boolean;
}

/** Settings of an app over folders. */
export interface FolderSettings extends AppSettings {
  /** Files that hold no results and are of use to somebody else: they are not counted as ignored. @defaultValue none */
  readonly isTakenElsewhere?: (path: string) => boolean;
  /** Where one of those will be kept, if it can be. @defaultValue recordings beside transcripts are left alone */
  readonly placeOfRecording?: (path: string) => Promise<PlacedRecording | undefined>;
  readonly watching?: IngestNotes | undefined;
}

/** What an ingest says of single calls and files. */
export interface IngestNotes {
  /** For each call that is new, or that was known already. */
  readonly onTouched?: ((hash: CallHash) => void) | undefined;
  readonly onIgnored?: ((file: string, why: string) => void) | undefined;
}

const WHY_IGNORED: Readonly<Record<WhyIgnored, string>> = {
  unsupported: 'neither a recording nor a transcript in a supported format',
  said_elsewhere: 'another file with its name says more',
  sidecar: 'facts from a telephone system, without their recording',
  link: 'a link to a folder, or to nothing',
};

/** Where what folders hold is kept, in place of memory. */
export interface FolderKeeping {
  /** Binds every port. */
  readonly module: ContainerModule;
  /** Where documents go as they are read. */
  readonly store: ResultStore;
}

/** Composes an app over folders of results on disk; records and documents are stored in memory, or where is said. */
export function composeFolderApp(
  paths: readonly string[],
  settings: FolderSettings = {},
  keeping?: FolderKeeping,
): FolderApp {
  const counts: IngestCounts = {
    stored: 0,
    duplicate: 0,
    unmatched: 0,
    failed: 0,
    unreadable: 0,
    unredacted: 0,
    ignored: 0,
    problems: [],
    warnings: [],
  };
  const problem = (file: string, { code, message }: EarshotError) => {
    counts[code === 'EARSHOT_NOT_REDACTED' ? 'unredacted' : 'unreadable']++;
    counts.problems.push({ file: relative('.', file) || file, code, reason: message });
  };
  const { formats = FORMATS } = settings;
  /** In a folder, files of all kinds are to be expected. One that is named is meant to be a call. */
  const named = new Set(paths.map((path) => resolve(path)));
  /** The recordings beside documents, by where they will be kept. */
  const beside = new Map<string, string>();
  const attached = new Map<string, AttachedRecording>();
  const attach = (body: string, { callId, media }: CallRecord) => {
    const uri = beside.size === 0 ? undefined : (JSON.parse(body) as Partial<JobEvent>).mediaUri;
    const path = uri === undefined ? undefined : beside.get(uri);
    if (path !== undefined) attached.set(path, { callId, isOfCall: media?.uri === uri });
  };
  const store = new FolderResultStore({ formats });
  const source = new FolderEventSource({
    paths,
    store,
    formats,
    isRecording: settings.placeOfRecording && settings.isTakenElsewhere,
    placeOfRecording: async (path) => {
      const place = await settings.placeOfRecording?.(path);
      if (place !== undefined) beside.set(place.uri, path);
      return place;
    },
    onIgnored: (label, why) => {
      if (settings.isTakenElsewhere?.(label)) return;
      if (why === 'unsupported' && named.has(resolve(label))) {
        return problem(label, new EarshotError('EARSHOT_NOT_SUPPORTED', WHY_IGNORED[why]));
      }
      counts.ignored++;
      settings.watching?.onIgnored?.(relative('.', label) || label, WHY_IGNORED[why]);
    },
    onProblem: problem,
  });
  const kept = keeping && new KeptResultStore({ source: store, kept: keeping.store, formats, copies: settings.copies });
  // In place of the result store and the event source that the other module has bound.
  const folders = new ContainerModule(({ rebind }) => {
    rebind('EventSource').toConstantValue(source);
    rebind('ResultStore').toConstantValue(kept ?? store);
  });
  // Nothing here analyzes a recording again.
  const app = composeApp([keeping?.module ?? memoryModule(), folders], { ...settings, maxAttempts: 1 });
  const isClaimed = async (job: string, output: ObjectUri) => {
    const record = await app.repository.findByJob(JobId.parse(job));
    return record?.jobs.some(({ outputUri }) => outputUri === output) ?? false;
  };
  /** Deliveries that come again for a notice: all else is done and tallied. */
  const unsent = new Set<string>();
  const tally = ({ delivery, items, settled }: DeliveryReport) => {
    const isAgain = settled === 'retried';
    if (unsent.has(delivery.id)) return void (isAgain || unsent.delete(delivery.id));
    if (isAgain && items.some(({ status }) => status === 'error')) return;
    if (isAgain) unsent.add(delivery.id);
    for (const item of items) {
      if (item.status === 'error') problem(store.fileNamedBy(item.error) ?? delivery.id, item.error);
      else counts[item.status === 'started' || item.status === 'submitted' ? 'stored' : item.status]++;
      if ('record' in item) settings.watching?.onTouched?.(item.record.hash);
      if (item.status === 'ignored') settings.watching?.onIgnored?.(delivery.id, item.reason);
      if ('record' in item && item.status !== 'failed') attach(delivery.body, item.record);
      if ('record' in item) for (const { outputUri } of item.record.jobs) kept?.claim(outputUri);
      if (item.status === 'stored' || item.status === 'unmatched')
        counts.warnings.push(...warningsOf(item.record.callId, item.record));
    }
  };
  return {
    app,
    attached,
    async ingest(onStep) {
      const onReport = (report: DeliveryReport) => {
        tally(report);
        if (report.settled !== 'retried') onStep?.();
      };
      const handle = app.handleDelivery.execute.bind(app.handleDelivery);
      await processDeliveries({ source, handle, concurrency: CONCURRENCY, maxReceives: MAX_RECEIVES, onReport });
      await kept?.dropUnclaimed(isClaimed);
      return counts;
    },
  };
}
