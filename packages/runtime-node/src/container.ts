import 'reflect-metadata';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import {
  type Copies,
  DEFAULT_LAYOUT,
  type Digests,
  EraseCall,
  type EraseCallDeps,
  HandleDelivery,
  type Layout,
  ObjectUri,
  PersistResult,
  type Ports,
  QueryAnalytics,
  ReadCall,
  RecordFailure,
  RestartCall,
  type ResultFormat,
  StartTranscription,
  SweepJobs,
} from '@earshot/core';
import { Container, type ContainerModule, type ServiceIdentifier } from 'inversify';

/** What the use cases of one process need to know. */
export interface AppSettings {
  /** Bucket that results go to. @defaultValue earshot */
  readonly resultsBucket?: string;
  /** What the URIs of results begin with. @defaultValue s3 */
  readonly resultsScheme?: string;
  readonly layout?: Layout;
  /** What results may be written in. @defaultValue those that Earshot reads by itself */
  readonly formats?: readonly ResultFormat[] | undefined;
  /** Which copies of a result become the record. @defaultValue original */
  readonly copies?: Copies;
  /** Signs page tokens; share it between processes that serve the same pages. @defaultValue random */
  readonly tokenSecret?: string | Uint8Array;
  readonly now?: () => Date;
  /** Makes what the ports know nothing of forget an erased call. @defaultValue nothing does */
  readonly forget?: EraseCallDeps['forget'];
}

/** The use cases, composed over one set of adapters. */
export interface App {
  readonly startTranscription: StartTranscription;
  readonly handleDelivery: HandleDelivery;
  readonly queryAnalytics: QueryAnalytics;
  readonly readCall: ReadCall;
  readonly restartCall: RestartCall;
  readonly eraseCall: EraseCall;
  readonly sweepJobs: SweepJobs;
  readonly repository: Ports['RecordRepository'];
  /** Absent when no module binds one: then nothing comes in but by the use cases. */
  readonly source: Ports['EventSource'] | undefined;
  readonly digests: Digests;
  /** Which adapter plugs into each port, by the port's name. */
  readonly adapters: Readonly<Partial<Record<keyof Ports, string>>>;
  /** Closes the event source. May be called twice. */
  close(): Promise<void>;
}

/** MD5 and SHA-256 by `node:crypto`. */
export const digests: Digests = {
  md5Hex: (text) => createHash('md5').update(text, 'utf8').digest('hex'),
  sha256Hex: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
};

const port = <K extends keyof Ports>(name: K) => name as ServiceIdentifier<Ports[K]>;

/**
 * Composes the use cases over the ports that the modules bind. A port that no module binds is an error at once, not
 * when it is first used; an app may do without an EventSource.
 */
export function composeApp(modules: readonly ContainerModule[], settings: AppSettings = {}): App {
  const { layout = DEFAULT_LAYOUT, formats, copies = 'original', now = () => new Date() } = settings;
  const { resultsBucket = 'earshot', resultsScheme = 's3' } = settings;
  const secret = settings.tokenSecret ?? randomBytes(32);
  const sign = (text: string) => createHmac('sha256', secret).update(text, 'utf8').digest('hex');
  const outputs = ObjectUri.parse(`${resultsScheme}://${resultsBucket}/${layout.outputsPrefix}`);

  const container = new Container();
  container.load(...modules);
  const repositories = [port('RecordRepository')] as const;
  const starters = [port('AudioAnalyzer'), port('RecordRepository')] as const;
  const readers = [port('RecordRepository'), port('ResultStore')] as const;
  container
    .bind(StartTranscription)
    .toResolvedValue(
      (analyzer, repository) => new StartTranscription({ analyzer, repository, digests, now, outputs, copies }),
      [...starters],
    );
  container
    .bind(RestartCall)
    .toResolvedValue(
      (analyzer, repository) => new RestartCall({ analyzer, repository, digests, now, outputs, copies }),
      [...starters],
    );
  container
    .bind(PersistResult)
    .toResolvedValue(
      (repository, store) => new PersistResult({ repository, store, digests, now, copies, formats }),
      [...readers],
    );
  container
    .bind(RecordFailure)
    .toResolvedValue((repository) => new RecordFailure({ repository, digests, now }), [...repositories]);
  container
    .bind(ReadCall)
    .toResolvedValue((repository, store) => new ReadCall({ repository, store, formats }), [...readers]);
  container
    .bind(EraseCall)
    .toResolvedValue(
      (repository, store) =>
        new EraseCall({ repository, store, now, ...(settings.forget && { forget: settings.forget }) }),
      [...readers],
    );
  container
    .bind(QueryAnalytics)
    .toResolvedValue((repository) => new QueryAnalytics({ repository, sign }), [...repositories]);
  container
    .bind(SweepJobs)
    .toResolvedValue(
      (analyzer, repository, persistResult, recordFailure, restartCall) =>
        new SweepJobs({ analyzer, repository, persistResult, recordFailure, restartCall, now }),
      [...starters, PersistResult, RecordFailure, RestartCall],
    );
  container
    .bind(HandleDelivery)
    .toResolvedValue(
      (startTranscription, persistResult, recordFailure) =>
        new HandleDelivery({ layout, digests, formats, startTranscription, persistResult, recordFailure }),
      [StartTranscription, PersistResult, RecordFailure],
    );

  const source = container.isBound(port('EventSource')) ? container.get(port('EventSource')) : undefined;
  const bound = (['AudioAnalyzer', 'EventSource', 'RecordRepository', 'ResultStore'] as const).filter((name) =>
    container.isBound(port(name)),
  );
  return {
    startTranscription: container.get(StartTranscription),
    handleDelivery: container.get(HandleDelivery),
    queryAnalytics: container.get(QueryAnalytics),
    readCall: container.get(ReadCall),
    restartCall: container.get(RestartCall),
    eraseCall: container.get(EraseCall),
    sweepJobs: container.get(SweepJobs),
    repository: container.get(port('RecordRepository')),
    source,
    digests,
    adapters: Object.fromEntries(bound.map((name) => [name, container.get(port(name)).constructor.name])),
    close: async () => source?.close(),
  };
}
