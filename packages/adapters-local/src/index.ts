export { FileResultStore, type FileResultStoreOptions } from './files/file-result-store.js';
export { FolderWatcher, type FolderWatcherOptions } from './files/folder-watcher.js';
export { LocalUrls, type LocalUrlsOptions } from './files/local-urls.js';
export { RecordingIntake, type RecordingIntakeOptions } from './files/recording-intake.js';
export { AnalysisJobs, type AnalysisJobsOptions, type AnalysisProgress, type KeptJob } from './sqlite/analysis-jobs.js';
export { openDatabase } from './sqlite/open-database.js';
export { type SqliteDeadLetter, SqliteDeadLetters, type SqliteDeadLettersOptions } from './sqlite/sqlite-dead-letters.js';
export { SqliteEventSource, type SqliteEventSourceOptions } from './sqlite/sqlite-event-source.js';
export { SqliteRecordRepository, type SqliteRecordRepositoryOptions } from './sqlite/sqlite-record-repository.js';
