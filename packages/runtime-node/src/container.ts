import 'reflect-metadata';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import {
  CallQueue,
  type CoachingUseCases,
  type Copies,
  createCoaching,
  createUploading,
  createUseCases,
  DEFAULT_LAYOUT,
  type DeadLetters,
  type Derivation,
  type Digests,
  type EraseCallDeps,
  FinishCall,
  type FinishCallDeps,
  type JobSlots,
  type Layout,
  objectUri,
  type PlaybackCopies,
  PlayCall,
  type Ports,
  type QueueCounter,
  ReadPeaks,
  RederiveCalls,
  type ResultFormat,
  type Ruleset,
  SearchMoments,
  type UploadDeps,
  type UploadUseCases,
  type UseCases,
} from '@earshot/core';
import { Container, type ContainerModule, type ServiceIdentifier } from 'inversify';
import { derivationsOf, type FilesSetting, forgettingOf, type SearchSettings } from './derivations.js';

/** Where notices of calls go, and who is told when one can't be sent. */
export type Notices = Pick<FinishCallDeps, 'notifiers' | 'withCallIds' | 'onFailed'>;

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
  /** How many jobs the analyzer runs at once. @defaultValue about 20, and as many as it takes on */
  readonly jobs?: JobSlots;
  /** A call is analyzed at most this many times without a person's command. @defaultValue 3 */
  readonly maxAttempts?: number;
  /** Signs page tokens and sessions; share it between processes that serve the same pages. @defaultValue random */
  readonly tokenSecret?: string | Uint8Array;
  readonly now?: () => Date;
  /** Makes copies of recordings to play. @defaultValue none are made */
  readonly playbackCopies?: PlaybackCopies | undefined;
  /** Where recordings are uploaded to, and with which suffixes. @defaultValue nothing is uploaded */
  readonly uploads?: (UploadDeps['place'] & { readonly suffixes?: readonly string[] }) | undefined;
  /** Queues to count besides that of calls. @defaultValue none */
  readonly queues?: readonly QueueCounter[] | undefined;
  /** The dead-lettered messages of queues, by the names of these. @defaultValue none */
  readonly deadLetters?: App['deadLetters'];
  /** Makes what the ports know nothing of forget an erased call. @defaultValue nothing does */
  readonly forget?: EraseCallDeps['forget'];
  /** @defaultValue none are sent */
  readonly notices?: Notices | undefined;
  /** By which calls are coached, where a module binds an `InsightRepository`. @defaultValue calls aren't coached */
  readonly rulesets?: readonly Ruleset[] | undefined;
  /** @defaultValue calls aren't written as files */
  readonly files?: FilesSetting | undefined;
  /** Where a module binds a `MomentIndex`. @defaultValue calls aren't indexed for search */
  readonly search?: SearchSettings | undefined;
  /** Receives each attempt to finish a call that failed. @defaultValue those of notices get it */
  readonly onFailed?: FinishCallDeps['onFailed'];
}

/** The use cases, composed over one set of adapters. */
export interface App extends UseCases {
  readonly repository: Ports['RecordRepository'];
  readonly state: Ports['SharedState'];
  /** Absent when no module binds one. */
  readonly insights: Ports['InsightRepository'] | undefined;
  /** Present when there are insights. */
  readonly coaching: CoachingUseCases | undefined;
  /** Present when calls are indexed for search. */
  readonly searchMoments: SearchMoments | undefined;
  /** The rulesets that calls are coached by. */
  readonly rulesets: readonly Ruleset[];
  /** What is kept of calls besides their records. */
  readonly derivations: readonly Derivation[];
  readonly rederiveCalls: RederiveCalls;
  /** Plays recordings. Absent when no module binds a RecordingStore. */
  readonly playing:
    | { readonly recordings: Ports['RecordingStore']; readonly playCall: PlayCall; readonly readPeaks: ReadPeaks }
    | undefined;
  /** Brings recordings in. Absent when no module binds a RecordingStore, or no place for uploads is set. */
  readonly uploading:
    | (UploadUseCases & { readonly recordings: Ports['RecordingStore']; readonly place: UploadDeps['place'] })
    | undefined;
  /** Absent when no module binds one: then nothing comes in but by the use cases. */
  readonly source: Ports['EventSource'] | undefined;
  /** Count what waits. */
  readonly queues: readonly QueueCounter[];
  readonly deadLetters: readonly { readonly name: string; readonly letters: DeadLetters }[] | undefined;
  readonly digests: Digests;
  /** Signs what is given out and comes back, such as page tokens. */
  readonly sign: (text: string) => string;
  /** Which adapter plugs into each port, by the port's name. */
  readonly adapters: Readonly<Partial<Record<keyof Ports, string>>>;
  /** Closes the event source. May be called twice. */
  close(): Promise<void>;
}

/** MD5 and SHA-256 by `node:crypto`. */
export const digests: Digests = {
  md5Hex: (text) => createHash('md5').update(text, 'utf8').digest('hex'),
  sha256Hex: (data) => createHash('sha256').update(data).digest('hex'),
};

const port = <K extends keyof Ports>(name: K) => name as ServiceIdentifier<Ports[K]>;
const PLUGS = [
  'AudioAnalyzer',
  'EventSource',
  'InsightRepository',
  'MomentIndex',
  'RecordingStore',
  'RecordRepository',
  'ResultStore',
  'SharedState',
] as const;
const USE_CASES = Symbol('UseCases') as ServiceIdentifier<UseCases>;

/**
 * Composes the use cases over the ports that the modules bind. A port that no module binds is an error at once, not
 * when it is first used; an app may do without an EventSource.
 */
export function composeApp(modules: readonly ContainerModule[], settings: AppSettings = {}): App {
  const { layout = DEFAULT_LAYOUT, formats, copies = 'original', now = () => new Date() } = settings;
  const { resultsBucket = 'earshot', resultsScheme = 's3' } = settings;
  const secret = settings.tokenSecret ?? randomBytes(32);
  const sign = (text: string) => createHmac('sha256', secret).update(text, 'utf8').digest('hex');
  const outputs = objectUri(resultsBucket, layout.outputsPrefix, resultsScheme);

  const container = new Container();
  container.load(...modules);
  const optional = <K extends keyof Ports>(name: K) =>
    container.isBound(port(name)) ? container.get(port(name)) : undefined;
  const repository = container.get(port('RecordRepository'));
  const insights = optional('InsightRepository');
  const recordings = optional('RecordingStore');
  const { notices, rulesets, files, search } = settings;
  const store = container.get(port('ResultStore'));
  const moments = search && optional('MomentIndex');
  const { whole: derivations, atOnce } = derivationsOf({ insights, rulesets, digests, store, files, moments, search });
  const forget = forgettingOf({ store, files }, settings.forget);
  const finishes = notices !== undefined || derivations.length > 0;
  const finishCall = finishes && {
    finishCall: new FinishCall({
      notifiers: [],
      onFailed: settings.onFailed,
      ...notices,
      derivations: atOnce,
      state: container.get(port('SharedState')),
      repository,
      digests,
      now,
    }),
  };
  container.bind(USE_CASES).toResolvedValue(
    (analyzer, repository, store, state) =>
      createUseCases({
        analyzer,
        repository,
        store,
        state,
        digests,
        now,
        outputs,
        copies,
        layout,
        formats,
        sign,
        telephony: { sidecars: store, recordings },
        jobs: settings.jobs,
        maxAttempts: settings.maxAttempts,
        ...(forget && { forget }),
        uploads: recordings && { recordings, layout },
        ...finishCall,
      }),
    [port('AudioAnalyzer'), port('RecordRepository'), port('ResultStore'), port('SharedState')],
  );

  const source = optional('EventSource');
  const useCases = container.get(USE_CASES);
  const { uploads } = settings;
  const uploading = recordings &&
    uploads && {
      recordings,
      place: uploads,
      ...createUploading({
        recordings,
        repository,
        startAnalysis: useCases.startAnalysis,
        digests,
        layout: { ...layout, mediaSuffixes: uploads.suffixes ?? layout.mediaSuffixes },
        place: uploads,
        sign,
        randomHex: () => randomBytes(16).toString('hex'),
        now,
      }),
    };
  const bound = PLUGS.filter((name) => container.isBound(port(name)));
  return {
    ...useCases,
    repository,
    insights,
    coaching: insights && createCoaching({ insights, sign, now }),
    searchMoments: moments && new SearchMoments({ index: moments, embedder: search?.embedder, sign }),
    rulesets: rulesets ?? [],
    derivations,
    rederiveCalls: new RederiveCalls({ repository, derivations, ...finishCall }),
    state: container.get(port('SharedState')),
    playing: recordings && {
      recordings,
      playCall: new PlayCall({ copies, playbackCopies: settings.playbackCopies }),
      readPeaks: new ReadPeaks({ store, copies }),
    },
    uploading,
    source,
    queues: [new CallQueue({ repository, now }), ...(settings.queues ?? [])],
    deadLetters: settings.deadLetters,
    digests,
    sign,
    adapters: Object.fromEntries(bound.map((name) => [name, container.get(port(name)).constructor.name])),
    close: async () => source?.close(),
  };
}
