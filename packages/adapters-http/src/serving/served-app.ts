import type {
  CoachingUseCases,
  CorrectParticipants,
  Digests,
  EraseCall,
  ImportDocument,
  PlayCall,
  QueryAnalytics,
  ReadCall,
  ReadPeaks,
  RecordingStore,
  RecordingUrls,
  RestartCall,
  StartTranscription,
} from '@earshot/core';

/** The use cases that read calls. */
export interface CallReading {
  readonly queryAnalytics: Pick<QueryAnalytics, 'execute'>;
  readonly readCall: Pick<ReadCall, 'execute' | 'hashOfAlias'>;
  readonly digests: Pick<Digests, 'md5Hex'>;
  /** Routes about coaching are there when this is. */
  readonly coaching?: CoachingUseCases | undefined;
  /** Routes that play recordings are there when this is. */
  readonly playing?: CallPlaying | undefined;
}

/** What playing recordings requires. */
export interface CallPlaying {
  readonly recordings: RecordingStore & Partial<RecordingUrls>;
  readonly playCall: Pick<PlayCall, 'execute'>;
  readonly readPeaks: Pick<ReadPeaks, 'execute'>;
}

/** The use cases that change calls. */
export interface CallCommands {
  readonly startTranscription: Pick<StartTranscription, 'execute'>;
  readonly importDocument: Pick<ImportDocument, 'execute'>;
  readonly restartCall: Pick<RestartCall, 'execute'>;
  readonly correctParticipants: Pick<CorrectParticipants, 'execute'>;
  readonly eraseCall: Pick<EraseCall, 'execute'>;
}

/** What the API serves: routes for the commands are there when all of them are. */
export type ServedApp = CallReading & (CallCommands | Partial<Record<keyof CallCommands, undefined>>);
