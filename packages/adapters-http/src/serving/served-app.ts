import type {
  AddNote,
  CancelJob,
  CancelUpload,
  CoachingUseCases,
  CompleteUpload,
  CorrectParticipants,
  DeadLetters,
  DeleteNote,
  Digests,
  EraseCall,
  ImportDocument,
  OpenUpload,
  PlayCall,
  QueryAnalytics,
  QueryJobs,
  ReadCall,
  ReadJob,
  ReadPeaks,
  ReadUpload,
  RecordingStore,
  RecordingUrls,
  RestartCall,
  RetryJob,
  SearchMoments,
  StartAnalysis,
  SummarizeCalls,
} from '@earshot/core';
import type { DoctorReport } from './operations-responses.js';

/** The use cases that read calls. */
export interface CallReading {
  readonly queryAnalytics: Pick<QueryAnalytics, 'execute'>;
  readonly readCall: Pick<ReadCall, 'execute' | 'hashOfAlias'>;
  readonly queryJobs: Pick<QueryJobs, 'execute'>;
  readonly readJob: Pick<ReadJob, 'execute'>;
  readonly digests: Pick<Digests, 'md5Hex'>;
  /** The route that counts calls is there when this is. */
  readonly summarizeCalls?: Pick<SummarizeCalls, 'execute'> | undefined;
  /** Routes about coaching are there when this is. */
  readonly coaching?: CoachingUseCases | undefined;
  /** The route that searches is there when this is. */
  readonly searchMoments?: Pick<SearchMoments, 'execute'> | undefined;
  /** Routes that play recordings are there when this is. */
  readonly playing?: CallPlaying | undefined;
}

export interface CallPlaying {
  readonly recordings: RecordingStore & Partial<RecordingUrls>;
  readonly playCall: Pick<PlayCall, 'execute'>;
  readonly readPeaks: Pick<ReadPeaks, 'execute'>;
}

export interface CallUploading {
  readonly recordings: RecordingStore & Partial<RecordingUrls>;
  readonly openUpload: Pick<OpenUpload, 'execute'>;
  readonly readUpload: Pick<ReadUpload, 'execute'>;
  readonly completeUpload: Pick<CompleteUpload, 'execute'>;
  readonly cancelUpload: Pick<CancelUpload, 'execute'>;
}

/** The use cases that change calls, and their jobs. */
export interface CallCommands extends CallChanges {
  readonly cancelJob: Pick<CancelJob, 'execute'>;
  readonly retryJob: Pick<RetryJob, 'execute'>;
}

/** The use cases that change calls. */
export interface CallChanges {
  readonly startAnalysis: Pick<StartAnalysis, 'execute'>;
  readonly importDocument: Pick<ImportDocument, 'execute'>;
  readonly restartCall: Pick<RestartCall, 'execute'>;
  readonly correctParticipants: Pick<CorrectParticipants, 'execute'>;
  readonly addNote: Pick<AddNote, 'execute'>;
  readonly deleteNote: Pick<DeleteNote, 'execute'>;
  readonly eraseCall: Pick<EraseCall, 'execute'>;
}

/** The dead-lettered messages of a queue. */
export interface QueueOfDeadLetters {
  readonly name: string;
  readonly letters: DeadLetters;
}

/** Looks at the machine that the server runs on. */
export type Doctor = () => Promise<DoctorReport['checks']>;

/** What the API serves: routes for the commands are there when all of them are. */
export type ServedApp = CallReading & {
  /** Routes that bring recordings in are there when this is. */
  readonly uploading?: CallUploading | undefined;
  /** Routes about dead-lettered messages are there when this is. */
  readonly deadLetters?: readonly QueueOfDeadLetters[] | undefined;
  /** The route that examines the server's machine is there when this is. */
  readonly doctor?: Doctor | undefined;
} & (CallCommands | Partial<Record<keyof CallCommands, undefined>>);
