export { AnalysisWorker, type AnalysisWorkerOptions } from './analysis/analysis-worker.js';
export { LocalAudioAnalyzer, type LocalAudioAnalyzerOptions } from './analysis/local-audio-analyzer.js';
export { CommandNotifier, type CommandNotifierOptions } from './commands/command-notifier.js';
export { FileRecordingStore, type FileRecordingStoreOptions } from './files/file-recording-store.js';
export { FileResultStore, type FileResultStoreOptions } from './files/file-result-store.js';
export { FolderWatcher, type FolderWatcherOptions } from './files/folder-watcher.js';
export { isIgnoredName } from './files/ignored-names.js';
export { stampOf } from './files/recording-file.js';
export {
  type IngestOptions,
  type IngestOutcome,
  type RecordingErasure,
  RecordingIntake,
  type RecordingIntakeOptions,
} from './files/recording-intake.js';
export { filesUnder, findResults } from './folders/find-results.js';
export { FolderEventSource, type FolderEventSourceOptions } from './folders/folder-event-source.js';
export { FolderResultStore, type FolderResultStoreOptions } from './folders/folder-result-store.js';
export type { FoundItem, JobDocuments, WhyIgnored } from './folders/found-item.js';
export { KeptResultStore, type KeptResultStoreOptions } from './folders/kept-result-store.js';
export type { LooseFile } from './folders/loose-results.js';
export { DATABASE_NAME, type Local, type LocalOptions, openLocal, type WatchOptions } from './open-local.js';
export { type LocalCalls, openLocalToRead } from './open-local-to-read.js';
export { AnalysisJobs, type AnalysisJobsOptions, type AnalysisProgress, type KeptJob } from './sqlite/analysis-jobs.js';
export { openDatabase } from './sqlite/open-database.js';
export type { PlacedRecording } from './sqlite/recordings.js';
export {
  type SqliteDeadLetter,
  SqliteDeadLetters,
  type SqliteDeadLettersOptions,
} from './sqlite/sqlite-dead-letters.js';
export {
  type SendOptions,
  type SendOutcome,
  type SqliteEventFault,
  SqliteEventSource,
  type SqliteEventSourceOptions,
} from './sqlite/sqlite-event-source.js';
export { SqliteInsightRepository, type SqliteInsightRepositoryOptions } from './sqlite/sqlite-insight-repository.js';
export { SqliteMomentIndex, type SqliteMomentIndexOptions } from './sqlite/sqlite-moment-index.js';
export { SqliteRecordRepository, type SqliteRecordRepositoryOptions } from './sqlite/sqlite-record-repository.js';
export { SqliteSharedState, type SqliteSharedStateOptions } from './sqlite/sqlite-shared-state.js';
