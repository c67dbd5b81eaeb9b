import { DEFAULT_LAYOUT, type Layout } from '../intake/layout.js';
import type { Digests } from '../model/call.js';
import { type ObjectUri, objectUri } from '../model/uri.js';
import type { AudioAnalyzer } from '../ports/audio-analyzer.js';
import type { Derivation } from '../ports/derivation.js';
import type { EventSource } from '../ports/event-source.js';
import type { InsightRepository } from '../ports/insight-repository.js';
import type { MomentIndex } from '../ports/moment-index.js';
import type { PlaybackCopies } from '../ports/playback-copies.js';
import type { QueueCounter } from '../ports/queue-counter.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { RecordingStore } from '../ports/recording-store.js';
import type { ResultStore } from '../ports/result-store.js';
import type { SharedState } from '../ports/shared-state.js';
import { CallQueue } from './call-queue.js';
import {
  type CoachingUseCases,
  createCoaching,
  createUploading,
  createUseCases,
  type UploadUseCases,
  type UseCaseDeps,
  type UseCases,
} from './create-use-cases.js';
import { type DerivationsInput, derivationsOf, forgettingOf } from './derivations.js';
import { FinishCall, type FinishCallDeps } from './finish-call.js';
import { PlayCall } from './play-call.js';
import { ReadPeaks } from './read-peaks.js';
import { RederiveCalls } from './rederive-calls.js';
import { SearchMoments } from './search-moments.js';
import type { UploadDeps } from './upload-deps.js';

/** What core needs of its platform. `nodePlatform` of `@earshot/adapters-memory/node` has it for Node. */
export interface Platform {
  readonly digests: Digests;
  /** Signs page tokens and sessions. Processes that serve the same pages share the secret. */
  readonly sign: (text: string) => string;
  /** 32 random hexadecimal digits. */
  readonly randomHex: () => string;
  readonly now: () => Date;
}

/** The adapters that Earshot runs on. Without an optional one, the features that need it are absent. */
export interface EarshotPorts extends Platform {
  readonly analyzer: AudioAnalyzer;
  readonly repository: RecordRepository;
  readonly store: ResultStore;
  readonly state: SharedState;
  readonly source?: EventSource | undefined;
  readonly recordings?: RecordingStore | undefined;
  /** For coaching. */
  readonly insights?: InsightRepository | undefined;
  /** For search. */
  readonly moments?: MomentIndex | undefined;
}

/** Where notices of calls go, and what is called when one can't be sent. */
export type Notices = Pick<FinishCallDeps, 'notifiers' | 'withCallIds' | 'onFailed'>;

export interface EarshotOptions
  extends Partial<Pick<UseCaseDeps, 'copies' | 'formats' | 'jobs' | 'maxAttempts' | 'forget'>>,
    Partial<Pick<DerivationsInput, 'rulesets' | 'files' | 'search' | 'derivations'>> {
  readonly ports: EarshotPorts;
  readonly layout?: Layout | undefined;
  /** Where results go: bucket and prefix, ending in `/`. @defaultValue the layout's prefix in the bucket `earshot` */
  readonly outputs?: ObjectUri | undefined;
  /** Makes copies of recordings to play. @defaultValue none are made */
  readonly playbackCopies?: PlaybackCopies | undefined;
  /** Where recordings are uploaded to, and with which suffixes. @defaultValue uploads are off */
  readonly uploads?: (UploadDeps['place'] & { readonly suffixes?: readonly string[] }) | undefined;
  /** Queues to count besides that of calls. @defaultValue none */
  readonly queues?: readonly QueueCounter[] | undefined;
  /** @defaultValue none are sent */
  readonly notices?: Notices | undefined;
  /** Receives each failed attempt to finish a call. @defaultValue that of `notices` */
  readonly onFailed?: FinishCallDeps['onFailed'];
}

/** The use cases, composed over one set of adapters. `createApi` of `@earshot/adapters-http` serves it. */
export interface Earshot extends UseCases, Platform {
  readonly repository: RecordRepository;
  readonly state: SharedState;
  readonly source: EventSource | undefined;
  readonly insights: InsightRepository | undefined;
  /** Requires `insights`. */
  readonly coaching: CoachingUseCases | undefined;
  /** Requires `moments`. */
  readonly searchMoments: SearchMoments | undefined;
  /** The rulesets that calls are coached by. */
  readonly rulesets: NonNullable<DerivationsInput['rulesets']>;
  /** Data that is stored besides records. */
  readonly derivations: readonly Derivation[];
  readonly rederiveCalls: RederiveCalls;
  /** Requires `recordings`. */
  readonly playing:
    | { readonly recordings: RecordingStore; readonly playCall: PlayCall; readonly readPeaks: ReadPeaks }
    | undefined;
  /** Requires `recordings` and the option `uploads`. */
  readonly uploading:
    | (UploadUseCases & { readonly recordings: RecordingStore; readonly place: UploadDeps['place'] })
    | undefined;
  readonly queues: readonly QueueCounter[];
  /** Closes the event source. Idempotent. */
  close(): Promise<void>;
}

/**
 * Composes every use case over a set of adapters.
 * @example
 * const earshot = createEarshot({ ports: memoryPorts() });
 * await earshot.startAnalysis.execute({ callId, media: { uri } });
 */
export function createEarshot({ ports, ...options }: EarshotOptions): Earshot {
  const { repository, store, state, source, recordings, insights, moments, digests, sign, randomHex, now } = ports;
  const { layout = DEFAULT_LAYOUT, copies = 'original', rulesets, files, search } = options;
  const { derivations: more } = options;
  const deriving = { insights, rulesets, digests, store, files, moments, search, derivations: more };
  const { whole: derivations, atOnce } = derivationsOf(deriving);
  const forget = forgettingOf({ store, files }, options.forget);
  const finishes = options.notices !== undefined || derivations.length > 0;
  const finishCall = finishes && {
    finishCall: new FinishCall({
      notifiers: [],
      onFailed: options.onFailed,
      ...options.notices,
      derivations: atOnce,
      state,
      repository,
      digests,
      now,
    }),
  };
  const useCases = createUseCases({
    analyzer: ports.analyzer,
    repository,
    store,
    state,
    digests,
    now,
    outputs: options.outputs ?? objectUri('earshot', layout.outputsPrefix),
    copies,
    layout,
    formats: options.formats,
    sign,
    telephony: { sidecars: store, recordings },
    jobs: options.jobs,
    maxAttempts: options.maxAttempts,
    ...(forget && { forget }),
    uploads: recordings && { recordings, layout },
    ...finishCall,
  });
  const { startAnalysis } = useCases;
  const { uploads: place } = options;
  const uploadLayout = { ...layout, mediaSuffixes: place?.suffixes ?? layout.mediaSuffixes };
  const uploadDeps = recordings && place && { recordings, place, repository, digests, sign, randomHex, now };
  return {
    ...useCases,
    repository,
    state,
    source,
    insights,
    coaching: insights && createCoaching({ insights, sign, now }),
    searchMoments: moments && new SearchMoments({ index: moments, embedder: search?.embedder, sign }),
    rulesets: rulesets ?? [],
    derivations,
    rederiveCalls: new RederiveCalls({ repository, derivations, ...finishCall }),
    playing: recordings && {
      recordings,
      playCall: new PlayCall({ copies, playbackCopies: options.playbackCopies }),
      readPeaks: new ReadPeaks({ store, copies }),
    },
    uploading: uploadDeps && {
      ...createUploading({ ...uploadDeps, startAnalysis, layout: uploadLayout }),
      recordings: uploadDeps.recordings,
      place: uploadDeps.place,
    },
    queues: [new CallQueue({ repository, now }), ...(options.queues ?? [])],
    digests,
    sign,
    randomHex,
    now,
    close: async () => source?.close(),
  };
}
